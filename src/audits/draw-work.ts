// Draws what was asked for, and draws it again as a proof: while people work, closures are read and weighed a few at a time.
import { setImmediate as breathe } from 'node:timers/promises'
import { lockAll } from '../cases/family.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { auditorsOf } from './auditors.ts'
import { type DrawOrder, endOrder, holdOrder, type ProofOutcome, takeOrder } from './draw-orders.ts'
import { handsIn } from './policy.ts'
import { type Candidate, populationOf } from './population.ts'
import { drawFrom, isWithinEdge, type Pause, type Sample } from './sample.ts'
import { edgeOf, type SampleRow } from './schema.ts'

type Parts = { db: Database; clock: Clock; programmes: Programmes }

/** So often (ms) a worker says how far it is. */
const SAYING = 1_000

/**
 * Carries out what was asked for first, if there is anything. Whoever dies in between leaves nothing behind, and the next
 * worker begins anew with the same seed. @throws what failed; it is taken up again.
 */
export async function carryOutDraws(parts: Parts): Promise<void> {
  const order = await takeOrder(parts.db, parts.clock.now())
  if (!order) return
  const [sample] = await parts.db.all<SampleRow>('SELECT * FROM audit_samples WHERE id = ?', [
    order.sample_id,
  ])
  if (!sample) return
  const held = holding(parts, order)
  await (order.kind === 'draw' ? drawNow(parts, sample, held) : proveNow(parts, sample, held))
}

type Held = { order(): DrawOrder; seen(n: number): void; pause: Pause }

/** An order in hand: it says by itself how far it is, and ends the work when another worker took it. */
function holding({ db, clock }: Parts, taken: DrawOrder): Held {
  let order = taken
  let seen = 0
  let saidAt = clock.now()
  return {
    order: () => order,
    seen: (n) => {
      seen = n
    },
    pause: async () => {
      await breathe()
      const now = clock.now()
      if (now - saidAt < SAYING) return
      const still = await holdOrder(db, order, { now, seen })
      if (!still) throw new Error('another worker draws this sample')
      order = still
      saidAt = now
    },
  }
}

async function drawNow(parts: Parts, sample: SampleRow, held: Held): Promise<void> {
  const { db, clock } = parts
  const population = await closuresOf(parts, sample, held)
  const { drawn, edge, hash } = await drawFrom(sample.seed, population, sample.size, held.pause)
  const auditors = await auditorsBy(db, sample.programme, drawn)
  await db.transaction(async (tx) => {
    const end = { at: clock.now(), population: population.length, outcome: null }
    if (!(await endOrder(tx, held.order(), end))) return
    await tx.run(
      `UPDATE audit_samples SET population = ?, population_hash = ?, edge_draw = ?, edge_weight = ?, drawn_at = ?
       WHERE id = ?`,
      [end.population, hash, edge?.draw ?? null, edge?.weight ?? null, end.at, sample.id],
    )
    await insertItems(db, tx, sample, drawn, auditors)
  })
}

/** A case that left while it was drawn is not in the sample; its lock tells. */
async function insertItems(
  db: Database,
  tx: Tx,
  { id }: SampleRow,
  drawn: readonly Candidate[],
  auditors: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  await lockAll(db, tx, drawn.map((one) => one.id).toSorted())
  const given = new Map<string, number>()
  for (const [index, { id: caseId, entity, closing_on, weight, risks }] of drawn.entries()) {
    if (!(await isStillClosed(tx, caseId))) continue
    const hands = await handsIn(tx, caseId)
    const free = (auditors.get(entity) ?? []).filter((person) => !hands.has(person))
    // Whoever has least; the order of the ids where several have.
    const auditor = free.toSorted((a, b) => (given.get(a) ?? 0) - (given.get(b) ?? 0) || (a < b ? -1 : 1))[0]
    if (auditor) given.set(auditor, (given.get(auditor) ?? 0) + 1)
    await tx.run(
      `INSERT INTO audit_items (sample_id, case_id, n, closed_on, weight, risks, auditor, status, findings)
       VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', '')`,
      [id, caseId, index + 1, closing_on, weight, risks.join(' '), auditor ?? null],
    )
  }
}

async function isStillClosed(tx: Tx, caseId: string): Promise<boolean> {
  const rows = await tx.all(
    `SELECT id FROM cases WHERE id = ? AND state = 'closed' AND restricted = 0 AND outcome <> 'takenOver'`,
    [caseId],
  )
  return rows.length > 0
}

async function auditorsBy(
  db: Database,
  programme: string,
  drawn: readonly Candidate[],
): Promise<Map<string, string[]>> {
  const auditors = new Map<string, string[]>()
  for (const entity of new Set(drawn.map((one) => one.entity)))
    auditors.set(entity, await auditorsOf(db, programme, entity))
  return auditors
}

async function proveNow(parts: Parts, sample: SampleRow, held: Held): Promise<void> {
  const { db, clock } = parts
  const population = await closuresOf(parts, sample, held)
  const again = await drawFrom(sample.seed, population, sample.size, held.pause)
  const items = await db.all<{ case_id: string; n: number; weight: number }>(
    `SELECT i.case_id, i.n, i.weight FROM audit_items i JOIN cases c ON c.id = i.case_id
     WHERE i.sample_id = ? AND c.restricted = 0 AND c.outcome <> 'takenOver'`,
    [sample.id],
  )
  const moved = again.hash !== sample.population_hash
  const outcome =
    strangersIn(sample, items).length > 0
      ? 'wrong'
      : outcomeOf(moved, moved || isAsDrawn(sample, items, again))
  await endOrder(db, held.order(), { at: clock.now(), population: population.length, outcome })
}

/** Whether a sample is what was drawn again from the same closures: each in its place, of its weight, up to the same edge. */
function isAsDrawn(
  sample: SampleRow,
  items: readonly { case_id: string; n: number; weight: number }[],
  { drawn, edge }: Sample<Candidate>,
): boolean {
  const kept = edgeOf(sample)
  return (
    items.length === drawn.length &&
    items.every(({ case_id, n, weight }) => {
      const one = drawn[n - 1]
      return one?.id === case_id && one.weight === weight
    }) &&
    kept?.draw === edge?.draw &&
    kept?.weight === edge?.weight
  )
}

const outcomeOf = (moved: boolean, follows: boolean): ProofOutcome =>
  moved ? 'moved' : follows ? 'same' : 'wrong'

/** Those of a sample whose lot does not lie within it: none, whatever moved. */
export const strangersIn = (
  sample: SampleRow,
  items: readonly { case_id: string; weight: number }[],
): string[] =>
  items
    .filter(({ case_id: id, weight }) => !isWithinEdge(sample.seed, { id, weight }, edgeOf(sample)))
    .map(({ case_id }) => case_id)

const closuresOf = (
  { db, programmes }: Parts,
  sample: SampleRow,
  { seen, pause }: Held,
): Promise<Candidate[]> => {
  const entities = programmes.get(sample.programme).entities.map(({ code }) => code)
  const period = { from: sample.from_day, to: sample.to_day }
  const told = async (n: number) => {
    seen(n)
    await pause()
  }
  return populationOf(db, sample, entities, period, { told })
}
