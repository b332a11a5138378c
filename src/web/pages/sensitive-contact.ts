// How a person may be reached without putting her in danger; the number or address only when somebody asks for it.
import type { SensitiveView } from '../../confidential/reading.ts'
import { needed } from './private-form.ts'
import type { Say } from './say.ts'

type Shown = Pick<SensitiveView, 'context' | 'seat'>

export type Line = { label: string; value: string; code?: boolean }

/** Whether it is known that she has no code: only the focal point is told of codes at all. */
export const lacksCode = ({ context, seat }: Shown): boolean =>
  seat.role === 'focal_point' && context.codeTag === null

/** The safe contact as lines, without what her way does not need; and whether there is a number or address to ask for. */
export function contactPanel(
  { t }: Say,
  view: Shown,
  shown: boolean,
): { lines: Line[]; masked: boolean; never: boolean } {
  const { context } = view
  const { contactBy, contactPoint, contactHours, contactLanguage, calls, wording } = context
  const point = contactPoint ? (shown ? contactPoint : t('confidential.contact.masked')) : ''
  const lines: Line[] = [
    { label: t('confidential.contact.by'), value: t(wayOf(view)) },
    ...(lacksCode(view)
      ? [{ label: t('confidential.contact.code'), value: t('confidential.contact.noCode') }]
      : []),
    ...(point ? [{ label: t('confidential.contact.point'), value: point, code: shown }] : []),
    // Nobody was asked for the rest: what stands there is what a form begins with.
    ...Object.entries({
      contactHours: {
        label: t('confidential.contact.hours'),
        value: `field.contactHours.option.${contactHours}`,
      },
      contactLanguage: {
        label: t('confidential.contact.language'),
        value: `word.language.${contactLanguage}`,
      },
      calls: { label: t('confidential.contact.calls'), value: `field.calls.option.${calls}` },
      wording: { label: t('confidential.contact.wording'), value: `field.wording.option.${wording}` },
    })
      .filter(([name]) => needed[name]?.includes(contactBy))
      .map(([, { label, value }]) => ({ label, value: t(value) })),
  ]
  return { lines, masked: contactPoint !== null && !shown, never: calls === 'never' }
}

/** That she comes back with her code is said where it is known that she has one. */
function wayOf({ context: { contactBy, codeTag } }: Shown): string {
  // Whom a case is shared with is not told of codes.
  if (contactBy === 'none' && codeTag === null) return 'confidential.contact.none'
  return `field.contactBy.option.${contactBy}`
}
