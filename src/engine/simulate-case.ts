// What another version of a lifecycle would have made of a case: its people's acts at their instants, its own deadlines.
import type { Workflow } from '../../workflows/kit.ts'
import { AppError, Invalid, type Said } from '../errors.ts'
import { UPGRADE } from './carry.ts'
import { reload } from './instance.ts'
import type { Entry, Payload } from './journal.ts'
import type { Machines } from './machines.ts'
import type { Instance, Projection } from './projection.ts'
import { begin, conceivePlayed, isTimer, type Played, permitAgain, play, step } from './replay.ts'
import type { StoredCase } from './stored-case.ts'

/** How a case stands, in the words that two versions are compared by: its state, its mark, its closing date. */
export type Standing = Record<string, string | number | null>

/** An act that this version would have refused; it is left out, and the case goes on without it. */
export type RefusedAct = { event: string; at: number; why: Said }

/** The first event that is not the same, or leads elsewhere. */
export type Difference = { event: string; at: number }

export type Simulated =
  | { kind: 'same' }
  | {
      kind: 'differs'
      was: Standing
      is: Standing
      first: Difference | undefined
      refused: readonly RefusedAct[]
    }
  | { kind: 'erased' }
  | { kind: 'failed'; reason: string }

export type SimulationParts = {
  machines: Machines
  projection: Projection
  /** The words of a comparison. */
  standingOf: (instance: Instance) => Standing
  /** The civil day of an instant. */
  dayOf: (at: number) => string
  now: number
}

/** One thing that happened, and where the case stood after it. */
type Happened = { event: string; at: number; standing: string }

/** A lifecycle whose deadline starts itself at once would never come to the next act. */
const MOST_DEADLINES = 10_000

/** Leads a case through another version of its lifecycle from the start, and compares. Changes nothing. */
export function simulateCase(parts: SimulationParts, flow: Workflow, stored: StoredCase): Simulated {
  if (stored.journal.some(({ seq, event }) => event !== UPGRADE && !stored.inputs.has(seq)))
    return { kind: 'erased' }
  try {
    const [went, led] = [replay(parts, stored), lead(parts, flow, stored)]
    const [was, is] = [parts.standingOf(went.live), parts.standingOf(led.live)]
    if (same(was, is) && led.refused.length === 0) return { kind: 'same' }
    const first = firstDifference(went.trace, led.trace)
    return { kind: 'differs', was, is, first, refused: led.refused }
  } catch (error) {
    // A version may ask for what nobody recorded; then nothing can be said of this case.
    return { kind: 'failed', reason: error instanceof Error ? error.message : String(error) }
  }
}

/** The case as it went. */
function replay(parts: SimulationParts, { instance, journal, inputs }: StoredCase) {
  const { machines, standingOf } = parts
  const replayed = begin(machines.get(instance.workflow, instance.opened_version), instance)
  const trace: Happened[] = []
  for (const entry of journal) {
    const input = inputs.get(entry.seq)
    step(replayed, entry, input && JSON.parse(input.input), parts)
    if (entry.event !== UPGRADE) trace.push(happened(entry.event, entry.at, standingOf(replayed.live)))
  }
  return { live: replayed.live, trace }
}

/** The case as it would have gone. */
function lead(parts: SimulationParts, flow: Workflow, { instance, journal, inputs }: StoredCase) {
  const played = conceivePlayed(flow, instance)
  const trace: Happened[] = []
  const refused: RefusedAct[] = []
  let spokenIn = parts.machines.get(instance.workflow, instance.opened_version)
  for (const entry of journal.filter(({ event }) => !isTimer(event))) {
    if (entry.event === UPGRADE) {
      spokenIn = parts.machines.get(instance.workflow, spokenIn.version + 1)
      continue
    }
    passTo(parts, played, entry.at, trace)
    const payload: Payload = JSON.parse(inputs.get(entry.seq)?.input ?? 'null')
    requireFields(spokenIn, flow, entry, payload)
    const why = act(played, entry, payload)
    if (why) refused.push({ event: entry.event, at: entry.at, why })
    else trace.push(happened(entry.event, entry.at, parts.standingOf(played.live)))
  }
  passTo(parts, played, parts.now, trace)
  return { live: played.live, trace, refused }
}

/** Somebody's act as it was recorded; why it is refused, or nothing when it was carried out. */
function act(played: Played, entry: Entry, payload: Payload): Said | undefined {
  const event = { type: entry.event, at: entry.at, by: entry.actor, ...payload }
  try {
    permitAgain(played.live, event, entry.role)
  } catch (error) {
    if (error instanceof AppError) return reasonOf(error)
    throw error
  }
  advance(played, event)
  return undefined
}

/** A guard about a field says why beside that field. */
const reasonOf = (error: AppError): Said =>
  (error instanceof Invalid ? Object.values(error.fields)[0] : undefined) ?? error.said

/** Every deadline up to an instant passes at its own, oldest first. */
function passTo(parts: SimulationParts, played: Played, until: number, trace: Happened[]): void {
  for (let count = 0; ; count += 1) {
    const [next] = [...played.timers].sort(([a, x], [b, y]) => x - y || (a < b ? -1 : 1))
    if (!next || next[1] > until) return
    const [type, at] = next
    if (count === MOST_DEADLINES) throw new Error(`${type} starts itself for ever`)
    advance(played, { type, at, on: parts.dayOf(at), by: 'system', input: null, ends: {}, facts: null })
    trace.push(happened(type, at, parts.standingOf(played.live)))
  }
}

function advance(played: Played, event: Parameters<typeof play>[1]): void {
  play(played, event)
  played.live = reload(played.live)
}

/** @throws when this version asks for a field that the version of then did not have: it would be computed with nothing. */
function requireFields(then: Workflow, now: Workflow, { event }: Entry, { input }: Payload): void {
  const absent = ({ inputs }: Workflow) =>
    (inputs[event]?.safeParse(input).error?.issues ?? [])
      .filter(({ path }) => valueAt(input, path) === undefined)
      .map(({ path }) => path.join('.'))
  // What a schema turned into something else cannot always be read by it again; that is not a lack.
  const known = absent(then)
  const lacking = absent(now).filter((field) => !known.includes(field))
  if (lacking.length > 0) throw new Error(`${event} was recorded without ${lacking.join(', ')}`)
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key], value)

/** A deadline is known by its name: the state it runs in may be called otherwise. */
const happened = (event: string, at: number, standing: Standing): Happened => ({
  event: isTimer(event) ? (event.split('.')[2] ?? event) : event,
  at,
  standing: JSON.stringify(standing),
})

function firstDifference(was: readonly Happened[], is: readonly Happened[]): Difference | undefined {
  const length = Math.max(was.length, is.length)
  const index = Array.from({ length }, (_, n) => n).find(
    (n) => JSON.stringify(was[n]) !== JSON.stringify(is[n]),
  )
  if (index === undefined) return undefined
  const [then, now] = [was[index], is[index]]
  const earlier = !then || (now && now.at < then.at) ? now : then
  return earlier && { event: earlier.event, at: earlier.at }
}

const same = (a: Standing, b: Standing): boolean => Object.keys(a).every((name) => a[name] === b[name])
