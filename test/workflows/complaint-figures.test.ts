// The closing date and the case clock on every way, against a plain account of the days (docs/domain.md, 7 and 8).
import { beforeAll, describe, expect, test } from 'vitest'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { complaint } from '../../workflows/complaint.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { beginsAnew } from '../support/case-steps.ts'
import { wanderers } from '../support/properties.ts'
import type { Taken, Walk } from '../support/walk.ts'

describe.each([complaint, complaint2])('version $version of a complaint:', (workflow) => {
  const { always, letThemWander } = wanderers(workflow, 150)

  beforeAll(letThemWander, 120_000)

  describe('on every way, the closing date', () => {
    test('is what the events of the round say', () => {
      const times = { validated: 0, notified: 0, realised: 0 }
      always(({ walk }) => {
        for (const [n, { event, after }] of walk.trail.entries()) {
          if (event.type !== 'CLOSE') continue
          const [kind, day] = closingFrom(walk.trail.slice(0, n), event.on)
          times[kind] += 1

          expect([kind, after.context.closingOn]).toEqual([kind, day])
        }
      })

      expect(Math.min(...Object.values(times))).toBeGreaterThan(0)
    })
  })

  describe('on every way, the clock', () => {
    test('shows what the dates and the promises say', () => {
      const shown = new Set<string>()
      always(({ looks }) => {
        for (const look of looks) {
          const mark = markFrom(look)
          shown.add(mark)

          const clock = look.snapshot._nodes.filter((node) => node.id.startsWith('complaint.clock.'))
          expect(clock.map((node) => node.key)).toContain(mark)
        }
      })

      const marks = ['counted', 'dueSoon', 'held', 'late', 'onTime', 'overdue', 'stopped']
      expect([...shown].sort()).toEqual(marks)
    })
  })
})

/** The closing date from the events alone, without any of the machine's own memory. */
function closingFrom(
  trail: readonly Taken[],
  validatedOn: string,
): ['validated' | 'notified' | 'realised', string] {
  let due: string | undefined
  let first: { due: string; toldOn: string } | undefined
  let realised: string | undefined
  for (const step of trail) {
    const { event, effects } = step
    const input = (event.input ?? {}) as { dueOn?: string; toldOn?: string; to?: string }
    if (beginsAnew(step)) first = realised = due = undefined
    if (event.type === 'COMMIT' || event.type === 'RENEW') due = input.dueOn
    if (event.type === 'NOTIFY_COMMITMENT' && due) first ??= { due, toldOn: input.toldOn ?? '' }
    if (event.type === 'REPORT_DONE') realised = event.on
    const isUndone = event.type === 'RETURN_WORK' || (event.type === 'SEND_BACK' && input.to === 'work')
    if (isUndone && effects.includes('tellReturned')) realised = undefined
  }
  if (!first || !realised) return ['validated', validatedOn]
  return realised <= first.due ? ['notified', first.toldOn] : ['realised', realised]
}

function markFrom({ workflow, snapshot, at }: Walk): string {
  const { commitments, realisedOn, soonAt, dueAt, lateAt, outcome }: CaseContext = snapshot.context
  if (snapshot.matches({ handling: 'closed' })) return 'stopped'
  const lastTold = commitments.findLast(({ notifiedOn }) => notifiedOn !== null)
  if (lastTold && realisedOn !== null) return 'counted'
  // The first version went on waiting for what was promised to somebody who had withdrawn.
  const isAwaited = outcome !== 'withdrawn' || workflow.version === 1
  if (lastTold && lastTold.endsAt > at && isAwaited) return 'held'
  if (lateAt <= at) return 'late'
  if (dueAt <= at) return 'overdue'
  return soonAt <= at ? 'dueSoon' : 'onTime'
}
