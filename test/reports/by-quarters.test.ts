// A report of several quarters, or of days inside some, says no more than the quarters that everybody has.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { areQuarters, quartersOf, toldInPieces } from '../../src/reports/by-quarters.ts'
import { type Counts, measures, SMALLEST, suppress, type Table } from '../../src/reports/suppression.ts'

type Numbers = [received: number, founded: number, closed: number, onTime: number]
const sum = (rows: readonly Counts[], measure: keyof Counts) => rows.reduce((n, row) => n + row[measure], 0)

/** A table of one facet. */
function tableOf(...rows: Numbers[]): Table {
  const facet = rows.map(([received, founded, closed, onTime], n) => ({
    ...{ value: `V${n}`, received, founded, closed, onTime },
  }))
  const total = {
    ...{ received: sum(facet, 'received'), founded: sum(facet, 'founded') },
    ...{ closed: sum(facet, 'closed'), onTime: sum(facet, 'onTime') },
  }
  const { received, founded } = total
  return {
    total,
    verdicts: [
      { value: 'founded', received: founded },
      { value: 'notFounded', received: received - founded },
    ],
    facets: { facet },
  }
}

/** The cases of two tables together. */
function both(one: Table, other: Table): Table {
  const rows = (one.facets.facet ?? []).map((row, n): Numbers => {
    const more = other.facets.facet?.[n]
    return measures.map((measure) => row[measure] + (more?.[measure] ?? 0)) as Numbers
  })
  return tableOf(...rows)
}

const some = fc.oneof(fc.nat({ max: 6 }), fc.nat({ max: 30 }), fc.nat({ max: 900 }))
const row = fc
  .tuple(some, some, some, some)
  .map(([founded, other, onTime, late]): Numbers => [founded + other, founded, onTime + late, onTime])
const tables = fc.array(row, { minLength: 3, maxLength: 3 }).map((rows) => tableOf(...rows))

describe('quarters', () => {
  test('are the whole ones that days touch', () => {
    expect(quartersOf('2026-07-01', '2026-12-31')).toEqual([
      ['2026-07-01', '2026-09-30'],
      ['2026-10-01', '2026-12-31'],
    ])
    expect(quartersOf('2024-02-10', '2024-04-02')).toEqual([
      ['2024-01-01', '2024-03-31'],
      ['2024-04-01', '2024-06-30'],
    ])
  })

  test.each([
    ['2026-07-01', '2026-12-31', true],
    ['2026-01-01', '2026-03-31', true],
    ['2026-01-02', '2026-03-31', false],
    ['2026-01-01', '2026-03-30', false],
    ['2026-04-01', '2026-03-31', false],
  ])('%s to %s: %s', (from, to, whole) => {
    expect(areQuarters(from, to)).toBe(whole)
  })
})

describe('a report over several quarters', () => {
  test('tells nothing small, and no figure that a quarter with somebody in it hides', () => {
    fc.assert(
      fc.property(tables, tables, (first, second) => {
        const told = toldInPieces(both(first, second), [first, second])
        for (const [n, piece] of [first, second].entries()) {
          const hidden = suppress(piece)
          // In a quarter with complaints and closures, what the quarter hides the report does not tell.
          if (piece.total.received === 0 || piece.total.closed === 0) continue
          for (const measure of measures)
            if (hidden.total[measure] === null)
              expect([n, measure, told.total[measure]]).toEqual([n, measure, null])
          for (const one of piece.facets.facet ?? []) {
            if (measures.every((measure) => one[measure] === 0)) continue
            const there = hidden.facets.facet?.find(({ value }) => value === one.value)
            const here = told.facets.facet?.find(({ value }) => value === one.value)
            for (const measure of measures)
              if ((there?.[measure] ?? null) === null && (here?.[measure] ?? null) !== null)
                // Nobody is told of where there was nobody.
                expect([
                  measure,
                  one[measure === 'founded' ? 'received' : measure === 'onTime' ? 'closed' : measure],
                ]).toEqual([measure, 0])
          }
        }
        const figures = [told.total, ...(told.facets.facet ?? [])].flatMap((row) =>
          measures.map((one) => row[one]),
        )
        for (const n of figures) expect(n === null || n >= SMALLEST).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('hides what it would give away: with one quarter in hand, the other would be two complaints', () => {
    const large = tableOf([40, 20, 30, 15], [50, 25, 40, 20])
    const small = tableOf([40, 20, 30, 15], [2, 1, 2, 1])
    expect(suppress(both(large, small)).facets.facet?.[1]?.received).toBe(52)

    expect(toldInPieces(both(large, small), [large, small]).facets.facet?.[1]?.received).toBeNull()
    expect(toldInPieces(both(large, large), [large, large]).facets.facet?.[1]?.received).toBe(100)
  })
})
