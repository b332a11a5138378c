// The verifier in strides: each ends soon and says where the next one begins, so that a run can be stopped and taken up again.
import { general } from './ledger.ts'
import { lastSeal, type Seal } from './seals.ts'
import type { VerifyParts } from './verify.ts'
import type { Fault } from './verify-chain.ts'
import { orphansIn, ownedTables } from './verify-orphans.ts'
import { compareSealedRevisions, compareSeals } from './verify-seals.ts'
import { compareSome } from './verify-some.ts'

/** What is compared, one after the other. */
export const phases = ['cases', 'orphans', 'seals', 'standing', 'done'] as const
export type Phase = (typeof phases)[number]

/** Where a run stands: a phase, and what it did last in it; '' at its beginning. */
export type Stand = { phase: Phase; after: string }

export const BEGINNING: Stand = { phase: 'cases', after: '' }

/** What one stride added, and where the next one begins. */
export type Stride = {
  next: Stand
  cases: number
  events: number
  seals: number
  erased: number
  faults: Fault[]
}

/** So many differences of one kind are named in one stride. */
const MOST = 20
const SEALS = 5

/**
 * The next stride of a whole verification: so many cases, or as much of something else.
 * All strides together find what `verify` finds, each at its own moment.
 */
export async function stride(parts: VerifyParts, stand: Stand, size: number): Promise<Stride> {
  if (stand.phase === 'cases') return strideOverCases(parts, stand.after, size)
  if (stand.phase === 'orphans') return strideOverOrphans(parts, stand.after)
  if (stand.phase === 'seals') return strideOverSeals(parts, Number(stand.after))
  const { db, ledger = general } = parts
  const faults = await compareSealedRevisions({ db, tables: ledger.tables }, 0, MOST)
  return { ...nothing, next: begin('done'), faults }
}

const nothing = { cases: 0, events: 0, seals: 0, erased: 0 }
const begin = (phase: Phase): Stand => ({ phase, after: '' })

async function strideOverCases(parts: VerifyParts, after: string, size: number): Promise<Stride> {
  const { ledger = general } = parts
  const compared = await compareSome({ ledger, ...parts }, (tx) =>
    tx(ledger.tables.instances).where('id', '>', after).orderBy('id').limit(size),
  )
  const last = compared.at(-1)?.stored.instance.id
  return {
    next: last !== undefined && compared.length === size ? { phase: 'cases', after: last } : begin('orphans'),
    cases: compared.length,
    events: compared.reduce((sum, { stored }) => sum + stored.journal.length, 0),
    seals: 0,
    erased: compared.reduce((sum, { erased }) => sum + erased, 0),
    faults: compared.flatMap(({ faults }) => faults),
  }
}

/** One table at a time. */
async function strideOverOrphans(parts: VerifyParts, after: string): Promise<Stride> {
  const { db, projection, ledger = general } = parts
  const owned = ownedTables(projection, ledger.tables)
  const n = owned.findIndex(({ table }) => table === after) + 1
  const next = owned[n]
  if (!next) return { ...nothing, next: begin('seals'), faults: [] }
  const faults = await orphansIn(db, next, MOST, ledger.tables)
  return { ...nothing, next: { phase: 'orphans', after: next.table }, faults }
}

async function strideOverSeals({ db, ledger = general }: VerifyParts, since: number): Promise<Stride> {
  const faults: Fault[] = []
  const kept = { db, tables: ledger.tables }
  try {
    const { seals, last, ended } = await compareSeals(kept, since, (found) => faults.push(...found), SEALS)
    const next: Stand = ended ? begin('standing') : { phase: 'seals', after: String(last) }
    return { ...nothing, next, seals, faults }
  } catch (error) {
    // It was there when the stride before ended.
    if (!(error instanceof RangeError)) throw error
    return { ...nothing, next: begin('standing'), faults: [{ place: `seals ${since}`, what: 'missing' }] }
  }
}

/** The newest seal; its hash vouches for everything sealed before it. */
export const headOf = ({ db, ledger = general }: VerifyParts): Promise<Seal | undefined> =>
  lastSeal(db, ledger)
