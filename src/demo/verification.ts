// What only a ministry can tell: the case is transmitted, and the ministry reports what its register says.
import type { Case } from './case.ts'
import { act, objectOf, said } from './case.ts'
import type { When } from './course.ts'
import { misprintOf } from './misprints.ts'

const CONFIRMED = 'Pièces comparées avec MASSAR : l’erreur est confirmée, la donnée est corrigée ce jour.'

/** Whether the case has to be verified before anything is concluded: it was qualified so, and not transmitted since. */
const isOwed = ({ scene, course }: Case): boolean =>
  scene.verifier !== undefined &&
  course.steps.findLast(({ type }) => type === 'QUALIFY' || type === 'TRANSMIT')?.type === 'QUALIFY'

/** Has it verified where that is owed; true when the ministry found nothing wrong, which ends the analysis. */
export function isRefuted(c: Case, when?: When): boolean {
  const { matter, entry } = c.scene
  if (!isOwed(c)) return false
  // What stands on no sheet stands in the ministry's register alone.
  const misprint = misprintOf(matter.story.category, entry)
  const { field, claimed } = misprint
    ? { field: misprint.field, claimed: misprint.right }
    : { field: 'record', claimed: objectOf(c) }
  act(c, 'clerk', 'TRANSMIT', { field, claimed, evidence: '', note: '' }, when)
  report(c, () => CONFIRMED, { gap: c.draw.between(0, 1) })
  return matter.kind === 'refused'
}

/** The ministry reports: an error that it put right, in words of its own, or none. */
export function report(c: Case, confirmed: () => string, when: When): void {
  const { verifier, matter } = c.scene
  if (!verifier) throw new Error(`nobody verifies ${matter.story.category}`)
  const input =
    matter.kind === 'refused'
      ? {
          founded: 'no',
          ground: matter.refusal.ground,
          corrected: 'no',
          finding: said(c, matter.refusal.finding),
        }
      : { founded: 'yes', ground: '', corrected: 'yes', finding: confirmed() }
  c.course.add({ actor: verifier.actor, type: 'REPORT_FINDING', input: () => input }, when)
}
