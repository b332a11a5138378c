// The events of a sensitive case as its machine receives them.
import type { z } from 'zod'
import type { EventsOf } from './kit.ts'
import type { inputs } from './sensitive-inputs.ts'

type Bare = EventsOf<typeof inputs>

/** What the command computes: the next hour at which a message may reach her, by the hours she named. */
type Leaving = { leaveAt?: number } | null
type FactsOf<Type> = Type extends 'SAY' | 'SET_CONTACT' ? Leaving : unknown

/** The events of a sensitive case, each with its input and with the facts its command computed. */
export type SensitiveEvent = {
  [Type in Bare['type']]: Omit<Extract<Bare, { type: Type }>, 'facts'> & { facts: FactsOf<Type> }
}[Bare['type']]

/** What a form gives once it was read. */
export type InputOf<Type extends keyof typeof inputs> = z.output<(typeof inputs)[Type]>
