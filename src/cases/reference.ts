// References of cases: random, never sequential, with a check character, easy to read aloud (TAY-7K3F-9QXD).
import { randomBytes } from 'node:crypto'

/** Crockford's alphabet: no I, L, O or U, which are misread or misheard. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const PATTERN = /^([A-Z]{3})-?([0-9A-HJKMNP-TV-Z]{4})-?([0-9A-HJKMNP-TV-Z]{4})$/

/** A new random reference for a programme's prefix: 35 random bits and a check character. */
export function newReference(prefix: string): string {
  const body = [...randomBytes(7)].map((byte) => ALPHABET[byte % 32]).join('')
  const whole = body + check(body)
  return `${prefix}-${whole.slice(0, 4)}-${whole.slice(4)}`
}

/** A reference as somebody typed it, in its one right form; undefined when it is none. */
export function readReference(typed: string): string | undefined {
  const [, prefix, left = '', right = ''] = PATTERN.exec(joined(typed.trim())) ?? []
  const body = left + right
  if (!prefix || check(body.slice(0, 7)) !== body.slice(7)) return undefined
  return `${prefix}-${left}-${right}`
}

/** Whether something typed has the form of a reference and is none: one of its characters is wrong. */
export function isMistyped(typed: string): boolean {
  const plain = typed.trim()
  return /[\d–—-]/.test(plain) && PATTERN.test(joined(plain)) && readReference(plain) === undefined
}

const joined = (plain: string): string => plain.toUpperCase().replace(/[\s–—-]+/g, '-')

/** Luhn's check over 32 characters: finds every single wrong one, and swapped neighbours unless they are 0 and Z. */
function check(body: string): string {
  let [sum, double] = [0, true]
  for (const character of [...body].reverse()) {
    const value = ALPHABET.indexOf(character) * (double ? 2 : 1)
    sum += Math.floor(value / 32) + (value % 32)
    double = !double
  }
  return ALPHABET[(32 - (sum % 32)) % 32] ?? ''
}
