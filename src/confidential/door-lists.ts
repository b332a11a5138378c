// What somebody may read about doors: their own requests, those to decide on, those opened to their desk or for them.
import type { Viewer } from '../cases/desks.ts'
import type { Tx, Value } from '../platform/database.ts'
import { record } from './access-log.ts'
import { type DoorRow, doorHours, HOUR, type Parts, REQUEST_LIFE, readersFor, reasonPlace } from './doors.ts'
import type { Vault } from './vault.ts'

/** What became of a request; one that nobody decided on in time has lapsed, one that was shut early is closed. */
export type DoorState = 'waits' | 'lapsed' | 'refused' | 'open' | 'closed' | 'over'

export type Door = {
  id: string
  programme: string
  reason: string
  state: DoorState
  askedBy: string
  askedAt: number
  /** Whoever granted or refused it. */
  decidedBy: string | null
  reader: string | null
  expiresAt: number | null
}

/** A request that waits, with whoever may read by it. */
export type Waiting = Door & { own: boolean; readers: { id: string; name: string }[] }

export type DoorLists = {
  /** What the viewer asked for as a supervisor. */
  asked: Door[]
  /** What waits for an auditor, the oldest first. */
  toDecide: Waiting[]
  decided: Door[]
  /** What was opened to the desks of a focal point, first what they have not seen yet. */
  opened: (Door & { seen: boolean })[]
  /** What was opened for the viewer to read by. */
  toRead: Door[]
}

/** So many of a kind are shown; the log has them all. */
const MOST = 50

/**
 * The doors that a viewer may know of. None of them says whether there is any case. That they were looked at is written
 * down in each programme whose doors stand there.
 * @throws Unavailable without a key.
 */
export function readDoors({ db, clock, vault }: Parts, viewer: Viewer): Promise<DoorLists> {
  const now = clock.now()
  const programmesAs = (role: string) =>
    viewer.grants.filter((grant) => grant.role === role).map(({ programme }) => programme)
  return db.transaction(async (tx) => {
    await vault.unlock(tx)
    const find = finder(vault, tx, now)
    const audited = programmesAs('auditor')
    const undecided = 'granted_at IS NULL AND refused_at IS NULL AND asked_at >= ?'
    const alive = now - REQUEST_LIFE
    const waiting = await find(audited, [undecided, alive], 'asked_at, id')
    const reads = programmesAs('focal_point').length > 0
    const lists = {
      asked: await find(programmesAs('supervisor'), ['asked_by = ?', viewer.id], 'asked_at DESC, id'),
      toDecide: await withReaders(tx, viewer, waiting, now),
      decided: await find(audited, [`NOT (${undecided})`, alive], 'asked_at DESC, id'),
      opened: await openedTo(find, viewer, programmesAs('focal_point')),
      toRead: reads ? await find(null, ['reader = ?', viewer.id], 'granted_at DESC, id') : [],
    }
    const own = ['supervisor', 'auditor', 'focal_point'].flatMap(programmesAs)
    for (const programme of new Set([...own, ...lists.toRead.map((door) => door.programme)]))
      await record(vault, tx, { at: now, actor: viewer.id, kind: 'doors', programme })
    return lists
  })
}

type Find = (programmes: readonly string[] | null, where: [string, Value], order: string) => Promise<Door[]>

/** Finds doors of some programmes, or of any. */
function finder(vault: Vault, tx: Tx, now: number): Find {
  return async (programmes, [where, value], order) => {
    if (programmes?.length === 0) return []
    const among = programmes ? `AND programme IN (${programmes.map(() => '?').join(', ')})` : ''
    const rows = await tx.all<DoorRow>(
      `SELECT id, programme, reason, asked_by, asked_at, reader, granted_by, granted_at, refused_at, expires_at
       FROM sensitive_doors WHERE ${where} ${among} ORDER BY ${order} LIMIT ${MOST}`,
      [value, ...(programmes ?? [])],
    )
    return rows.map((row) => doorOf(vault, row, now))
  }
}

const doorOf = (vault: Vault, row: DoorRow, now: number): Door => ({
  id: row.id,
  programme: row.programme,
  reason: vault.log().open(reasonPlace(row.id), row.reason),
  state: stateOf(row, now),
  askedBy: row.asked_by,
  askedAt: row.asked_at,
  decidedBy: row.granted_by,
  reader: row.reader,
  expiresAt: row.expires_at,
})

function stateOf({ refused_at, granted_at, expires_at, asked_at }: DoorRow, now: number): DoorState {
  if (refused_at !== null) return 'refused'
  if (granted_at !== null && expires_at !== null) {
    if (expires_at > now) return 'open'
    // It is granted for whole spans alone: whatever ends between two of them was shut.
    return doorHours.some((hours) => expires_at - granted_at === hours * HOUR) ? 'over' : 'closed'
  }
  return asked_at < now - REQUEST_LIFE ? 'lapsed' : 'waits'
}

async function withReaders(tx: Tx, viewer: Viewer, doors: Door[], now: number): Promise<Waiting[]> {
  const waiting: Waiting[] = []
  for (const door of doors) {
    const readers = await readersFor(tx, door.programme, now)
    waiting.push({
      ...door,
      own: door.askedBy === viewer.id,
      readers: readers.filter(({ id }) => id !== door.askedBy && id !== viewer.id),
    })
  }
  return waiting
}

async function openedTo(
  find: Find,
  viewer: Viewer,
  programmes: readonly string[],
): Promise<DoorLists['opened']> {
  const acknowledged = '(SELECT door_id FROM sensitive_doors_seen WHERE user_id = ?)'
  const unseen = await find(
    programmes,
    [`granted_at IS NOT NULL AND id NOT IN ${acknowledged}`, viewer.id],
    'granted_at DESC, id',
  )
  const seen = await find(
    programmes,
    [`granted_at IS NOT NULL AND id IN ${acknowledged}`, viewer.id],
    'granted_at DESC, id',
  )
  return [
    ...unseen.map((door) => ({ ...door, seen: false })),
    ...seen.map((door) => ({ ...door, seen: true })),
  ]
}
