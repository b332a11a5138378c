// The notice of a cause as pages: its form, how it will be read, and what everybody reads of it.
import type { CauseNotice } from '../../cases/cause-notices.ts'
import type { Cause } from '../../cases/causes.ts'
import type { Known } from '../../cases/known.ts'
import { dirOf, translator } from '../../i18n/i18n.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { FieldSpec, Values } from '../forms.ts'
import { paragraphsOf } from './letter.ts'
import type { Say } from './say.ts'

const parts = ['title', 'text', 'do', 'avoid'] as const

/** The fields of a notice: French, then Arabic. */
export function noticeFields({ t }: Say): FieldSpec[] {
  return (['Fr', 'Ar'] as const).flatMap((language) => {
    const lang = language === 'Fr' ? 'fr' : 'ar'
    return parts.map(
      (part): FieldSpec => ({
        ...{ name: `${part}${language}`, kind: part === 'title' ? 'text' : 'long', lang, dir: dirOf(lang) },
        ...{ label: t(`cause.notice.form.${part}`), heading: t(`cause.notice.${lang}`) },
        ...(part === 'avoid' ? { optionalText: t('frame.optional') } : { required: true }),
        ...(part !== 'title' && { rows: part === 'text' ? 5 : 3 }),
      }),
    )
  })
}

/** What a form begins with: the notice as it stands, or what the cause says of itself. */
export function firstNotice(cause: Cause, notice: CauseNotice | undefined): Values {
  const { title_fr, title_ar, text_fr, text_ar } = notice ?? cause
  return {
    ...{ titleFr: title_fr, titleAr: title_ar, textFr: text_fr, textAr: text_ar },
    ...{ doFr: notice?.do_fr ?? '', doAr: notice?.do_ar ?? '' },
    ...{ avoidFr: notice?.avoid_fr ?? '', avoidAr: notice?.avoid_ar ?? '' },
  }
}

type Written = Pick<
  CauseNotice,
  'title_fr' | 'title_ar' | 'text_fr' | 'text_ar' | 'do_fr' | 'do_ar' | 'avoid_fr' | 'avoid_ar'
>

/** The words of a notice in one of its two languages. */
export const wordsIn = (lang: 'fr' | 'ar', notice: Written) => ({
  lang,
  dir: dirOf(lang),
  title: notice[`title_${lang}`],
  text: paragraphsOf(notice[`text_${lang}`]),
  advice: paragraphsOf(notice[`do_${lang}`]),
  avoid: notice[`avoid_${lang}`] ? paragraphsOf(notice[`avoid_${lang}`]) : [],
})

/** The same for whoever works on it: each part under its title, in the language of the notice. */
export function partsIn(lang: 'fr' | 'ar', notice: Written) {
  const t = translator(lang)
  const { title, text, advice, avoid, dir } = wordsIn(lang, notice)
  const sections = [
    { title: t('cause.known.knownTitle'), paragraphs: text },
    { title: t('cause.known.doTitle'), paragraphs: advice },
    { title: t('cause.known.avoidTitle'), paragraphs: avoid },
  ]
  return { lang, dir, title, sections: sections.filter(({ paragraphs }) => paragraphs.length > 0) }
}

/** The language a notice is read in: there are two of them. */
const readIn = ({ lang }: Say): 'fr' | 'ar' => (lang === 'ar' ? 'ar' : 'fr')

/** A notice as everybody reads it; what is solved asks nothing of them any more. */
export function knownPage(say: Say, known: Known, programmes: Programmes) {
  const { t, f, lang } = say
  const pack = programmes.find(known.programme)
  const place = pack?.entities.find(({ code }) => code === known.entity)
  const solved = known.closed_at === null ? null : Number(known.closed_at)
  return {
    ...wordsIn(readIn(say), known),
    href: `/known/${known.id}`,
    programme: known.programme,
    where: [pack?.names[lang] ?? known.programme, ...(place ? [place.names[lang]] : [])].join(' · '),
    solved: solved !== null,
    status:
      solved === null ? t('cause.known.lasts') : t('cause.known.solved', { day: f.dayPlain(dayOf(solved)) }),
    since: t('cause.known.since', { day: f.dayPlain(known.since) }),
    updated: t('cause.known.updated', { day: f.dayPlain(dayOf(Number(known.published_at))) }),
    foreign: lang === 'en' ? t('cause.known.foreign') : '',
  }
}

/** The notices by programme, in the order of the programmes. */
export function knownGroups(say: Say, all: readonly Known[], programmes: Programmes) {
  return programmes.all
    .map(({ code, names }) => ({
      code,
      name: names[say.lang],
      notices: all
        .filter(({ programme }) => programme === code)
        .map((known) => knownPage(say, known, programmes)),
    }))
    .filter(({ notices }) => notices.length > 0)
}
