// The journal of one case as an auditor reads it: every row with its hash, what was erased of it, and the seal that holds it.
import { RELEASE } from '../engine/emptied.ts'
import type { Machines } from '../engine/machines.ts'
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { findCase } from './case-view.ts'
import type { Viewer } from './desks.ts'
import { asOverseer } from './overseen.ts'
import { system } from './policy.ts'
import type { CaseRow } from './rows.ts'
import { readTimeline, type TimelineEntry } from './timeline.ts'

export type CaseJournalRow = TimelineEntry & {
  recorded_at: number
  from_state: string
  to_state: string
  hash: string
  /** When what was typed was lawfully erased, and the code of the reason. */
  erasure: { at: number; reason: string } | null
  /** The first seal that holds the row; null until the next one. */
  seal: { id: number; at: number } | null
}

export type CaseJournal = { row: CaseRow; rows: CaseJournalRow[] }

/**
 * The journal of a case, oldest row first.
 * @throws NotFound when it is not there, not in a place the viewer audits, or somebody alone handles it.
 */
export async function readCaseJournal(
  { db, machines }: { db: Database; machines: Machines },
  id: string,
  viewer: Viewer,
): Promise<CaseJournal> {
  const row = await findCase(db, id, asOverseer(viewer, ['auditor']))
  if (row.restricted === 1) throw new NotFound()
  const [timeline, chain, erasures, leaves] = await Promise.all([
    readTimeline(db, machines.get(row.workflow, row.version).machine, id),
    chainOf(db, id),
    erasuresOf(db, id),
    leavesOf(db, id),
  ])
  const links = new Map(chain.map((link) => [link.seq, link]))
  const rows = timeline.flatMap((entry) => {
    const link = links.get(entry.seq)
    if (!link) return []
    const { id: sealId, at } = leaves.find(({ revision }) => revision >= entry.seq) ?? {}
    const seal = sealId === undefined || at === undefined ? null : { id: sealId, at }
    return [{ ...quiet(entry), ...link, erasure: erasures.get(entry.seq) ?? null, seal }]
  })
  return { row, rows }
}

/** Whose hand gave a case away could tell where to. */
const quiet = (entry: TimelineEntry): TimelineEntry =>
  entry.event === RELEASE ? { ...entry, actor: system.id, role: 'system', input: null } : entry

type Link = Pick<CaseJournalRow, 'recorded_at' | 'from_state' | 'to_state' | 'hash'> & { seq: number }

const chainOf = (db: Database, id: string): Promise<Link[]> =>
  db
    .read('journal')
    .where('instance_id', id)
    .orderBy('seq')
    .select('seq', 'recorded_at', 'from_state', 'to_state', 'hash')

async function erasuresOf(db: Database, id: string): Promise<Map<number, { at: number; reason: string }>> {
  const rows: { seq: number; at: number; reason: string }[] = await db
    .read('erasures')
    .where('instance_id', id)
    .select('seq', 'at', 'reason')
  return new Map(rows.map(({ seq, ...erasure }) => [seq, erasure]))
}

const leavesOf = (db: Database, id: string): Promise<{ revision: number; id: number; at: number }[]> =>
  db
    .read('seal_leaves as l')
    .join('seals as s', 's.id', 'l.seal_id')
    .where('l.instance_id', id)
    .orderBy(['l.revision', 's.id'])
    .select('l.revision', 's.id', 's.at')
