// Proves that the figures are what the rows of cases come to: each case counted as it stands, every cell as large as its cases make it.
import type { Knex } from 'knex'
import { atOneMoment } from '../engine/stored-case.ts'
import type { Fault } from '../engine/verify-chain.ts'
import type { Database } from '../platform/database.ts'
import { type CaseFacts, type Cell, cellKey, cellsOf } from './counted.ts'
import { type FactRow, factsOf, type ReadFacts } from './counting.ts'

const BATCH = 500
const MOST = 20

/**
 * What differs, the first of it. A case that moved since figures were last counted is still on its way into them; sex and
 * place of living are those of the sheet, which somebody may have corrected meanwhile, and are taken as they were counted.
 */
export function compareFigures(db: Database): Promise<Fault[]> {
  return atOneMoment(db, async (tx) => {
    const faults: Fault[] = []
    const sums = new Map<string, number>()
    const last = Number((await tx('counted_seals').first('seal_id'))?.seal_id ?? 0)
    for (let after = ''; faults.length < MOST; ) {
      const ids: string[] = await tx('cases').where('id', '>', after).orderBy('id').limit(BATCH).pluck('id')
      const end = ids.at(-1)
      if (end === undefined) return [...faults, ...(await orphans(tx)), ...(await wrongCells(tx, sums))]
      faults.push(...(await compareCases(tx, ids, last, sums)))
      after = end
    }
    return faults
  })
}

async function compareCases(
  tx: Knex,
  ids: readonly string[],
  last: number,
  sums: Map<string, number>,
): Promise<Fault[]> {
  const rows = await tx('counted_cases').whereIn('case_id', ids).select('case_id', 'facts')
  const counted = new Map(rows.map(({ case_id, facts }): [string, CaseFacts] => [case_id, JSON.parse(facts)]))
  for (const facts of counted.values())
    for (const cell of cellsOf(facts, 1)) sums.set(cellKey(cell), (sums.get(cellKey(cell)) ?? 0) + 1)
  const now = await factsOf(over(tx), ids)
  const moving = new Set(await onTheirWay(tx, ids, last))
  return ids
    .filter((id) => !moving.has(id) && told(counted.get(id)) !== told(parsed(now.get(id))))
    .map((id) => ({ place: `counted_cases ${id}`, what: 'it is not counted as it stands' }))
}

const parsed = (text: string | undefined): CaseFacts | undefined =>
  text === undefined ? undefined : JSON.parse(text)

/** What a case is counted as, without what stands on the sheet; what nobody counted yet when it was is as good as empty. */
const told = (facts: CaseFacts | undefined): string =>
  facts
    ? JSON.stringify(Object.entries(facts).filter(([name, fact]) => fact !== '' && !onSheet.includes(name)))
    : ''

const onSheet = ['sex', 'area']

/** Those that moved after the last seal that was counted. */
const onTheirWay = (tx: Knex, ids: readonly string[], last: number): Promise<string[]> =>
  tx('instances as i')
    .whereIn('i.id', ids)
    .where((any) =>
      any
        .whereRaw('i.revision > i.sealed_revision')
        .orWhereExists(tx('seal_leaves as l').whereRaw('l.instance_id = i.id AND l.seal_id > ?', [last])),
    )
    .pluck('i.id')

/** What is counted of no case. */
async function orphans(tx: Knex): Promise<Fault[]> {
  const ids: string[] = await tx('counted_cases as k')
    .whereNotExists(tx('cases as c').whereRaw('c.id = k.case_id'))
    .limit(MOST)
    .pluck('k.case_id')
  return ids.map((id) => ({ place: `counted_cases ${id}`, what: 'there is no such case' }))
}

/** Cells that are not what the cases come to; a cell is told by its programme alone. */
async function wrongCells(tx: Knex, sums: Map<string, number>): Promise<Fault[]> {
  const wrong = new Map<string, number>()
  const tell = (programme: string) => wrong.set(programme, (wrong.get(programme) ?? 0) + 1)
  const programmes: string[] = await tx('case_figures').distinct('programme').pluck('programme')
  for (const programme of programmes) {
    const cells: Cell[] = await tx('case_figures').where({ programme })
    for (const cell of cells) {
      if (sums.get(cellKey(cell)) !== Number(cell.n)) tell(programme)
      sums.delete(cellKey(cell))
    }
  }
  for (const key of sums.keys()) tell(key.slice(0, key.indexOf('\n')))
  return [...wrong].map(([programme, n]) => ({
    place: `case_figures ${programme}`,
    what: `${n} cells are not what the cases come to; npm run figures counts them anew`,
  }))
}

/** Over a connection that reads one moment. */
const over =
  (tx: Knex): ReadFacts =>
  async (sql, ids) => {
    const found: FactRow[] | { rows: FactRow[] } = await tx.raw(sql, [...ids])
    return Array.isArray(found) ? found : found.rows
  }
