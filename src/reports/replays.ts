// Reports worked out anew from the journal: ordered on the page of a report, done by a worker, kept beside it.
import { type Cell, cellsOf, gathered } from '../cases/counted.ts'
import { factsAt } from '../cases/facts-at.ts'
import type { Machines } from '../engine/machines.ts'
import { type Clock, dayOf } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { type FigureTable, readFigures } from './figure-table.ts'
import { type ReportKind, type ReportQuery, reportFigures } from './report-kinds.ts'

export type Replay = {
  askedAt: number
  /** Null while it is not done. */
  finishedAt: number | null
  /** Cases that were replayed, and those of them of which only a line was left. */
  cases: number
  erased: number
  figures: FigureTable[] | null
}

/** Whoever takes an order has it for so long: a worker that died is followed by another one. */
const LEASE = 3_600_000
/** What was gathered is put together after so many cells. */
const MANY = 100_000

/** Orders that a report be worked out anew; what was found before is forgotten. */
export async function askReplay({ db, clock }: { db: Database; clock: Clock }, id: string): Promise<void> {
  const now = clock.now()
  await db.transaction(async (tx) => {
    await tx.run('DELETE FROM report_replays WHERE report_id = ?', [id])
    await tx.run(
      'INSERT INTO report_replays (report_id, asked_at, next_at, finished_at, cases, erased, figures) VALUES (?, ?, ?, NULL, 0, 0, NULL)',
      [id, now, now],
    )
  })
}

/** What became of the last order; undefined when there was none. */
export async function replayOf(db: Database, id: string): Promise<Replay | undefined> {
  const row = await db.read('report_replays').where({ report_id: id }).first()
  if (!row) return undefined
  return {
    askedAt: Number(row.asked_at),
    finishedAt: row.finished_at === null ? null : Number(row.finished_at),
    cases: Number(row.cases),
    erased: Number(row.erased),
    figures: row.figures === null ? null : readFigures(row.figures),
  }
}

type Parts = { db: Database; clock: Clock; machines: Machines; programmes: Programmes }

type Ordered = {
  id: string
  kind: ReportKind
  programme: string
  entity: string
  from_day: string
  to_day: string
  made_at: number
  seal_id: number
}

/** Works out the report that was ordered first, if there is one. */
export async function carryOutReplay(parts: Parts): Promise<void> {
  const { db, clock } = parts
  const order = await lease(db, clock.now())
  if (!order) return
  const { id, kind, programme, entity, from_day: from, to_day: to, seal_id: seal } = order
  const query: ReportQuery = { kind, programme, entity, from, to }
  const counts = { cases: 0, erased: 0 }
  let cells: Cell[] = []
  for await (const { facts, erased } of factsAt(parts, { ...query, seal })) {
    counts.cases += 1
    if (erased) counts.erased += 1
    for (const cell of cellsOf(facts, 1)) cells.push(cell)
    if (cells.length > MANY) cells = gathered(cells)
  }
  const figures = await reportFigures(
    { gathered: gathered(cells) },
    parts,
    query,
    dayOf(Number(order.made_at)),
  )
  await db
    .write('report_replays')
    .where({ report_id: id })
    .update({ ...counts, finished_at: clock.now(), figures: JSON.stringify(figures) })
}

async function lease(db: Database, now: number): Promise<Ordered | undefined> {
  const [next] = await db.all<{ report_id: string; next_at: number }>(
    'SELECT report_id, next_at FROM report_replays WHERE finished_at IS NULL AND next_at <= ? ORDER BY next_at LIMIT 1',
    [now],
  )
  if (!next) return undefined
  const taken = await db
    .write('report_replays')
    .where({ report_id: next.report_id, next_at: next.next_at })
    .whereNull('finished_at')
    .update({ next_at: now + LEASE })
  if (taken !== 1) return undefined
  return db.read<Ordered>('reports').where({ id: next.report_id }).first()
}
