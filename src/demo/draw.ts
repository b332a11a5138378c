// Chance that can be repeated: the same seed draws the same, so that a demonstration looks the same every time.

export type Draw = {
  /** A whole number from `least` to `most`, both possible. */
  between(least: number, most: number): number
  pick<T>(list: readonly T[]): T
  /** One of the choices, each as often as its weight says. */
  weighed<T>(choices: readonly { value: T; weight: number }[]): T
  /** True in so many of a hundred cases. */
  chance(percent: number): boolean
  digits(count: number): string
}

/** Draws for ever from a word. */
export function drawFrom(seed: string): Draw {
  let state = hash(seed)
  // Mulberry32: small, fast, good enough for stories.
  const fraction = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(fraction() * (most - least + 1))
  const pick = <T>(list: readonly T[]): T => {
    const found = list[between(0, list.length - 1)]
    if (found === undefined) throw new RangeError('nothing to pick from')
    return found
  }
  return {
    between,
    pick,
    weighed: (choices) => {
      let left = fraction() * choices.reduce((sum, { weight }) => sum + weight, 0)
      const found = choices.find(({ weight }) => {
        left -= weight
        return left < 0
      })
      return (found ?? pick(choices)).value
    },
    chance: (percent) => fraction() * 100 < percent,
    digits: (count) => Array.from({ length: count }, () => between(0, 9)).join(''),
  }
}

/** FNV-1a: two words that differ a little give two states that differ a lot. */
function hash(word: string): number {
  let sum = 0x811c9dc5
  for (const character of word) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0
  return sum
}
