// References that look random and are the same every time.
import { readReference } from '../cases/reference.ts'
import { type Draw, drawFrom } from './draw.ts'

const ALPHABET = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']

/** The reference of a case by its place in the cast. */
export function referenceOf(prefix: string, n: number): string {
  const draw: Draw = drawFrom(`reference ${prefix} ${n}`)
  const body = Array.from({ length: 7 }, () => draw.pick(ALPHABET)).join('')
  const candidates = ALPHABET.map((check) => `${prefix}-${body.slice(0, 4)}-${body.slice(4)}${check}`)
  // One character of them all makes it right: the product's own rule says which.
  const right = candidates.find((candidate) => readReference(candidate) === candidate)
  if (!right) throw new Error('a reference has one right check character')
  return right
}
