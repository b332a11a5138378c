// What holds for the commitments of a complaint on every way it may take.
import { beforeAll, describe, expect, test } from 'vitest'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { complaint } from '../../workflows/complaint.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { beginsAnew, contextAfter, contextBefore } from '../support/case-steps.ts'
import { wanderers } from '../support/properties.ts'
import type { Walk } from '../support/walk.ts'

describe.each([complaint, complaint2])('version $version of a complaint:', (workflow) => {
  const { always, letThemWander } = wanderers(workflow)

  beforeAll(letThemWander, 120_000)

  /** What each step did to the commitments. */
  const changesOf = (walk: Walk) =>
    walk.trail.map((step) => {
      const was = contextBefore(step).commitments
      const is = contextAfter(step).commitments
      return { event: step.event, was, is, anew: beginsAnew(step) }
    })

  describe('on every way, a commitment', () => {
    test('is only ever added, for a day that is still ahead', () => {
      let given = 0
      always(({ walk }) => {
        for (const { event, was, is } of changesOf(walk)) {
          if (is.length <= was.length) continue
          const added = is.at(-1)
          given += 1

          expect(['COMMIT', 'RENEW']).toContain(event.type)
          expect(is.length).toBe(was.length + 1)
          expect(added).toMatchObject({ givenOn: event.on, notifiedOn: null })
          expect(added?.endsAt).toBeGreaterThan(event.at)
          expect((added?.dueOn ?? '') >= event.on).toBe(true)
        }
      })

      expect(given).toBeGreaterThan(30)
    })

    test('never changes but by being told, once, on a day between its giving and now', () => {
      let notified = 0
      always(({ walk }) => {
        for (const { event, was, is, anew } of changesOf(walk)) {
          if (anew) continue
          for (const [n, promise] of was.entries()) {
            const now = is[n]
            const toldOn = now?.notifiedOn ?? ''
            if (now?.notifiedOn === promise.notifiedOn) {
              expect(now).toEqual(promise)
              continue
            }
            notified += 1
            expect([event.type, n]).toEqual(['NOTIFY_COMMITMENT', was.length - 1])
            expect(now).toEqual({ ...promise, notifiedOn: toldOn })
            expect(promise.notifiedOn).toBeNull()
            expect(toldOn >= promise.givenOn && toldOn <= event.on).toBe(true)
          }
        }
      })

      expect(notified).toBeGreaterThan(20)
    })

    test('that runs is either told, or waits for the clerk to tell it', () => {
      const times = { promised: 0, committed: 0 }
      always(({ looks }) => {
        for (const { snapshot, at } of looks) {
          for (const state of ['promised', 'committed'] as const) {
            if (!snapshot.matches({ handling: { alive: { open: state } } })) continue
            const context: CaseContext = snapshot.context
            const last = context.commitments.at(-1)
            times[state] += 1

            const isTold = last?.notifiedOn !== null
            const runs = (last?.endsAt ?? 0) > at
            expect([state, isTold, runs]).toEqual([state, state === 'promised', true])
          }
        }
      })

      expect(Math.min(times.promised, times.committed)).toBeGreaterThan(10)
    })

    test('that the complainant was told and that passed undone marks the case as broken', () => {
      let broken = 0
      always(({ looks }) => {
        for (const { snapshot, at } of looks) {
          const context: CaseContext = snapshot.context
          const lastTold = context.commitments.findLast(({ notifiedOn }) => notifiedOn !== null)
          const hasPassed = lastTold !== undefined && lastTold.endsAt <= at && context.realisedOn === null
          // Since the second version nothing is promised any more to somebody who has withdrawn.
          const isOver = context.outcome === 'withdrawn' && workflow.version > 1
          if (!hasPassed || isOver || !snapshot.matches({ handling: 'alive' })) continue
          broken += 1

          expect(context.broken).toBe(true)
        }
      })

      expect(broken).toBeGreaterThan(10)
    })
  })
})
