// What a complaint leaves in the file of its beneficiary: the payment that came back, the work that puts it right.
import { addDays, dayOf } from '../platform/clock.ts'
import type { Planned } from './cast.ts'
import type { Line } from './registry.ts'

/** The lines of a file that belong to a case. */
export function traceOf({ scene, receivedOn, steps }: Planned): Line[] {
  const { entry, known, matter } = scene
  if (!known || matter.kind === 'question') return []
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
  const promised = steps.find(({ type }) => type === 'COMMIT')
  const done = steps.findLast(({ type }) => type === 'REPORT_DONE')
  const work = done ?? promised
  const after = work
    ? [
        line(
          dayOf(work.at),
          kind === 'data' && done ? 'correction' : 'regularisation',
          done ? 'done' : 'running',
          kind === 'payment' ? entry.amount : null,
        ),
      ]
    : []
  return [...before, ...after]
}
