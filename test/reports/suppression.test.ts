// What is published gives no small figure away: not by itself, not by sums, not to somebody who knows the rule.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Counts,
  measures,
  type Row,
  SMALLEST,
  suppress,
  type Table,
  type ToldTable,
} from '../../src/reports/suppression.ts'
import { type Known, narrowed, type Relation, type Something } from './narrowed.ts'

/** So much further the most lies above the least that a hidden figure can be. */
const WIDTH = 5

const plus = (rows: readonly Counts[]): Counts => ({
  received: rows.reduce((sum, { received }) => sum + received, 0),
  founded: rows.reduce((sum, { founded }) => sum + founded, 0),
  closed: rows.reduce((sum, { closed }) => sum + closed, 0),
  onTime: rows.reduce((sum, { onTime }) => sum + onTime, 0),
})

/** Everything that is published of a programme in a period, by name, and what is known besides of how it hangs together. */
function published(told: ToldTable): { known: Known; relations: Relation[]; somethings: Something[] } {
  const known: Record<string, number | null> = {}
  const relations: Relation[] = []
  const somethings: Something[] = []
  const cells = (at: string, row: Record<(typeof measures)[number], number | null>) => {
    for (const measure of measures) known[`${at} ${measure}`] = row[measure]
    // What is left of a figure is as good as published.
    for (const [whole, part, rest] of [
      ['received', 'founded', 'other'],
      ['closed', 'onTime', 'late'],
    ] as const) {
      const [all, some] = [row[whole], row[part]]
      known[`${at} ${rest}`] = all === null || some === null ? null : all - some
      relations.push({ whole: `${at} ${whole}`, parts: [`${at} ${part}`, `${at} ${rest}`] })
    }
  }
  cells('total', told.total)
  for (const [facet, rows] of Object.entries(told.facets).filter(([, rows]) => rows.length > 0)) {
    for (const row of rows) {
      const at = `${facet} ${row.value}`
      cells(at, row)
      // It would not be there for nothing.
      somethings.push({ parts: [`${at} received`, `${at} closed`], least: 1 })
    }
    for (const measure of [...measures, 'other', 'late'])
      relations.push({
        whole: `total ${measure}`,
        parts: rows.map(({ value }) => `${facet} ${value} ${measure}`),
      })
  }
  for (const { value, received } of told.verdicts) known[`verdict ${value}`] = received
  relations.push(
    { whole: 'total received', parts: told.verdicts.map(({ value }) => `verdict ${value}`) },
    { whole: 'total founded', parts: ['verdict founded'] },
  )
  return { known, relations, somethings }
}

function expectSafe(table: Table): void {
  const { known, relations, somethings } = published(suppress(table))

  for (const [name, n] of Object.entries(known))
    if (n !== null) expect([name, n >= SMALLEST]).toEqual([name, true])
  for (const [name, { least, most }] of narrowed(known, relations, somethings))
    expect([name, most - least > WIDTH - 1e-6, [least, most]]).toEqual([name, true, [least, most]])
}

/** Numbers as complaints have them: mostly none or a handful, now and then many. */
const some = fc.oneof(
  { weight: 5, arbitrary: fc.nat({ max: 6 }) },
  { weight: 3, arbitrary: fc.nat({ max: 25 }) },
  { weight: 1, arbitrary: fc.nat({ max: 4000 }) },
)

const verdictNames = ['founded', 'notFounded', 'undetermined', 'request']

