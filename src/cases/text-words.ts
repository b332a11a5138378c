// The words under which a text is found, and the words that somebody asks for: the same rule for both.
import { fold } from './folding.ts'

/** A longer word is found by its beginning. */
const LONGEST = 40

/** What Arabic writes on to the front of a word: the article, alone or behind one of these letters. */
const article = /^(?:[وفبك]?ال|لل)(?=..)/u

/** A search is for so many words at most. */
export const MOST_ASKED = 8

const folded = (text: string): string[] =>
  fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 1)
    .map((word) => [...word].slice(0, LONGEST).join(''))

/** A word without what is written on to its front. */
const bare = (word: string): string => word.replace(article, '')

/** Every word of a text, once: as it stands, and without its article. */
export const wordsOf = (text: string): string[] => [
  ...new Set(folded(text).flatMap((word) => [word, bare(word)])),
]

/** The words that somebody asks for, each once and without its article; the last one as it was typed last. */
export function wordsAsked(text: string): string[] {
  const all = folded(text).map(bare)
  return [...new Set(all.toReversed())].toReversed().slice(-MOST_ASKED)
}

/** The beginning of a word says little when it is shorter; so short a word has to be met whole. */
export const mayBegin = (word: string): boolean => word.length >= (/\p{Script=Arabic}/u.test(word) ? 2 : 3)
