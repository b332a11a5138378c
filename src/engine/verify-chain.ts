// The journal of one case on its own: nothing missing, nothing altered, every input the one committed to.
import type { Row } from '../platform/database.ts'
import { UPGRADE } from './carry.ts'
import { commitTo, type Entry, genesis, hashOf } from './journal.ts'
import type { StoredCase } from './stored-case.ts'

/** Something that is not as it was written. `place` names a table and the row in it. */
export type Fault = { place: string; what: string }

/** The place of a row: its table and its key. */
export const placeOf = (table: string, key: readonly string[], row: Row): string =>
  `${table} ${key.map((column) => row[column]).join(' ')}`

/** The first thing wrong with a journal, or undefined; after it nothing of the case can be believed. */
export function brokenChain({ instance, journal, inputs, erased }: StoredCase): Fault | undefined {
  const { id, workflow, opened_version, opening_key } = instance
  let previous = genesis(id, workflow, opened_version, opening_key)
  for (const [index, entry] of journal.entries()) {
    const fault = brokenLink(entry, index, previous) ?? brokenPromise(entry, inputs, erased)
    if (fault) return fault
    previous = entry.hash
  }
  const head = wrongHead(instance, journal.length, previous)
  if (head) return head
  const stray = [...inputs.keys(), ...erased].find((seq) => seq < 1 || seq > journal.length)
  if (stray === undefined) return undefined
  const table = inputs.has(stray) ? 'journal_inputs' : 'erasures'
  return { place: `${table} ${id} ${stray}`, what: 'there is no such event' }
}

function brokenLink(entry: Entry, index: number, previous: string): Fault | undefined {
  const seq = index + 1
  const place = `journal ${entry.instance_id} ${seq}`
  if (entry.seq !== seq) return { place, what: `missing; the next row is ${entry.seq}` }
  if (hashOf(entry) !== entry.hash) return { place, what: 'its hash is not that of what it says' }
  if (entry.prev_hash === previous) return undefined
  return seq === 1
    ? {
        place: `instances ${entry.instance_id}`,
        what: 'id, workflow, opened_version or opening_key is not what its journal began with',
      }
    : { place, what: `it does not hold the hash of row ${seq - 1}` }
}

function brokenPromise(
  entry: Entry,
  inputs: StoredCase['inputs'],
  erased: ReadonlySet<number>,
): Fault | undefined {
  const { instance_id, seq, input_hash } = entry
  const input = inputs.get(seq)
  const place = `journal_inputs ${instance_id} ${seq}`
  if (!input) return erased.has(seq) ? undefined : { place, what: 'missing, and no erasure is recorded' }
  if (erased.has(seq)) {
    return { place: `erasures ${instance_id} ${seq}`, what: 'recorded as erased, yet still there' }
  }
  if (commitTo(input.salt, input.input) === input_hash) return undefined
  return { place, what: 'it is not what the journal commits to' }
}

/** Each upgrade leads to the next version, so the chain says which one the case has come to, whatever was erased. */
export function wrongVersion({ instance, journal }: StoredCase): Fault | undefined {
  const upgrades = journal.filter(({ event }) => event === UPGRADE).length
  if (instance.version === instance.opened_version + upgrades) return undefined
  return { place: `instances ${instance.id}`, what: 'version is not the one its upgrades led to' }
}

function wrongHead(instance: StoredCase['instance'], events: number, lastHash: string): Fault | undefined {
  const place = `instances ${instance.id}`
  const { revision, last_hash, sealed_revision } = instance
  if (events === 0) return { place, what: 'it has no journal' }
  if (revision > events && last_hash !== lastHash) {
    return { place: `journal ${instance.id} ${events + 1}`, what: `missing, up to ${revision}` }
  }
  if (revision !== events) return { place, what: `revision is ${revision}, its journal ends at ${events}` }
  if (last_hash !== lastHash) return { place, what: 'last_hash is not that of its last journal row' }
  if (sealed_revision < 0 || sealed_revision > revision) {
    return { place, what: `sealed_revision is ${sealed_revision}, of ${revision}` }
  }
  return undefined
}