/** A table by the parts of one facet: how many of each kind; other facets share the same cases out in another way. */
const tables = fc
  .record({
    rows: fc.array(fc.tuple(some, some, some, some, some, some), { minLength: 1, maxLength: 5 }),
    cuts: fc.array(fc.nat({ max: 1000 }), { minLength: 1, maxLength: 3 }),
    shares: fc.array(fc.nat({ max: 100 }), { minLength: 8, maxLength: 8 }),
  })
  .map(({ rows, cuts, shares }): Table => {
    const first = rows.map(([founded, notFounded, undetermined, request, onTime, late], n) => ({
      value: `V${n}`,
      received: undetermined + founded + notFounded + request,
      founded,
      closed: onTime + late,
      onTime,
    }))
    const total = plus(first)
    const verdicts = [0, 1, 2, 3].map((n) => ({
      value: verdictNames[n] ?? '',
      received: rows.reduce((sum, row) => sum + (row[n] ?? 0), 0),
    }))
    return { total, verdicts, facets: { first, second: sharedOut(total, shares), third: cutUp(total, cuts) } }
  })

/** The same cases in two rows, by a share of each kind. */
function sharedOut(total: Counts, shares: readonly number[]): Row<Counts>[] {
  const part = (n: number, at: number) => Math.floor((n * (shares[at] ?? 0)) / 100)
  const [founded, onTime] = [part(total.founded, 0), part(total.onTime, 1)]
  const a = {
    founded,
    received: founded + part(total.received - total.founded, 2),
    onTime,
    closed: onTime + part(total.closed - total.onTime, 3),
  }
  const b = Object.fromEntries(measures.map((name) => [name, total[name] - a[name]]))
  return [
    { value: 'A', ...a },
    { value: 'B', ...plus([{ ...a, ...b }]) },
  ]
}

/** The same cases in rows that are used up one after the other. */
function cutUp(total: Counts, cuts: readonly number[]): Row<Counts>[] {
  let left = {
    founded: total.founded,
    other: total.received - total.founded,
    onTime: total.onTime,
    late: total.closed - total.onTime,
  }
  const row = (value: string, take: typeof left) => ({
    value,
    founded: take.founded,
    received: take.founded + take.other,
    onTime: take.onTime,
    closed: take.onTime + take.late,
  })
  const rows = cuts.map((cut, n) => {
    const of = (there: number, factor: number) => Math.min(there, Math.floor((cut * factor) / 10))
    const take = {
      founded: of(left.founded, 1),
      other: of(left.other, 2),
      onTime: of(left.onTime, 3),
      late: of(left.late, 1),
    }
    left = {
      founded: left.founded - take.founded,
      other: left.other - take.other,
      onTime: left.onTime - take.onTime,
      late: left.late - take.late,
    }
    return row(`C${n}`, take)
  })
  return [...rows, row('REST', left)]
}

/** A table of one facet whose rows are [received, founded, closed, onTime]; whatever is not founded is not founded. */
function tableOf(...rows: [number, number, number, number][]): Table {
  const facet = rows.map(([received, founded, closed, onTime], n) => ({
    value: `V${n}`,
    received,
    founded,
    closed,
    onTime,
  }))
  const total = plus(facet)
  const received = [total.founded, total.received - total.founded, 0, 0]
  return {
    total,
    verdicts: verdictNames.map((value, n) => ({ value, received: received[n] ?? 0 })),
    facets: { facet },
  }
}

