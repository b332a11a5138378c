// What cases added to the figures when a seal was made: each replayed from its journal up to the row that was sealed.
import { z } from 'zod'
import { UPGRADE } from '../engine/carry.ts'
import { RELEASE } from '../engine/emptied.ts'
import type { InstanceRow } from '../engine/instance.ts'
import type { Entry, Payload } from '../engine/journal.ts'
import type { Machines } from '../engine/machines.ts'
import { begin, fold, type Replayed, step } from '../engine/replay.ts'
import type { Database, Row } from '../platform/database.ts'
import type { CaseFacts } from './counted.ts'
import { facts } from './counting.ts'
import type { Place } from './overseen.ts'
import { projection } from './projection.ts'

export type FactsAtQuery = Place & {
  seal: number
  /** Cases received or closed on these civil days are wanted; others may be left out. */
  from: string
  to: string
}

/** A case as it was counted then; `erased` when its content has gone since, and what is left of it is told instead. */
export type FactsAt = { facts: CaseFacts; erased: boolean }

type Parts = { db: Database; machines: Machines }

/** So many cases are replayed together; the memory this takes does not grow with the archive. */
const BATCH = 100

/** The cases of a period as they stood under a seal. @throws Contradiction when a journal says what its lifecycle does not. */
export async function* factsAt(parts: Parts, query: FactsAtQuery): AsyncGenerator<FactsAt, void, undefined> {
  for (let after = ''; ; ) {
    const ids = await nextCases(parts.db, query, after)
    const last = ids.at(-1)
    if (last === undefined) return
    yield* await replayed(parts, query, ids)
    after = last
  }
}

/** By reference: what may have been received or closed in the period when the seal was made. */
function nextCases(db: Database, { programme, from, to }: FactsAtQuery, after: string): Promise<string[]> {
  return db
    .read('cases')
    .where({ programme, about: null })
    .where('id', '>', after)
    .where('received_on', '<=', to)
    .where((any) =>
      any
        .where('received_on', '>=', from)
        .orWhereNull('closing_on')
        .orWhere('closing_on', '>=', from)
        // It was closed before, and its days are others now.
        .orWhere('reopened', '>', 0),
    )
    .orderBy('id')
    .limit(BATCH)
    .pluck('id')
}

/** The last row of each journal that was sealed by then. */
async function leavesOf(
  db: Database,
  seal: number,
  ids: readonly string[],
): Promise<{ instance_id: string; revision: number }[]> {
  return db
    .read('seal_leaves')
    .whereIn('instance_id', ids)
    .where('seal_id', '<=', seal)
    .groupBy('instance_id')
    .select('instance_id')
    .max({ revision: 'revision' })
}

type InputRow = { instance_id: string; seq: number; input: string }

async function replayed(parts: Parts, query: FactsAtQuery, ids: readonly string[]): Promise<FactsAt[]> {
  const { db } = parts
  const [leaves, instances, entries, inputs, rows] = await Promise.all([
    leavesOf(db, query.seal, ids),
    db.read<InstanceRow>('instances').whereIn('id', ids),
    db.read<Entry>('journal').whereIn('instance_id', ids).orderBy(['instance_id', 'seq']),
    db.read<InputRow>('journal_inputs').whereIn('instance_id', ids),
    db.read('cases').whereIn('id', ids),
  ])
  const journals = Map.groupBy(entries, ({ instance_id }) => instance_id)
  const payloads = new Map(inputs.map(({ instance_id, seq, input }) => [`${instance_id} ${seq}`, input]))
  const found: Found[] = []
  for (const { instance_id, revision } of leaves) {
    const instance = instances.find(({ id }) => id === instance_id)
    const journal = (journals.get(instance_id) ?? []).filter(({ seq }) => seq <= Number(revision))
    if (!instance) continue
    const then = replay(parts, instance, journal, (seq) => payloads.get(`${instance_id} ${seq}`))
    if (then) found.push(then)
    else found.push({ row: rows.find(({ id }) => id === instance_id) ?? {}, promises: [], erased: true })
  }
  return counted(db, query, found)
}

type Found = { row: Row; promises: Row[]; beneficiary?: string; erased: boolean }

/** A case as far as its journal was then; undefined when what was typed is there no more. */
function replay(
  { machines }: Parts,
  instance: InstanceRow,
  journal: readonly Entry[],
  inputOf: (seq: number) => string | undefined,
): Found | undefined {
  if (journal.some(({ event }) => event === RELEASE)) return undefined
  const played: Replayed = begin(machines.get(instance.workflow, instance.opened_version), instance)
  for (const entry of journal) {
    const input = inputOf(entry.seq)
    if (input === undefined && entry.event !== UPGRADE) return undefined
    const payload: Payload | undefined = input === undefined ? undefined : JSON.parse(input)
    step(played, entry, payload, { machines, projection })
  }
  fold(played.rows, projection.ofState(played.live))
  const rows = (table: string): Row[] => [...(played.rows.get(table)?.values() ?? [])]
  const [row] = rows('cases')
  const beneficiary = rows('registrations')[0]?.beneficiary_id
  return {
    ...{ row: row ?? {}, promises: rows('commitments'), erased: false },
    ...(typeof beneficiary === 'string' && { beneficiary }),
  }
}

const Counted = z.object({
  ...{ id: z.string(), programme: z.string(), entity: z.string(), unit: z.string().nullable() },
  ...{ channel: z.string(), category: z.string(), service: z.string(), ground: z.string().nullable() },
  ...{ received_on: z.string(), closing_on: z.string().nullable(), days: z.number().nullable() },
  ...{ due_on: z.string(), admissibility: z.string(), founded: z.string(), stage: z.string() },
  ...{ mark: z.string(), outcome: z.string(), satisfaction: z.string().nullable().default(null) },
  ...{ restricted: z.coerce.number(), about: z.string().nullable() },
})

const Told = z.object({ n: z.number(), due_on: z.string(), notified_on: z.string().nullable() })
const Done = z.object({ realised_on: z.string().nullable() })

/** As they are counted: not those that only their handlers see, nor those about another case. */
async function counted(db: Database, { entity }: FactsAtQuery, found: readonly Found[]): Promise<FactsAt[]> {
  const sheets = await db
    .read('beneficiaries')
    .whereIn(
      'id',
      found.flatMap(({ beneficiary }) => beneficiary ?? []),
    )
    .select('id', 'sex', 'rural')
  return found.flatMap(({ row, promises, beneficiary, erased }) => {
    const read = Counted.parse(row)
    if (read.restricted === 1 || read.about !== null) return []
    if (entity !== '' && read.entity !== entity) return []
    const sheet = sheets.find(({ id }) => id === beneficiary)
    const told = promises
      .map((promise) => ({ ...Told.parse(promise), ...Done.parse(promise) }))
      .sort((a, b) => a.n - b.n)
    const first = told.find(({ notified_on }) => notified_on !== null)
    const kept = told.some(({ realised_on }) => first && realised_on !== null && realised_on <= first.due_on)
    const promise = { promised_on: first?.due_on ?? null, kept: kept ? 1 : 0 }
    const person = { sex: sheet?.sex ?? null, rural: sheet ? Number(sheet.rural) : null }
    return [{ facts: facts({ ...read, ...promise, ...person }), erased }]
  })
}
