// Counts the stays of every case as its journal is sealed: each seal once, whichever worker comes first.
import { followSeals, restartCounter } from '../engine/follow-seals.ts'
import type { Database, Tx, Value } from '../platform/database.ts'
import { bucketOf, type Step, staysOf } from './stays.ts'

/** So many rows are added by one statement. */
const TOGETHER = 100

const COUNTER = 'folded_seals'

/** Every stay is counted at its entity, and once for the whole programme. */
const WHOLE = ''

/** Where a stay is counted. */
type Place = { workflow: string; version: number; programme: string; entity: string }

/** A row of a journal under a seal, with the place of its case. */
type SealedStep = Step & Place & { instance_id: string; seq: number; folded: number }

type Cell = Place & { span: string; state: string; bucket: number; n: number }

/** Counts seals that were not counted yet, oldest first, at most so many; how many this call counted. */
export const foldStays = (db: Database, most?: number): Promise<number> =>
  followSeals(db, { counter: COUNTER, read: cellsOf, add: take }, most)

/** Empties the figures and counts them anew from the first seal on. */
export async function rebuildStays(db: Database): Promise<number> {
  await db.transaction(async (tx) => {
    // First the row that every worker has to pass: nobody adds between the emptying and the end.
    await restartCounter(tx, COUNTER)
    await tx.run('DELETE FROM stay_figures')
    await tx.run('DELETE FROM stay_months')
  })
  return foldStays(db)
}

async function take(tx: Tx, days: readonly Cell[]): Promise<void> {
  await add(tx, 'stay_figures', 'day', days)
  await add(
    tx,
    'stay_months',
    'month',
    gathered(days.map((cell) => ({ ...cell, span: cell.span.slice(0, 7) }))),
  )
}

/** The stays that the rows under a seal ended, as cells of the histogram. */
async function cellsOf(db: Database, seal: number): Promise<Cell[]> {
  const journals = Map.groupBy(await sealedSteps(db, seal), ({ instance_id }) => instance_id)
  const stays = [...journals.values()].flatMap((steps) => staysOf(steps))
  return gathered(
    stays
      // What an earlier seal counted is read for the beginning of a stay only.
      .filter(({ end }) => end.seq > end.folded)
      .flatMap(({ day, state, lasted, end: { workflow, version, programme, entity } }) => {
        const cell = {
          workflow,
          version,
          programme,
          entity,
          state,
          span: day,
          bucket: bucketOf(lasted),
          n: 1,
        }
        return [cell, { ...cell, entity: WHOLE }]
      }),
  )
}

/**
 * What moved the cases under a seal, from their first row on; restricted cases are in no figure.
 * Each row has the version it was still under: every upgrade leads to the next one, so those from that row on count back.
 */
const sealedSteps = (db: Database, seal: number): Promise<SealedStep[]> =>
  db.all<SealedStep>(
    `SELECT j.instance_id, j.seq, j.at, j.from_state, j.to_state, i.workflow, c.programme, c.entity,
       i.version - (SELECT count(*) FROM journal u
         WHERE u.instance_id = j.instance_id AND u.seq >= j.seq AND u.event = 'UPGRADE') AS version,
       coalesce((SELECT max(p.revision) FROM seal_leaves p
         WHERE p.instance_id = l.instance_id AND p.revision < l.revision), 0) AS folded
     FROM seal_leaves l
     JOIN instances i ON i.id = l.instance_id
     JOIN cases c ON c.id = l.instance_id AND c.restricted = 0
     JOIN journal j ON j.instance_id = l.instance_id AND j.seq <= l.revision
     WHERE l.seal_id = ? AND j.from_state <> j.to_state
     ORDER BY j.instance_id, j.seq`,
    [seal],
  )

/** Cells of the same place become one. */
function gathered(cells: readonly Cell[]): Cell[] {
  const byPlace = new Map<string, Cell>()
  for (const cell of cells) {
    const { n, ...place } = cell
    const key = JSON.stringify(Object.values(place))
    byPlace.set(key, { ...place, n: n + (byPlace.get(key)?.n ?? 0) })
  }
  return [...byPlace.values()]
}

async function add(
  tx: Tx,
  table: 'stay_figures' | 'stay_months',
  span: 'day' | 'month',
  cells: readonly Cell[],
): Promise<void> {
  const key = `workflow, ${span}, programme, entity, version, state, bucket`
  for (let from = 0; from < cells.length; from += TOGETHER) {
    const some = cells.slice(from, from + TOGETHER)
    await tx.run(
      `INSERT INTO ${table} (${key}, n) VALUES ${some.map(() => '(?, ?, ?, ?, ?, ?, ?, ?)').join(', ')}
       ON CONFLICT (${key}) DO UPDATE SET n = ${table}.n + excluded.n`,
      some.flatMap(({ workflow, span, programme, entity, version, state, bucket, n }): Value[] => [
        ...[workflow, span, programme, entity, version, state, bucket, n],
      ]),
    )
  }
}
