// From the ordinary road: a case with all that was told leaves it, and begins here, in one transaction.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Role, Scope } from '../../workflows/kit.ts'
import { findCase } from '../cases/case-view.ts'
import type { Viewer } from '../cases/desks.ts'
import { rolesIn } from '../cases/policy.ts'
import { destinationsFor, familyOf, gather, inRole, isTakenOver, releaseCases } from '../cases/release.ts'
import type { Engine } from '../engine/engine.ts'
import { Forbidden, Refused } from '../errors.ts'
import { open } from './commands.ts'
import { encloseAll } from './enclosure.ts'
import type { Road } from './road.ts'

export type TransferWish = { nature: string; revision: number }

/** Takes a case to the confidential road. */
export type Transfer = (id: string, wish: TransferWish, viewer: Viewer) => Promise<void>

/**
 * The transfer between the ordinary engine and the road. What was told becomes a sealed enclosure; nothing on either
 * side says which case became which, and nothing leads back.
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
      const sensitive = await open(road, tx, { ...opening, fields: { nature } }, viewer)
      await encloseAll(road, tx, sensitive.id, told, {
        at: clock.now(),
        read: (file) => readFile(path.join(dataDir, file)).catch(lost),
      })
      await releaseCases({ db, engine }, tx, ids, inRole(viewer, roleOf(viewer, row)), { id, revision })
    })
  }
}

/** A file that was lost keeps no case in sight of everybody: it is enclosed as what is left of it, nothing. */
function lost(error: unknown): Buffer {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return Buffer.alloc(0)
  throw error
}

/** A supervisor may hand over for either reason: in that role the row they leave does not say which it was. */
function roleOf(
  viewer: Viewer,
  { programme, entity, unit }: Pick<Scope, 'programme' | 'entity' | 'unit'>,
): Role {
  const roles = rolesIn(viewer, { programme, entity, unit })
  return roles.find((role) => role === 'supervisor') ?? roles[0] ?? 'clerk'
}
