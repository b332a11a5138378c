// What holds on every way a complaint may take, tried on cases that wander at random through all of them.
import { beforeAll, describe, expect, test } from 'vitest'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { always, letThemWander } from '../support/properties.ts'
import type { Taken, Walk } from '../support/walk.ts'

beforeAll(letThemWander, 120_000)

const contextAfter = (step: Taken): CaseContext => step.after.context
const contextBefore = (step: Taken): CaseContext => step.before.context
const isClosed = (step: Taken) => step.after.matches({ handling: 'closed' })
const sent = (walk: Walk, ...types: string[]) => walk.trail.filter(({ event }) => types.includes(event.type))

describe('on every way, a complaint', () => {
  test('is closed only with an outcome: answered, dispensed with its reason, or withdrawn', () => {
    let closures = 0
    always(({ walk }) => {
      for (const step of walk.trail.filter(isClosed)) {
        closures += 1
        expect(contextAfter(step).outcome).not.toBe('none')
      }
    })

    expect(closures).toBeGreaterThan(20)
  })

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

  test('has a closing date when it is closed, never otherwise, and never before its reception or after its closure', () => {
    always(({ walk }) => {
      for (const step of walk.trail) {
        const { closingOn, receivedOn } = contextAfter(step)
        expect(closingOn !== null).toBe(isClosed(step))
        if (closingOn !== null) {
          expect(closingOn >= receivedOn).toBe(true)
          expect(closingOn <= step.event.on).toBe(true)
        }
      }
    })
  })

  test('keeps the date of its first reception whatever happens', () => {
    always(({ walk }) => {
      const dates = new Set(walk.trail.map((step) => contextAfter(step).receivedOn))
      expect(dates.size).toBeLessThanOrEqual(1)
    })
  })

  test('asks for documents once', () => {
    always(({ walk }) => {
      expect(sent(walk, 'ASK_DOCUMENTS').length).toBeLessThanOrEqual(1)
    })
  })
})

describe('on every way, separation of duties:', () => {
  const actors = (steps: readonly Taken[]) => new Set(steps.map(({ event }) => event.by))

  test('whoever wrote an answer of the case never approves nor returns one', () => {
    let reviews = 0
    always(({ walk }) => {
      for (const step of sent(walk, 'APPROVE', 'RETURN_ANSWER')) {
        reviews += 1
        const writers = actors(
          sent({ ...walk, trail: walk.trail.slice(0, walk.trail.indexOf(step)) }, 'SUBMIT_ANSWER'),
        )
        expect(writers).not.toContain(step.event.by)
      }
    })

    expect(reviews).toBeGreaterThan(20)
  })

  test('whoever treated, wrote, approved or otherwise decided never closes', () => {
    let closures = 0
    always(({ walk }) => {
      for (const step of sent(walk, 'CLOSE')) {
        closures += 1
        const earlier = { ...walk, trail: walk.trail.slice(0, walk.trail.indexOf(step)) }
        const treated = sent(earlier, 'COMMIT', 'RENEW', 'REPORT_DONE')
        const decided = sent(
          earlier,
          'QUALIFY',
          'CONCLUDE',
          'SUBMIT_ANSWER',
          'DISPENSE',
          'APPROVE',
          'SEND_ANSWER',
          'WITHDRAW',
        )
        expect(actors([...treated, ...decided])).not.toContain(step.event.by)
      }
    })

    expect(closures).toBeGreaterThan(10)
  })

  test('only the system carries out deadlines, and only what it may is carried out by it', () => {
    always(({ walk }) => {
      for (const { event } of walk.trail) {
        const isTimer = event.type.startsWith('xstate.')
        const isOwn = ['OPEN', 'IMPORT', 'DELIVERY_FAILED', 'RESCHEDULE', 'ASSIGN'].includes(event.type)
        expect(event.by === 'system').toBe(isTimer || (isOwn && event.by === 'system'))
      }
    })
  })
})
