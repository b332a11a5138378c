// A risk-weighted random sample that anybody can draw again: priority sampling in whole numbers (docs/audit.md).
import { createHash, hash as digest } from 'node:crypto'

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

/** Draws `size` of them, or all when there are no more; the order they are given in changes nothing. */
export function drawFrom<T extends Weighted>(
  seed: string,
  population: readonly T[],
  size: number,
): Sample<T> {
  // One more than is asked for: the first that stays out says how likely each of the others was.
  const smallest: Keyed<T>[] = []
  for (const one of population) {
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
    hash: hashOf(population),
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

/** What could be drawn, as one number that changes with any of it. */
export function hashOf(population: readonly Weighted[]): string {
  const lines = population.map(({ id, weight }) => `${id} ${weight}\n`).sort()
  const hash = createHash('sha256')
  for (const line of lines) hash.update(line)
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
