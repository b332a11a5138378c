// The focal point's own figures: how many, of which nature, where referrals stand. No cell under five is told.
import {
  ageBands,
  gaveNothing,
  natures,
  type Referral,
  type SensitiveContext,
  sensitiveContext,
} from '../../workflows/sensitive-facts.ts'
import type { Viewer } from '../cases/desks.ts'
import { NotFound } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { record } from './access-log.ts'
import type { ReadingParts } from './on-desk.ts'
import { focalDesk, rolesIn } from './policy.ts'
import { deskText, liesOn } from './projection.ts'
import { wakeAll } from './waking.ts'

/** Below this a figure could be somebody. */
export const SMALLEST = 5

export type Counted = { code: string; n: number }
/** A figure that may be told; null stands for one that is hidden. */
export type Cell = { code: string; n: number | null }
export type Table = { name: string; cells: Cell[] }
export type Figures = { total: number | null; tables: Table[] }

export type FiguresQuery = { programme: string; from: string; to: string }

type Dimension = { codes: readonly string[]; of: (context: SensitiveContext) => string }

/** What is counted, each with every code there is: a code that is left out would say that it is zero. */
export const dimensions: Record<string, Dimension> = {
  nature: { codes: natures, of: ({ nature }) => nature },
  linked: { codes: ['yes', 'no', 'unknown'], of: ({ linked }) => linked },
  ageBand: { codes: ageBands, of: ({ ageBand }) => ageBand },
  sex: { codes: ['female', 'male', 'unknown'], of: ({ sex }) => sex },
  referral: {
    codes: ['none', 'pending', 'accepted', 'supported', 'left', 'refused', 'withdrawn'],
    of: ({ referrals }) => standing(referrals.at(-1)),
  },
}

/** What came of a referral; help that ended before anything was given is no help given. */
function standing(referral: Referral | undefined): string {
  if (!referral) return 'none'
  return gaveNothing(referral) ? 'left' : referral.outcome
}

/**
 * Hides every cell under five, and as many of the next smallest as it takes, until those that are hidden are five
 * people or more and not all of one size. So whoever knows the total, all other cells and this very rule cannot compute
 * a hidden cell: the rule looks at sizes alone, and the hidden cells could have any other order.
 *
 * Where that is never reached, nothing is told: all cells that are not zero are of one size, and even which are zero
 * would give it away. Nor is anything told of a total that does not exceed the number of cells: one in each of them
 * would be the only way to share it out.
 */
export function suppress(cells: readonly Counted[]): Cell[] {
  const total = sumOf(cells)
  const nothing = cells.map(({ code }) => ({ code, n: null }))
  if (total > 0 && (total < SMALLEST || total <= cells.length)) return nothing
  const some = cells.filter(({ n }) => n > 0)
  if (some.every(({ n }) => n >= SMALLEST)) return [...cells]
  const sizes = [...new Set(some.map(({ n }) => Math.max(n, SMALLEST - 1)))].sort((a, b) => a - b)
  const upTo = sizes.find((most) => hideEachOther(some.filter(({ n }) => n <= most)))
  if (upTo === undefined) return nothing
  return cells.map(({ code, n }) => ({ code, n: n > 0 && n <= upTo ? null : n }))
}

const hideEachOther = (cells: readonly Counted[]): boolean =>
  sumOf(cells) >= SMALLEST && cells.some(({ n }) => n !== cells[0]?.n)

const sumOf = (cells: readonly Counted[]): number => cells.reduce((sum, { n }) => sum + n, 0)

/** The figures of a programme for a period of reception days, both included. @throws NotFound for whoever is not its focal point. */
export function readFigures(
  parts: ReadingParts,
  { programme, from, to }: FiguresQuery,
  viewer: Viewer,
): Promise<Figures> {
  const { db, clock, vault } = parts
  return db.transaction(async (tx) => {
    if (!rolesIn(viewer, { programme }).includes('focal_point')) throw new NotFound()
    await record(vault, tx, { at: clock.now(), actor: viewer.id, kind: 'figures', programme })
    const found = await casesOf(parts, tx, programme)
    return tabulate(found.filter(({ receivedOn }) => receivedOn >= from && receivedOn <= to))
  })
}

const BATCH = 200

/** Every case on the desk of a programme; those of other programmes are not even opened, erased ones lie on no desk. */
async function casesOf(parts: ReadingParts, tx: Tx, programme: string): Promise<SensitiveContext[]> {
  const tag = parts.vault.tag(deskText(focalDesk(programme)))
  const rows = await tx.all<{ case_id: string }>('SELECT case_id FROM sensitive_desks WHERE tag = ?', [tag])
  const ids = rows.map(({ case_id }) => case_id)
  const found: SensitiveContext[] = []
  for (let from = 0; from < ids.length; from += BATCH)
    for (const { snapshot } of await wakeAll(parts, tx, ids.slice(from, from + BATCH)))
      if (liesOn(snapshot, focalDesk(programme))) found.push(sensitiveContext(snapshot.context))
  return found
}

/** The tables of these cases. A total under five is hidden, and everything with it. */
export function tabulate(found: readonly SensitiveContext[]): Figures {
  const total = found.length
  const tables = Object.entries(dimensions).map(([name, { codes, of }]) => {
    const counted = Map.groupBy(found, of)
    return { name, cells: suppress(codes.map((code) => ({ code, n: counted.get(code)?.length ?? 0 }))) }
  })
  return { total: total > 0 && total < SMALLEST ? null : total, tables }
}
