// Runs of the verifier as they are kept: who ordered each, how far it is, what it found; places alone, never what stands there.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { phases, type Stand } from '../engine/verify-strides.ts'
import { Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { readReference } from './reference.ts'

/** From where a run was ordered: the program, the page, or every night by itself. */
export const origins = ['command', 'page', 'night'] as const
export type Origin = (typeof origins)[number]

/** So many places are kept of one run; the number of differences is kept whole. */
const MOST_PLACES = 50

const Run = z.object({
  id: z.string(),
  origin: z.enum(origins),
  ordered_by: z.string().nullable(),
  /** Whether everything was compared, and not only what was new. */
  whole: z.number().transform((flag) => flag === 1),
  ordered_at: z.number(),
  next_at: z.number(),
  finished_at: z.number().nullable(),
  phase: z.enum(phases),
  after_key: z.string(),
  /** How many cases there were when it began; 0 before. */
  total: z.number(),
  cases: z.number(),
  events: z.number(),
  seals: z.number(),
  erased: z.number(),
  wrong: z.number(),
  /** Whether the confidential road differs; null where it was not compared. */
  road_wrong: z
    .number()
    .nullable()
    .transform((flag) => (flag === null ? null : flag === 1)),
  head_seal: z.number().nullable(),
  head_hash: z.string().nullable(),
})
export type VerifyRun = z.output<typeof Run>

/** Where something differs: a table, a case ('' when none), a number in it (0 when none). */
export type Problem = { area: string; case_id: string; number: number }

type Parts = { db: Database; clock: Clock }

const COUNTS = 'total, cases, events, seals, erased, wrong'

/**
 * Orders a run of everything.
 * @throws Refused while another one waits or runs: the two would find the same.
 */
export async function orderRun({ db, clock }: Parts, user: { id: string }): Promise<string> {
  const [open] = await db.all('SELECT id FROM verify_runs WHERE finished_at IS NULL LIMIT 1')
  if (open) throw new Refused('journal.verify.running')
  const id = randomUUID()
  await insertRun(db, { id, origin: 'page', by: user.id, at: clock.now() })
  return id
}

/** Orders the run of a night, once however many ask. */
export const orderNight = ({ db }: Pick<Parts, 'db'>, night: string, at: number): Promise<void> =>
  insertRun(db, { id: `night-${night}`, origin: 'night', by: null, at })

async function insertRun(
  db: Database,
  { id, origin, by, at }: { id: string; origin: Origin; by: string | null; at: number },
): Promise<void> {
  await db.run(
    `INSERT INTO verify_runs (id, origin, ordered_by, whole, ordered_at, next_at, phase, after_key, ${COUNTS})
     VALUES (?, ?, ?, 1, ?, ?, 'cases', '', 0, 0, 0, 0, 0, 0) ON CONFLICT (id) DO NOTHING`,
    [id, origin, by, at, at],
  )
}

/** What a run found when it ended at once. */
export type Finished = Pick<VerifyRun, 'whole' | 'cases' | 'events' | 'seals' | 'erased' | 'wrong'> & {
  places: readonly string[]
  roadWrong: boolean | null
  head: { id: number; hash: string } | undefined
  startedAt: number
}

/** Writes down a run of the program, which goes from its beginning to its end at once. */
export async function keepFinished({ db, clock }: Parts, done: Finished): Promise<void> {
  const id = randomUUID()
  const flag = done.roadWrong === null ? null : Number(done.roadWrong)
  await db.transaction(async (tx) => {
    await tx.run(
      `INSERT INTO verify_runs (id, origin, whole, ordered_at, next_at, finished_at, phase, after_key, ${COUNTS},
         road_wrong, head_seal, head_hash)
       VALUES (?, 'command', ?, ?, ?, ?, 'done', '', ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[id, Number(done.whole), done.startedAt, clock.now(), clock.now()],
        ...[done.cases, done.cases, done.events, done.seals, done.erased, done.wrong],
        ...[flag, done.head?.id ?? null, done.head?.hash ?? null],
      ],
    )
    await keepPlaces(tx, id, done.places)
  })
}

/** The newest seal that a run saw; it must still be there. */
export async function lastHead(db: Database): Promise<{ id: number; hash: string } | undefined> {
  const [run] = await db.all<{ id: number; hash: string }>(
    `SELECT head_seal AS id, head_hash AS hash FROM verify_runs
     WHERE head_seal IS NOT NULL AND head_hash IS NOT NULL ORDER BY head_seal DESC LIMIT 1`,
  )
  return run && { id: Number(run.id), hash: run.hash }
}

/** Adds where something differs, after what is kept already. */
export async function keepPlaces(tx: Tx, run: string, places: readonly string[]): Promise<void> {
  if (places.length === 0) return
  const [kept] = await tx.all<{ n: number }>('SELECT count(*) AS n FROM verify_problems WHERE run_id = ?', [
    run,
  ])
  const from = Number(kept?.n ?? 0)
  for (const [n, place] of places.slice(0, Math.max(0, MOST_PLACES - from)).entries()) {
    const { area, case_id, number } = problemAt(place)
    await tx.run('INSERT INTO verify_problems (run_id, n, area, case_id, number) VALUES (?, ?, ?, ?, ?)', [
      ...[run, from + n, area, case_id, number],
    ])
  }
}

/** Tables of which a key says which row of which case, or which seal. */
const numbered = ['journal', 'journal_inputs', 'erasures', 'outbox']

/** A place without what its key may tell: words of a search stand in keys, too. */
export function problemAt(place: string): Problem {
  const [area = '', ...key] = place.split(' ')
  if (area === 'seals' || area === 'seal_leaves')
    return { area, case_id: '', number: /^\d{1,9}$/.test(key[0] ?? '') ? Number(key[0]) : 0 }
  const ref = key.find((part) => readReference(part) === part)
  if (ref === undefined) return { area, case_id: '', number: 0 }
  const next = key[key.indexOf(ref) + 1] ?? ''
  return {
    area,
    case_id: ref,
    number: numbered.includes(area) && /^\d{1,9}$/.test(next) ? Number(next) : 0,
  }
}

/** The run that was ordered first and has not ended; a worker may take it from `next_at` on. */
export const openRun = (db: Database): Promise<VerifyRun | undefined> =>
  oneRun(db, 'WHERE finished_at IS NULL ORDER BY next_at, id LIMIT 1')

/** One run. */
export const findRun = (db: Database, id: string): Promise<VerifyRun | undefined> =>
  oneRun(db, 'WHERE id = ?', [id])

/** The whole run that ended last: what it says is what is known. */
export const lastWhole = (db: Database): Promise<VerifyRun | undefined> =>
  oneRun(db, 'WHERE finished_at IS NOT NULL AND whole = 1 ORDER BY finished_at DESC, id DESC LIMIT 1')

async function oneRun(
  db: Database,
  where: string,
  values: readonly string[] = [],
): Promise<VerifyRun | undefined> {
  const [row] = await db.all(`SELECT * FROM verify_runs ${where}`, values)
  return row && Run.parse(row)
}

export type RunCursor = { at: number; id: string }

/** The runs that ended, newest first, one page of so many and one more. */
export async function runsBefore(db: Database, most: number, before?: RunCursor): Promise<VerifyRun[]> {
  const rows = await db.all(
    `SELECT * FROM verify_runs WHERE finished_at IS NOT NULL${before ? ' AND (finished_at, id) < (?, ?)' : ''}
     ORDER BY finished_at DESC, id DESC LIMIT ?`,
    [...(before ? [before.at, before.id] : []), most],
  )
  return rows.map((row) => Run.parse(row))
}

/** Where a run found something. */
export const problemsOf = (db: Database, run: string): Promise<Problem[]> =>
  db.all('SELECT area, case_id, number FROM verify_problems WHERE run_id = ? ORDER BY n', [run])

/** How far a run is after a stride; false when somebody else had taken it. */
export type Progress = {
  stand: Stand
  total: number
  add: Pick<VerifyRun, 'cases' | 'events' | 'seals' | 'erased'>
  places: readonly string[]
  wrong: number
  end?: { at: number; roadWrong: boolean | null; head: { id: number; hash: string } | undefined }
}

/** Takes a run for a while; false when another worker was faster. */
export const takeRun = async (db: Database, run: VerifyRun, until: number): Promise<boolean> =>
  (await db.run('UPDATE verify_runs SET next_at = ? WHERE id = ? AND next_at = ? AND finished_at IS NULL', [
    ...[until, run.id, run.next_at],
  ])) > 0

/** Writes down how far a run is, and lets go of it; nothing when it was taken by somebody else meanwhile. */
export function keepProgress(
  db: Database,
  id: string,
  { taken, free }: { taken: number; free: number },
  progress: Progress,
): Promise<void> {
  const { stand, total, add, places, wrong, end } = progress
  return db.transaction(async (tx) => {
    const kept = await tx.run(
      `UPDATE verify_runs SET phase = ?, after_key = ?, total = ?, next_at = ?, cases = cases + ?, events = events + ?,
         seals = seals + ?, erased = erased + ?, wrong = wrong + ?, finished_at = ?, road_wrong = ?, head_seal = ?, head_hash = ?
       WHERE id = ? AND next_at = ?`,
      [
        ...[stand.phase, stand.after, total, free, add.cases, add.events, add.seals, add.erased, wrong],
        ...[end?.at ?? null, end?.roadWrong == null ? null : Number(end.roadWrong)],
        ...[end?.head?.id ?? null, end?.head?.hash ?? null, id, taken],
      ],
    )
    if (kept > 0) await keepPlaces(tx, id, places)
  })
}

/** Of a case that leaves, no run knows any more; how many differences there were stays. */
export async function forgetInRuns(tx: Tx, caseId: string): Promise<void> {
  await tx.run('DELETE FROM verify_problems WHERE case_id = ?', [caseId])
}
