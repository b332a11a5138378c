// The types every lifecycle of a case is written in: its facts, its events, what its states and transitions say.
import { type AnyStateNode, setup } from 'xstate'
import type { CaseContext, CaseEvent } from './case-facts.ts'
import { inputs } from './case-inputs.ts'
import { type Limits, type Meta, momentOf, type Workflow } from './kit.ts'

export type Given = { context: CaseContext; event: CaseEvent }

/** Where the rules of cases begin: the types, and nothing else. */
export const words = setup({
  types: { context: {} as CaseContext, events: {} as CaseEvent, meta: {} as Meta },
})

/** How long until an instant of the context, from the event that asks. */
export const until =
  (instant: (context: CaseContext) => number) =>
  ({ context, event }: Given) =>
    Math.max(0, instant(context) - momentOf(event))

/** Whether an instant of the context has passed when the event happens. */
export const passed =
  (instant: (context: CaseContext) => number) =>
  ({ context, event }: Given) =>
    instant(context) <= momentOf(event)

/** What the events of cases set in motion, by the rules of the programme. */
const limits: Limits = {
  OPEN: { touchBy: { days: 'touchDays' } },
  CONCLUDE: { commitBy: { days: 'commitDays' } },
  RETURN_WORK: { commitBy: { days: 'commitDays' } },
  SEND_BACK: { commitBy: { days: 'commitDays' } },
  DECIDE_ELIGIBILITY: { commitBy: { days: 'commitDays' } },
  TRANSMIT: { verifyBy: { days: 'verifyDays' } },
  REFER: { verifyBy: { days: 'verifyDays', after: 'referredOn' } },
  ASK_DOCUMENTS: { waitUntil: { days: 'waitDays' }, touchBy: { days: 'touchDays' } },
  NOTIFY_COMMITMENT: { touchBy: { days: 'touchDays', after: 'toldOn' } },
  TELL_ANSWER_FOLLOWS: { touchBy: { days: 'touchDays', after: 'toldOn' } },
  KEEP_IN_TOUCH: { touchBy: { days: 'touchDays', after: 'toldOn' } },
  REOPEN: { touchBy: { days: 'touchDays' } },
  RECONSIDER: { touchBy: { days: 'touchDays' } },
  APPEAL_DECIDED: { touchBy: { days: 'touchDays' } },
  SEND_ANSWER: {
    appealUntil: { days: 'appealDays', after: 'sentOn' },
    touchBy: { days: 'touchDays', after: 'sentOn' },
  },
  CONFIRM_DECISION: { appealUntil: { days: 'appealDays' } },
  TELL_DECISION: { appealUntil: { days: 'appealDays', after: 'sentOn' } },
}

/** A lifecycle of cases: its chart, and of the vocabulary of cases the inputs and limits of the events it knows. */
export function lifecycle(name: string, version: number, machine: Workflow['machine']): Workflow {
  const sent = sentIn(machine.root)
  const known = <T>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([event]) => sent.has(event)))
  return { name, version, machine, inputs: known(inputs), limits: known(limits) }
}

/** The events that somebody may send, those that only leave a trace in the journal among them. */
function sentIn(node: AnyStateNode): Set<string> {
  const own = [...node.transitions.values()].flat().filter(({ meta }) => meta?.by)
  const within = Object.values(node.states).flatMap((state) => [...sentIn(state)])
  return new Set([...own.map(({ eventType }) => eventType), ...within])
}
