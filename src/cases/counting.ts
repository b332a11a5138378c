// Keeps the figures of cases: as a case changes, what it was counted as is taken back and what it is now is added.
import { satisfactions } from '../../workflows/fields.ts'
import { followSeals, holdCounter, restartCounter } from '../engine/follow-seals.ts'
import type { Database, Row, Tx, Value } from '../platform/database.ts'
import { type CaseFacts, type Cell, cellsOf, gathered } from './counted.ts'
import { inGroups } from './desks.ts'

/** So many rows go with one statement: nine values each, and a database takes some thousands. */
const TOGETHER = 100

const COUNTER = 'counted_seals'

/** Counts the cases under seals that were not counted yet, at most so many seals; how many this call counted. */
export const countSealed = (db: Database, most?: number): Promise<number> =>
  followSeals(db, { counter: COUNTER, read: casesUnder, add: recount }, most)

/** Empties the figures and counts every case anew from the first seal on. */
export async function rebuildFigures(db: Database): Promise<number> {
  await db.transaction(async (tx) => {
    // First what every worker has to pass: nobody adds between the emptying and the end.
    await restartCounter(tx, COUNTER)
    await tx.run('DELETE FROM case_figures')
    await tx.run('DELETE FROM counted_cases')
  })
  return countSealed(db)
}

/** Counts these cases as they are now, at once: what was told of one that leaves must not wait for the next seal. */
export async function countNow(tx: Tx, ids: readonly string[]): Promise<void> {
  await holdCounter(tx, COUNTER)
  await recount(tx, ids)
}

async function casesUnder(db: Database, seal: number): Promise<string[]> {
  const rows = await db.all<{ id: string }>(
    'SELECT instance_id AS id FROM seal_leaves WHERE seal_id = ? ORDER BY instance_id',
    [seal],
  )
  return rows.map(({ id }) => id)
}

async function recount(tx: Tx, ids: readonly string[]): Promise<void> {
  const moved: Cell[] = []
  for (const some of inGroups(ids, TOGETHER)) {
    const [before, now] = [
      await countedAs(tx, some),
      await factsOf((sql, of) => tx.all<FactRow>(sql, of), some),
    ]
    const changed = some.filter((id) => before.get(id) !== now.get(id))
    await keep(tx, changed, now)
    const cells = (texts: Map<string, string>, n: 1 | -1): Cell[] =>
      changed.flatMap((id) => {
        const text = texts.get(id)
        return text === undefined ? [] : cellsOf(readFacts(text), n)
      })
    moved.push(...cells(before, -1), ...cells(now, 1))
  }
  // All at once: the cases of a minute share many of their cells.
  await add(tx, gathered(moved))
}

// Written by this very file, field by field.
const readFacts = (text: string): CaseFacts => JSON.parse(text)

const marksFor = (some: readonly string[]): string => some.map(() => '?').join(', ')

async function countedAs(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.all<{ case_id: string; facts: string }>(
    `SELECT case_id, facts FROM counted_cases WHERE case_id IN (${marksFor(ids)})`,
    ids,
  )
  return new Map(rows.map(({ case_id, facts }) => [case_id, facts]))
}

/** Reads what cases are counted by, over whatever connection. */
export type ReadFacts = (sql: string, ids: readonly string[]) => Promise<FactRow[]>

/** What cases are now, as text; restricted cases and those about another case are in no figure. */
export async function factsOf(read: ReadFacts, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await read(
    `SELECT c.id, c.programme, c.entity, c.unit, c.channel, c.category, c.service, c.ground, c.received_on,
       c.closing_on, c.days, c.due_on, c.admissibility, c.founded, c.stage, c.mark, c.outcome, c.satisfaction,
       b.sex, b.rural, p.due_on AS promised_on,
       CASE WHEN EXISTS (SELECT 1 FROM commitments d WHERE d.case_id = c.id AND d.realised_on <= p.due_on)
         THEN 1 ELSE 0 END AS kept
     FROM cases c
     LEFT JOIN registrations r ON r.case_id = c.id
     LEFT JOIN beneficiaries b ON b.id = r.beneficiary_id
     LEFT JOIN commitments p ON p.case_id = c.id AND p.n = (SELECT min(f.n) FROM commitments f
       WHERE f.case_id = c.id AND f.notified_on IS NOT NULL)
     WHERE c.id IN (${marksFor(ids)}) AND c.restricted = 0 AND c.about IS NULL`,
    ids,
  )
  return new Map(rows.map((row) => [row.id, JSON.stringify(facts(row))]))
}

