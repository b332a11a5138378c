// Proves the confidential road: chains, seals, the log of accesses; and with the key every case, replayed.
import { confidential } from '../../workflows/index.ts'
import { createMachines } from '../engine/machines.ts'
import { type Report, verify } from '../engine/verify.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { MasterKey } from '../platform/vault.ts'
import { brokenLog } from './access-log.ts'
import { confidentialLedger, shutLedger } from './ledger.ts'
import { createProjection } from './projection.ts'
import { createVault, readVault } from './vault.ts'

export type RoadReport = Pick<Report, 'wrong' | 'faults'> & {
  /** Whether the cases were opened and replayed, or only their chains proved. */
  opened: boolean
}

/** Compares everything; without a key nothing is opened. What it finds wrong is named by table and row alone. */
export async function verifyRoad(
  { db, clock }: { db: Database; clock: Clock },
  master: MasterKey | null,
): Promise<RoadReport> {
  const row = await readVault(db)
  const opened = master !== null && row?.key_id === master.id
  const vault = createVault(opened ? master : null)
  if (opened) await vault.unlock(db)
  const projection = opened
    ? createProjection(vault.tag)
    : { ...createProjection(() => ''), ofState: () => [], ofEvent: () => [] }
  const ledger = opened ? confidentialLedger(vault) : shutLedger
  const machines = createMachines(confidential)
  const { wrong, faults } = await verify({ db, clock, machines, projection, ledger })
  const log = await brokenLog(db)
  const lost = await wronglyDestroyed(db)
  const more = [...(log ? [faultAt(log)] : []), ...lost]
  return { wrong: wrong + more.length, faults: [...faults, ...more], opened }
}

const faultAt = (said: string) => {
  const [place = '', what = ''] = said.split(': ')
  return { place, what }
}

/** A case without a key whose destruction nobody recorded: somebody took the key away. */
async function wronglyDestroyed(db: Database): Promise<{ place: string; what: string }[]> {
  const rows = await db.all<{ id: string }>(
    `SELECT i.id FROM sensitive_instances i LEFT JOIN sensitive_keys k ON k.instance_id = i.id
     WHERE k.instance_id IS NULL OR (k.wrapped IS NULL) <> (k.destroyed_at IS NOT NULL) ORDER BY i.id LIMIT 20`,
  )
  return rows.map(({ id }) => ({ place: `sensitive_keys ${id}`, what: 'its key is gone, and not destroyed' }))
}
