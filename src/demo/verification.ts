// What only a ministry can tell: the case is transmitted, and the ministry reports what its register says.
import type { Case } from './case.ts'
import { act, objectOf, said } from './case.ts'
import type { When } from './course.ts'

/** The field of the sheet that is said to be wrong; the rest stands in the ministry's register alone. */
const fields: Readonly<Record<string, string>> = { TUTOR_NAME: 'name', TUTOR_CNIE: 'cnie' }

/** Whether the case has to be verified before anything is concluded: it was qualified so, and not transmitted since. */
const isOwed = ({ scene, course }: Case): boolean =>
  scene.verifier !== undefined &&
  course.steps.findLast(({ type }) => type === 'QUALIFY' || type === 'TRANSMIT')?.type === 'QUALIFY'

/** Has it verified where that is owed; true when the ministry found nothing wrong, which ends the analysis. */
export function isRefuted(c: Case, when?: When): boolean {
  const { verifier, matter, entry } = c.scene
  if (!verifier || !isOwed(c)) return false
  const field = fields[matter.story.category] ?? 'record'
  const right = field === 'name' ? entry.name.fr : field === 'cnie' ? entry.cnie : objectOf(c)
  act(c, 'clerk', 'TRANSMIT', { field, claimed: right, evidence: '', note: '' }, when)
  const refusal = matter.kind === 'refused' ? matter.refusal : undefined
  const finding = refusal
    ? { founded: 'no', ground: refusal.ground, corrected: 'no', finding: said(c, refusal.finding) }
    : {
        founded: 'yes',
        ground: '',
        corrected: 'yes',
        finding: 'Pièces comparées avec MASSAR : l’erreur est confirmée, la donnée est corrigée ce jour.',
      }
  c.course.add(
    { actor: verifier.actor, type: 'REPORT_FINDING', input: () => finding },
    { gap: c.draw.between(0, 1) },
  )
  return refusal !== undefined
}
