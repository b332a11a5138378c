// Proves the confidential road: chains, seals, the log of accesses; and with the key every case, replayed.
import { confidential } from '../../workflows/index.ts'
import { type Ledger, type Safe, tablesOf } from '../engine/ledger.ts'
import { createMachines } from '../engine/machines.ts'
import { atOneMoment } from '../engine/stored-case.ts'
import { type Fault, type Report, verify } from '../engine/verify.ts'
import { Unavailable } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { MasterKey } from '../platform/vault.ts'
import { confidentialLedger, shutLedger } from './ledger.ts'
import { createProjection } from './projection.ts'
import { createVault, houseKeys, readVault, type VaultRow } from './vault.ts'
import { compareEnclosures } from './verify-enclosures.ts'
import { compareKept, isWhole, type Opened } from './verify-keys.ts'
import { compareLog } from './verify-log.ts'

export type RoadReport = Pick<Report, 'wrong' | 'faults'> & {
  /** Whether the cases were opened and replayed, or only their chains proved. */
  opened: boolean
}

type Ground = { db: Database; clock: Clock }

/**
 * Compares everything; without a key nothing is opened. What it finds wrong is named by table and row alone.
 *
 * What it cannot find: the last lines of the log, when they tell of reading alone and the vault's row was set back with
 * them; the last cases, when all their rows and the lines that they began went together, and were not sealed yet, or
 * the seals went too (their hashes stand in the worker's log); files missing in DATA_DIR; the instants at which
 * something was enclosed, or a door told by mail. Without the key: an altered key, door, desk, code or enclosure.
 */
export async function verifyRoad(ground: Ground, master: MasterKey | null): Promise<RoadReport> {
  const { opened, faults: shut } = await unlocked(ground.db, master)
  const { wrong, faults } = await verifyCases(ground, opened)
  const more = await atOneMoment(ground.db, async (tx) => [
    ...(await compareLog(tx, opened)),
    ...(await compareKept(tx)),
    ...(opened ? await compareEnclosures(tx, forgiving(opened), opened.vault) : []),
  ])
  const all = [...shut, ...faults.map(named), ...more]
  return { wrong: wrong + shut.length + more.length, faults: all, opened: opened !== null }
}

async function unlocked(
  db: Database,
  master: MasterKey | null,
): Promise<{ opened: Opened | null; faults: Fault[] }> {
  const row = await readVault(db)
  const [begun] = await db.all('SELECT id FROM sensitive_instances LIMIT 1')
  if (!row) return { opened: null, faults: begun ? [{ place: 'vault 1', what: 'missing' }] : [] }
  if (!master) return { opened: null, faults: [] }
  const what = await wrongVault(db, master, row)
  if (what) return { opened: null, faults: [{ place: 'vault 1', what }] }
  const vault = createVault(master)
  await vault.unlock(db)
  return { opened: { vault, master }, faults: [] }
}

async function wrongVault(db: Database, master: MasterKey, row: VaultRow): Promise<string | undefined> {
  if (row.key_id !== master.id) return 'it was closed with another key'
  const what = 'the keys of the house do not open'
  if (!houseKeys.every((name) => isWhole(row[name]))) return what
  return createVault(master)
    .unlock(db)
    .then(
      () => undefined,
      () => what,
    )
}

function verifyCases({ db, clock }: Ground, opened: Opened | null): Promise<Report> {
  const projection = opened
    ? createProjection(opened.vault.tag)
    : { ...createProjection(() => ''), ofState: () => [], ofEvent: () => [] }
  const ledger = opened ? forgiving(opened) : shutLedger
  return verify({ db, clock, machines: createMachines(confidential), projection, ledger })
}

/** A key that does not open is one fault among others: whatever else there is to find has to be found. */
function forgiving({ vault }: Opened): Ledger {
  const ledger = confidentialLedger(vault)
  const safes: Ledger['safes'] = async (reader, ids) => {
    try {
      return new Map([...(await ledger.safes(reader, ids))].map(([id, safe]) => [id, exact(safe)]))
    } catch (error) {
      if (error instanceof Unavailable) throw error
      const each = new Map<string, Safe>()
      for (const id of ids.length > 1 ? ids : [])
        for (const [one, safe] of await safes(reader, [id])) each.set(one, safe)
      return each
    }
  }
  return { ...ledger, safes }
}

const exact = ({ open, close }: Safe): Safe => ({
  close,
  open: (place, kept) => {
    if (!isWhole(kept)) throw new Error('it was altered')
    return open(place, kept)
  },
})

const general = Object.keys(tablesOf(''))

/** The verifier names the tables as docs/engine.md does; here they are those of the road. */
const named = ({ place, what }: Fault): Fault => ({
  place: general.includes(place.split(' ')[0] ?? '') ? `sensitive_${place}` : place,
  what,
})
