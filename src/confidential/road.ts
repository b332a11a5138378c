// The confidential road, put together: an engine on a ledger of its own, and what people do and read there.
import { confidential } from '../../workflows/index.ts'
import { createEngine } from '../engine/engine.ts'
import { createMachines } from '../engine/machines.ts'
import { type Seal, seal } from '../engine/seals.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { MasterKey } from '../platform/vault.ts'
import type { Programmes } from '../programmes/index.ts'
import type { RoadParts } from './commands.ts'
import { confidentialLedger } from './ledger.ts'
import type { ReadingParts } from './on-desk.ts'
import { createPrepare } from './prepare.ts'
import { createProjection } from './projection.ts'
import { createVault } from './vault.ts'

export type Road = RoadParts &
  ReadingParts & {
    /** Whether there is a key at all; without it nothing is read and nothing is taken. */
    open: boolean
  }

export type RoadGround = { db: Database; clock: Clock; programmes: Programmes; dataDir: string }

/** The road over its ground; without a master key it is shut, and says so to whoever asks. */
export function createRoad({ db, clock, programmes, dataDir }: RoadGround, master: MasterKey | null): Road {
  const vault = createVault(master)
  const ledger = confidentialLedger(vault)
  const machines = createMachines(confidential)
  const engine = createEngine({
    ...{ db, clock, machines, ledger },
    projection: createProjection(vault.tag),
    prepare: createPrepare(programmes),
  })
  return { db, clock, programmes, dataDir, vault, ledger, machines, engine, open: master !== null }
}

/** Seals what moved on the road; the new seals, oldest first. */
export const sealRoad = ({ db, clock, ledger }: Road): Promise<Seal[]> => seal(db, clock, undefined, ledger)
