// The public page of a household's status, in words.
import type { HouseholdStatus } from '../../cases/household-status.ts'
import { dirOf, isLanguage } from '../../i18n/i18n.ts'
import { dayOf } from '../../platform/clock.ts'
import { type Form, fieldsOf } from '../forms.ts'
import type { Say } from './say.ts'

/** The two numbers that are asked. */
export function householdFields({ t, lang }: Say, form: Form<unknown>) {
  const spec = { kind: 'text', required: true, dir: 'ltr' } as const
  return fieldsOf(lang, form, [
    { ...spec, name: 'cnie', label: t('household.cnie'), hint: t('household.cnieHint') },
    { ...spec, name: 'phone', label: t('household.phone'), hint: t('household.phoneHint') },
  ])
}

/** The answer: a title, a sentence, and the letter of the decision as it was sent. */
export function householdAnswer({ t, f }: Say, status: HouseholdStatus) {
  const title = t(`household.${status.kind}.title`)
  if (status.kind === 'unknown') return { title, text: t('household.unknown.text'), letter: null }
  if (status.kind === 'studied') {
    const days = { received: f.day(status.receivedOn), due: f.day(status.dueOn) }
    return { title, text: t('household.studied.text', days), letter: null }
  }
  const { language, body, at } = status.told
  const spoken = isLanguage(language) ? language : 'fr'
  return {
    title,
    text: t('household.told', { date: f.day(dayOf(at)) }),
    letter: {
      lang: spoken,
      dir: dirOf(spoken),
      paragraphs: body.split(/\n\s*\n/).map((paragraph) => paragraph.split('\n')),
    },
  }
}
