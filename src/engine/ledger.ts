// Where an engine keeps its instances: which tables, and how their words are kept from whoever reads the database alone.
import type { Tx } from '../platform/database.ts'
import type { Write } from './writes.ts'

const names = [
  'instances',
  'journal',
  'journal_inputs',
  'erasures',
  'timers',
  'outbox',
  'seals',
  'seal_leaves',
] as const

/** The tables of an engine, each by what it is called in docs/engine.md. */
export type Tables = Record<(typeof names)[number], string>

/**
 * How the words of one instance are kept: as they are, or closed to whoever has no key. A place says where they stand
 * ('snapshot', 'event 3'), so that nothing closed can be moved elsewhere.
 * Pure: the same words at the same place are closed alike, so that a replay finds what was written.
 */
export type Safe = {
  close(place: string, words: string): string
  /** @throws when the words were altered, or stood somewhere else. */
  open(place: string, kept: string): string
}

type Reader = Pick<Tx, 'all'>

export type Ledger = {
  tables: Tables
  /** Only one process seals at a time: the number of that lock on PostgreSQL. */
  sealLock: number
  /** The safe of an instance about to be opened, and what has to be written for it. @throws Unavailable */
  found(tx: Tx, id: string): Promise<{ safe: Safe; writes: Write[] }>
  /** The safes of instances; that of one whose key was destroyed is missing. @throws Unavailable */
  safes(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, Safe>>
}

/** The names of an engine's tables, each after a prefix. */
export const tablesOf = (prefix: string): Tables =>
  Object.fromEntries(names.map((name) => [name, `${prefix}${name}`])) as Tables

/** Words as they are. */
export const plain: Safe = { close: (_place, words) => words, open: (_place, kept) => kept }

/** What everybody's cases stand in: nothing is closed, who sees what is decided by the queries. */
export const general: Ledger = {
  tables: tablesOf(''),
  sealLock: 7_420_216,
  found: async () => ({ safe: plain, writes: [] }),
  safes: async (_reader, ids) => new Map(ids.map((id) => [id, plain])),
}
