// Reports as they were made: kept with who made them, when, and the seal of the journal they stand on.
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../cases/desks.ts'
import { asOverseer, counters } from '../cases/overseen.ts'
import { atOneMoment } from '../engine/stored-case.ts'
import { NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { InTurn } from './case-figures.ts'
import { type FigureTable, readFigures } from './figure-table.ts'
import { type ReportKind, type ReportQuery, reportFigures, reportKinds } from './report-kinds.ts'

/** So many of the latest are shown. */
const MOST = 50

export type Kept = ReportQuery & {
  id: string
  /** The name of whoever made it. */
  by: string
  at: number
  /** The last seal that was counted. */
  seal: number
  /** Whether every case was sealed and counted as it stood: then the journal must give the same figures. */
  settled: boolean
}

export type KeptReport = Kept & { figures: FigureTable[] }

type Parts = { db: Database; clock: Clock; programmes: Programmes }

/** Makes a report and keeps it; its id. All of it is read at one moment. */
export async function keepReport(parts: Parts, viewer: Viewer, query: ReportQuery): Promise<string> {
  const { db, clock } = parts
  const now = clock.now()
  const { figures, seal, settled } = await atOneMoment(db, async (tx) => {
    const [counted, last, moving] = [
      await tx('counted_seals').first('seal_id'),
      await tx('seals').max({ id: 'id' }).first(),
      await tx('instances').whereRaw('revision > sealed_revision').first('id'),
    ]
    const seal = Number(counted?.seal_id ?? 0)
    return {
      seal,
      settled: moving === undefined && Number(last?.id ?? 0) === seal,
      figures: await reportFigures({ read: tx, inTurn: inTurn() }, parts, query, clock.dayOf(now)),
    }
  })
  const id = randomUUID()
  const { kind, programme, entity, from, to } = query
  await db.write('reports').insert({
    ...{ id, kind, programme, entity, from_day: from, to_day: to, made_by: viewer.id, made_at: now },
    ...{ seal_id: seal, settled: settled ? 1 : 0, figures: JSON.stringify(figures) },
  })
  return id
}

function inTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (ask) => {
    const next = last.then(ask)
    last = next.catch(() => undefined)
    return next
  }
}

type StoredReport = {
  id: string
  kind: string
  programme: string
  entity: string
  from_day: string
  to_day: string
  by: string
  made_at: number
  seal_id: number
  settled: number
}

const columns = ['id', 'kind', 'programme', 'entity', 'from_day', 'to_day', 'made_at', 'seal_id', 'settled']

/** The latest reports of the places the viewer oversees, newest first. */
export async function latestReports(db: Database, viewer: Viewer): Promise<Kept[]> {
  const rows: StoredReport[] = await readable(db, viewer)
    .orderBy([{ column: 'reports.made_at', order: 'desc' }, { column: 'reports.id' }])
    .limit(MOST)
  return rows.map(keptOf)
}

/** A report that was kept. @throws NotFound, also for whoever does not oversee its place. */
export async function readReport(db: Database, viewer: Viewer, id: string): Promise<KeptReport> {
  const row: (StoredReport & { figures: string }) | undefined = await readable(db, viewer)
    .where('reports.id', id)
    .select('reports.figures')
    .first()
  if (!row) throw new NotFound()
  return { ...keptOf(row), figures: readFigures(row.figures) }
}

/** A report of a whole programme is for whoever oversees the whole of it. */
function readable(db: Database, viewer: Viewer) {
  const { grants } = asOverseer(viewer, counters)
  return db
    .read('reports')
    .join('users', 'users.id', 'reports.made_by')
    .where((any) => {
      any.whereRaw('1 = 0')
      for (const { programme, entity } of grants)
        any.orWhere({ 'reports.programme': programme, ...(entity !== '' && { 'reports.entity': entity }) })
    })
    .select(...columns.map((column) => `reports.${column}`), 'users.name as by')
}

const keptOf = (row: StoredReport): Kept => ({
  ...{ id: row.id, kind: kindOf(row.kind), programme: row.programme, entity: row.entity },
  ...{ from: row.from_day, to: row.to_day, by: row.by, at: Number(row.made_at) },
  ...{ seal: Number(row.seal_id), settled: Number(row.settled) === 1 },
})

function kindOf(stored: string): ReportKind {
  const kind = reportKinds.find((one) => one === stored)
  if (!kind) throw new NotFound()
  return kind
}
