// The focal point's own figures: how many, of which nature, where referrals stand. No cell under five is told.
import { type SensitiveContext, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Viewer } from '../cases/desks.ts'
import { type InstanceRow, wake } from '../engine/instance.ts'
import { NotFound } from '../errors.ts'
import { record } from './access-log.ts'
import { stateIn } from './projection.ts'
import { desksFor, type ReadingParts } from './reading.ts'

/** Below this a figure could be somebody. */
export const SMALLEST = 5

/** A figure that may be told; null stands for one that is hidden. */
export type Cell = { code: string; n: number | null }
export type Table = { name: string; cells: Cell[] }
export type Figures = { total: number | null; tables: Table[] }

export type FiguresQuery = { programme: string; from: string; to: string }

const dimensions: Record<string, (context: SensitiveContext) => string> = {
  nature: ({ nature }) => nature,
  linked: ({ linked }) => linked,
  ageBand: ({ ageBand }) => ageBand,
  sex: ({ sex }) => sex,
  referral: ({ referrals }) => referrals.at(-1)?.outcome ?? 'none',
}

/**
 * Hides what is under five, and where a table would give the only hidden cell away by its total, the next smallest too.
 * What is zero says nothing about anybody and stays.
 */
export function suppress(counts: ReadonlyMap<string, number>): Cell[] {
  const cells = [...counts].map(([code, n]) => ({ code, n }))
  const small = cells.filter(({ n }) => n > 0 && n < SMALLEST)
  const rest = cells.filter(({ n }) => n >= SMALLEST).sort((a, b) => a.n - b.n)
  const hiddenSum = small.reduce((sum, { n }) => sum + n, 0)
  // One hidden cell is the total less the others; so are several whose sum says what each must be.
  const needed = small.length > 0 && (small.length === 1 || hiddenSum < SMALLEST)
  const hidden = new Set([...small, ...(needed ? rest.slice(0, 1) : [])].map(({ code }) => code))
  return cells.map(({ code, n }) => ({ code, n: hidden.has(code) ? null : n }))
}

const BATCH = 200

/** The figures of a programme for a period of reception days, both included. @throws NotFound for whoever is not its focal point. */
export function readFigures(
  parts: ReadingParts,
  { programme, from, to }: FiguresQuery,
  viewer: Viewer,
): Promise<Figures> {
  const { db, clock, vault } = parts
  return db.transaction(async (tx) => {
    await vault.unlock(tx)
    const seats = await desksFor(parts, tx, viewer)
    if (!seats.some((seat) => seat.role === 'focal_point' && !seat.door && seat.programme === programme))
      throw new NotFound()
    await record(vault, tx, { at: clock.now(), actor: viewer.id, kind: 'figures', programme })
    const found: SensitiveContext[] = []
    for (let after = ''; ; ) {
      const batch = await nextCases(parts, tx, after)
      const last = batch.at(-1)
      if (!last) break
      found.push(...batch.flatMap(({ context }) => (context?.programme === programme ? [context] : [])))
      after = last.id
    }
    return tabulate(found.filter(({ receivedOn }) => receivedOn >= from && receivedOn <= to))
  })
}

async function nextCases(
  { ledger, machines }: ReadingParts,
  tx: Parameters<ReadingParts['ledger']['safes']>[0],
  after: string,
): Promise<{ id: string; context: SensitiveContext | undefined }[]> {
  const { tables } = ledger
  const rows = await tx.all<InstanceRow>(
    `SELECT id, workflow, version, opened_version, revision, snapshot, hands, last_hash, opening_key
     FROM ${tables.instances} WHERE id > ? ORDER BY id LIMIT ?`,
    [after, BATCH],
  )
  const safes = await ledger.safes(
    tx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => {
    const safe = safes.get(row.id)
    const live = safe && wake(machines, row, { tables, safe })
    const erased = !live || stateIn(live.snapshot, 'handling') === 'erased'
    return { id: row.id, context: erased ? undefined : sensitiveContext(live.snapshot.context) }
  })
}

function tabulate(found: readonly SensitiveContext[]): Figures {
  const total = found.length
  const tables = Object.entries(dimensions).map(([name, of]) => {
    const counts = new Map<string, number>()
    for (const context of found) counts.set(of(context), (counts.get(of(context)) ?? 0) + 1)
    return { name, cells: suppress(counts) }
  })
  return total > 0 && total < SMALLEST
    ? { total: null, tables: tables.map(({ name }) => ({ name, cells: [] })) }
    : { total, tables }
}
