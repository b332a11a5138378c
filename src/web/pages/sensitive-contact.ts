// How a person may be reached without putting her in danger; the number or address only when somebody asks for it.
import type { SensitiveView } from '../../confidential/reading.ts'
import type { Say } from './say.ts'

type Shown = Pick<SensitiveView, 'context' | 'seat'>

export type Line = { label: string; value: string; code?: boolean }

/** Whether it is known that she has no code: only the focal point is told of codes at all. */
export const lacksCode = ({ context, seat }: Shown): boolean =>
  seat.role === 'focal_point' && context.codeTag === null

/** The safe contact as lines, and whether there is a number or address to ask for. */
export function contactPanel(
  { t }: Say,
  view: Shown,
  shown: boolean,
): { lines: Line[]; masked: boolean; never: boolean } {
  const { context } = view
  const { contactPoint, contactHours, contactLanguage, calls, wording } = context
  const point = contactPoint ? (shown ? contactPoint : t('confidential.contact.masked')) : ''
  const lines: Line[] = [
    { label: t('confidential.contact.by'), value: t(wayOf(view)) },
    ...(lacksCode(view)
      ? [{ label: t('confidential.contact.code'), value: t('confidential.contact.noCode') }]
      : []),
    ...(point ? [{ label: t('confidential.contact.point'), value: point, code: shown }] : []),
    { label: t('confidential.contact.hours'), value: t(`field.contactHours.option.${contactHours}`) },
    { label: t('confidential.contact.language'), value: t(`word.language.${contactLanguage}`) },
    { label: t('confidential.contact.calls'), value: t(`field.calls.option.${calls}`) },
    { label: t('confidential.contact.wording'), value: t(`field.wording.option.${wording}`) },
  ]
  return { lines, masked: contactPoint !== null && !shown, never: calls === 'never' }
}

/** That she comes back with her code is said where it is known that she has one. */
function wayOf({ context: { contactBy, codeTag } }: Shown): string {
  // Whom a case is shared with is not told of codes.
  if (contactBy === 'none' && codeTag === null) return 'confidential.contact.none'
  return `field.contactBy.option.${contactBy}`
}
