// Drawing a sample: what may be drawn is weighed, some are drawn by lot, and each goes to somebody without a hand in it.
import { randomBytes } from 'node:crypto'
import { peopleWith } from '../accounts/names.ts'
import type { Viewer } from '../cases/desks.ts'
import { lockAll } from '../cases/family.ts'
import type { Place } from '../cases/overseen.ts'
import { Forbidden, Invalid } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { handsIn, mayAudit } from './policy.ts'
import { type Candidate, populationOf } from './population.ts'
import { points, RULE } from './risks.ts'
import { drawFrom, isWithinEdge } from './sample.ts'
import type { DrawForm, SampleRow } from './schema.ts'

type Parts = { db: Database; clock: Clock; programmes: Programmes }

/** A seed nobody chose: 128 random bits. */
const newSeed = (): string => randomBytes(16).toString('hex')

/**
 * Draws a sample; gives its id, the same for a form that comes twice.
 * @param seed chosen by nobody, unless a test or the demonstration has to draw the same one again.
 * @throws Forbidden where the viewer does not audit, Invalid for a place or a period without closures.
 */
export async function drawSample(
  { db, clock, programmes }: Parts,
  viewer: Viewer,
  form: DrawForm,
  seed: string = newSeed(),
): Promise<string> {
  const place = placeIn(programmes, form.place)
  if (!mayAudit(viewer, place)) throw new Forbidden({ key: 'refusal.role', values: { roles: 'auditor' } })
  if (form.to > clock.dayOf(clock.now())) throw new Invalid({ to: { key: 'audit.refusal.toCome' } })
  const population = await populationOf(db, place, entitiesOf(programmes, place), form)
  if (population.length === 0) throw new Invalid({ to: { key: 'audit.refusal.none' } })
  const { drawn, edge, hash } = drawFrom(seed, population, form.size)
  const sample: SampleRow = {
    ...{ id: form.key, ...place, from_day: form.from, to_day: form.to, size: form.size, seed, rule: RULE },
    ...{ points: JSON.stringify(points), population: population.length, population_hash: hash },
    ...{ edge_draw: edge?.draw ?? null, edge_weight: edge?.weight ?? null },
    ...{ drawn_by: viewer.id, drawn_at: clock.now() },
  }
  const auditors = await auditorsBy(db, place.programme, drawn)
  await db.transaction(async (tx) => {
    if (await insertSample(tx, sample)) await insertItems(db, tx, sample, drawn, auditors)
  })
  return form.key
}

function placeIn(programmes: Programmes, typed: string): Place {
  const [programme = '', entity = ''] = typed.split('/')
  const pack = programmes.find(programme)
  if (!pack || (entity && !pack.entities.some(({ code }) => code === entity)))
    throw new Invalid({ place: { key: 'audit.refusal.place' } })
  return { programme, entity }
}

const entitiesOf = (programmes: Programmes, { programme }: Place): string[] =>
  programmes.get(programme).entities.map(({ code }) => code)

async function insertSample(tx: Tx, sample: SampleRow): Promise<boolean> {
  const columns = Object.keys(sample)
  const inserted = await tx.run(
    `INSERT INTO audit_samples (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (id) DO NOTHING`,
    Object.values(sample),
  )
  return inserted === 1
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

/** The active people who audit a place. */
export const auditorsOf = async (db: Database, programme: string, entity: string): Promise<string[]> =>
  (await peopleWith(db, 'auditor', programme, entity)).map(({ id }) => id)

/** What drawing again says of a sample. */
export type Proof = {
  /** `same`: the closures are those of then, and the sample follows from them; `moved`: they changed since; `wrong`. */
  outcome: 'same' | 'moved' | 'wrong'
  /** How many closures there are now. */
  population: number
  /** Those of the sample whose lot does not lie within it: none, whatever moved. */
  strangers: string[]
}

/** Draws a sample again from what is there now. Whether the viewer audits its place is the caller's question. */
export async function proveSample(
  { db, programmes }: Pick<Parts, 'db' | 'programmes'>,
  sample: SampleRow,
  items: readonly { case_id: string; weight: number }[],
): Promise<Proof> {
  const period = { from: sample.from_day, to: sample.to_day }
  const population = await populationOf(db, sample, entitiesOf(programmes, sample), period)
  const again = drawFrom(sample.seed, population, sample.size)
  const edge =
    sample.edge_draw === null ? null : { draw: sample.edge_draw, weight: Number(sample.edge_weight) }
  const strangers = items
    .filter(({ case_id, weight }) => !isWithinEdge(sample.seed, { id: case_id, weight }, edge))
    .map(({ case_id }) => case_id)
  const drawn = new Set(again.drawn.map(({ id }) => id))
  const follows = strangers.length === 0 && items.every(({ case_id }) => drawn.has(case_id))
  const moved = again.hash !== sample.population_hash
  return {
    outcome: moved ? (strangers.length === 0 ? 'moved' : 'wrong') : follows ? 'same' : 'wrong',
    population: population.length,
    strangers,
  }
}
