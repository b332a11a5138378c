// The figures of the confidential road: what is told, and that nobody computes what is not.
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Cell,
  dimensions,
  readFigures,
  SMALLEST,
  suppress,
  tabulate,
} from '../../src/confidential/figures.ts'
import { type SensitiveContext, unborn } from '../../workflows/sensitive-facts.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { bringCase, refer, step } from './steps.ts'

const table = (sizes: readonly number[]) => sizes.map((n, at) => ({ code: String(at), n }))
const shown = (sizes: readonly number[]) => suppress(table(sizes)).map(({ n }) => n)
const sum = (sizes: readonly number[]) => sizes.reduce((all, n) => all + n, 0)

/** Every way to share out a total among so many cells. */
function* sharings(total: number, cells: number): Generator<number[]> {
  if (cells === 1) return yield [total]
  for (let first = 0; first <= total; first++)
    for (const rest of sharings(total - first, cells - 1)) yield [first, ...rest]
}

/**
 * What somebody could find out who knows the total, the cells that are told and the rule by heart: for every answer,
 * each value that each hidden cell can have.
 */
function computable(total: number, cells: number): string[] {
  const possible = new Map<string, Set<number>[]>()
  for (const sizes of sharings(total, cells)) {
    const answer = shown(sizes)
    const known = possible.get(JSON.stringify(answer)) ?? sizes.map(() => new Set<number>())
    for (const [at, n] of sizes.entries()) known[at]?.add(n)
    possible.set(JSON.stringify(answer), known)
  }
  return [...possible].flatMap(([answer, values]) => {
    const cellsShown: (number | null)[] = JSON.parse(answer)
    return values.some((known, at) => cellsShown[at] === null && known.size < 2) ? [answer] : []
  })
}

describe('a table with its total', () => {
  test('tells nothing under five, whatever else is told', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 2, maxLength: 10 }), (sizes) => {
        const cells = shown(sizes)

        for (const [at, n] of sizes.entries())
          expect([null, ...(n === 0 || n >= SMALLEST ? [n] : [])]).toContain(cells[at])
        if (sizes.every((n) => n === 0 || n >= SMALLEST) && sum(sizes) > sizes.length)
          expect(cells).toEqual(sizes)
      }),
    )
  })

  test('hides five people or more behind what the cells that are told leave over', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(12), { minLength: 2, maxLength: 10 }), (sizes) => {
        const hidden = sizes.filter((_, at) => shown(sizes)[at] === null)
        const total = sum(sizes)

        if (hidden.length > 0 && total >= SMALLEST) expect(sum(hidden)).toBeGreaterThanOrEqual(SMALLEST)
      }),
    )
  })

  test('says the same of the same sizes in any order', () => {
    fc.assert(
      fc.property(
        fc
          .array(fc.nat(12), { minLength: 2, maxLength: 8 })
          .chain((sizes) =>
            fc.tuple(fc.constant(sizes), fc.shuffledSubarray([...sizes.keys()], { minLength: sizes.length })),
          ),
        ([sizes, order]) => {
          const moved = shown(order.map((at) => sizes[at] ?? 0))

          expect(moved).toEqual(order.map((at) => shown(sizes)[at]))
        },
      ),
    )
  })

  test('leaves every hidden cell two values at least, for whoever knows the rule: a pair, three, six, ten cells', () => {
    const wide: [cells: number, most: number][] = [
      [2, 80],
      [3, 50],
      [6, 14],
      [10, 11],
    ]

    for (const [cells, most] of wide)
      for (let total = SMALLEST; total <= most; total++)
        expect(computable(total, cells), `${total} in ${cells}`).toEqual([])
  })

  test('is not told where all cells are of one size: six times four is nothing but fours', () => {
    expect(shown([4, 4, 4, 4, 4, 4])).toEqual([null, null, null, null, null, null])
    expect(shown([1, 1, 1, 1, 1, 1])).toEqual([null, null, null, null, null, null])
    expect(shown([4, 4, 0])).toEqual([null, null, null])
    expect(shown([0, 0, 0])).toEqual([0, 0, 0])
    expect(shown([20, 3, 0])).toEqual([null, null, 0])
    expect(shown([20, 9, 3, 0])).toEqual([20, null, null, 0])
    expect(shown([20, 9, 3, 2])).toEqual([20, 9, null, null])
    // Which of two fives is hidden would say which cell is the four.
    expect(shown([5, 5, 4, 30])).toEqual([null, null, null, 30])
  })
})

