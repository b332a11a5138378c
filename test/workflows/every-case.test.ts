// What holds for every case on every way, whatever its lifecycle, tried on cases that wander at random through all of them.
import { beforeAll, describe, expect, test } from 'vitest'
import { rolesIn } from '../../src/cases/policy.ts'
import { permit } from '../../src/engine/decide.ts'
import { NotFound } from '../../src/errors.ts'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { firstNotified } from '../../workflows/closing-date.ts'
import { workflows } from '../../workflows/index.ts'
import { type Meta, roles } from '../../workflows/kit.ts'
import { staff } from '../support/case-fields.ts'
import { actorsOf, beginsAnew, contextAfter, contextBefore, sent, upTo } from '../support/case-steps.ts'
import { isTimer } from '../support/drawing.ts'
import { wanderers } from '../support/properties.ts'
import { awaited, metasOf, type Taken, type Walk } from '../support/walk.ts'

/** What decides nothing about the matter: registering, passing on, sending back, telling. Every other act counts as a part in it. */
const NEUTRAL = [
  ...[
    'OPEN',
    'IMPORT',
    'ASSIGN',
    'ADD_NOTE',
    'ATTACH',
    'RECORD_LETTER',
    'RATE',
    'ASK_DOCUMENTS',
    'RECEIVE_DOCUMENTS',
  ],
  ...['REQUALIFY', 'RECONSIDER', 'TRANSMIT', 'RECALL', 'RETURN_TO_CLERK', 'RETURN_WORK', 'RETURN_ANSWER'],
  ...['RETURN_DECISION', 'RETURN_CLOSURE', 'REFUSE_CORRECTION', 'SEND_BACK', 'REOPEN', 'CLOSE'],
  ...[
    'TELL_ANSWER_FOLLOWS',
    'NOTIFY_COMMITMENT',
    'KEEP_IN_TOUCH',
    'RESEND',
    'NAME_HANDLER',
    'REMOVE_HANDLER',
  ],
  ...['LODGE_APPEAL', 'APPEAL_DECIDED', 'JOIN_REFERRAL', 'DELIVERY_FAILED', 'RESCHEDULE'],
]

/** Who has a say on what others did: never those who did it. */
const REVIEWS: Record<string, string> = {
  APPROVE: 'SUBMIT_ANSWER',
  RETURN_ANSWER: 'SUBMIT_ANSWER',
  CONFIRM_DECISION: 'DECIDE_ELIGIBILITY',
  DECIDE_DEFERRAL: 'CHECK_REQUEST',
  DECIDE_APPEAL: 'EXAMINE_APPEAL',
  REFER: 'ASSESS',
  APPROVE_CORRECTION: 'REQUEST_CORRECTION',
  REFUSE_CORRECTION: 'REQUEST_CORRECTION',
}

const RUNGS = ['remindOwner', 'alertSupervisor', 'alertAuditor']
const isClosed = (step: Taken) => step.after.matches({ handling: 'closed' })
const isOpen = ({ snapshot }: Pick<Walk, 'snapshot'>) => snapshot.matches({ handling: { alive: 'open' } })

