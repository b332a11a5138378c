// One case compared with what its journal says: where it stands, its timers, its effects, every row that follows.
import { UPGRADE } from './carry.ts'
import { RELEASE } from './emptied.ts'
import { openEntry, type Payload } from './journal.ts'
import { plain, type Safe } from './ledger.ts'
import { persist } from './machines.ts'
import { begin, Contradiction, fold, type Replayed, step } from './replay.ts'
import type { StoredCase } from './stored-case.ts'
import { brokenChain, type Fault, wrongVersion } from './verify-chain.ts'
import { compareErased, compareReleased, type Given } from './verify-erased.ts'
import { compareOutbox, compareRows, compareTimers } from './verify-rows.ts'

export type Compared = { faults: Fault[]; erased: number }

/**
 * Compares a case with its journal; a broken journal is the only fault told, for nothing follows from it.
 * Of a closed case without its key (`safe` is null) only the journal can be proved, and its inputs count as erased.
 */
export function compareCase(given: Given, stored: StoredCase, safe: Safe | null = plain): Compared {
  const erased = safe ? stored.erased.size : stored.journal.length
  try {
    const broken = brokenChain(stored)
    if (broken) return { faults: [broken], erased }
    if (!safe) return { faults: [], erased }
    const open = opened(stored, safe)
    const version = wrongVersion(open)
    const faults = version ? [version] : compareReplayed(given, open)
    return { faults: safe === plain ? faults : faults.map(silent), erased }
  } catch (error) {
    const { id } = stored.instance
    const place = error instanceof Contradiction ? `journal ${id} ${error.seq}` : `instances ${id}`
    const fault = { place, what: error instanceof Error ? error.message : String(error) }
    return { faults: [safe === plain ? fault : silent(fault)], erased }
  }
}

/** Which row of a closed case is wrong is told, and no more: the rest would say what stands in it. */
const silent = ({ place }: Fault): Fault => ({
  place: place.split(' ').slice(0, 2).join(' '),
  what: 'it does not follow from its journal',
})

/** A case as its lifecycle reads it; its chain was checked as it is kept. */
function opened(stored: StoredCase, safe: Safe): StoredCase {
  if (safe === plain) return stored
  const { instance, journal, inputs, timers, outbox } = stored
  return {
    ...stored,
    instance: {
      ...instance,
      snapshot: safe.open('snapshot', instance.snapshot),
      hands: safe.open('hands', instance.hands),
    },
    journal: journal.map((entry) => openEntry(entry, safe)),
    inputs: new Map(
      [...inputs].map(([seq, row]) => [seq, { ...row, input: safe.open(`input ${seq}`, row.input) }]),
    ),
    timers: timers.map((timer) => ({ ...timer, name: safe.open('timer', timer.name) })),
    outbox: outbox.map((row) => ({ ...row, effect: safe.open(`effect ${row.seq} ${row.n}`, row.effect) })),
  }
}

function compareReplayed(given: Given, stored: StoredCase): Fault[] {
  const { machines, projection, now } = given
  const { instance, journal, inputs, rows } = stored
  // Whatever stands beside its journal: a released case is empty, and nothing follows.
  if (journal.some(({ event }) => event === RELEASE)) return compareReleased(given, stored)
  const replayed = begin(machines.get(instance.workflow, instance.opened_version), instance)
  for (const entry of journal) {
    const input = inputs.get(entry.seq)
    // The chain was checked: an input that is not there was erased. An upgrade can be followed without.
    if (!input && entry.event !== UPGRADE) return compareErased(given, stored, replayed)
    const payload: Payload | undefined = input && JSON.parse(input.input)
    step(replayed, entry, payload, given)
  }
  fold(replayed.rows, projection.ofState(replayed.live))
  return [
    ...compareInstance(instance, replayed),
    ...compareTimers(instance.id, replayed.timers, stored.timers, now),
    ...compareOutbox(instance.id, replayed.effects, stored.outbox, now),
    ...projection.tables.flatMap(({ table, key }) =>
      compareRows(table, key, replayed.rows.get(table), rows.get(table) ?? []),
    ),
  ]
}

function compareInstance(instance: StoredCase['instance'], { live }: Replayed): Fault[] {
  const expected = { snapshot: persist(live.flow.machine, live.snapshot), hands: JSON.stringify(live.hands) }
  return (['snapshot', 'hands'] as const)
    .filter((column) => instance[column] !== expected[column])
    .map((column) => ({ place: `instances ${instance.id}`, what: `${column} is not what a replay gives` }))
}