describe('what is told of a programme', () => {
  test('holds no figure under five, and no hidden one can be narrowed to less than five steps', {
    timeout: 120_000,
  }, () => {
    fc.assert(fc.property(tables, expectSafe), { numRuns: 400 })
  })

  test.each<[string, Table]>([
    ['nothing at all', tableOf([0, 0, 0, 0])],
    ['one case', tableOf([1, 1, 1, 1], [0, 0, 0, 0])],
    ['one small row among large ones', tableOf([400, 200, 300, 150], [3, 1, 2, 1], [500, 250, 400, 200])],
    ['one empty row', tableOf([60, 30, 50, 25], [0, 0, 0, 0])],
    ['two empty rows', tableOf([60, 30, 50, 25], [0, 0, 0, 0], [0, 0, 0, 0])],
    ['fours everywhere', tableOf([4, 2, 4, 2], [4, 2, 4, 2], [4, 2, 4, 2], [4, 2, 4, 2])],
    ['fives everywhere', tableOf([5, 0, 5, 5], [5, 5, 5, 0], [5, 0, 5, 5])],
    ['everything founded', tableOf([40, 40, 30, 15], [20, 20, 20, 10])],
    ['everything but one in time', tableOf([40, 20, 30, 29], [20, 10, 20, 20])],
    ['all that is late in one row', tableOf([40, 20, 30, 20], [40, 20, 30, 30], [40, 20, 30, 30])],
    ['nothing closed', tableOf([400, 200, 0, 0], [300, 100, 0, 0])],
    ['much received and nothing closed in one row', tableOf([400, 200, 0, 0], [300, 100, 250, 125])],
    ['a single row', tableOf([400, 200, 300, 100])],
  ])('is safe: %s', (_name, table) => {
    expectSafe(table)
  })

  test('is as much as can be told: large tables are told whole', () => {
    const table = tableOf([400, 200, 300, 150], [300, 100, 250, 125])
    const verdicts = [300, 200, 100, 100].map((received, n) => ({ value: verdictNames[n] ?? '', received }))

    expect(suppress({ ...table, verdicts })).toEqual({ ...table, verdicts })
  })

  test('of a small row hides the row, and the last one beside it, and nothing else', () => {
    const table = tableOf([400, 200, 300, 150], [3, 1, 2, 1], [500, 250, 400, 200], [50, 25, 40, 20])

    const { facets } = suppress(table)

    expect(facets.facet?.map(({ received }) => received)).toEqual([400, null, 500, null])
    expect(facets.facet?.map(({ founded }) => founded)).toEqual([200, null, 250, null])
  })

  test('tells a row whose parts are small without its parts', () => {
    const table = tableOf([400, 200, 300, 150], [300, 299, 200, 100], [500, 250, 400, 200])

    const { facets } = suppress(table)

    expect(facets.facet?.map(({ received }) => received)).toEqual([400, 300, 500])
    expect(facets.facet?.map(({ founded }) => founded)).toEqual([200, null, null])
    expect(facets.facet?.map(({ onTime }) => onTime)).toEqual([150, 100, 200])
  })

  test('leaves whoever knows the rule in doubt: other cases lead to the very same publication', {
    timeout: 120_000,
  }, () => {
    const verdicts = (...received: number[]) =>
      suppress({
        total: {
          received: received.reduce((a, b) => a + b),
          founded: received[0] ?? 0,
          closed: 40,
          onTime: 20,
        },
        verdicts: received.map((n, at) => ({ value: verdictNames[at] ?? '', received: n })),
        facets: {},
      })
    const possible = new Map<string, Set<number>[]>()
    const numbers = Array.from({ length: 17 }, (_, n) => n)
    for (const a of numbers)
      for (const b of numbers)
        for (const c of numbers)
          for (const d of numbers) {
            const told = verdicts(a, b, c, d)
            const unknown = told.verdicts.reduce(
              (left, { received }) => left - (received ?? 0),
              a + b + c + d,
            )
            // A programme that says nothing says not even how much there was; of much, not everything was tried.
            if (told.total.received === null || unknown > (numbers.at(-1) ?? 0)) continue
            const key = JSON.stringify([told.total, told.verdicts])
            const sets = possible.get(key) ?? [0, 1, 2, 3].map(() => new Set<number>())
            possible.set(key, sets)
            for (const [at, n] of [a, b, c, d].entries()) sets[at]?.add(n)
          }

    expect(possible.size).toBeGreaterThan(1000)
    for (const [key, sets] of possible) {
      const told: [unknown, { received: number | null }[]] = JSON.parse(key)
      for (const [at, { received }] of told[1].entries())
        if (received === null) expect([key, isOpen(sets[at])]).toEqual([key, true])
    }
  })
})

/** Whether a figure could be several things; one that is not small may be known, for it is only hidden beside others. */
const isOpen = (possible: ReadonlySet<number> = new Set()): boolean =>
  possible.size > 1 || [...possible].every((n) => n >= SMALLEST)
