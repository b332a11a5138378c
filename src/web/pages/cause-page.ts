// Causes as pages: the list, one of them with its weeks, the form that opens one, the one case that is verified.
import type { SignedIn } from '../../accounts/schema.ts'
import type { CauseOfCase, ToVerify } from '../../cases/cause-cases.ts'
import { MOST_COUNTED } from '../../cases/cause-cases.ts'
import { type Cause, type CauseEntry, mayOpen } from '../../cases/causes.ts'
import { dirOf, isLanguage } from '../../i18n/i18n.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { FieldSpec, Option } from '../forms.ts'
import { authorOf } from './author.ts'
import { causeTitle } from './cause-words.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

const coded = (say: Say, list: readonly { code: string; names: Record<string, string> }[]): Option[] =>
  list.map(({ code, names }) => ({ value: code, label: names[say.lang] ?? code }))

/** Where a cause is. */
export function placeOfCause(say: Say, programmes: Programmes, { programme, entity }: Cause): string {
  const place = programmes.find(programme)?.entities.find(({ code }) => code === entity)
  const name = nameOf(say, programmes, programme)
  return place ? `${name} · ${place.names[say.lang]}` : name
}

/** What it is about. */
export function categoryOfCause(say: Say, programmes: Programmes, { programme, category }: Cause): string {
  const known = programmes.find(programme)?.categories.find(({ code }) => code === category)
  return known?.names[say.lang] ?? say.t('cause.anyCategory')
}

/** The causes as lines. */
export function causeLines(
  say: Say,
  causes: readonly Cause[],
  told: ReadonlySet<string>,
  programmes: Programmes,
) {
  const { t, f } = say
  return causes.map((cause) => ({
    href: `/causes/${cause.id}`,
    title: causeTitle(say, cause),
    status: t(`cause.status.${cause.status}`),
    meta: [
      placeOfCause(say, programmes, cause),
      categoryOfCause(say, programmes, cause),
      t('cause.sinceDay', { day: f.dayShortYear(cause.since) }),
    ].join(' · '),
    told: told.has(cause.id),
  }))
}

/** The fields of a new cause. */
export function causeFields(say: Say, user: SignedIn, programmes: Programmes): FieldSpec[] {
  const { t } = say
  const first = { value: '', label: t('case.form.choose') }
  const places = programmes.all.flatMap(({ code, names, entities }) => {
    const name = names[say.lang]
    const whole = mayOpen(user, { programme: code, entity: '' }) ? [{ value: code, label: name }] : []
    const single = entities
      .filter((one) => mayOpen(user, { programme: code, entity: one.code }))
      .map((one) => ({ value: `${code}/${one.code}`, label: `${name} · ${one.names[say.lang]}` }))
    return [...whole, ...single]
  })
  const own = programmes.all.filter(({ code }) => places.some(({ value }) => value.split('/')[0] === code))
  const categories = own.flatMap((pack) =>
    coded(say, pack.categories).map((one) => ({ ...one, group: pack.names[say.lang] })),
  )
  const told = (language: 'Fr' | 'Ar') => {
    const lang = language === 'Fr' ? 'fr' : 'ar'
    const dir = dirOf(lang)
    return [
      {
        name: `title${language}`,
        kind: 'text',
        label: t(`cause.form.title${language}`),
        required: true,
        lang,
        dir,
      },
      {
        name: `text${language}`,
        kind: 'long',
        label: t(`cause.form.text${language}`),
        required: true,
        lang,
        dir,
      },
    ] satisfies FieldSpec[]
  }
  return [
    {
      name: 'place',
      kind: 'select',
      label: t('cause.form.place'),
      required: true,
      options: [first, ...places],
    },
    {
      ...{ name: 'category', kind: 'select', label: t('cause.form.category') },
      options: [{ value: '', label: t('cause.anyCategory') }, ...categories],
    },
    { name: 'since', kind: 'date', label: t('cause.form.since'), required: true },
    ...told('Fr'),
    ...told('Ar'),
  ]
}

