// A case on foot: any lifecycle led through legal events and passing deadlines, exactly as the engine would lead it.
import type { AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate'
import { getNextTransitions } from 'xstate'
import { initialOf, persist, restore, run } from '../../src/engine/machines.ts'
import { dayOf, endOfDay } from '../../src/platform/clock.ts'
import { type Meta, type Party, roles, type Stamp, type Stamped, type Workflow } from '../../workflows/kit.ts'
import { hours, instantOf, minutes } from './clock.ts'
import type { Draw } from './draw.ts'

/** What somebody types for an event, and what the command adds to it. */
export type Sampled = { input: unknown; facts: unknown }
export type Sampler = (type: string, context: unknown, stamp: Stamp, draw: Draw) => Sampled

export type Event = Stamped<string, unknown>

/** One step of a walk: somebody's event, or a deadline that passed. */
export type Taken = {
  event: Event
  /** In which role it was taken; the system takes deadlines. */
  role: Party
  before: AnyMachineSnapshot
  after: AnyMachineSnapshot
  effects: readonly string[]
  /** The branches of the machine that were taken. */
  branches: readonly AnyTransitionDefinition[]
}

export type Walk = {
  workflow: Workflow
  snapshot: AnyMachineSnapshot
  at: number
  /** Deadlines that run, by name. */
  timers: ReadonlyMap<string, number>
  /** Who sent which event. */
  hands: ReadonlyMap<string, ReadonlySet<string>>
  trail: readonly Taken[]
}

/** Everybody who may act at all. */
export const parties: readonly Party[] = [...roles, 'complainant', 'system']

/** Somebody who acts, with the roles they hold. */
export type Person = { id: string; roles: readonly Party[] }

/** A case before its first event. */
export const begin = (workflow: Workflow, at: number = instantOf('2023-01-10')): Walk => ({
  workflow,
  snapshot: initialOf(workflow.machine),
  at,
  timers: new Map(),
  hands: new Map(),
  trail: [],
})

/** The event as a machine receives it: the input read through its schema, the ends of its days added. */
export function eventOf(walk: Walk, type: string, by: string, sampled: Sampled): Event {
  const input: unknown = walk.workflow.inputs[type]?.parse(sampled.input)
  const days = Object.entries(input ?? {}).filter(([, value]) => /^\d{4}-\d\d-\d\d$/.test(String(value)))
  const ends = Object.fromEntries(days.map(([field, day]) => [field, endOfDay(String(day))]))
  return { type, at: walk.at, on: dayOf(walk.at), by, input, ends, facts: sampled.facts }
}

/** The branches of the machine that wait for somebody, whether or not their guards would let them pass. */
export const awaited = (snapshot: AnyMachineSnapshot): AnyTransitionDefinition[] =>
  getNextTransitions(snapshot).filter((transition) => metaOf(transition).by)

export const metaOf = (transition: AnyTransitionDefinition): Meta => transition.meta ?? {}

/** The branches the machine would take for an event. */
export const branchesOf = (walk: Walk, event: Event): AnyTransitionDefinition[] => [
  ...walk.workflow.machine.getTransitionData(walk.snapshot, event),
]

/** In which role a person may send the event now; undefined when they may not, for whatever reason. */
export function roleFor(walk: Walk, event: Event, person: Person): Party | undefined {
  const taken = branchesOf(walk, event)
    .map(metaOf)
    .filter((meta) => meta.by)
  const touched = (meta: Meta) => meta.apart?.some((type) => walk.hands.get(type)?.has(person.id))
  if (taken.length === 0 || taken.some(touched)) return undefined
  const roles = taken.map((meta) => meta.by?.find((party) => person.roles.includes(party)))
  return roles.includes(undefined) ? undefined : roles[0]
}

/** The case after an event; the caller made sure that it is legal. */
export function send(walk: Walk, event: Event, role: Party): Walk {
  const { machine } = walk.workflow
  const step = run(machine, walk.snapshot, event)
  const timers = new Map(walk.timers)
  for (const name of step.ended) timers.delete(name)
  for (const { name, dueAt } of step.started) timers.set(name, dueAt)
  const taken: Taken = {
    event,
    role,
    before: walk.snapshot,
    after: step.snapshot,
    effects: step.effects,
    branches: branchesOf(walk, event),
  }
  const hands = new Map(walk.hands)
  if (event.by !== 'system') hands.set(event.type, new Set([...(hands.get(event.type) ?? []), event.by]))
  return { ...walk, snapshot: step.snapshot, timers, hands, at: event.at, trail: [...walk.trail, taken] }
}

/** The case stored and read back, as between two requests. */
export function stored(walk: Walk): Walk {
  const { machine } = walk.workflow
  return { ...walk, snapshot: restore(machine, persist(machine, walk.snapshot)) }
}

/** The deadline that passes next. */
export function nextTimer(walk: Walk): { name: string; dueAt: number } | undefined {
  const [first] = [...walk.timers].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
  return first && { name: first[0], dueAt: first[1] }
}

/** Time passes until `at`: every deadline before it is carried out as of its own instant. */
export function passTo(walk: Walk, at: number): Walk {
  let now = walk
  for (let timer = nextTimer(now); timer && timer.dueAt <= at; timer = nextTimer(now)) {
    const { name, dueAt } = timer
    const event = {
      type: name,
      at: dueAt,
      on: dayOf(dueAt),
      by: 'system',
      input: null,
      ends: {},
      facts: null,
    }
    const timers = new Map(now.timers)
    timers.delete(name)
    now = stored(send({ ...now, timers }, event, 'system'))
  }
  return { ...now, at: Math.max(at, now.at) }
}

/** The case after one of the people sent an event of this type, if any of them may with this input. */
export function attempt(
  walk: Walk,
  type: string,
  people: readonly Person[],
  sampler: Sampler,
  draw: Draw,
): Walk | undefined {
  const first = draw.below(people.length)
  const inTurn = [...people.slice(first), ...people.slice(0, first)]
  const stamp = { at: walk.at, on: dayOf(walk.at), by: '' }
  const sampled = sampler(type, walk.snapshot.context, stamp, draw)
  for (const person of inTurn) {
    const event = eventOf(walk, type, person.id, sampled)
    const role = roleFor(walk, event, person)
    if (role) return send(walk, role === 'system' ? { ...event, by: 'system' } : event, role)
  }
  return undefined
}

/** Some time passes, then somebody does something that is legal; the owner's next step more often than not. */
export function wander(walk: Walk, people: readonly Person[], sampler: Sampler, draw: Draw): Walk {
  const gap = draw.pick([minutes(20), hours(3), hours(30), hours(60), hours(24 * 12)])
  const now = passTo(walk, walk.at + (walk.trail.length === 0 ? 0 : gap))
  const types = [...new Set(awaited(now.snapshot).map((transition) => transition.eventType))]
  const expected = metasOf(now.snapshot).flatMap((meta) => meta.next ?? [])
  if (types.length === 0) return now
  const type = expected.length > 0 && draw.chance(60) ? draw.pick(expected) : draw.pick(types)
  return stored(attempt(now, type, people, sampler, draw) ?? now)
}

/** The metas of the states a snapshot stands in. */
export const metasOf = (snapshot: AnyMachineSnapshot): Meta[] => Object.values(snapshot.getMeta())
