// What an act on a sensitive case carries besides its input: the ends of its days, and when a message may leave.
import { OUTSIDE, type SensitiveContext, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Prepare } from '../engine/engine.ts'
import { Invalid } from '../errors.ts'
import { addDays, endOfDay } from '../platform/clock.ts'
import type { Programmes } from '../programmes/index.ts'
import { safeInstant } from './safe-hours.ts'

/** Nobody is promised a visit later than this many days from now. */
const FURTHEST = 90

/** @throws Invalid for a body that the programme does not have, or a day too far away. */
export const createPrepare =
  (programmes: Programmes): Prepare =>
  (_flow, type, input, before, stamp) => {
    const typed: Record<string, unknown> = { ...Object(input) }
    const context = sensitiveContext(before as Partial<SensitiveContext>)
    for (const name of ['followUpOn', 'nextOn']) notTooFar(name, typed[name], stamp.on)
    if (type === 'REFER') knownBody(programmes, context, String(typed.to))
    return { ends: endsOf(typed), facts: factsOf(type, typed, context, stamp.at) }
  }

function factsOf(type: string, typed: Record<string, unknown>, context: SensitiveContext, at: number) {
  if (type === 'SAY') return { leaveAt: safeInstant(at, context.contactHours) }
  // What waits to leave is held to the hours that are named now.
  if (type === 'SET_CONTACT') return { leaveAt: safeInstant(at, String(typed.contactHours)) }
  return null
}

function endsOf(typed: Record<string, unknown>): Record<string, number> {
  const days = Object.entries(typed).filter(
    ([name, value]) => name.endsWith('On') && typeof value === 'string',
  )
  return Object.fromEntries(days.map(([name, value]) => [name, endOfDay(String(value))]))
}

function notTooFar(name: string, day: unknown, today: string): void {
  if (typeof day === 'string' && day > addDays(today, FURTHEST))
    throw new Invalid({ [name]: { key: `field.${name}.tooFar`, values: { days: FURTHEST } } })
}

function knownBody(programmes: Programmes, { programme }: SensitiveContext, to: string): void {
  const bodies = programmes.get(programme).specialists.map(({ code }) => code)
  if (to !== OUTSIDE && !bodies.includes(to)) throw new Invalid({ to: { key: 'field.to.chooseBody' } })
}
