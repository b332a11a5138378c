// A case of which inputs were erased: what its journal still proves of it, and that a released one holds nothing else.
import { isDeepStrictEqual } from 'node:util'
import type { Hands } from './decide.ts'
import { emptied, isReleased, RELEASE } from './emptied.ts'
import { type Live, touch, wake } from './instance.ts'
import { type Machines, persist, stateOf } from './machines.ts'
import { keyOf, type Projection } from './projection.ts'
import { leftByEvents } from './release.ts'
import { Contradiction, type Replayed } from './replay.ts'
import type { StoredCase } from './stored-case.ts'
import type { Fault } from './verify-chain.ts'
import { compareOutbox, compareRows } from './verify-rows.ts'

export type Given = { machines: Machines; projection: Projection; now: number }

/**
 * After an erased input the machine cannot be followed. What is compared still: the states the journal chains
 * together, the hands, the effects before it, and the rows that follow from the stored snapshot.
 */
export function compareErased(
  { machines, projection, now }: Given,
  stored: StoredCase,
  replayed: Replayed,
): Fault[] {
  const { instance, outbox } = stored
  const live = wake(machines, instance)
  const followed = outbox.filter(({ seq }) => seq <= replayed.live.revision)
  const pretended = isReleased(live)
    ? [{ place: `instances ${instance.id}`, what: 'it stands as if released, and was not' }]
    : []
  return [
    ...compareStanding(stored, live),
    ...pretended,
    ...compareOutbox(instance.id, replayed.effects, followed, now),
    ...compareState(projection, stored, live),
  ]
}

/**
 * A released case stands exactly as a release leaves it and as its last row says, and has nothing beside:
 * no input but that row's, no deadline, nothing to tell, no row of its events. So nobody can keep a fact in it.
 */
export function compareReleased({ machines, projection }: Given, stored: StoredCase): Fault[] {
  const { instance, journal, rows } = stored
  const at = journal.findIndex(({ event }) => event === RELEASE)
  const after = journal[at + 1]
  if (after) throw new Contradiction(after.seq, 'nothing follows a release')
  const live = wake(machines, instance)
  if (!live.flow.released) throw new Contradiction(at + 1, 'its lifecycle lets no case go')
  return [
    ...compareStanding(stored, live),
    ...compareEmptied(stored, live),
    ...leftBeside(stored, live),
    ...compareState(projection, stored, live),
    ...leftByEvents(projection, live).flatMap(({ table, key }) =>
      compareRows(table, key, undefined, rows.get(table) ?? []),
    ),
  ]
}

/** The snapshot, against what a release gives and what the last row committed to. */
function compareEmptied({ instance, journal, inputs }: StoredCase, live: Live): Fault[] {
  const { machine } = live.flow
  // Its closing day stands there already: the day of a release counts no more.
  const expected = persist(machine, emptied(live, ''))
  const kept = inputs.get(journal.length)
  const same = !kept || isDeepStrictEqual(JSON.parse(kept.input).facts, live.snapshot.context)
  if (instance.snapshot === expected && same) return []
  return [{ place: `instances ${instance.id}`, what: 'snapshot is not what a release leaves' }]
}

function leftBeside({ instance, journal, inputs, timers, outbox }: StoredCase, { flow }: Live): Fault[] {
  const { id } = instance
  const { actions } = flow.machine.implementations
  const typed = [...inputs.keys()].filter((seq) => seq !== journal.length)
  const told = outbox.filter(
    ({ status, effect, error }) => status !== 'done' || error !== null || !Object.hasOwn(actions, effect),
  )
  const places = [
    ...typed.map((seq) => `journal_inputs ${id} ${seq}`),
    ...timers.map(({ name }) => `timers ${id} ${name}`),
    ...told.map(({ seq, n }) => `outbox ${id} ${seq} ${n}`),
  ]
  return places.map((place) => ({ place, what: 'a released case has none' }))
}

/** Where a case stands, against its journal alone. @throws Contradiction when a row does not begin where the one before led. */
function compareStanding({ instance, journal }: StoredCase, live: Live): Fault[] {
  const apart = journal.find(({ from_state }, n) => n > 0 && from_state !== journal[n - 1]?.to_state)
  if (apart) throw new Contradiction(apart.seq, 'from_state is not where the row before led')
  const place = `instances ${instance.id}`
  const hands = journal.reduce<Hands>((all, { event, actor }) => touch(all, event, actor), {})
  const faults: Fault[] = []
  if (stateOf(live.snapshot) !== journal.at(-1)?.to_state)
    faults.push({ place, what: 'snapshot is not where the journal ends' })
  if (instance.hands !== JSON.stringify(hands))
    faults.push({ place, what: 'hands are not those of the journal' })
  return faults
}

/** The rows that follow from the stored snapshot. */
function compareState(projection: Projection, { rows }: StoredCase, live: Live): Fault[] {
  return projection.ofState(live).flatMap(({ table, key, rows: expected }) => {
    const byKey = new Map(expected.map((row) => [keyOf(key, row), row]))
    return compareRows(table, key, byKey, rows.get(table) ?? [])
  })
}
