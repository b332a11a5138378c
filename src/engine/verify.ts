// Proves that what is stored is what the journals say, case by case, with bounded memory, while people work on.
import type { Knex } from 'knex'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { general, type Ledger, type Tables } from './ledger.ts'
import type { Machines } from './machines.ts'
import type { Projection } from './projection.ts'
import { lastSeal, type Seal } from './seals.ts'
import type { StoredCase } from './stored-case.ts'
import type { Fault } from './verify-chain.ts'
import { findOrphans } from './verify-orphans.ts'
import { compareKnown, compareSealedRevisions, compareSeals } from './verify-seals.ts'
import { compareSome } from './verify-some.ts'

export type { Fault } from './verify-chain.ts'

export type VerifyParts = {
  db: Database
  clock: Clock
  machines: Machines
  projection: Projection
  /** The general one when absent. */
  ledger?: Ledger
}

type Parts = VerifyParts & { ledger: Ledger }

export type VerifyOptions = {
  /** Only what moved after this seal, and the seals after it. */
  since?: number
  /** A seal noted elsewhere, which must still be here; its hash alone is enough. */
  known?: { id?: number; hash: string }
  /** Called after every batch. */
  progress?: (sofar: Readonly<Report>) => void
}

export type Report = {
  instances: number
  events: number
  seals: number
  /** Inputs that were lawfully erased, and the cases that for this could be replayed only in part. */
  erased: { inputs: number; instances: number }
  /** How many differences there are, and the first of them. */
  wrong: number
  faults: Fault[]
  /** The newest seal; noted elsewhere it vouches for everything before it. */
  head: Seal | undefined
}

const BATCH = 200
const MOST_FAULTS = 20

/**
 * Recomputes every case from its journal, and every seal, and compares them with what is stored.
 * Nothing is locked; each batch of cases is read at one moment.
 * @throws RangeError when there is no seal `since`.
 */
export async function verify(given: VerifyParts, options: VerifyOptions = {}): Promise<Report> {
  const parts: Parts = { ledger: general, ...given }
  const { db, projection, ledger } = parts
  const kept = { db, tables: ledger.tables }
  const since = options.since ?? 0
  const report: Report = {
    instances: 0,
    events: 0,
    seals: 0,
    erased: { inputs: 0, instances: 0 },
    wrong: 0,
    faults: [],
    head: undefined,
  }
  const add = (faults: readonly Fault[]) => {
    report.wrong += faults.length
    report.faults.push(...faults.slice(0, MOST_FAULTS - report.faults.length))
  }

  for (const select of since === 0
    ? [all(kept.tables)]
    : [unsealed(kept.tables), sealedSince(kept.tables, since)]) {
    await compareCases(parts, select, report, add, options.progress)
  }
  if (since === 0) add(await findOrphans(db, projection, MOST_FAULTS, kept.tables))
  report.seals = (await compareSeals(kept, since, add)).seals
  add(await compareSealedRevisions(kept, since, MOST_FAULTS))
  if (options.known) add(await compareKnown(kept, options.known))
  report.head = await lastSeal(db, ledger)
  return report
}

type Stored = StoredCase['instance']
/** The next instances after the last one seen. */
type Select = (tx: Knex, after: (Stored & { seal_id?: number }) | undefined) => Knex.QueryBuilder

const all =
  ({ instances }: Tables): Select =>
  (tx, after) =>
    tx(instances)
      .where('id', '>', after?.id ?? '')
      .orderBy('id')

const unsealed =
  (tables: Tables): Select =>
  (tx, after) =>
    all(tables)(tx, after).whereRaw('revision > sealed_revision')

/**
 * An instance is in many seals; it is taken with the leaf it is sealed up to. What moves meanwhile may be taken
 * twice, once sealed and once not; it is never left out.
 */
const sealedSince =
  ({ instances, seal_leaves }: Tables, since: number): Select =>
  (tx, after) =>
    tx(`${seal_leaves} as l`)
      .join(`${instances} as i`, (on) => on.on('i.id', 'l.instance_id').on('i.sealed_revision', 'l.revision'))
      .whereRaw(
        '(l.seal_id, l.instance_id) > (?, ?)',
        after ? [after.seal_id ?? 0, after.id] : [since + 1, ''],
      )
      .orderBy(['l.seal_id', 'l.instance_id'])
      .select('i.*', 'l.seal_id')

async function compareCases(
  parts: Parts,
  select: Select,
  report: Report,
  add: (faults: readonly Fault[]) => void,
  progress: VerifyOptions['progress'],
): Promise<void> {
  for (let last: Stored | undefined; ; ) {
    const cases = await compareSome(parts, (tx) => select(tx, last).limit(BATCH))
    if (cases.length === 0) return
    for (const { stored, faults, erased } of cases) {
      add(faults)
      count(report, stored, erased)
    }
    last = cases.at(-1)?.stored.instance
    progress?.(report)
  }
}

function count(report: Report, stored: StoredCase, erased: number): void {
  report.instances += 1
  report.events += stored.journal.length
  report.erased.inputs += erased
  report.erased.instances += erased > 0 ? 1 : 0
}
