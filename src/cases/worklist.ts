// My work: what waits at the desks of a person, nearest deadline first, page by page, with counts that agree.
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { DESKS_TOGETHER, desksOf, heldDesk, inGroups, programmeOf, type Viewer } from './desks.ts'

export const PAGE = 25

/** Counting stops here: beyond it a worklist says "500+". */
export const COUNT_LIMIT = 500

export const filters = ['all', 'overdue', 'soon', 'held', 'returned'] as const
export type Filter = (typeof filters)[number]

export type WorkQuery = {
  filter: Filter
  stage?: string | undefined
  programme?: string | undefined
  /** Only desks of this role: approvals, closures, commitments. */
  role?: string | undefined
  /** Where the page before ended. */
  after?: Cursor | undefined
}

/** The place of a row in its list: a case may wait twice at one desk, and both are due at the same instant. */
export type Cursor = { dueAt: number; id: string; slot: string }

export type WorkRow = {
  id: string
  slot: string
  stage: string
  state: string
  next: string
  task_due_at: number
  returned: number
  workflow: string
  programme: string
  category: string
  object: string
  received_on: string
  due_at: number
  mark: string
  broken: number
  held_until: number | null
  wait_until: number | null
  case_state: string
  service: string
  admissibility: string
  restricted: number
  name: string
  relation: string
}

/** So many values go with one statement of counts. */
const MOST_VALUES = 20_000

export type WorkPage = { rows: WorkRow[]; next: Cursor | null }

/** When the day after tomorrow is over, and now: what the counters and filters compare deadlines with. */
export type Moments = { now: number; soonUntil: number }

/** One page of a viewer's work. */
export async function workPage(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  query: WorkQuery,
  moments: Moments,
): Promise<WorkPage> {
  const desks = chosenDesks(programmes, viewer, query)
  if (desks.length === 0) return { rows: [], next: null }
  const held = query.filter === 'held'
  const { where, values } = conditions(query, moments)
  const order = held ? 'due_at, case_id' : 'due_at, case_id, slot'
  const { dueAt, id, slot } = query.after ?? {}
  const cursor = dueAt === undefined || !id ? [] : held ? [dueAt, id] : [dueAt, id, slot ?? '']
  const after = cursor.length > 0 ? ` AND (${order}) > (${cursor.map(() => '?').join(', ')})` : ''
  const limited = `ORDER BY ${order} LIMIT ${PAGE + 1}`
  // Whoever works at two desks that watch the same promise sees it once.
  const columns = `case_id, ${held ? "'held' AS slot" : 'slot'}, stage, state, next, due_at, returned`
  // One index range a desk, each cut short, then merged: the cost does not grow with the table.
  const branch = `SELECT ${columns} FROM (SELECT * FROM tasks WHERE desk = ?${where}${after} ${limited}) AS d`
  const groups = inGroups(desks, DESKS_TOGETHER).map(
    (group) =>
      `SELECT * FROM (SELECT * FROM (${group.map(() => branch).join(' UNION ')}) AS u ${limited}) AS g`,
  )
  const sql = `SELECT t.case_id AS id, t.slot, t.stage, t.state, t.next, t.due_at AS task_due_at, t.returned,
      c.workflow, c.programme, c.category, c.object, c.received_on, c.due_at, c.mark, c.broken, c.held_until, c.wait_until,
      c.state AS case_state, c.service, c.admissibility, c.restricted, r.name, r.relation
    FROM (SELECT * FROM (${groups.join(' UNION ')}) AS w ${limited}) AS t
    JOIN cases c ON c.id = t.case_id JOIN registrations r ON r.case_id = t.case_id
    ORDER BY t.due_at, t.case_id, t.slot`
  const rows = await db.all<WorkRow>(
    sql,
    desks.flatMap((desk) => [desk, ...values, ...cursor]),
  )
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  return { rows: page, next: rows.length > PAGE && last ? cursorAt(last) : null }
}

/** The cases of all that a filter finds, the nearest deadline first, at most `limit`: counted anew by whoever acts on them. */
export async function workIds(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  query: Omit<WorkQuery, 'after'>,
  moments: Moments,
  limit: number,
): Promise<string[]> {
  const desks = chosenDesks(programmes, viewer, query)
  if (desks.length === 0) return []
  const { where, values } = conditions(query, moments)
  const rows = await db.all<{ id: string }>(
    `SELECT case_id AS id, min(due_at) AS due FROM tasks WHERE desk IN (${desks.map(() => '?').join(', ')})${where}
     GROUP BY case_id ORDER BY due, case_id LIMIT ?`,
    [...desks, ...values, limit],
  )
  return rows.map(({ id }) => id)
}

