// Closing a door before its time: whoever finds no reason for it shuts it, and whoever has read enough.
import type { Viewer } from '../cases/desks.ts'
import { NotFound, Refused } from '../errors.ts'
import { record } from './access-log.ts'
import { type DoorRow, holds, type Parts } from './doors.ts'

type Closed = Pick<DoorRow, 'programme' | 'reader' | 'granted_at' | 'expires_at'>

/**
 * A focal point or an auditor of the programme, or whoever reads by it, closes a door that is open; nobody reads by it
 * from this transaction on, and the log says who closed it.
 * @throws NotFound for everybody else, Refused when it is not open (any more).
 */
export async function closeDoor({ db, clock, vault }: Parts, id: string, viewer: Viewer): Promise<void> {
  const at = clock.now()
  await db.transaction(async (tx) => {
    const [door] = await tx.all<Closed>(
      'SELECT programme, reader, granted_at, expires_at FROM sensitive_doors WHERE id = ?',
      [id],
    )
    if (!door || !closes(viewer, door)) throw new NotFound()
    // Of two who close at once, the second is told that it is over.
    const closed = await tx.run(
      'UPDATE sensitive_doors SET expires_at = ? WHERE id = ? AND refused_at IS NULL AND expires_at > ?',
      [at, id, at],
    )
    if (closed === 0) throw new Refused('door.refusal.over')
    const { programme } = door
    await record(vault, tx, { at, actor: viewer.id, kind: 'doorClosed', programme, door: id })
  })
}

/** A focal point knows of no request, only of what was granted. */
const closes = (viewer: Viewer, { programme, reader, granted_at }: Closed): boolean =>
  reader === viewer.id ||
  holds(viewer, 'auditor', programme) ||
  (granted_at !== null && holds(viewer, 'focal_point', programme))