/** A case as far as it is counted, with its first promise and the sheet. */
export type FactRow = Row & {
  id: string
  programme: string
  entity: string
  unit: string | null
  channel: string
  category: string
  service: string
  ground: string | null
  received_on: string
  closing_on: string | null
  days: number | null
  due_on: string
  admissibility: string
  founded: string
  stage: string
  mark: string
  outcome: string
  satisfaction: string | null
  sex: string | null
  rural: number | null
  promised_on: string | null
  kept: number
}

/** What a case adds to the figures as it stands in its rows. */
export function facts(row: FactRow): CaseFacts {
  const { programme, entity, channel, category, service, stage, mark } = row
  const closingOn = row.closing_on ?? ''
  return {
    ...{ programme, entity, channel, category, service, stage, mark },
    unit: row.unit ?? '',
    ground: row.ground ?? '',
    sex: row.sex ?? '',
    area: row.rural === null ? '' : row.rural === 1 ? 'rural' : 'urban',
    receivedOn: row.received_on,
    closingOn,
    days: row.days ?? 0,
    late: closingOn > row.due_on,
    verdict: verdictOf(row),
    // A promise about a complaint that was withdrawn was neither kept nor broken.
    promisedOn: row.outcome === 'withdrawn' ? '' : (row.promised_on ?? ''),
    kept: Number(row.kept) === 1,
    satisfaction: satisfactions.find((one) => one === row.satisfaction) ?? '',
  }
}

function verdictOf({ admissibility, founded }: FactRow): CaseFacts['verdict'] {
  if (admissibility === 'notComplaint') return 'request'
  if (founded === 'yes') return 'founded'
  return founded === 'no' ? 'notFounded' : 'undetermined'
}

/** Remembers what each case is counted as from now on. */
async function keep(tx: Tx, ids: readonly string[], now: ReadonlyMap<string, string>): Promise<void> {
  if (ids.length === 0) return
  await tx.run(`DELETE FROM counted_cases WHERE case_id IN (${marksFor(ids)})`, ids)
  const kept = ids.flatMap((id) => {
    const text = now.get(id)
    return text === undefined ? [] : [[id, text]]
  })
  if (kept.length > 0)
    await tx.run(
      `INSERT INTO counted_cases (case_id, facts) VALUES ${kept.map(() => '(?, ?)').join(', ')}`,
      kept.flat(),
    )
}

const KEY = ['programme', 'entity', 'facet', 'measure', 'grain', 'span', 'part', 'bucket'] as const

async function add(tx: Tx, cells: readonly Cell[]): Promise<void> {
  const key = KEY.join(', ')
  for (const some of inGroups(cells, TOGETHER)) {
    const rows = await tx.all<Cell>(
      `INSERT INTO case_figures (${key}, n) VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
       ON CONFLICT (${key}) DO UPDATE SET n = case_figures.n + excluded.n
       RETURNING ${key}, n`,
      some.flatMap((cell): Value[] => [...KEY.map((name) => cell[name]), cell.n]),
    )
    // A cell with nothing in it would say that something was.
    for (const row of rows.filter(({ n }) => n === 0))
      await tx.run(
        `DELETE FROM case_figures WHERE ${KEY.map((name) => `${name} = ?`).join(' AND ')}`,
        KEY.map((name) => row[name]),
      )
  }
}
