// Break-glass: when no focal point can act, a supervisor asks, an auditor grants, a focal point from elsewhere reads.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isSettled, SETTLED, settledSql } from '../accounts/settled.ts'
import type { Viewer } from '../cases/desks.ts'
import { Forbidden, Invalid, NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { record } from './access-log.ts'
import { focalDesk, type Seat } from './policy.ts'
import type { Vault } from './vault.ts'

/** An hour (ms). */
export const HOUR = 3_600_000

/** How long (hours) a door may stay open. */
export const doorHours = [4, 24, 72] as const

/** A request that nobody decided on is over after so long (ms). */
export const REQUEST_LIFE = 7 * 24 * HOUR

export const AskDoor = z.object({
  programme: z.string({ error: 'field.programme.choose' }).min(1, 'field.programme.choose'),
  reason: z
    .string({ error: 'field.reason.missing' })
    .trim()
    .min(1, 'field.reason.missing')
    .min(10, 'field.reason.tooShort')
    .max(1000, 'door.ask.tooLong'),
})

export const GrantDoor = z.object({
  reader: z.string({ error: 'field.reader.choose' }).min(1, 'field.reader.choose'),
  hours: z.coerce
    .number({ error: 'field.hours.choose' })
    .refine((hours) => doorHours.some((known) => known === hours), 'field.hours.choose'),
})

export type DoorRow = {
  id: string
  programme: string
  reason: string
  asked_by: string
  asked_at: number
  reader: string | null
  granted_by: string | null
  granted_at: number | null
  refused_at: number | null
  expires_at: number | null
}

export type Parts = { db: Database; clock: Clock; vault: Vault }

/** Where the reason of a door is closed: that of another one does not open there. */
export const reasonPlace = (id: string): string => `door ${id}`

/** Whether a viewer has a role in a programme. */
export const holds = (viewer: Viewer, role: string, programme: string): boolean =>
  viewer.grants.some((grant) => grant.role === role && grant.programme === programme)

/**
 * A supervisor of a programme asks that its confidential desk be read by somebody else, with the reason.
 * @throws Forbidden for anybody else, Refused while a request of theirs waits or their role is too new.
 */
export async function askDoor(
  { db, clock, vault }: Parts,
  { programme, reason }: z.output<typeof AskDoor>,
  viewer: Viewer,
): Promise<void> {
  if (!holds(viewer, 'supervisor', programme))
    throw new Forbidden({ key: 'refusal.role', values: { roles: 'supervisor' } })
  const at = clock.now()
  const id = randomUUID()
  await db.transaction(async (tx) => {
    // The log is held from here on: of the same form sent twice at once, the second finds what the first wrote.
    await record(vault, tx, { at, actor: viewer.id, kind: 'doorAsked', programme, door: id })
    await settled(tx, viewer, 'supervisor', programme, at)
    const [known] = await tx.all(
      `SELECT id FROM sensitive_doors WHERE programme = ? AND asked_by = ? AND granted_at IS NULL
         AND refused_at IS NULL AND asked_at >= ?`,
      [programme, viewer.id, at - REQUEST_LIFE],
    )
    if (known) throw new Refused('door.refusal.waits')
    await tx.run(
      'INSERT INTO sensitive_doors (id, programme, reason, asked_by, asked_at) VALUES (?, ?, ?, ?, ?)',
      [id, programme, vault.log().close(reasonPlace(id), reason), viewer.id, at],
    )
  })
}

/** @throws Refused for a role that is not old enough: nobody is made for a door. */
async function settled(tx: Tx, viewer: Viewer, role: string, programme: string, at: number): Promise<void> {
  if (!(await isSettled(tx, { userId: viewer.id, role, programme }, at)))
    throw new Refused({ key: 'door.refusal.tooNew', values: { days: SETTLED / (24 * HOUR) } })
}

/** Who may read by a door: focal points in force elsewhere for a while, who have no part in the programme itself. */
export function readersFor(
  tx: Pick<Tx, 'all'>,
  programme: string,
  at: number,
): Promise<{ id: string; name: string }[]> {
  return tx.all(
    `SELECT DISTINCT u.id, u.name FROM users u JOIN grants g ON g.user_id = u.id
     WHERE u.active = 1 AND g.role = 'focal_point' AND g.pending = 0 AND ${settledSql}
       AND NOT EXISTS (SELECT 1 FROM grants h WHERE h.user_id = u.id AND h.pending = 0 AND h.programme = ?)
     ORDER BY u.name, u.id`,
    [at - SETTLED, at - SETTLED, programme],
  )
}

/**
 * An auditor grants what a supervisor asked: three different people whose roles are not new, for some hours.
 * @throws NotFound for a request that is none any more, Forbidden, Invalid, Refused when the auditor's role is too new.
 */
export async function grantDoor(
  { db, clock, vault }: Parts,
  id: string,
  { reader, hours }: z.output<typeof GrantDoor>,
  viewer: Viewer,
): Promise<void> {
  const at = clock.now()
  const until = at + hours * HOUR
  await db.transaction(async (tx) => {
    const { programme, asked_by } = await waiting(tx, id, at, viewer)
    await settled(tx, viewer, 'auditor', programme, at)
    const readers = await readersFor(tx, programme, at)
    if (!readers.some((known) => known.id === reader) || reader === asked_by || reader === viewer.id)
      throw new Invalid({ reader: { key: 'field.reader.choose' } })
    await decide(
      tx,
      'UPDATE sensitive_doors SET reader = ?, granted_by = ?, granted_at = ?, expires_at = ?',
      [reader, viewer.id, at, until],
      id,
    )
    const granted = { kind: 'doorGranted', programme, door: id, reader, until } as const
    await record(vault, tx, { at, actor: viewer.id, ...granted })
  })
}

/** An auditor says no. @throws as `grantDoor`. */
export async function refuseDoor({ db, clock, vault }: Parts, id: string, viewer: Viewer): Promise<void> {
  const at = clock.now()
  await db.transaction(async (tx) => {
    const { programme } = await waiting(tx, id, at, viewer)
    await decide(tx, 'UPDATE sensitive_doors SET refused_at = ?, granted_by = ?', [at, viewer.id], id)
    await record(vault, tx, { at, actor: viewer.id, kind: 'doorRefused', programme, door: id })
  })
}

/** A request that waits, for an auditor of its programme who did not ask it. */
async function waiting(tx: Tx, id: string, now: number, viewer: Viewer): Promise<DoorRow> {
  const [row] = await tx.all<DoorRow>('SELECT * FROM sensitive_doors WHERE id = ?', [id])
  if (!row || !holds(viewer, 'auditor', row.programme)) throw new NotFound()
  if (row.asked_by === viewer.id) throw new Forbidden('door.refusal.twoPeople')
  if (row.granted_at !== null || row.refused_at !== null || row.asked_at < now - REQUEST_LIFE)
    throw new Refused('door.refusal.over')
  return row
}

/** Of two auditors who decide at once, the second is told that it is over. */
async function decide(
  tx: Tx,
  update: string,
  values: readonly (string | number)[],
  id: string,
): Promise<void> {
  const still = 'WHERE id = ? AND granted_at IS NULL AND refused_at IS NULL'
  if ((await tx.run(`${update} ${still}`, [...values, id])) === 0) throw new Refused('door.refusal.over')
}

/** A door that is open: until when (UTC ms) the desk of which programme may be read by it. */
export type OpenDoor = { id: string; programme: string; expires_at: number }

/** The doors that a person may read by now. */
export async function doorsToRead(tx: Pick<Tx, 'all'>, viewer: Viewer, now: number): Promise<OpenDoor[]> {
  // Whoever is no focal point any more reads by no door.
  if (!viewer.grants.some(({ role }) => role === 'focal_point')) return []
  return tx.all<OpenDoor>(
    `SELECT id, programme, expires_at FROM sensitive_doors
     WHERE reader = ? AND expires_at > ? ORDER BY granted_at, id`,
    [viewer.id, now],
  )
}

/** The desks a person may read by a door that is open now. */
export const seatsByDoor = async (tx: Pick<Tx, 'all'>, viewer: Viewer, now: number): Promise<Seat[]> =>
  (await doorsToRead(tx, viewer, now)).map(({ id, programme, expires_at: until }) => ({
    ...{ desk: focalDesk(programme), programme, role: 'focal_point', door: id, until },
  }))

/** The doors to a focal point's own desks that were opened and that this focal point has not acknowledged yet. */
export function unseenDoors(
  tx: Pick<Tx, 'all'>,
  viewer: Viewer,
): Promise<{ id: string; programme: string; granted_at: number; expires_at: number; reader: string }[]> {
  const own = viewer.grants.filter(({ role }) => role === 'focal_point').map(({ programme }) => programme)
  if (own.length === 0) return Promise.resolve([])
  return tx.all(
    `SELECT id, programme, granted_at, expires_at, reader FROM sensitive_doors d
     WHERE granted_at IS NOT NULL AND refused_at IS NULL AND programme IN (${own.map(() => '?').join(', ')})
       AND NOT EXISTS (SELECT 1 FROM sensitive_doors_seen s WHERE s.door_id = d.id AND s.user_id = ?)
     ORDER BY granted_at DESC, id LIMIT 20`,
    [...own, viewer.id],
  )
}

/** A focal point has read that her desk was opened. @throws NotFound for a door that is not hers, or not open yet. */
export async function acknowledgeDoor(
  { db, clock, vault }: Parts,
  id: string,
  viewer: Viewer,
): Promise<void> {
  const at = clock.now()
  await db.transaction(async (tx) => {
    const [row] = await tx.all<Pick<DoorRow, 'programme' | 'granted_at'>>(
      'SELECT programme, granted_at FROM sensitive_doors WHERE id = ?',
      [id],
    )
    // What was acknowledged before it was granted would never be told.
    if (!row || row.granted_at === null || !holds(viewer, 'focal_point', row.programme)) throw new NotFound()
    const written = await tx.run(
      'INSERT INTO sensitive_doors_seen (door_id, user_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      [id, viewer.id, at],
    )
    if (written > 0)
      await record(vault, tx, {
        ...{ at, actor: viewer.id, kind: 'doorSeen', programme: row.programme, door: id },
      })
  })
}
