// What holds on every way a complaint may take, tried on cases that wander at random through all of them.
import { beforeAll, describe, expect, test } from 'vitest'
import { complaint } from '../../workflows/complaint.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { contextBefore, sent } from '../support/case-steps.ts'
import { wanderers } from '../support/properties.ts'
import type { Taken } from '../support/walk.ts'

describe.each([complaint, complaint2])('version $version of a complaint:', (workflow) => {
  const { always, letThemWander } = wanderers(workflow)

  beforeAll(letThemWander, 120_000)

  describe('on every way, a complaint', () => {
    test('is known to be founded or not, with its ground when it is not, before it is answered', () => {
      let answers = 0
      always(({ walk }) => {
        for (const step of sent(walk, 'SUBMIT_ANSWER', 'DISPENSE')) {
          const { admissibility, founded, ground } = contextBefore(step)
          answers += 1
          if (admissibility === 'complaint') expect(founded).not.toBe('unknown')
          else expect(['notFounded', 'notComplaint']).toContain(admissibility)
          if (admissibility !== 'complaint' || founded === 'no') expect(ground).not.toBeNull()
          else expect(ground).toBeNull()
        }
      })

      expect(answers).toBeGreaterThan(20)
    })

    test('is answered only with an answer that was written, then approved, since it last had to be', () => {
      const decisive = ['SUBMIT_ANSWER', 'APPROVE', 'RETURN_ANSWER', 'SEND_BACK', 'REOPEN', 'CONCLUDE']
      // A withdrawal that does not stand takes nothing back.
      const decides = (step: Taken) =>
        decisive.includes(step.event.type) && contextBefore(step).outcome !== 'withdrawn'
      always(({ walk }) => {
        for (const step of sent(walk, 'SEND_ANSWER')) {
          const earlier = walk.trail.slice(0, walk.trail.indexOf(step)).filter(decides)
          expect(earlier.slice(-2).map(({ event }) => event.type)).toEqual(['SUBMIT_ANSWER', 'APPROVE'])
        }
      })
    })

    test('asks for documents once', () => {
      always(({ walk }) => {
        expect(sent(walk, 'ASK_DOCUMENTS').length).toBeLessThanOrEqual(1)
      })
    })
  })
})
