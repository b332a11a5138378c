// From the ordinary road: a case with all that was told leaves it, and begins here, in one transaction.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { findCase } from '../cases/case-view.ts'
import type { Viewer } from '../cases/desks.ts'
import { system } from '../cases/policy.ts'
import {
  destinationsFor,
  familyOf,
  gather,
  isTakenOver,
  releaseCases,
  type Witness,
} from '../cases/release.ts'
import type { Engine } from '../engine/engine.ts'
import { Forbidden, Refused } from '../errors.ts'
import { record } from './access-log.ts'
import { open } from './commands.ts'
import { encloseAll } from './enclosure.ts'
import type { Road } from './road.ts'

export type TransferWish = { nature: string; revision: number }

/** Takes a case to the confidential road. */
export type Transfer = (id: string, wish: TransferWish, viewer: Viewer) => Promise<void>

/**
 * The transfer between the ordinary engine and the road. What was told becomes a sealed enclosure; no row says which
 * case became which, and nothing leads back. Who decided stands in the log of accesses alone.
 * @throws NotFound, Forbidden, Conflict, Invalid, and Unavailable without a key: then nothing has moved.
 */
export function createTransfer(road: Road, engine: Pick<Engine, 'release'>): Transfer {
  const { db, clock, dataDir } = road
  return async (id, { nature, revision }, viewer) => {
    const row = await findCase(db, id, viewer)
    if (!destinationsFor(viewer, row).includes('confidential'))
      throw new Forbidden({
        key: 'refusal.role',
        values: { roles: 'agent clerk processor supervisor closer' },
      })
    if (isTakenOver(row)) throw new Refused('refusal.released')
    await db.transaction(async (tx) => {
      const ids = await familyOf(tx, id)
      const told = await gather({ db }, tx, ids)
      // No key: it would name the case that is leaving. A second transfer finds it gone.
      const opening = { key: null, programme: row.programme, via: 'transfer' as const, enclosed: true }
      // How she may be reached is asked anew; the language she complained in is known.
      const contactLanguage = told.cases.find((one) => one.id === id)?.registration.language
      const sensitive = await open(road, tx, { ...opening, fields: { nature, contactLanguage } }, viewer)
      await encloseAll(road, tx, sensitive.id, told, {
        at: clock.now(),
        read: (file) => readFile(path.join(dataDir, file)).catch(lost),
      })
      await releaseCases({ db, engine }, tx, ids, system, { id, revision })
      await handedOver(road)(tx, { programme: row.programme, ids, viewer })
    })
  }
}

/** Whoever hands a case over is written down in the log of accesses, alike wherever it goes; nowhere while the road is shut. */
export const witnessOf = (road: Road): Witness | undefined => (road.open ? handedOver(road) : undefined)

const handedOver =
  ({ vault, clock }: Pick<Road, 'vault' | 'clock'>): Witness =>
  (tx, { programme, ids, viewer }) =>
    record(vault, tx, { at: clock.now(), actor: viewer.id, kind: 'handedOver', programme, cases: ids })

/** A file that was lost keeps no case in sight of everybody: it is enclosed as what is left of it, nothing. */
function lost(error: unknown): Buffer {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
  throw error
}
