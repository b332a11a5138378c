// What a report over several quarters may not tell: whatever its difference to the published quarters would.
import { addDays } from '../platform/clock.ts'
import type { Span } from './spans.ts'
import {
  type Counts,
  type Measure,
  measures,
  SMALLEST,
  suppress,
  type Table,
  type Told,
  type ToldTable,
} from './suppression.ts'

/** Whether days are whole quarters, one or several. */
export const areQuarters = (from: string, to: string): boolean =>
  from <= to && from === firstOfQuarter(from) && to === lastOfQuarter(to)

/** The quarters that these days touch, each whole. */
export function quartersOf(from: string, to: string): Span[] {
  const quarters: Span[] = []
  for (let first = firstOfQuarter(from); first <= to; first = addDays(lastOfQuarter(first), 1))
    quarters.push([first, lastOfQuarter(first)])
  return quarters
}

function firstOfQuarter(day: string): string {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}

const lastOfQuarter = (day: string): string => addDays(firstOfQuarter(addDays(firstOfQuarter(day), 95)), -1)

/**
 * What may be told of the cases of all pieces together: each figure that none of the pieces hides. So a report says
 * nothing that its pieces, each published by itself, would not say. A piece in which nothing was received (or closed)
 * is about nobody in that, and hides nothing of it.
 */
export function toldInPieces({ total, verdicts, facets }: Table, pieces: readonly Table[]): ToldTable {
  const hides = pieces.map(hiddenIn)
  const told = (facet: string, value: string, measure: Measure, n: number): number | null =>
    n < SMALLEST || hides.some((one) => one(facet, value, measure)) ? null : n
  const row = (facet: string, value: string, counts: Counts): Told => ({
    received: told(facet, value, 'received', counts.received),
    founded: told(facet, value, 'founded', counts.founded),
    closed: told(facet, value, 'closed', counts.closed),
    onTime: told(facet, value, 'onTime', counts.onTime),
  })
  const all = row('total', '', total)
  const silent = all.received === null || all.closed === null
  const there = ({ received, closed }: Counts): boolean => received + closed > 0
  return {
    total: silent ? { received: null, founded: null, closed: null, onTime: null } : all,
    verdicts: verdicts.map(({ value, received }) => ({
      value,
      received: silent ? null : told('verdict', value, 'received', received),
    })),
    facets: Object.fromEntries(
      Object.entries(facets).map(([facet, rows]) => [
        facet,
        silent ? [] : rows.filter(there).map((one) => ({ value: one.value, ...row(facet, one.value, one) })),
      ]),
    ),
  }
}

type Hides = (facet: string, value: string, measure: Measure) => boolean

type Pair = 'received' | 'closed'
const pairOf: Record<Measure, Pair> = {
  ...{ received: 'received', founded: 'received', closed: 'closed', onTime: 'closed' },
}

function hiddenIn(piece: Table): Hides {
  const { received, closed } = piece.total
  const told = suppress(
    received === 0 ? alone(piece, 'closed') : closed === 0 ? alone(piece, 'received') : piece,
  )
  return (facet, value, measure) => {
    if (piece.total[pairOf[measure]] === 0) return false
    if (facet === 'total') return told.total[measure] === null
    if (facet === 'verdict') return told.verdicts.some((row) => row.value === value && row.received === null)
    const row = piece.facets[facet]?.find((one) => one.value === value)
    // It would be left out there, and everybody knows that it is about nobody.
    if (!row || measures.every((one) => row[one] === 0)) return false
    const shown = told.facets[facet]?.find((one) => one.value === value)
    return !shown || shown[measure] === null
  }
}

/** A table judged by what was received alone, or closed: the other half of it is empty. */
function alone(piece: Table, pair: Pair): Table {
  const twice = ({ received, founded, closed, onTime }: Counts): Counts =>
    pair === 'closed'
      ? { received: closed, founded: onTime, closed, onTime }
      : { received, founded, closed: received, onTime: founded }
  return {
    total: twice(piece.total),
    verdicts: piece.verdicts,
    facets: Object.fromEntries(
      Object.entries(piece.facets).map(([facet, rows]) => [
        facet,
        rows.map((row) => ({ value: row.value, ...twice(row) })),
      ]),
    ),
  }
}
