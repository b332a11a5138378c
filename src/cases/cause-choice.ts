// The cases that may belong to a cause, found by what they are about and when they came: to be verified one by one.
import { z } from 'zod'
import { addDays, endOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { MOST_CHOSEN } from './bulk-jobs.ts'
import type { Cause } from './causes.ts'
import type { Viewer } from './desks.ts'
import { entitiesOf } from './place-ranges.ts'
import { visible } from './policy.ts'

/** So many cases of a place are looked at, the newest first: a choice costs the same however many there are. */
const LOOKED_AT = 20_000

export const CauseChoice = z
  .object({
    category: z.string().max(40).default(''),
    entity: z.string().max(40).default(''),
    unit: z.string().max(40).default(''),
    from: z.iso.date('cause.refusal.day'),
    to: z.iso.date('cause.refusal.day'),
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'cause.refusal.order' })
export type CauseChoice = z.output<typeof CauseChoice>

/**
 * The references of cases that the viewer sees, that nobody has put to a cause yet or kept out of this one, received
 * on these days; at most `MOST_CHOSEN`.
 */
export async function caseIdsFor(
  { db, programmes }: { db: Database; programmes: Programmes },
  viewer: Viewer,
  cause: Cause,
  choice: CauseChoice,
): Promise<string[]> {
  const place = { programme: cause.programme, entity: cause.entity || choice.entity }
  const found: string[] = []
  for (const { programme, entity } of entitiesOf(programmes, [place])) {
    const newest = db
      .read('cases')
      .where({ programme, entity })
      .whereBetween('received_at', [endOfDay(addDays(choice.from, -1)), endOfDay(choice.to)])
      .orderBy([{ column: 'received_at', order: 'desc' }, { column: 'id' }])
      .limit(LOOKED_AT)
    const query = db
      .read('cases')
      .from(newest.as('cases'))
      .whereBetween('cases.received_on', [choice.from, choice.to])
      .where({ 'cases.restricted': 0 })
      .whereNot({ 'cases.outcome': 'takenOver' })
    if (choice.category) query.where({ 'cases.category': choice.category })
    if (choice.unit) query.where({ 'cases.unit': choice.unit })
    query.whereNotExists(
      db
        .read('cause_cases as l')
        .whereRaw('l.case_id = cases.id AND (l.live = 1 OR l.cause_id = ?)', cause.id)
        .select(db.read.raw('1')),
    )
    visible(query, viewer)
    const rows: { id: string }[] = await query.limit(MOST_CHOSEN - found.length).select('cases.id')
    found.push(...rows.map(({ id }) => id))
    if (found.length >= MOST_CHOSEN) break
  }
  return found
}
