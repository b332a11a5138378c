// The journal of a programme as a file that proves itself, for auditors: what they may not see stands in it as a hash.
import { RELEASE } from '../engine/emptied.ts'
import type { Entry } from '../engine/journal.ts'
import { createScribe } from '../engine/journal-file.ts'
import { foldHidden, type Leaf } from '../engine/merkle.ts'
import { lastSeal, type Seal } from '../engine/seals.ts'
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { asOverseer, overseenPlaces } from './overseen.ts'
import { system, visible } from './policy.ts'

export type FileQuery = {
  programme: string
  /** What the references of the programme begin with. */
  prefix: string
  /** The last seal of the file, and when it was taken (UTC ms). */
  seal: number
  at: number
}

/** The number of the newest seal; 0 when nothing is sealed yet. */
export const newestSeal = async (db: Database): Promise<number> => (await lastSeal(db))?.id ?? 0

/**
 * The file, piece by piece: nothing is read before it is asked for, and nothing more once nobody asks. A seal is in
 * memory at a time. Returns the fingerprint of the whole file, once it was taken to its end.
 */
export async function* journalFile(
  db: Database,
  viewer: Viewer,
  query: FileQuery,
): AsyncGenerator<string, string, undefined> {
  const scribe = createScribe()
  let lines = 2
  const { programme, at } = query
  yield scribe.write({ kind: 'journal', format: 1, programme, at, seals: query.seal })
  for (let last = 0; ; ) {
    const seal = await nextSeal(db, last, query.seal)
    if (!seal) break
    const piece = await pieceOf(db, viewer, query, seal)
    lines += piece.length
    yield piece.map((line) => scribe.write(line)).join('')
    last = seal.id
  }
  yield scribe.write({ kind: 'end', lines })
  return scribe.fingerprint()
}

type Line = Parameters<ReturnType<typeof createScribe>['write']>[0]

async function nextSeal(db: Database, after: number, last: number): Promise<Seal | undefined> {
  return db.read<Seal>('seals').where('id', '>', after).where('id', '<=', last).orderBy('id').first()
}

/** A seal with what stands under it: each case that is shown with its rows since the seal before, then its leaf. */
async function pieceOf(db: Database, viewer: Viewer, query: FileQuery, seal: Seal): Promise<Line[]> {
  const leaves: Leaf[] = await db
    .read('seal_leaves')
    .where('seal_id', seal.id)
    .select('instance_id', 'revision', 'hash')
  const shown = await shownOf(
    db,
    viewer,
    query,
    leaves.map(({ instance_id }) => instance_id),
  )
  const rows = await rowsUnder(db, seal.id, [...shown])
  const { id, at, leaves: count, root, prev_hash, hash } = seal
  return [
    { kind: 'seal', id, at, leaves: count, root, prev_hash, hash },
    ...foldHidden(leaves, (leaf) => shown.has(leaf.instance_id)).flatMap((part): Line[] =>
      'node' in part
        ? [{ kind: 'apart', ...part }]
        : [...(rows.get(part.instance_id) ?? []), { kind: 'leaf', ...part }],
    ),
  ]
}

/**
 * Those of these cases that go into the file. One that is gone from the database goes in without its rows, so that
 * whoever reads the file misses it; one that a person handed over by name does not, for whose hand could tell where to.
 */
async function shownOf(
  db: Database,
  viewer: Viewer,
  { programme, prefix }: FileQuery,
  ids: readonly string[],
): Promise<Set<string>> {
  const seen = db
    .read('cases')
    .whereIn('cases.id', ids)
    .where('cases.programme', programme)
    .where('cases.restricted', 0)
    .whereNotExists(
      db
        .read('journal as j')
        .whereRaw("cases.outcome = 'takenOver' AND j.instance_id = cases.id")
        .where('j.event', RELEASE)
        .whereNot('j.actor', system.id)
        .select(db.read.raw('1')),
    )
  visible(seen, asOverseer(viewer, ['auditor']))
  const [shown, known]: string[][] = await Promise.all([
    seen.pluck('cases.id'),
    db.read('cases').whereIn('id', ids).pluck('id'),
  ])
  const there = new Set(known)
  const whole = overseenPlaces(viewer, { programme }, ['auditor']).some(({ entity }) => entity === '')
  const gone = whole ? ids.filter((id) => !there.has(id) && id.startsWith(`${prefix}-`)) : []
  return new Set([...(shown ?? []), ...gone])
}

type FoundRow = Entry & { erased_at: number | null; reason: string | null }

/** What each of these cases wrote since the seal before, as lines. */
async function rowsUnder(db: Database, seal: number, ids: readonly string[]): Promise<Map<string, Line[]>> {
  if (ids.length === 0) return new Map()
  const before: { instance_id: string; revision: number }[] = await db
    .read('seal_leaves')
    .whereIn('instance_id', ids)
    .where('seal_id', '<', seal)
    .groupBy('instance_id')
    .select('instance_id')
    .max('revision as revision')
  const from = new Map(before.map(({ instance_id, revision }) => [instance_id, revision]))
  const rows: FoundRow[] = await db
    .read('seal_leaves as l')
    .join('journal as j', (on) => on.on('j.instance_id', 'l.instance_id').andOn('j.seq', '<=', 'l.revision'))
    .leftJoin('erasures as e', (on) => on.on('e.instance_id', 'j.instance_id').andOn('e.seq', 'j.seq'))
    .where('l.seal_id', seal)
    .whereIn('l.instance_id', ids)
    .orderBy(['j.instance_id', 'j.seq'])
    .select('j.*', { erased_at: 'e.at', reason: 'e.reason' })
  const fresh = rows.filter(({ instance_id, seq }) => seq > (from.get(instance_id) ?? 0))
  const byCase = Map.groupBy(fresh, ({ instance_id }) => instance_id)
  return new Map([...byCase].map(([id, entries]) => [id, entries.map(lineOf)]))
}

const lineOf = ({ erased_at, reason, ...entry }: FoundRow): Line => ({
  kind: 'row',
  instance_id: entry.instance_id,
  seq: entry.seq,
  at: entry.at,
  recorded_at: entry.recorded_at,
  actor: entry.actor,
  role: entry.role,
  event: entry.event,
  input_hash: entry.input_hash,
  from_state: entry.from_state,
  to_state: entry.to_state,
  prev_hash: entry.prev_hash,
  hash: entry.hash,
  erased: erased_at === null ? null : { at: erased_at, reason: reason ?? '' },
})
