// References: read aloud, typed by hand, misread; the check character refuses what is not one.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newReference, readReference } from '../../src/cases/reference.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const fixed = { seed: 7, numRuns: 300 }

/** Some reference: seven characters, and the only one after them that makes a reference of it. */
const references = fc
  .tuple(
    fc.constantFrom('TAY', 'DAA', 'AMO'),
    fc.array(fc.constantFrom(...ALPHABET), { minLength: 7, maxLength: 7 }),
  )
  .map(([prefix, body]) => {
    const left = `${prefix}-${body.slice(0, 4).join('')}-${body.slice(4).join('')}`
    const [only, ...others] = [...ALPHABET].flatMap((check) => readReference(left + check) ?? [])
    if (only === undefined || others.length > 0) throw new Error(`${left} has no check character of its own`)
    return only
  })

/** The places of the eight characters after the prefix. */
const place = fc.constantFrom(4, 5, 6, 7, 9, 10, 11, 12)

const withAt = (text: string, at: number, character: string) =>
  text.slice(0, at) + character + text.slice(at + 1)

describe('a reference', () => {
  test('reads back as itself, however it was typed', () => {
    const manner = fc.constantFrom(
      (r: string) => r,
      (r: string) => r.toLowerCase(),
      (r: string) => ` ${r}\n`,
      (r: string) => r.replaceAll('-', ''),
      (r: string) => r.replaceAll('-', ' '),
      (r: string) => r.replaceAll('-', '–'),
      (r: string) => r.replaceAll('-', ' - '),
    )
    fc.assert(
      fc.property(references, manner, (reference, typed) => {
        expect(readReference(typed(reference))).toBe(reference)
      }),
      fixed,
    )
  })

  test('with any one character wrong is none', () => {
    fc.assert(
      fc.property(references, place, fc.constantFrom(...ALPHABET), (reference, at, character) => {
        fc.pre(reference[at] !== character)
        expect(readReference(withAt(reference, at, character))).toBeUndefined()
      }),
      fixed,
    )
  })

  test('with two neighbours changed over is none', () => {
    fc.assert(
      fc.property(references, fc.constantFrom(4, 5, 6, 9, 10, 11), (reference, at) => {
        const [left = '', right = ''] = [reference[at], reference[at + 1]]
        fc.pre(left !== right)
        // The one swap no such check can see: its first and its last character.
        fc.pre(!(left + right === '0Z' || left + right === 'Z0'))
        expect(readReference(withAt(withAt(reference, at, right), at + 1, left))).toBeUndefined()
      }),
      fixed,
    )
  })

  test('is none when it is too short, too long, or something else', () => {
    const others = [
      '',
      'TAY',
      'TAY-7K3F',
      'TAY-7K3F-9QXDA',
      '0612345678',
      'BE123456',
      'Fatima',
      'TAY-IIII-OOOO',
    ]

    expect(others.map(readReference)).toEqual(others.map(() => undefined))
  })

  test('is made of a prefix and twice four characters, none that are misread; never sequential, never the same', () => {
    const made = Array.from({ length: 2_000 }, () => newReference('TAY'))

    expect(made.filter((one) => !/^TAY-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/.test(one))).toEqual([])
    expect(made.map(readReference)).toEqual(made)
    expect(new Set(made).size).toBe(made.length)
    expect(made).not.toEqual(made.toSorted())
  })
})
