// References by the million, random and yet in order: a table clustered by them is then filled from left to right.
import { randomInt } from 'node:crypto'
import { readReference } from '../src/cases/reference.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const SPACE = 32 ** 7

/** The n-th of `count` references of a prefix. */
export function nthReference(prefix: string, n: number, count: number): string {
  const step = Math.floor(SPACE / count)
  let left = n * step + randomInt(step)
  let body = ''
  for (let place = 0; place < 7; place += 1) {
    body = ALPHABET[left % 32] + body
    left = Math.floor(left / 32)
  }
  for (const check of ALPHABET) {
    const reference = readReference(`${prefix}-${body.slice(0, 4)}-${body.slice(4)}${check}`)
    if (reference) return reference
  }
  throw new Error('no check character fits')
}
