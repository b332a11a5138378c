// How a person may be reached without putting her in danger; the number or address only when somebody asks for it.
import type { SensitiveContext } from '../../../workflows/sensitive-facts.ts'
import type { Say } from './say.ts'

export type Line = { label: string; value: string; code?: boolean }

/** The safe contact as lines, and whether there is a number or address to ask for. */
export function contactPanel({ t }: Say, context: SensitiveContext, shown: boolean) {
  const { contactBy, contactPoint, contactHours, contactLanguage, calls, wording } = context
  const point = contactPoint ? (shown ? contactPoint : t('confidential.contact.masked')) : ''
  const lines: Line[] = [
    { label: t('confidential.contact.by'), value: t(`field.contactBy.option.${contactBy}`) },
    ...(point ? [{ label: t('confidential.contact.point'), value: point, code: shown }] : []),
    { label: t('confidential.contact.hours'), value: t(`field.contactHours.option.${contactHours}`) },
    { label: t('confidential.contact.language'), value: t(`word.language.${contactLanguage}`) },
    { label: t('confidential.contact.calls'), value: t(`field.calls.option.${calls}`) },
    { label: t('confidential.contact.wording'), value: t(`field.wording.option.${wording}`) },
  ]
  return { lines, masked: contactPoint !== null && !shown, never: calls === 'never' }
}
