// A case that another service took over: over, at rest, and without a fact that could say what it had been about.
import { initialTransition } from 'xstate'
import type { CaseContext } from './case-facts.ts'
import type { Emptying, Workflow } from './kit.ts'

/** Where each region of a case comes to rest; nothing waits there, and no deadline runs. */
const rest: Readonly<Record<string, string>> = {
  handling: 'closed',
  delivery: 'quiet',
  clock: 'stopped',
  contact: 'silent',
}

/** What figures of what came and when are made of, and who alone may see a restricted case: no more is kept. */
const kept = [
  'programme',
  'entity',
  'channel',
  'receivedAt',
  'receivedOn',
  'soonAt',
  'dueAt',
  'lateAt',
  'dueOn',
  'handlers',
] as const satisfies readonly (keyof CaseContext)[]

/** How the cases of a chart are emptied; undefined when it has a region of which nobody said where it rests. */
export function emptyingOf(machine: Workflow['machine']): Emptying | undefined {
  const regions = Object.values(machine.root.states)
  if (!regions.every(({ key, states }) => Object.hasOwn(states, rest[key] ?? ''))) return undefined
  const value = Object.fromEntries(regions.map(({ key }) => [key, rest[key] ?? '']))
  const [{ context: constants }] = initialTransition(machine, undefined)
  return ({ context }, on) => ({
    value,
    context: {
      ...constants,
      // The first version lacks some of them.
      ...Object.fromEntries(kept.filter((fact) => fact in context).map((fact) => [fact, context[fact]])),
      outcome: 'takenOver' satisfies CaseContext['outcome'],
      closingOn: typeof context.closingOn === 'string' ? context.closingOn : on,
    },
    historyValue: {},
  })
}
