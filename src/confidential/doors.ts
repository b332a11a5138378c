// Break-glass: when no focal point can act, a supervisor asks, an auditor grants, a focal point from elsewhere reads.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Viewer } from '../cases/desks.ts'
import { Forbidden, Invalid, NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { record } from './access-log.ts'
import { focalDesk, type Seat } from './policy.ts'
import type { Vault } from './vault.ts'

const HOUR = 3_600_000

/** How long (hours) a door may stay open. */
export const doorHours = [4, 24, 72] as const

/** A request that nobody decided on is over after so long (ms). */
const REQUEST_LIFE = 7 * 24 * HOUR

export const AskDoor = z.object({
  programme: z.string({ error: 'field.programme.choose' }).min(1, 'field.programme.choose'),
  reason: z
    .string({ error: 'field.reason.missing' })
    .trim()
    .min(10, 'field.reason.tooShort')
    .max(1000, 'field.reason.tooLong'),
})

export const GrantDoor = z.object({
  reader: z.string({ error: 'field.reader.choose' }).min(1, 'field.reader.choose'),
  hours: z.coerce
    .number({ error: 'field.hours.choose' })
    .refine((hours) => doorHours.some((known) => known === hours), 'field.hours.choose'),
})

export type Door = {
  id: string
  programme: string
  reason: string
  askedBy: string
  askedAt: number
  reader: string | null
  grantedBy: string | null
  grantedAt: number | null
  refusedAt: number | null
  expiresAt: number | null
}

type DoorRow = {
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

type Parts = { db: Database; clock: Clock; vault: Vault }

const holds = (viewer: Viewer, role: string, programme: string): boolean =>
  viewer.grants.some((grant) => grant.role === role && grant.programme === programme)

/** A supervisor of a programme asks that its confidential desk be read by somebody else, with the reason. */
export async function askDoor(
  { db, clock, vault }: Parts,
  { programme, reason }: z.output<typeof AskDoor>,
  viewer: Viewer,
): Promise<void> {
  if (!holds(viewer, 'supervisor', programme))
    throw new Forbidden({ key: 'refusal.role', values: { roles: 'supervisor' } })
  const at = clock.now()
  await db.transaction(async (tx) => {
    await vault.unlock(tx)
    const id = randomUUID()
    await tx.run(
      'INSERT INTO sensitive_doors (id, programme, reason, asked_by, asked_at) VALUES (?, ?, ?, ?, ?)',
      [id, programme, vault.log().close(`door ${id}`, reason), viewer.id, at],
    )
    await record(vault, tx, { at, actor: viewer.id, kind: 'doorAsked', programme, door: id })
  })
}

/** Who may read by a door: focal points in force elsewhere, who do not serve the programme itself. */
export function readersFor(tx: Pick<Tx, 'all'>, programme: string): Promise<{ id: string; name: string }[]> {
  return tx.all(
    `SELECT DISTINCT u.id, u.name FROM users u JOIN grants g ON g.user_id = u.id
     WHERE u.active = 1 AND g.role = 'focal_point' AND g.pending = 0 AND g.programme <> ?
       AND NOT EXISTS (SELECT 1 FROM grants h WHERE h.user_id = u.id AND h.role = 'focal_point'
         AND h.pending = 0 AND h.programme = ?)
     ORDER BY u.name, u.id`,
    [programme, programme],
  )
}

/**
 * An auditor grants what a supervisor asked: three different people, for some hours.
 * @throws NotFound for a request that is none any more, Forbidden, Invalid.
 */
export async function grantDoor(
  { db, clock, vault }: Parts,
  id: string,
  { reader, hours }: z.output<typeof GrantDoor>,
  viewer: Viewer,
): Promise<void> {
  const at = clock.now()
  await db.transaction(async (tx) => {
    const row = await waiting(tx, id, at, viewer)
    const readers = await readersFor(tx, row.programme)
    if (!readers.some((known) => known.id === reader) || reader === row.asked_by || reader === viewer.id)
      throw new Invalid({ reader: { key: 'field.reader.choose' } })
    await tx.run(
      'UPDATE sensitive_doors SET reader = ?, granted_by = ?, granted_at = ?, expires_at = ? WHERE id = ?',
      [reader, viewer.id, at, at + hours * HOUR, id],
    )
    await record(vault, tx, {
      at,
      actor: viewer.id,
      kind: 'doorGranted',
      programme: row.programme,
      door: id,
    })
  })
}

/** An auditor says no. @throws as `grantDoor`. */
export async function refuseDoor({ db, clock, vault }: Parts, id: string, viewer: Viewer): Promise<void> {
  const at = clock.now()
  await db.transaction(async (tx) => {
    const { programme } = await waiting(tx, id, at, viewer)
    await tx.run('UPDATE sensitive_doors SET refused_at = ?, granted_by = ? WHERE id = ?', [
      at,
      viewer.id,
      id,
    ])
    await record(vault, tx, { at, actor: viewer.id, kind: 'doorRefused', programme, door: id })
  })
}

/** A request that waits, for an auditor of its programme who did not ask it. */
async function waiting(tx: Tx, id: string, now: number, viewer: Viewer): Promise<DoorRow> {
  const [row] = await tx.all<DoorRow>('SELECT * FROM sensitive_doors WHERE id = ?', [id])
  if (!row || !holds(viewer, 'auditor', row.programme)) throw new NotFound()
  if (row.asked_by === viewer.id) throw new Forbidden('confidential.door.twoPeople')
  if (row.granted_at !== null || row.refused_at !== null || row.asked_at < now - REQUEST_LIFE)
    throw new Refused('confidential.door.over')
  return row
}

/** The desks a person may read by a door that is open now. */
export async function seatsByDoor(tx: Pick<Tx, 'all'>, viewer: Viewer, now: number): Promise<Seat[]> {
  const rows = await tx.all<{ id: string; programme: string }>(
    'SELECT id, programme FROM sensitive_doors WHERE reader = ? AND expires_at > ? ORDER BY granted_at',
    [viewer.id, now],
  )
  // Whoever is no focal point any more reads by no door.
  if (!viewer.grants.some(({ role }) => role === 'focal_point')) return []
  return rows.map(({ id, programme }) => ({
    ...{ desk: focalDesk(programme), programme, role: 'focal_point', door: id },
  }))
}

/** The newest doors of some programmes, opened for reading; whether the viewer may see them is the caller's question. */
export async function doorsOf(
  vault: Vault,
  tx: Tx,
  programmes: readonly string[],
  most: number,
): Promise<Door[]> {
  if (programmes.length === 0) return []
  await vault.unlock(tx)
  const rows = await tx.all<DoorRow>(
    `SELECT * FROM sensitive_doors WHERE programme IN (${programmes.map(() => '?').join(', ')})
     ORDER BY asked_at DESC, id LIMIT ?`,
    [...programmes, most],
  )
  return rows.map((row) => ({
    id: row.id,
    programme: row.programme,
    reason: vault.log().open(`door ${row.id}`, row.reason),
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    reader: row.reader,
    grantedBy: row.granted_by,
    grantedAt: row.granted_at,
    refusedAt: row.refused_at,
    expiresAt: row.expires_at,
  }))
}

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
     ORDER BY granted_at DESC LIMIT 20`,
    [...own, viewer.id],
  )
}

/** A focal point has read that her desk was opened. */
export async function acknowledgeDoor({ db, clock }: Parts, id: string, viewer: Viewer): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.all<{ programme: string }>('SELECT programme FROM sensitive_doors WHERE id = ?', [
      id,
    ])
    if (!row || !holds(viewer, 'focal_point', row.programme)) throw new NotFound()
    await tx.run(
      'INSERT INTO sensitive_doors_seen (door_id, user_id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      [id, viewer.id, clock.now()],
    )
  })
}
