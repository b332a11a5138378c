// A risk-weighted random sample that anybody can draw again: priority sampling in whole numbers (docs/audit.md).
import { createHash, hash as digest } from 'node:crypto'
import { setImmediate as breathe } from 'node:timers/promises'

/** A closure that may be drawn; its weight is a whole number above 0. */
export type Weighted = { id: string; weight: number }

/** The first one that was not drawn: where the sample ends. */
export type Edge = { draw: string; weight: number }

export type Sample<T extends Weighted> = {
  /** The drawn ones, the most urgent first. */
  drawn: T[]
  /** Null when all were drawn. */
  edge: Edge | null
  /** SHA-256 of the lines `id weight` of everything that could be drawn, in the order of the ids. */
  hash: string
}

const RANGE = 1n << 64n

/** The lot of a closure: 1 to 2^64, from the first eight bytes of SHA-256(seed:id), as a decimal. */
export function lotOf(seed: string, id: string): bigint {
  return digest('sha256', `${seed}:${id}`, 'buffer').readBigUInt64BE(0) + 1n
}

type Keyed<T> = { one: T; lot: bigint; weight: bigint }

/** By lot / weight, without dividing; the id where two are equal. */
function before<T extends Weighted>(a: Keyed<T>, b: Keyed<T>): boolean {
  const [left, right] = [a.lot * b.weight, b.lot * a.weight]
  return left < right || (left === right && a.one.id < b.one.id)
}

/** Lets others work in between: of hundreds of thousands of closures, lots and order take seconds. */
export type Pause = () => Promise<void>

/** So many closures at a stretch. */
const STRETCH = 2_000

/** Draws `size` of them, or all when there are no more; the order they are given in changes nothing. */
export async function drawFrom<T extends Weighted>(
  seed: string,
  population: readonly T[],
  size: number,
  pause: Pause = breathe,
): Promise<Sample<T>> {
  // One more than is asked for: the first that stays out says how likely each of the others was.
  const smallest: Keyed<T>[] = []
  for (const [n, one] of population.entries()) {
    if (n % STRETCH === STRETCH - 1) await pause()
    const keyed = { one, lot: lotOf(seed, one.id), weight: BigInt(one.weight) }
    const last = smallest[size]
    if (last && !before(keyed, last)) continue
    insert(smallest, keyed)
    if (smallest.length > size + 1) smallest.pop()
  }
  const out = smallest[size]
  return {
    drawn: smallest.slice(0, size).map(({ one }) => one),
    edge: out ? { draw: String(out.lot), weight: out.one.weight } : null,
    hash: await hashOf(population, pause),
  }
}

function insert<T extends Weighted>(sorted: Keyed<T>[], keyed: Keyed<T>): void {
  let [from, to] = [0, sorted.length]
  while (from < to) {
    const middle = (from + to) >> 1
    const other = sorted[middle]
    if (other && before(other, keyed)) from = middle + 1
    else to = middle
  }
  sorted.splice(from, 0, keyed)
}

/** Lines with the same beginning are sorted together: never all of them in one go. */
const BEGINNING = 6

/** What could be drawn, as one number that changes with any of it. */
async function hashOf(population: readonly Weighted[], pause: Pause): Promise<string> {
  const heaps = new Map<string, string[]>()
  for (const [n, { id, weight }] of population.entries()) {
    if (n % STRETCH === STRETCH - 1) await pause()
    const line = `${id} ${weight}\n`
    const heap = heaps.get(line.slice(0, BEGINNING))
    if (heap) heap.push(line)
    else heaps.set(line.slice(0, BEGINNING), [line])
  }
  const hash = createHash('sha256')
  let hashed = 0
  for (const beginning of [...heaps.keys()].sort()) {
    const heap = heaps.get(beginning) ?? []
    hash.update(heap.sort().join(''))
    hashed += heap.length
    if (hashed < STRETCH) continue
    hashed = 0
    await pause()
  }
  return hash.digest('hex')
}

/** How likely a closure of this weight was to be drawn, given where the sample ended; 1 when all were. */
export function likelihood(weight: number, edge: Edge | null): number {
  if (edge === null) return 1
  const SCALE = 1_000_000_000_000n
  const share = (BigInt(weight) * BigInt(edge.draw) * SCALE) / (BigInt(edge.weight) * RANGE)
  return share >= SCALE ? 1 : Number(share) / Number(SCALE)
}

/** Whether a closure of this weight is drawn before the edge: what a single one of a sample is proved by. */
export const isWithinEdge = (seed: string, { id, weight }: Weighted, edge: Edge | null): boolean =>
  edge === null || lotOf(seed, id) * BigInt(edge.weight) < BigInt(edge.draw) * BigInt(weight)
