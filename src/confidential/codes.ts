// The secret code of whoever a sensitive case is about: shown once, kept only as a keyed hash.
import { randomBytes } from 'node:crypto'

/** Without letters that are misread or misheard. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 16

/** A new code of 80 random bits, in four groups that can be read aloud. */
export function newCode(): string {
  const letters = [...randomBytes(LENGTH)].map((byte) => ALPHABET[byte % 32])
  return [0, 4, 8, 12].map((from) => letters.slice(from, from + 4).join('')).join('-')
}

/** A code as somebody typed it, in its one right form; undefined when it can be none. */
export function readCode(typed: string): string | undefined {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s–—-]+/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  if (plain.length !== LENGTH || [...plain].some((letter) => !ALPHABET.includes(letter))) return undefined
  return [0, 4, 8, 12].map((from) => plain.slice(from, from + 4)).join('-')
}

/** What is hashed of a code. */
export const codeText = (code: string): string => `code ${code}`
