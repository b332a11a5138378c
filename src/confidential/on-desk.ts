// Finding a case by the desks a person sits at: the index says where to look, the case itself whether it lies there.
import type { Viewer } from '../cases/desks.ts'
import { readReference } from '../cases/reference.ts'
import type { Live } from '../engine/instance.ts'
import type { Ledger } from '../engine/ledger.ts'
import type { Machines } from '../engine/machines.ts'
import { NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { seatsByDoor } from './doors.ts'
import { type Seat, seatsOf } from './policy.ts'
import { deskText, liesOn } from './projection.ts'
import type { Vault } from './vault.ts'
import { wakeCase } from './waking.ts'

export type ReadingParts = {
  db: Database
  clock: Clock
  vault: Vault
  ledger: Ledger
  machines: Machines
  programmes: Programmes
}

/** The desks of a person, those by an open door among them. */
export async function desksFor(
  { clock }: Pick<ReadingParts, 'clock'>,
  tx: Pick<Tx, 'all'>,
  viewer: Viewer,
): Promise<Seat[]> {
  return [...seatsOf(viewer), ...(await seatsByDoor(tx, viewer, clock.now()))]
}

/**
 * The seat from which a viewer sees a case. What is not there and what is not theirs is the same question to the same
 * index, so that neither the answer nor its time tells them apart.
 * @throws NotFound
 */
async function findOnDesk(
  parts: Pick<ReadingParts, 'clock' | 'vault'>,
  tx: Tx,
  id: string,
  viewer: Viewer,
): Promise<Seat> {
  await parts.vault.unlock(tx)
  const seats = await desksFor(parts, tx, viewer)
  const byTag = new Map(seats.toReversed().map((seat) => [parts.vault.tag(deskText(seat.desk)), seat]))
  const tags = [...byTag.keys()]
  const rows = await tx.all<{ tag: string }>(
    `SELECT tag FROM sensitive_desks WHERE case_id = ? AND tag IN (${tags.map(() => '?').join(', ') || "''"})`,
    [readReference(id) ?? '', ...tags],
  )
  // Their own seat comes before one by a door.
  const found = seats.find((seat) => rows.some(({ tag }) => byTag.get(tag)?.desk === seat.desk))
  if (!found) throw new NotFound()
  return found
}

/** Whether a case lies on a desk of the viewer; nothing of it is read. */
export const liesOnDesk = (parts: ReadingParts, id: string, viewer: Viewer): Promise<boolean> =>
  parts.db.transaction((tx) =>
    findOnDesk(parts, tx, id, viewer).then(
      () => true,
      (error: unknown) => {
        if (error instanceof NotFound) return false
        throw error
      },
    ),
  )

/**
 * A case on a desk of the viewer, as it stands. The index only says where to look: a row of it that does not follow
 * from the case shows nothing.
 * @throws NotFound, Unavailable when the case cannot be read
 */
export async function wakeOnDesk(
  parts: Pick<ReadingParts, 'clock' | 'vault' | 'ledger' | 'machines'>,
  tx: Tx,
  id: string,
  viewer: Viewer,
): Promise<{ seat: Seat; live: Live }> {
  const seat = await findOnDesk(parts, tx, id, viewer)
  const live = await wakeCase(parts, tx, id)
  if (!liesOn(live.snapshot, seat.desk)) throw new NotFound()
  return { seat, live }
}
