// Opening an enclosure: a deliberate act of a focal point, written down, good for a short while.
import type { Viewer } from '../cases/desks.ts'
import { NotFound } from '../errors.ts'
import { accessesTo, record } from './access-log.ts'
import { type Enclosure, openEnclosure, openSealedFile, type SealedFile } from './enclosure.ts'
import { wakeOnDesk } from './on-desk.ts'
import { actorOf } from './policy.ts'
import type { Road } from './road.ts'

/** How long (ms) its files can be read after the enclosure was opened. */
const OPEN_FOR = 30 * 60_000

/** What lies in the enclosure of a case; the purpose goes into the journal. @throws NotFound, and as the engine refuses. */
export function lookInto(
  road: Road,
  wish: { id: string; input: Record<string, unknown>; revision: number },
  viewer: Viewer,
): Promise<Enclosure> {
  const { db, engine, vault, clock } = road
  return db.transaction(async (tx) => {
    await wakeOnDesk(road, tx, wish.id, viewer)
    await engine.send({ ...wish, type: 'OPEN_ENCLOSURE', actor: actorOf(viewer) }, tx)
    const enclosure = await openEnclosure(road, tx, wish.id)
    await record(vault, tx, {
      ...{ at: clock.now(), actor: viewer.id, kind: 'enclosure', case: wish.id },
      fields: ['told', 'files'],
    })
    return enclosure
  })
}

/** A file of an enclosure that this very person opened just now. @throws NotFound */
export function readEnclosedFile(
  road: Road,
  id: string,
  fileId: string,
  viewer: Viewer,
): Promise<SealedFile & { content: Buffer }> {
  const { db, vault, clock } = road
  return db.transaction(async (tx) => {
    const { seat } = await wakeOnDesk(road, tx, id, viewer)
    if (seat.role !== 'focal_point' || seat.door) throw new NotFound()
    const now = clock.now()
    const accesses = await accessesTo(vault, tx, id, { most: 100 })
    const opened = accesses.some(
      ({ kind, actor, at }) => kind === 'enclosure' && actor === viewer.id && at > now - OPEN_FOR,
    )
    if (!opened) throw new NotFound()
    const file = await openSealedFile(road, tx, id, fileId)
    await record(vault, tx, { at: now, actor: viewer.id, kind: 'file', case: id, fields: [fileId] })
    return file
  })
}
