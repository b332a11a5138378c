// The types every lifecycle of a case is written in: its facts, its events, what its states and transitions say.
import { type AnyStateNode, setup } from 'xstate'
import type { CaseContext, CaseEvent } from './case-facts.ts'
import { inputs } from './case-inputs.ts'
import { type Limits, type Meta, momentOf, type Workflow } from './kit.ts'
import { emptyingOf } from './released.ts'

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

/** What a lifecycle has that no other one has: forms, deadlines, who hears what, words, walls, a way from its older version. */
type Own = Partial<Omit<Workflow, 'name' | 'version' | 'machine'>>

/**
 * A lifecycle of cases: its chart, of the vocabulary of cases the inputs and limits of the events it knows, and its own.
 * @throws when an event has no form, two forms, or a form that no state accepts.
 */
export function lifecycle(
  name: string,
  version: number,
  machine: Workflow['machine'],
  own: Own = {},
): Workflow {
  const sent = sentIn(machine.root)
  requireForms(`${name}@${version}`, sent, own.inputs ?? {})
  const known = <T>(all: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(all).filter(([event]) => sent.has(event)))
  const released = own.released ?? emptyingOf(machine)
  return {
    ...own,
    ...(released && { released }),
    name,
    version,
    machine,
    inputs: known({ ...inputs, ...own.inputs }),
    limits: known({ ...limits, ...own.limits }),
  }
}

function requireForms(name: string, sent: ReadonlySet<string>, own: Workflow['inputs']): void {
  const formless = [...sent].find((event) => !(event in inputs || event in own))
  if (formless) throw new Error(`${name}: ${formless} has no form, give its schema among the inputs`)
  for (const event of Object.keys(own)) {
    if (event in inputs)
      throw new Error(`${name}: ${event} has a form that all cases share, choose another name`)
    if (!sent.has(event))
      throw new Error(`${name}: ${event} has a form, but no transition with meta.by takes it`)
  }
}

/** The events that somebody may send, those that only leave a trace in the journal among them. */
function sentIn(node: AnyStateNode): Set<string> {
  const own = [...node.transitions.values()].flat().filter(({ meta }) => meta?.by)
  const within = Object.values(node.states).flatMap((state) => [...sentIn(state)])
  return new Set([...own.map(({ eventType }) => eventType), ...within])
}
