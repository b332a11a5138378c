// The lot: the same seed and the same closures give the same sample, weights count as they should, and a share is not misled.
import { describe, expect, test } from 'vitest'
import { conformityOf } from '../../src/audits/estimate.ts'
import { busyClosers, type Closure, points, risks, risksOf, weightOf } from '../../src/audits/risks.ts'
import { drawFrom, isWithinEdge, likelihood, lotOf } from '../../src/audits/sample.ts'

const SEED = '0f1e2d3c4b5a69788796a5b4c3d2e1f0'
const closures = Array.from({ length: 12 }, (_, n) => ({
  id: `DAA-${String(n + 1).padStart(4, '0')}-TEST`,
  weight: 1 + (((n + 1) * 7) % 9),
}))

describe('a sample', () => {
  // Computed by another program, in exact fractions (docs/audit.md).
  test('is the one that its seed and its closures say', async () => {
    const { drawn, edge, hash } = await drawFrom(SEED, closures, 4)

    expect(lotOf(SEED, 'DAA-0001-TEST')).toBe(11972784156131180326n)
    expect(drawn.map(({ id }) => id)).toEqual([
      ...['DAA-0006-TEST', 'DAA-0008-TEST', 'DAA-0005-TEST', 'DAA-0007-TEST'],
    ])
    expect(edge).toEqual({ draw: '6562098463526800599', weight: 6 })
    expect(hash).toBe('7094dd26300dc4b6354d7199bd5722539c68c0247fe40e618de1155eb9a54792')
    expect(drawn.map(({ weight }) => likelihood(weight, edge).toFixed(9))).toEqual([
      ...['0.415020749', '0.177866035', '0.533598106', '0.296443392'],
    ])
  })

  test('does not depend on the order, and is the beginning of a larger one', async () => {
    const { drawn, hash } = await drawFrom(SEED, closures, 4)

    expect(await drawFrom(SEED, closures.toReversed(), 4)).toMatchObject({ drawn, hash })
    expect((await drawFrom(SEED, closures, 7)).drawn.slice(0, 4)).toEqual(drawn)
    expect((await drawFrom('another', closures, 4)).drawn).not.toEqual(drawn)
    const [first, ...others] = closures
    expect((await drawFrom(SEED, others, 4)).hash).not.toBe(hash)
    const heavier = [{ id: first?.id ?? '', weight: 99 }, ...others]
    expect((await drawFrom(SEED, heavier, 4)).hash).not.toBe(hash)
  })

  test('is everything when there is no more, and then everything was certain', async () => {
    for (const size of [12, 13, 200]) {
      const { drawn, edge } = await drawFrom(SEED, closures, size)

      expect(drawn.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(closures)
      expect(edge).toBeNull()
      expect(likelihood(1, edge)).toBe(1)
    }
  })

  test('proves each of its closures by its own lot, and no other', async () => {
    const { drawn, edge } = await drawFrom(SEED, closures, 4)

    for (const one of closures) expect(isWithinEdge(SEED, one, edge)).toBe(drawn.includes(one))
  })

  test('draws by weight: over many seeds, what it stands for is what there is', async () => {
    const seeds = Array.from({ length: 3000 }, (_, n) => `seed ${n}`)
    const samples = await Promise.all(seeds.map((seed) => drawFrom(seed, closures, 4)))

    // Each closure counts for 1 / likelihood of them: on average there are twelve, however they are weighed.
    const sizes = samples.map(({ drawn, edge }) =>
      drawn.reduce((sum, { weight }) => sum + 1 / likelihood(weight, edge), 0),
    )
    const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
    expect(Math.abs(mean - 12)).toBeLessThan(0.25)
    const times = (id: string) =>
      samples.filter(({ drawn }) => drawn.some((one) => one.id === id)).length / seeds.length
    // Weights 9 and 1: the heavier one is drawn several times as often.
    const [heavy, light] = [
      closures.find(({ weight }) => weight === 9),
      closures.find(({ weight }) => weight === 1),
    ]
    expect(times(heavy?.id ?? '') / times(light?.id ?? '')).toBeGreaterThan(3)
  })
})

describe('the share of conform closures', () => {
  test('counts each for as many as it was unlikely to be drawn', () => {
    const sample = [
      { conform: true, likelihood: 0.1 },
      { conform: false, likelihood: 1 },
      { conform: false, likelihood: 1 },
    ]

    // One of three, but ten of twelve.
    expect(conformityOf(sample)).toEqual({ concluded: 3, conform: 1, estimate: (100 * 10) / 12, few: true })
    expect(conformityOf([]).estimate).toBeNull()
    expect(conformityOf(Array.from({ length: 5 }, () => ({ conform: true, likelihood: 0.3 })))).toMatchObject(
      {
        ...{ estimate: 100, few: false, conform: 5 },
      },
    )
  })
})

describe('the risks of a closure', () => {
  const DAY = 86_400_000
  const plain: Closure = {
    ...{
      id: 'DAA-1',
      closing_on: '2026-03-10',
      due_on: '2026-03-10',
      admissibility: 'complaint',
      founded: 'yes',
    },
    ...{
      outcome: 'answered',
      reopened: 0,
      broken: 0,
      appeal: 'none',
      closer: 'hind',
      channel: 'sms',
      came_by: 'desk',
    },
    ...{ closed_at: 100 * DAY, closer_since: 0 },
  }
  const of = (fields: Partial<Closure>, busy: string[] = []) =>
    risksOf({ ...plain, ...fields }, new Set(busy))

  test('are none where all went well', () => {
    expect(of({})).toEqual([])
    expect(weightOf([])).toBe(1)
  })

  test.each([
    ['late', { closing_on: '2026-03-11' }],
    ['broken', { broken: 1 }],
    ['undetermined', { founded: 'unknown' }],
    ['notFounded', { founded: 'no' }],
    ['unanswered', { outcome: 'withdrawn' }],
    ['reopened', { reopened: 1 }],
    ['contested', { appeal: 'rejected' }],
    ['ombudsman', { came_by: 'ombudsman' }],
    ['byHand', { channel: 'desk' }],
    ['newCloser', { closer_since: 50 * DAY }],
  ] as const)('%s', (risk, fields) => {
    expect(of(fields)).toEqual([risk])
    expect(weightOf([risk])).toBe(1 + points[risk])
  })

  test('of somebody who closes more than twice the average, once there are enough to say so', () => {
    const closers = (counts: Record<string, number>) =>
      Object.entries(counts).flatMap(([closer, n]) => Array.from({ length: n }, () => ({ closer })))
    const busy = (counts: Record<string, number>) => [...busyClosers(closers(counts))]

    expect(busy({ hind: 15, omar: 3, ali: 3 })).toEqual(['hind'])
    expect(busy({ hind: 14, omar: 4, ali: 3 })).toEqual([])
    expect(busy({ hind: 14, omar: 2, ali: 2 })).toEqual([])
    expect(busy({ hind: 100 })).toEqual([])
    expect(of({}, ['hind'])).toEqual(['busyCloser'])
  })

  test('of a request are not whether it was founded, and add up', () => {
    expect(of({ admissibility: 'notComplaint', founded: 'unknown' })).toEqual([])
    expect(weightOf(risks)).toBe(1 + Object.values(points).reduce((sum, n) => sum + n, 0))
  })
})
