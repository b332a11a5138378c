// What many complaints have in common: a late batch of payments, cards that do not work. Opened, kept and closed by people.
import { randomBytes } from 'node:crypto'
import type { Knex } from 'knex'
import { z } from 'zod'
import type { Role } from '../../workflows/kit.ts'
import { Conflict, Forbidden, Invalid, NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'
import { namesCase } from './named-case.ts'

export type Cause = {
  id: string
  programme: string
  /** '' is the whole programme. */
  entity: string
  /** '' is any. */
  category: string
  /** The civil day it began. */
  since: string
  title_fr: string
  title_ar: string
  text_fr: string
  text_ar: string
  status: 'open' | 'closed'
  opened_by: string
  opened_at: number
  /** Since when (UTC ms) it is over; null while it is open, and for what was closed long ago. */
  closed_at: number | null
}

/** What is said of a cause stays when a complaint leaves: no text of it names one. */
export const unnamed = (text: string): boolean => !namesCase(text)

const title = z
  .string('cause.refusal.title')
  .trim()
  .min(5, 'cause.refusal.title')
  .max(120, 'cause.refusal.long')
  .refine(unnamed, 'cause.refusal.namesCase')
const text = z
  .string('cause.refusal.text')
  .trim()
  .min(20, 'cause.refusal.text')
  .max(3000, 'cause.refusal.long')
  .refine(unnamed, 'cause.refusal.namesCase')

/** What somebody types who opens one; `place` is PROGRAMME or PROGRAMME/ENTITY. */
export const CauseForm = z.object({
  place: z
    .string('cause.refusal.place')
    .regex(/^[A-Z][A-Z0-9_]{1,31}(\/[A-Z][A-Z0-9_]{1,31})?$/, 'cause.refusal.place'),
  category: z.string().max(40).default(''),
  since: z.iso.date('cause.refusal.since'),
  titleFr: title,
  titleAr: title,
  textFr: text,
  textAr: text,
})
export type CauseForm = z.output<typeof CauseForm>

/** The same of somebody who types it today: a day to come is told with what else is wrong. */
export const causeFormOn = (today: string) =>
  CauseForm.extend({ since: CauseForm.shape.since.refine((day) => day <= today, 'cause.refusal.since') })

/** Who opens causes, and says which cases belong to them. */
export const keepers: readonly Role[] = ['clerk', 'supervisor']
/** Who sees them: everybody who reads cases. */
const readers: readonly Role[] = ['agent', 'clerk', 'processor', 'supervisor', 'closer', 'auditor']

type Placed = Pick<Cause, 'programme' | 'entity'>

/** Whether somebody in one of these roles has a part in a cause: of its place, or of some place within it. */
const hasPart = (viewer: Viewer, { programme, entity }: Placed, among: readonly Role[]): boolean =>
  viewer.grants.some(
    (grant) =>
      among.includes(grant.role) &&
      grant.programme === programme &&
      (grant.role === 'processor' || [grant.entity, entity].includes('') || grant.entity === entity),
  )

/** Whether the viewer says which cases belong to a cause. */
export const mayKeep = (viewer: Viewer, cause: Placed): boolean => hasPart(viewer, cause, keepers)

/** Whether they may open or close one there: it must be a place they were given whole. */
export const mayOpen = (viewer: Viewer, { programme, entity }: Placed): boolean =>
  viewer.grants.some(
    (grant) =>
      keepers.includes(grant.role) &&
      grant.programme === programme &&
      (grant.entity === '' || grant.entity === entity),
  )

/** Whether they may write one answer for all its cases, and send it. */
export const mayAnswer = (viewer: Viewer, cause: Placed): boolean => hasPart(viewer, cause, ['clerk'])

/** Whether they may judge what a colleague wrote: answers on the cases they see. */
export const mayJudge = (viewer: Viewer, cause: Placed): boolean => hasPart(viewer, cause, ['supervisor'])

/** Whether they may tell everybody: a supervisor of the whole place. */
export const mayPublish = (viewer: Viewer, cause: Placed): boolean =>
  mayOpen({ ...viewer, grants: viewer.grants.filter(({ role }) => role === 'supervisor') }, cause)

/** @throws Forbidden, with the roles that may. */
export function requireThat(allowed: boolean, ...among: readonly Role[]): void {
  if (!allowed) throw new Forbidden({ key: 'refusal.role', values: { roles: among.join(' ') } })
}

type Parts = { db: Database; clock: Clock; programmes: Programmes }

/** Opens a cause; gives its id. @throws Forbidden elsewhere, Invalid for what the programme does not have. */
export async function openCause(
  { db, clock, programmes }: Parts,
  viewer: Viewer,
  form: CauseForm,
): Promise<string> {
  const [programme = '', entity = ''] = form.place.split('/')
  const pack = programmes.find(programme)
  if (!pack || (entity && !pack.entities.some(({ code }) => code === entity)))
    throw new Invalid({ place: { key: 'cause.refusal.place' } })
  if (!mayOpen(viewer, { programme, entity })) throw new Forbidden('refusal.registerElsewhere')
  if (form.category && !pack.categories.some(({ code }) => code === form.category))
    throw new Invalid({ category: { key: 'field.category.choose' } })
  if (form.since > clock.dayOf(clock.now())) throw new Invalid({ since: { key: 'cause.refusal.since' } })
  const id = randomBytes(9).toString('base64url')
  const { category, since, titleFr, titleAr, textFr, textAr } = form
  await db.transaction(async (tx) => {
    await tx.run(
      `INSERT INTO causes (id, programme, entity, category, since, title_fr, title_ar, text_fr, text_ar, status,
         opened_by, opened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', ?, ?)`,
      [id, programme, entity, category, since, titleFr, titleAr, textFr, textAr, viewer.id, clock.now()],
    )
    await record(tx, id, { at: clock.now(), actor: viewer.id, act: 'open' })
  })
  return id
}

/** Closes a cause: what belongs to it stays so, and its cases are free for another one. @throws Forbidden, Conflict */
export async function closeCause({ db, clock }: Parts, viewer: Viewer, id: string): Promise<void> {
  const cause = await findCause(db, viewer, id)
  requireThat(mayOpen(viewer, cause), ...keepers)
  await db.transaction(async (tx) => {
    const closed = await tx.run(
      "UPDATE causes SET status = 'closed', closed_at = ? WHERE id = ? AND status = 'open'",
      [clock.now(), id],
    )
    if (closed === 0) throw new Conflict('cause.refusal.closed')
    await tx.run('UPDATE cause_cases SET live = 0 WHERE cause_id = ? AND live = 1', [id])
    await record(tx, id, { at: clock.now(), actor: viewer.id, act: 'close' })
  })
}

/** A cause the viewer has a part in. @throws NotFound */
export async function findCause(db: Database, viewer: Viewer, id: string): Promise<Cause> {
  const [cause] = await db.all<Cause>('SELECT * FROM causes WHERE id = ?', [id])
  if (!cause || !hasPart(viewer, cause, readers)) throw new NotFound()
  return cause
}

/** An open cause as it stands in this transaction; nobody closes it before the transaction ends. @throws Conflict */
export async function lockOpen(db: Pick<Database, 'kind'>, tx: Tx, id: string): Promise<Cause> {
  const [cause] = await tx.all<Cause>(
    `SELECT * FROM causes WHERE id = ? AND status = 'open'${db.kind === 'postgres' ? ' FOR SHARE' : ''}`,
    [id],
  )
  if (!cause) throw new Conflict('cause.refusal.closed')
  return cause
}

/** So many stand in a list. */
const MOST = 100

/** The causes the viewer has a part in, the newest first; `open` leaves out what is closed. */
export async function listCauses(
  db: Database,
  viewer: Viewer,
  { open = false, programme }: { open?: boolean; programme?: string } = {},
): Promise<Cause[]> {
  const codes = new Set(
    viewer.grants.filter(({ role }) => readers.includes(role)).map((one) => one.programme),
  )
  const asked = [...codes].filter((code) => !programme || code === programme)
  if (asked.length === 0) return []
  const query: Knex.QueryBuilder = db.read('causes').whereIn('programme', asked)
  if (open) query.where({ status: 'open' })
  const rows: Cause[] = await query
    .orderBy([{ column: 'opened_at', order: 'desc' }, { column: 'id' }])
    .limit(MOST)
  return rows.filter((cause) => hasPart(viewer, cause, readers))
}

export type CauseEntry = { at: number; actor: string; act: string }

/** Adds a line to what was done to a cause. */
export async function record(tx: Tx, id: string, { at, actor, act }: CauseEntry): Promise<void> {
  await tx.run(
    `INSERT INTO cause_log (cause_id, n, at, actor, act)
     SELECT ?, coalesce(max(n), 0) + 1, ?, ?, ? FROM cause_log WHERE cause_id = ?`,
    [id, at, actor, act, id],
  )
}

/** What was done to a cause, the newest first. */
export const causeLog = (db: Database, id: string): Promise<CauseEntry[]> =>
  db.all('SELECT at, actor, act FROM cause_log WHERE cause_id = ? ORDER BY n DESC LIMIT 50', [id])
