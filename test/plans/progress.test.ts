// The progress of a plan: exact, rounded once, and called what it is.
import { describe, expect, test } from 'vitest'
import { namesCase } from '../../src/cases/named-case.ts'
import { newReference } from '../../src/cases/reference.ts'
import { planProgress, stateOf } from '../../src/plans/progress.ts'

const of = (...actions: [weight: number, progress: number][]) =>
  planProgress(actions.map(([weight, progress]) => ({ weight, progress })))

describe('the progress of a plan', () => {
  test.each([
    [[[1, 0]], 0, 'notStarted'],
    [[[1, 50]], 50, 'limited'],
    [
      [
        [40, 100],
        [30, 70],
        [20, 30],
        [10, 0],
      ],
      67,
      'significant',
    ],
    // 0.5 is rounded up, once: 59.5 is 60, and then significant.
    [
      [
        [1, 59],
        [1, 60],
      ],
      60,
      'significant',
    ],
    [
      [
        [1, 89],
        [1, 90],
      ],
      90,
      'completed',
    ],
    // 100/3 and 200/3: no rounding on the way.
    [
      [
        [1, 100],
        [1, 0],
        [1, 0],
      ],
      33,
      'limited',
    ],
    [
      [
        [1, 100],
        [1, 100],
        [1, 0],
      ],
      67,
      'significant',
    ],
    // Floating point would say 57 for 57.49999 and 58 for 57.5.
    [
      [
        [1000, 57],
        [1000, 58],
      ],
      58,
      'limited',
    ],
    [
      [
        [999, 57],
        [1, 58],
      ],
      57,
      'limited',
    ],
    [
      [
        [7, 100],
        [11, 100],
        [13, 100],
      ],
      100,
      'completed',
    ],
  ] as const)('%j is %i %%, %s', (actions, percent, state) => {
    expect(of(...actions.map(([weight, progress]): [number, number] => [weight, progress]))).toEqual({
      percent,
      state,
    })
  })

  test('is not known without actions, and begun as soon as anything is', () => {
    expect(of()).toEqual({ percent: null, state: 'notStarted' })
    expect(of([1000, 0], [1, 1])).toEqual({ percent: 0, state: 'limited' })
  })

  test('does not depend on the order, nor on what weights are counted in', () => {
    expect(of([3, 10], [5, 95])).toEqual(of([5, 95], [3, 10]))
    expect(of([30, 10], [50, 95])).toEqual(of([3, 10], [5, 95]))
  })

  test('is refused for weights and shares that are none', () => {
    for (const wrong of [
      [0, 5] as const,
      [-1, 5] as const,
      [1.5, 5] as const,
      [1, 101] as const,
      [1, -1] as const,
    ])
      expect(() => of([wrong[0], wrong[1]])).toThrow(RangeError)
  })

  test('has four states: 0, 1 to 59, 60 to 89, 90 to 100', () => {
    expect([0, 1, 59, 60, 89, 90, 100].map(stateOf)).toEqual([
      ...['notStarted', 'limited', 'limited', 'significant', 'significant', 'completed', 'completed'],
    ])
  })
})

test('a text that names a case is told from one that does not', () => {
  const reference = newReference('DAA')

  expect(namesCase(`voir ${reference}.`)).toBe(true)
  expect(namesCase(`voir ${reference.toLowerCase()}`)).toBe(true)
  expect(namesCase(`voir ${reference.replaceAll('-', ' ')} 1`)).toBe(/\d/.test(reference))
  expect(namesCase('Une date fixe pour les cent mots responsables, PV n° 12 du 3 mars 2026.')).toBe(false)
})
