// What remains to whoever is not satisfied with an answer, and until when (docs/domain.md, section 10).
import type { CaseRow } from '../cases/rows.ts'
import { addDays } from '../platform/clock.ts'
import type { Programme } from '../programmes/schema.ts'

export type Remedies = {
  /** The last day of an appeal to the body itself; null when there was one, or none is foreseen. */
  appealOn: string | null
  /** The last day before the courts. */
  courtOn: string
}

/** Lifecycles that answer nobody's right, and so leave nothing to contest. */
const WITHOUT = ['feedback', 'ombudsman', 'integrity']

/** The remedies after an answer that left on a civil day; undefined where there is nothing to contest. */
export function remediesAfter(
  { workflow, appeal }: Pick<CaseRow, 'workflow' | 'appeal'>,
  { deadline }: Programme,
  answeredOn: string,
): Remedies | undefined {
  if (WITHOUT.includes(workflow)) return undefined
  const courtOn = addDays(answeredOn, deadline.courtDays)
  const appealed = workflow === 'appeal' || appeal !== 'none'
  return { appealOn: appealed ? null : addDays(answeredOn, deadline.appealDays), courtOn }
}