const cursorAt = ({ task_due_at, id, slot }: WorkRow): Cursor => ({ dueAt: task_due_at, id, slot })

export type Counts = {
  filters: Record<Filter, number>
  stages: Record<string, number>
  programmes: Record<string, number>
}

/** How much waits, by filter, by step and by programme; every figure stops at `COUNT_LIMIT + 1`. */
export async function workCounts(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  query: Omit<WorkQuery, 'after'>,
  moments: Moments,
  stages: readonly string[],
): Promise<Counts> {
  const own = [...new Set(desksOf(programmes, viewer).map(programmeOf))]
  const asked: [string, string, WorkQuery][] = [
    ...filters.map((filter): [string, string, WorkQuery] => ['filters', filter, { ...query, filter }]),
    ...stages.map((stage): [string, string, WorkQuery] => ['stages', stage, { ...query, stage }]),
    ...own.map((programme): [string, string, WorkQuery] => [
      'programmes',
      programme,
      { ...query, programme },
    ]),
  ]
  const parts = asked.flatMap(([kind, name, one]) => {
    const desks = chosenDesks(programmes, viewer, one)
    const { where, values } = conditions(one, moments)
    if (desks.length === 0) return []
    const figure = `SELECT '${kind}' AS kind, '${name}' AS name, count(*) AS n`
    const what = one.filter === 'held' ? 'DISTINCT case_id' : '1'
    return [{ sql: `${figure} FROM (${bounded(desks, what, where)}) AS c`, values: [...desks, ...values] }]
  })
  const longest = Math.max(1, ...parts.map(({ values }) => values.length))
  const answers = inGroups(parts, Math.max(1, Math.floor(MOST_VALUES / longest))).map((group) =>
    db.all<{ kind: string; name: string; n: number }>(
      group.map(({ sql }) => sql).join(' UNION ALL '),
      group.flatMap(({ values }) => values),
    ),
  )
  const rows = (await Promise.all(answers)).flat()
  const figures = (kind: string) =>
    Object.fromEntries(rows.filter((row) => row.kind === kind).map((row) => [row.name, Number(row.n)]))
  return {
    filters: { all: 0, overdue: 0, soon: 0, held: 0, returned: 0, ...figures('filters') },
    stages: figures('stages'),
    programmes: figures('programmes'),
  }
}

/** How many tasks wait at the desks of one role; stops at `COUNT_LIMIT + 1`. */
export async function waitingFor(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  role?: string,
): Promise<number> {
  const desks = chosenDesks(programmes, viewer, { filter: 'all', role })
  if (desks.length === 0) return 0
  const [row] = await db.all<{ n: number }>(
    `SELECT count(*) AS n FROM (${bounded(desks, '1', '')}) AS c`,
    desks,
  )
  return Number(row?.n ?? 0)
}

/** What waits at these desks, as far as it is counted: index ranges, read until there is enough. */
const bounded = (desks: readonly string[], what: string, where: string): string =>
  `SELECT ${what} FROM tasks WHERE desk IN (${desks.map(() => '?').join(', ')})${where} LIMIT ${COUNT_LIMIT + 1}`

function chosenDesks(
  programmes: Programmes,
  viewer: Viewer,
  { filter, programme, role }: WorkQuery,
): string[] {
  const desks = desksOf(programmes, viewer, programme).filter((desk) => !role || desk.endsWith(`/${role}`))
  return filter === 'held' ? desks.map(heldDesk) : desks
}

function conditions(
  { filter, stage }: WorkQuery,
  { now, soonUntil }: Moments,
): { where: string; values: (string | number)[] } {
  const parts: [string, (string | number)[]][] = []
  // Of what was returned there is little, and it has its own index: SQLite would rather read all of the step.
  if (stage) parts.push([filter === 'returned' ? " AND stage || '' = ?" : ' AND stage = ?', [stage]])
  if (filter === 'overdue') parts.push([' AND due_at <= ?', [now]])
  if (filter === 'soon') parts.push([' AND due_at > ? AND due_at <= ?', [now, soonUntil]])
  if (filter === 'returned') parts.push([' AND returned = 1', []])
  return { where: parts.map(([sql]) => sql).join(''), values: parts.flatMap(([, values]) => values) }
}

/** Whether a case waits for somebody at one of these desks. */
export async function waitsAt(db: Database, id: string, desks: readonly string[]): Promise<boolean> {
  const rows = await db.all<{ desk: string }>('SELECT desk FROM tasks WHERE case_id = ?', [id])
  return rows.some(({ desk }) => desks.includes(desk))
}
