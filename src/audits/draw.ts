// Asking for a sample, or for a proof of one: the seed is fixed at once, a worker draws (draw-work.ts).
import { randomBytes } from 'node:crypto'
import type { Viewer } from '../cases/desks.ts'
import type { Place } from '../cases/overseen.ts'
import { Forbidden, Invalid, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { putOrder } from './draw-orders.ts'
import { mayAudit } from './policy.ts'
import { isAnyClosed } from './population.ts'
import { findSample } from './queries.ts'
import { points, RULE } from './risks.ts'
import { type DrawForm, isDrawn, type SampleRow } from './schema.ts'

type Parts = { db: Database; clock: Clock; programmes: Programmes }

/** A seed nobody chose: 128 random bits. */
const newSeed = (): string => randomBytes(16).toString('hex')

/**
 * Asks for a sample; gives its id, the same for a form that comes twice.
 * @param seed chosen by nobody, unless a test or the demonstration has to draw the same one again.
 * @throws Forbidden where the viewer does not audit, Invalid for a place or a period without closures.
 */
export async function askSample(
  { db, clock, programmes }: Parts,
  viewer: Viewer,
  form: DrawForm,
  seed: string = newSeed(),
): Promise<string> {
  const place = placeIn(programmes, form.place)
  requireAuditor(viewer, place)
  const now = clock.now()
  if (form.to > clock.dayOf(now)) throw new Invalid({ to: { key: 'audit.refusal.toCome' } })
  const entities = programmes.get(place.programme).entities.map(({ code }) => code)
  if (!(await isAnyClosed(db, place, entities, form)))
    throw new Invalid({ to: { key: 'audit.refusal.none' } })
  const sample: SampleRow = {
    ...{ id: form.key, ...place, from_day: form.from, to_day: form.to, size: form.size, seed, rule: RULE },
    ...{ points: JSON.stringify(points), population: 0, population_hash: '' },
    ...{ edge_draw: null, edge_weight: null, drawn_by: viewer.id, drawn_at: now },
  }
  await db.transaction(async (tx) => {
    if (await insertSample(tx, sample))
      await putOrder(tx, { sample: sample.id, kind: 'draw', by: viewer.id, at: now })
  })
  return form.key
}

/**
 * Asks that a sample be drawn again from what is there now; one that is under way stays.
 * @throws NotFound, Forbidden where the viewer does not audit, Refused while it was not drawn yet.
 */
export async function askProof({ db, clock }: Parts, viewer: Viewer, id: string): Promise<void> {
  const sample = await findSample(db, viewer, id)
  requireAuditor(viewer, sample)
  if (!isDrawn(sample)) throw new Refused('audit.refusal.notDrawn')
  await putOrder(db, { sample: id, kind: 'proof', by: viewer.id, at: clock.now() })
}

function requireAuditor(viewer: Viewer, place: Place): void {
  if (!mayAudit(viewer, place)) throw new Forbidden({ key: 'refusal.role', values: { roles: 'auditor' } })
}

function placeIn(programmes: Programmes, typed: string): Place {
  const [programme = '', entity = ''] = typed.split('/')
  const pack = programmes.find(programme)
  if (!pack || (entity && !pack.entities.some(({ code }) => code === entity)))
    throw new Invalid({ place: { key: 'audit.refusal.place' } })
  return { programme, entity }
}

async function insertSample(tx: Tx, sample: SampleRow): Promise<boolean> {
  const columns = Object.keys(sample)
  const inserted = await tx.run(
    `INSERT INTO audit_samples (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})
     ON CONFLICT (id) DO NOTHING`,
    Object.values(sample),
  )
  return inserted === 1
}
