// Proves the doors of break-glass: each as the log tells it, none besides, none missing.
import type { Knex } from 'knex'
import { keyOf } from '../engine/projection.ts'
import type { Fault } from '../engine/verify.ts'
import { compareRows } from '../engine/verify-rows.ts'
import type { Row } from '../platform/database.ts'
import type { LoggedAccess } from './access-log.ts'
import { type DoorRow, reasonPlace } from './doors.ts'
import type { Vault } from './vault.ts'
import { isWhole } from './verify-keys.ts'

/** What the log tells of doors, and of who has seen that they were opened. */
export type DoorsTold = { doors: Map<string, Omit<DoorRow, 'reason'>>; seen: Map<string, Row> }

const closed = { reader: null, granted_by: null, granted_at: null, refused_at: null, expires_at: null }

/** Adds what a line tells of a door. */
export function tellDoor(
  { doors, seen }: DoorsTold,
  { kind, door: id, at, actor, ...line }: LoggedAccess,
): void {
  if (!id) return
  const known = doors.get(id)
  if (kind === 'doorAsked')
    doors.set(id, { id, programme: line.programme ?? '', asked_by: actor, asked_at: at, ...closed })
  if (kind === 'doorGranted' && known)
    doors.set(id, {
      ...known,
      ...{ reader: line.reader ?? null, granted_by: actor, granted_at: at, expires_at: line.until ?? null },
    })
  if (kind === 'doorRefused' && known) doors.set(id, { ...known, refused_at: at, granted_by: actor })
  // Closed early, it was open until that instant and no other.
  if (kind === 'doorClosed' && known) doors.set(id, { ...known, expires_at: at })
  if (kind === 'doorSeen') seen.set(`${id} ${actor}`, { door_id: id, user_id: actor, at })
}

type StoredDoor = DoorRow & { told_at: number | null; tell_tries: number; tell_at: number }

/** Compares the doors with what the log tells; a reason that was altered, or is another door's, does not open. */
export async function compareDoors(tx: Knex, { doors, seen }: DoorsTold, vault: Vault): Promise<Fault[]> {
  const rows: StoredDoor[] = await tx('sensitive_doors').orderBy('id')
  // How often it was tried to tell it, and when it is tried again, is no act of anybody either.
  const bare = rows.map(({ reason: _, told_at: __, tell_tries: ___, tell_at: ____, ...row }) => row)
  const acknowledged: Row[] = await tx('sensitive_doors_seen')
  const unread = rows.filter((row) => !opens(vault, row))
  return [
    ...compare('sensitive_doors', ['id'], [...doors.values()], bare),
    ...unread.map(({ id }) => ({ place: `sensitive_doors ${id}`, what: 'reason does not open' })),
    ...rows
      .filter(toldTooEarly)
      .map(({ id }) => ({ place: `sensitive_doors ${id}`, what: 'told_at cannot be' })),
    ...compare('sensitive_doors_seen', ['door_id', 'user_id'], [...seen.values()], acknowledged),
  ]
}

const compare = (
  table: string,
  key: readonly string[],
  told: readonly Row[],
  stored: readonly Row[],
): Fault[] => compareRows(table, key, new Map(told.map((row) => [keyOf(key, row), row])), stored)

/** When it was told by mail is no act of anybody: it is only known to have come after. */
const toldTooEarly = ({
  granted_at,
  told_at,
}: {
  granted_at: number | null
  told_at: number | null
}): boolean => told_at !== null && (granted_at === null || told_at < granted_at)

function opens(vault: Vault, { id, reason }: DoorRow): boolean {
  try {
    return isWhole(reason) && vault.log().open(reasonPlace(id), reason) !== ''
  } catch {
    return false
  }
}