describe.each(workflows)('every case of $name@$version, on every way,', (workflow) => {
  const { always, letThemWander } = wanderers(workflow, 50)
  const knows = (type: string) => type in workflow.inputs

  beforeAll(letThemWander, 120_000)

  test('is closed only with an outcome, and what was refused only with its ground', () => {
    let closures = 0
    always(({ walk }) => {
      for (const step of sent(walk, 'CLOSE')) {
        const { outcome, decision, founded, ground } = contextAfter(step)
        closures += 1

        expect(outcome).not.toBe('none')
        const isRefused = ['refused', 'rejected'].includes(decision ?? '')
        if (outcome !== 'withdrawn' && isRefused) expect([decision, ground]).not.toContain(null)
        // The ombudsman's office is told why in the letter itself.
        if (outcome !== 'withdrawn' && founded === 'no' && workflow.name !== 'ombudsman')
          expect(ground).not.toBeNull()
      }
    })

    expect(closures).toBeGreaterThan(3)
  })

  test.runIf(knows('DECIDE_ELIGIBILITY') || knows('DECIDE_DEFERRAL') || knows('DECIDE_APPEAL'))(
    'is decided before it is told, unless it was withdrawn',
    () => {
      always(({ walk }) => {
        for (const step of walk.trail.filter((one) => contextAfter(one).outcome === 'answered'))
          expect(contextAfter(step).decision).not.toBeNull()
      })
    },
  )

  test('has a closing date when it is closed, never otherwise, and keeps the date of its first reception', () => {
    always(({ walk }) => {
      for (const step of walk.trail) {
        const { closingOn, receivedOn } = contextAfter(step)
        expect(closingOn !== null).toBe(isClosed(step))
        expect(receivedOn).toBe(walk.snapshot.context.receivedOn)
        if (closingOn !== null) expect(closingOn >= receivedOn && closingOn <= step.event.on).toBe(true)
      }
    })
  })

  test('is not closed by anybody who had a part in it', () => {
    always(({ walk }) => {
      for (const step of sent(walk, 'CLOSE')) {
        const parts = upTo(walk, step).trail.filter(
          ({ event }) => !NEUTRAL.includes(event.type) && !isTimer(event.type),
        )
        expect(actorsOf(parts)).not.toContain(step.event.by)
      }
    })
  })

  test('is reviewed, confirmed and put right by somebody else than who asked for it', () => {
    always(({ walk }) => {
      for (const step of sent(walk, ...Object.keys(REVIEWS))) {
        const reviewed = sent(upTo(walk, step), REVIEWS[step.event.type] ?? '')
        expect(actorsOf(reviewed)).not.toContain(step.event.by)
      }
    })
  })

  test.runIf(knows('DECIDE_APPEAL'))('is never decided by somebody who had a hand in the first case', () => {
    let decisions = 0
    always(({ walk }) => {
      for (const step of sent(walk, 'DECIDE_APPEAL')) {
        decisions += 1
        expect(contextBefore(step).barred).not.toContain(step.event.by)
      }
    })

    expect(decisions).toBeGreaterThan(3)
  })

  test('is appealed at most once against each, and only after an answer or a deadline that passed', () => {
    always(({ walk }) => {
      const appeals = sent(walk, 'LODGE_APPEAL')
      // Against the delay first, if at all, then against an answer.
      const against = appeals.map((step) => contextAfter(step).contested)
      expect([[], ['delay'], ['answer'], ['delay', 'answer']]).toContainEqual(against)
      for (const step of appeals) {
        const { appealUntil, dueAt } = contextBefore(step)
        expect(appealUntil > 0 || dueAt <= step.event.at).toBe(true)
      }
      // What nobody lodged reopens nothing.
      const upheld = sent(walk, 'APPEAL_DECIDED').filter(beginsAnew)
      expect(upheld.length).toBeLessThanOrEqual(appeals.length)
    })
  })

  test('is moved by somebody in a role that the chart names, or by the system itself', () => {
    always(({ walk }) => {
      for (const { event, role, branches } of walk.trail) {
        const named = branches.flatMap((branch) => ((branch.meta ?? {}) as Meta).by ?? [])
        expect(event.by).not.toBe('')
        if (isTimer(event.type)) expect(event.by).toBe('system')
        else expect(named).toContain(role)
        expect(event.by === 'system').toBe(role === 'system')
      }
    })
  })

  test('when it is restricted, exists for its handlers alone, always has one, and is never opened again', () => {
    const everything = roles.map((role) => ({ role, programme: '', entity: '' }))
    always(({ walk, looks }) => {
      for (const { snapshot, at } of looks) {
        const { handlers, programme } = snapshot.context
        if (!handlers) continue
        expect(handlers).not.toEqual([])
        const grants = everything.map((grant) => ({ ...grant, programme }))
        for (const id of staff) {
          const found = rolesIn({ id, grants }, snapshot.context)
          expect(found.length > 0).toBe(handlers.includes(id))
          if (handlers.includes(id)) continue
          const actor = { id, rolesIn: () => found }
          for (const { eventType: type } of awaited(snapshot))
            expect(() => permit(workflow.machine, snapshot, eventAt(type, at), actor, {})).toThrow(NotFound)
        }
      }
      for (const step of walk.trail)
        if (contextBefore(step).handlers) expect(contextAfter(step).handlers).not.toBeNull()
    })
  })

  test('is where it was when the calendar changes, and each rung is told once a round', () => {
    always(({ walk }) => {
      let told: string[] = []
      for (const step of walk.trail) {
        if (step.event.type === 'RESCHEDULE') {
          expect(step.after.value.handling).toEqual(step.before.value.handling)
          expect(step.after.value.delivery).toEqual(step.before.value.delivery)
        }
        if (beginsAnew(step)) told = []
        // The first version told a rung again whenever its clock was placed anew.
        if (isFirstComplaint(workflow)) continue
        const rungs = step.effects.filter((effect) => RUNGS.includes(effect))
        expect(rungs.filter((rung) => told.includes(rung))).toEqual([])
        told.push(...rungs)
      }
    })
  })

  test('shows on its clock what the dates and the promises say', () => {
    const shown = new Set<string>()
    always(({ looks }) => {
      for (const look of looks) {
        const clock = look.snapshot._nodes.filter((node) => node.id.includes('.clock.'))
        if (clock.some((node) => node.key === 'idle')) continue
        shown.add(markFrom(look))
        expect(clock.map((node) => node.key)).toContain(markFrom(look))
      }
    })

    expect([...shown]).toEqual(expect.arrayContaining(['dueSoon', 'late', 'onTime', 'overdue', 'stopped']))
  })

  test('waits at a desk that is there: for a ministry while it lies there, for a unit while it has one', () => {
    always(({ walk }) => {
      for (const { after } of walk.trail) {
        const { transmittedTo, unit } = after.context
        const owners = metasOf(after).map(({ owner }) => owner)
        if (transmittedTo === null) expect(owners).not.toContain('verifier')
        if (unit === null) expect(owners).not.toContain('processor')
      }
    })
  })

  test('is worked on by nobody who was named in another unit', () => {
    if (isFirstComplaint(workflow)) return
    always(({ walk }) => {
      for (const step of walk.trail) {
        const [before, after] = [contextBefore(step), contextAfter(step)]
        if (before.unit !== after.unit) expect(after.assignees.processor).toBeUndefined()
      }
    })
  })

  test.runIf(knows('TRANSMIT'))('is not concluded before the ministry reported what it found', () => {
    always(({ walk }) => {
      for (const step of sent(walk, 'CONCLUDE', 'REQUEST_CORRECTION')) {
        const { verifier, corrected } = contextBefore(step)
        if (verifier !== null) expect(corrected).not.toBe('unknown')
      }
    })
  })

  test.runIf(knows('REQUEST_CORRECTION'))(
    'has at most one correction that waits, while it waits there',
    () => {
      always(({ walk }) => {
        for (const { after } of walk.trail) {
          const { corrections }: CaseContext = after.context
          const pending = corrections.filter(({ status }) => status === 'requested').length
          expect(pending).toBe(after.matches({ handling: { alive: { open: 'correcting' } } }) ? 1 : 0)
        }
      })
    },
  )

  test.runIf(knows('KEEP_IN_TOUCH'))(
    'leaves nobody without a word where the programme asks for it, and asks nothing where it does not',
    () => {
      const times = { owed: 0, quiet: 0 }
      always(({ looks }) => {
        for (const look of looks.filter(isOpen)) {
          const { touchBy } = look.snapshot.context
          const isOwed = look.snapshot.matches({ contact: 'due' })
          times[isOwed ? 'owed' : 'quiet'] += 1
          expect(isOwed).toBe(touchBy > 0 && touchBy <= look.at)
        }
      })

      expect(Math.min(times.owed, times.quiet)).toBeGreaterThan(10)
    },
  )

  test('becomes no other case by being stored: whoever looks later finds the same deadlines', () => {
    always(({ looks }) => {
      for (const { snapshot, timers, at } of looks) {
        const running = snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => eventType))
        expect([...timers.keys()].filter((name) => !running.includes(name))).toEqual([])
        expect([...timers.values()].filter((dueAt) => dueAt <= at)).toEqual([])
      }
    })
  })
})

const isFirstComplaint = ({ name, version }: Walk['workflow']) => name === 'complaint' && version === 1

const eventAt = (type: string, at: number) => ({ type, at })

function markFrom({ workflow, snapshot, at }: Walk): string {
  const { commitments, realisedOn, soonAt, dueAt, lateAt, outcome } = snapshot.context
  if (snapshot.matches({ handling: 'closed' })) return 'stopped'
  const first = firstNotified(commitments)
  const lastTold = commitments.findLast((one: { notifiedOn: string | null }) => one.notifiedOn !== null)
  if (first && realisedOn !== null) return 'counted'
  // The first version went on waiting for what was promised to somebody who had withdrawn.
  const isAwaited = outcome !== 'withdrawn' || isFirstComplaint(workflow)
  if (lastTold && lastTold.endsAt > at && isAwaited) return 'held'
  if (lateAt <= at) return 'late'
  if (dueAt <= at) return 'overdue'
  return soonAt <= at ? 'dueSoon' : 'onTime'
}
