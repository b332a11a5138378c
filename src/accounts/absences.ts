// Who is away when: people say it of themselves, a supervisor of those who work where they supervise.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Role } from '../../workflows/kit.ts'
import { Invalid, NotFound } from '../errors.ts'
import { addDays } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { firstFree } from '../platform/spans.ts'
import type { Parts } from './commands.ts'
import type { Grant, SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

/** The roles whose holders a supervisor answers for. */
export const supervised: readonly Role[] = ['agent', 'clerk', 'processor', 'supervisor', 'closer']

/** Longer is a leave that an administrator settles by taking the role away; further is a year mistyped. */
const MOST_DAYS = 366

const day = z.iso.date('absence.day.invalid')

/** Civil days, both included. */
export const AbsenceForm = z.object({ from: day, to: day })
export type AbsenceDays = z.output<typeof AbsenceForm>

export type Absence = { id: string; userId: string; from: string; to: string }

type AbsenceParts = Pick<Parts, 'db' | 'clock'>

/**
 * Writes down an absence; the same one again changes nothing.
 * @throws Invalid on a day, NotFound for whoever has no say in it.
 */
export async function recordAbsence(
  { db, clock }: AbsenceParts,
  userId: string,
  { from, to }: AbsenceDays,
  by: SignedIn,
): Promise<void> {
  refuseDays({ from, to }, clock.dayOf(clock.now()))
  await db.transaction(async (tx) => {
    await requireSay(tx, userId, by)
    const same = 'user_id = ? AND from_day = ? AND to_day = ? AND ended_at IS NULL'
    const known = await tx.all(`SELECT id FROM absences WHERE ${same}`, [userId, from, to])
    if (known.length > 0) return
    await tx.run(
      `INSERT INTO absences (id, user_id, from_day, to_day, recorded_by, recorded_at) VALUES (?, ?, ?, ?, ?, ?)`,
      [randomBytes(12).toString('base64url'), userId, from, to, by.id, clock.now()],
    )
  })
}

function refuseDays({ from, to }: AbsenceDays, today: string): void {
  if (to < from) throw new Invalid({ to: { key: 'absence.to.beforeFrom' } })
  if (to < today) throw new Invalid({ to: { key: 'absence.to.past' } })
  if (to > addDays(today, MOST_DAYS)) throw new Invalid({ to: { key: 'absence.to.tooFar' } })
}

/**
 * Ends an absence: the person is back, or it was a mistake. Ending it twice changes nothing.
 * @throws NotFound when there is none of this person, or for whoever has no say in it.
 */
export async function endAbsence(
  { db, clock }: AbsenceParts,
  userId: string,
  id: string,
  by: SignedIn,
): Promise<void> {
  await db.transaction(async (tx) => {
    await requireSay(tx, userId, by)
    const found = await tx.all('SELECT id FROM absences WHERE id = ? AND user_id = ?', [id, userId])
    if (found.length === 0) throw new NotFound()
    await tx.run('UPDATE absences SET ended_at = ?, ended_by = ? WHERE id = ? AND ended_at IS NULL', [
      clock.now(),
      by.id,
      id,
    ])
  })
}

/** Locks the person first, so that two entries of one absence become one. */
async function requireSay(tx: Tx, userId: string, by: SignedIn): Promise<void> {
  const found = await tx.run('UPDATE users SET id = id WHERE id = ? AND active = 1', [userId])
  if (found === 0) throw new NotFound()
  if (userId === by.id) return
  const sql = 'SELECT role, programme, entity FROM grants WHERE user_id = ? AND pending = 0'
  if (!supervises(by, await tx.all<Grant>(sql, [userId]))) throw new NotFound()
}

/** Whether somebody answers for a person with these roles, in one of them at least. */
export const supervises = (by: Pick<SignedIn, 'grants'>, grants: readonly Grant[]): boolean =>
  grants.some((grant) => answersFor(by, grant))

/**
 * Whether a role of somebody is held where this person supervises. A unit works for every entity of its programme, so
 * everybody who supervises there answers for it.
 */
export function answersFor(by: Pick<SignedIn, 'grants'>, { role, programme, entity }: Grant): boolean {
  if (!supervised.includes(role)) return false
  return by.grants.some((own) => {
    if (own.role !== 'supervisor' || own.programme !== programme) return false
    return role === 'processor' || own.entity === '' || entity === '' || own.entity === entity
  })
}

/** The absences of these people that run or are to come, the nearest first. */
export async function absencesOf(
  db: Database,
  userIds: readonly string[],
  today: string,
): Promise<Absence[]> {
  if (userIds.length === 0) return []
  const marks = userIds.map(() => '?').join(', ')
  const rows = await rowsOf<{ id: string; user_id: string; from_day: string; to_day: string }>(
    db.read,
    `SELECT id, user_id, from_day, to_day FROM absences
     WHERE user_id IN (${marks}) AND ended_at IS NULL AND to_day >= ? ORDER BY from_day, to_day, id`,
    [...userIds, today],
  )
  return rows.map(({ id, user_id, from_day, to_day }) => ({
    id,
    userId: user_id,
    from: from_day,
    to: to_day,
  }))
}

/** The day somebody is back, when they are away today. */
export function backOn(absences: readonly Absence[], today: string): string | null {
  const free = firstFree(absences, today)
  return free === today ? null : free
}
