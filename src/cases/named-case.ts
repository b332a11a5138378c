// Whether a text names a case: where texts outlive cases, none may, or something of a case that left would stay.
import { readReference } from './reference.ts'

const LIKE_ONE = /\b[A-Za-z]{3}[\s–—-]?[0-9A-Za-z]{4}[\s–—-]?[0-9A-Za-z]{4}\b/g

/** Whether a reference stands somewhere in a text, as people write it. Three plain words are none, whatever they spell. */
export const namesCase = (text: string): boolean =>
  [...text.matchAll(LIKE_ONE)].some(([found]) => /[\d–—-]/.test(found) && readReference(found) !== undefined)
