// Draws and proofs as they are kept: who asked for each and when, how far it is, what came of it. Closures are read for a minute or more.
import { z } from 'zod'
import type { Database, Tx } from '../platform/database.ts'

export const drawKinds = ['draw', 'proof'] as const
export type DrawKind = (typeof drawKinds)[number]

/** Of a proof. `same`: the closures are those of then, and the sample follows from them; `moved`: they changed since. */
export const proofOutcomes = ['same', 'moved', 'wrong'] as const
export type ProofOutcome = (typeof proofOutcomes)[number]

const Order = z.object({
  sample_id: z.string(),
  kind: z.enum(drawKinds),
  asked_by: z.string(),
  asked_at: z.number(),
  next_at: z.number(),
  /** Null while it waits or is carried out. */
  finished_at: z.number().nullable(),
  /** How many closures were read so far. */
  seen: z.number(),
  /** Of a proof that is finished. */
  outcome: z.enum(proofOutcomes).nullable(),
  /** How many closures there were when it was finished. */
  population: z.number().nullable(),
})
export type DrawOrder = z.output<typeof Order>

/** Whoever takes an order has it for so long (ms), and says that it still has it: one that died is followed by another. */
const LEASE = 60_000

/** Asks for it at an instant; one that is not finished yet stays as it is. */
export const putOrder = (
  { run }: Pick<Tx, 'run'>,
  { sample, kind, by, at }: { sample: string; kind: DrawKind; by: string; at: number },
): Promise<number> =>
  run(
    `INSERT INTO audit_draws (sample_id, kind, asked_by, asked_at, next_at, seen) VALUES (?, ?, ?, ?, ?, 0)
     ON CONFLICT (sample_id, kind) DO UPDATE SET asked_by = excluded.asked_by, asked_at = excluded.asked_at,
       next_at = excluded.next_at, seen = 0, finished_at = NULL, outcome = NULL, population = NULL
     WHERE audit_draws.finished_at IS NOT NULL`,
    [sample, kind, by, at, at],
  )

/** What was asked of a sample. */
export async function ordersOf(
  { all }: Pick<Database, 'all'>,
  sample: string,
): Promise<Partial<Record<DrawKind, DrawOrder>>> {
  const rows = await all('SELECT * FROM audit_draws WHERE sample_id = ?', [sample])
  return Object.fromEntries(rows.map((row) => Order.parse(row)).map((order) => [order.kind, order]))
}

/** Takes the order that waits longest; undefined when there is none, or another worker was faster. */
export async function takeOrder(db: Database, now: number): Promise<DrawOrder | undefined> {
  const [row] = await db.all(
    'SELECT * FROM audit_draws WHERE finished_at IS NULL AND next_at <= ? ORDER BY next_at LIMIT 1',
    [now],
  )
  if (!row) return undefined
  const order = Order.parse(row)
  return (await holdOrder(db, order, { now, seen: 0 })) ?? undefined
}

/** Says that it is still carried out, and how far; null when another worker has it by now. */
export async function holdOrder(
  { run }: Pick<Tx, 'run'>,
  order: DrawOrder,
  { now, seen }: { now: number; seen: number },
): Promise<DrawOrder | null> {
  const held = { ...order, seen, next_at: now + LEASE }
  const kept = await run(
    `UPDATE audit_draws SET next_at = ?, seen = ?
     WHERE sample_id = ? AND kind = ? AND next_at = ? AND finished_at IS NULL`,
    [held.next_at, seen, order.sample_id, order.kind, order.next_at],
  )
  return kept > 0 ? held : null
}

/** Ends it in the caller's transaction; false when another worker has it by now. */
export const endOrder = async (
  { run }: Pick<Tx, 'run'>,
  { sample_id, kind, next_at }: DrawOrder,
  end: { at: number; population: number; outcome: ProofOutcome | null },
): Promise<boolean> =>
  (await run(
    `UPDATE audit_draws SET finished_at = ?, seen = ?, population = ?, outcome = ?
     WHERE sample_id = ? AND kind = ? AND next_at = ? AND finished_at IS NULL`,
    [end.at, end.population, end.population, end.outcome, sample_id, kind, next_at],
  )) > 0