describe('the tables of some cases', () => {
  const context = (more: Partial<SensitiveContext>): SensitiveContext => ({ ...unborn, ...more })
  const anyCase = fc.record({
    nature: fc.constantFrom('rape' as const, 'harassment' as const, 'exploitation' as const),
    sex: fc.constantFrom('female' as const, 'male' as const),
  })

  test('are all hidden with a total under five, and of one total otherwise', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { maxLength: 40 }), (cases) => {
        const { total, tables } = tabulate(cases.map(context))
        const told = (cells: Cell[]) => cells.filter(({ n }) => n !== null)

        if (cases.length > 0 && cases.length < SMALLEST) {
          expect(total).toBeNull()
          expect(tables.flatMap(({ cells }) => told(cells))).toEqual([])
        } else {
          expect(total).toBe(cases.length)
          for (const { name, cells } of tables) {
            expect(cells.map(({ code }) => code)).toEqual(dimensions[name]?.codes)
            if (told(cells).length === cells.length) expect(sum(cells.map(({ n }) => n ?? 0))).toBe(total)
          }
        }
      }),
    )
  })
})

eachDatabase('the figures of a programme', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice((await open()).db)
  })
  const all = { programme: 'DAAM', from: '2026-01-01', to: '2026-12-31' }
  const figures = async (query = all) => readFigures(office.road, query, office.staff.focal)

  test('count its cases by day of reception, those of other programmes and erased ones never', async () => {
    const { staff, road, clock } = office
    const far = await office.hire('far', [
      { role: 'agent', programme: 'TAYSSIR', entity: '' },
      { role: 'focal_point', programme: 'TAYSSIR', entity: '' },
    ])
    for (let n = 0; n < 12; n++)
      await bringCase(office, { nature: n < 5 ? 'rape' : 'harassment', sex: 'female' })
    const elsewhere = { ...office, staff: { ...staff, agent: far } }
    for (let n = 0; n < 7; n++) await bringCase(elsewhere, { nature: 'forcedMarriage' }, 'TAYSSIR')
    const { id } = await bringCase(office, { nature: 'exploitation' })
    await step(road, staff.focal, id, 'ERASE', { ground: 'wish', confirmed: true })
    clock.advance(86_400_000)
    await bringCase(office, { nature: 'rape' })

    const { total, tables } = await figures({ ...all, to: '2026-11-25' })

    expect(total).toBe(12)
    const nature = new Map(tables[0]?.cells.map(({ code, n }) => [code, n]))
    expect([...nature].filter(([, n]) => n !== 0)).toEqual([
      ['rape', 5],
      ['harassment', 7],
    ])
    expect(tables.find(({ name }) => name === 'referral')?.cells[0]).toEqual({ code: 'none', n: 12 })
    expect((await figures()).total).toBe(13)
    expect((await figures({ ...all, from: '2026-11-26' })).total).toBeNull()
    expect((await figures({ ...all, to: '2026-11-24' })).total).toBe(0)
    expect((await readFigures(road, { ...all, programme: 'TAYSSIR' }, far)).total).toBe(7)
  })

  test('say where referrals stand, and hide whoever stands alone', async () => {
    for (let n = 0; n < 9; n++) await bringCase(office)
    const { id } = await bringCase(office)
    await refer(office, id)

    const { tables } = await figures()

    const referral = tables.find(({ name }) => name === 'referral')?.cells
    expect(referral?.filter(({ n }) => n === null).map(({ code }) => code)).toEqual(['none', 'pending'])
  })

  test('are for the focal point of the programme alone', async () => {
    const { road, staff } = office
    for (const who of [staff.specialist, staff.supervisor, staff.auditor, staff.admin, staff.agent])
      await expect(readFigures(road, all, who)).rejects.toMatchObject({ status: 404 })
    await expect(readFigures(road, { ...all, programme: 'TAYSSIR' }, staff.focal)).rejects.toMatchObject({
      status: 404,
    })
    // A refused reading leaves no line: nothing was read.
    expect(await office.db.read('sensitive_log')).toEqual([])
  })
})
