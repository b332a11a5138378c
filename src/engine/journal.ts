// The journal of a case: append-only rows, each holding the hash of the one before; inputs lie beside it, erasable.
import { hash as digest, randomUUID } from 'node:crypto'
import type { Row } from '../platform/database.ts'
import { plain, type Safe } from './ledger.ts'

export type Entry = {
  instance_id: string
  seq: number
  /** When it happened; for a timer, the instant it was due. */
  at: number
  recorded_at: number
  actor: string
  role: string
  event: string
  input_hash: string
  from_state: string
  to_state: string
  prev_hash: string
  hash: string
}

/** What the journal commits to and can forget: the input as typed, and the facts computed for it. */
export type Payload = { input: unknown; ends: Record<string, number>; facts: unknown; on: string }

export const sha256 = (text: string): string => digest('sha256', text)

/** The commitment to an input: without salt and text nobody can tell what it was. */
export const commitTo = (salt: string, input: string): string => sha256(`${salt}\n${input}`)

/** The hash before the first row of a case: bound to all of it that never changes, so that no chain fits another. */
export const genesis = (id: string, workflow: string, version: number, openingKey: string | null): string =>
  sha256(JSON.stringify(['jawab', id, workflow, version, openingKey]))

/** The hash of a row over everything it says. */
export function hashOf(entry: Omit<Entry, 'hash'>): string {
  const {
    instance_id,
    seq,
    at,
    recorded_at,
    actor,
    role,
    event,
    input_hash,
    from_state,
    to_state,
    prev_hash,
  } = entry
  const said = [
    instance_id,
    seq,
    at,
    recorded_at,
    actor,
    role,
    event,
    input_hash,
    from_state,
    to_state,
    prev_hash,
  ]
  return sha256(JSON.stringify(said))
}

/** An event as the journal keeps it: guards and machine see no other, so that a replay cannot either. */
export const asKept = <T>(event: T): T => JSON.parse(JSON.stringify(event))

/** What of a row is closed in a ledger that closes: all but when it happened. */
const closable = ['actor', 'role', 'event', 'from_state', 'to_state'] as const

const place = (column: (typeof closable)[number], seq: number): string =>
  `${column.replace('_state', '')} ${seq}`

type Closable = Pick<Entry, (typeof closable)[number] | 'seq'>

function through<E extends Closable>(entry: E, turn: (place: string, words: string) => string): E {
  const turned = closable.map((column) => [column, turn(place(column, entry.seq), entry[column])])
  return { ...entry, ...Object.fromEntries(turned) }
}

/** A row as its lifecycle reads it. */
export const openEntry = <E extends Closable>(entry: E, safe: Safe): E =>
  safe === plain ? entry : through(entry, safe.open)

/**
 * A new row with its erasable input. The hashes are of what is kept: a closed row is proved by whoever has no key,
 * and stays proved once the key is destroyed.
 */
export function write(
  open: Omit<Entry, 'hash' | 'input_hash'>,
  payload: Payload,
  safe: Safe = plain,
): { entry: Entry; input: Row } {
  // 122 random bits, of a store that is filled for many at a time: asking the system for each costs more than hashing.
  const salt = randomUUID()
  const entry = safe === plain ? open : through(open, safe.close)
  const text = safe.close(`input ${entry.seq}`, JSON.stringify(payload))
  const bare = { ...entry, input_hash: commitTo(salt, text) }
  return {
    entry: { ...bare, hash: hashOf(bare) },
    input: { instance_id: entry.instance_id, seq: entry.seq, salt, input: text },
  }
}