/** The fields that find cases which may belong to a cause. */
export function choiceFields(say: Say, cause: Cause, programmes: Programmes): FieldSpec[] {
  const { t } = say
  const pack = programmes.get(cause.programme)
  const any = { value: '', label: t('cause.form.any') }
  const list = (name: string, options: readonly Option[]): FieldSpec => ({
    ...{ name, kind: 'select', label: t(`cause.form.${name}`), options: [any, ...options] },
  })
  return [
    list('category', coded(say, pack.categories)),
    ...(cause.entity === '' ? [list('entity', coded(say, pack.entities))] : []),
    list('unit', coded(say, pack.units)),
    { name: 'from', kind: 'date', label: t('cause.form.from'), required: true },
    { name: 'to', kind: 'date', label: t('cause.form.to'), required: true },
  ]
}

/** A count that stops. */
export const upTo = ({ f }: Say, n: number, most = MOST_COUNTED + 1): string =>
  n >= most ? `${f.number(most - 1)}+` : f.number(n)

/** What was done to a cause, in words. */
export const logLines = ({ t, f }: Say, log: readonly CauseEntry[], names: ReadonlyMap<string, string>) =>
  log.map(({ at, actor, act }) => ({
    what: t(`cause.log.${act}`),
    meta: t('case.history.by', { date: f.dateTime(at), who: names.get(actor) ?? t('word.system') }),
  }))

/** A case as somebody has to see it to say whether it belongs to a cause. */
export function verifiedCase(say: Say, row: ToVerify, programmes: Programmes) {
  const pack = programmes.find(row.programme)
  const named = (
    list: readonly { code: string; names: Record<string, string> }[] | undefined,
    code: string,
  ) => list?.find((one) => one.code === code)?.names[say.lang] ?? code
  const lang = isLanguage(row.language) ? row.language : say.lang
  return {
    ref: row.id,
    object: row.object,
    ...authorOf(say, row),
    facts: [
      named(pack?.categories, row.category),
      named(pack?.entities, row.entity),
      say.t('work.received', { date: say.f.dayShortYear(row.received_on) }),
      say.life(row.workflow, `state.${row.state}`),
    ],
    told: {
      lang,
      dir: dirOf(lang),
      text: row.description.split(/\n\s*\n/).map((paragraph) => paragraph.split('\n')),
    },
  }
}

/** What a case page says of its causes, and the causes it may be put to. */
export function causePanel(
  say: Say,
  links: readonly CauseOfCase[],
  open: readonly Cause[],
  names: ReadonlyMap<string, string>,
) {
  const { t, f } = say
  const who = (id: string | null) => (id && names.get(id)) || t('word.system')
  return {
    links: links.map((link) => ({
      id: link.cause_id,
      href: `/causes/${link.cause_id}`,
      title: causeTitle(say, link),
      status: link.status,
      live: link.live === 1,
      lines: [
        t('cause.line.added', { who: who(link.added_by), date: f.dateTime(link.added_at) }),
        ...(link.decided_at === null
          ? [t('cause.line.suggested')]
          : [
              t(`cause.line.${link.status}`, {
                who: who(link.decided_by),
                date: f.dateTime(link.decided_at),
              }),
            ]),
      ],
    })),
    options: open
      .filter(({ id }) => !links.some((link) => link.cause_id === id && link.live === 1))
      .map((cause) => ({ value: cause.id, label: causeTitle(say, cause) })),
  }
}

/** The same as lines of the journal, each at its instant. */
export function causeHistory(say: Say, links: readonly CauseOfCase[], names: ReadonlyMap<string, string>) {
  const { t, f } = say
  const line = (at: number, by: string, act: string, link: CauseOfCase) => ({
    at,
    item: {
      what: t(`cause.history.${act}`),
      meta: t('case.history.by', { date: f.dateTime(at), who: names.get(by) ?? t('word.system') }),
      words: [causeTitle(say, link)],
      other: null,
      system: false,
      now: false,
    },
  })
  return links.flatMap((link) => [
    line(link.added_at, link.added_by, 'added', link),
    ...(link.decided_at !== null && link.decided_by
      ? [line(link.decided_at, link.decided_by, link.status, link)]
      : []),
  ])
}
