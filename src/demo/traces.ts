// What a complaint leaves in the file of its beneficiary: the payment that came back, the work that puts it right.
import { addDays, dayOf } from '../platform/clock.ts'
import type { Planned } from './cast.ts'
import type { Line } from './registry.ts'

/** The lines of a file that belong to a case. */
export function traceOf({ scene, receivedOn, steps }: Planned): Line[] {
  const { entry, known, matter } = scene
  if (!known || matter.kind === 'question' || matter.kind === 'request') return []
  const line = (day: string, kind: Line['kind'], status: Line['status'], amount: number | null): Line => ({
    beneficiary: entry.id,
    day,
    kind,
    status,
    amount,
  })
  const { trace, kind } = matter.story
  const before = trace
    ? [
        line(
          addDays(receivedOn, -9),
          trace.kind,
          trace.status,
          trace.kind === 'payment' ? entry.amount : null,
        ),
      ]
    : []
  const work =
    steps.findLast(({ type }) => type === 'REPORT_DONE') ?? steps.find(({ type }) => type === 'COMMIT')
  if (!work) return before
  const done = work.type === 'REPORT_DONE'
  const amount = kind === 'payment' ? entry.amount : null
  return [
    ...before,
    line(
      dayOf(work.at),
      done ? doneAs(kind, entry.applicant) : 'regularisation',
      done ? statusOf(entry.applicant) : 'running',
      amount,
    ),
  ]
}

/** What the work ends as in a file: an applicant is enrolled, a datum corrected, a right put straight. */
function doneAs(kind: string, applicant: boolean): Line['kind'] {
  if (applicant) return 'enrolment'
  return kind === 'data' ? 'correction' : 'regularisation'
}

const statusOf = (applicant: boolean): Line['status'] => (applicant ? 'accepted' : 'done')
