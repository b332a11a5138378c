// Chance that can be repeated: the same seed, or the same numbers, always draw the same.

export type Draw = {
  /** A whole number from 0 up to, but without, `below`. */
  below(below: number): number
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean
  /** Whether there is anything left to draw; afterwards everything is the first choice. */
  readonly left: boolean
}

/** Draws for ever from a seed. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0
  // Mulberry32: small, fast, good enough to wander about.
  return drawing(() => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return (t ^ (t >>> 14)) >>> 0
  })
}

/** Draws from given numbers, so that a search for a failing example can make it shorter and simpler. */
export function drawFrom(numbers: readonly number[]): Draw {
  let next = 0
  return drawing(
    () => numbers[next++] ?? 0,
    () => next < numbers.length,
  )
}

function drawing(number: () => number, left: () => boolean = () => true): Draw {
  const below = (limit: number) => number() % Math.max(1, limit)
  return {
    below,
    between: (least, most) => least + below(most - least + 1),
    pick: (list) => {
      const found = list[below(list.length)]
      if (found === undefined) throw new Error('nothing to pick from')
      return found
    },
    chance: (percent) => below(100) < percent,
    get left() {
      return left()
    },
  }
}
