// Why a case was found: a piece of what was told with the words that were looked for, marked.
import type { Database } from '../platform/database.ts'
import { mayBegin, wordsOf } from './text-words.ts'
import { type TextOf, textsOf } from './told-words.ts'

export type Piece = { text: string; marked: boolean }
export type Excerpt = { pieces: Piece[]; arabic: boolean; cutBefore: boolean; cutAfter: boolean }

/** So many letters stand before the first word that was found, and so many in all. */
const BEFORE = 50
const LENGTH = 160

/** The excerpts of some cases, by reference; a case that was found by a name alone has none. */
export async function excerptsOf(
  db: Database,
  ids: readonly string[],
  words: readonly string[],
): Promise<Map<string, Excerpt>> {
  if (words.length === 0) return new Map()
  const texts = await textsOf(db, ids)
  const found = [...texts].flatMap(([id, all]) => {
    const excerpt = bestOf(all, words)
    return excerpt ? [[id, excerpt] as const] : []
  })
  return new Map(found)
}

/** The text in which most of the words stand, the first one of two; the object stands beside it in any case. */
function bestOf(texts: readonly TextOf[], words: readonly string[]): Excerpt | undefined {
  let best: { met: number; text: string; spots: Spot[] } | undefined
  for (const { text } of texts.toSorted((a, b) => shownBeside(a) - shownBeside(b))) {
    const spots = spotsIn(text, words)
    const met = new Set(spots.map(({ word }) => word)).size
    if (met > (best?.met ?? 0)) best = { met, text, spots }
  }
  return best && cut(best.text, best.spots)
}

const shownBeside = ({ field }: TextOf): number => (field === 'object' ? 1 : 0)

type Spot = { from: number; to: number; word: string }

/** Where the words stand in a text, as they are written there. */
export function spotsIn(text: string, words: readonly string[]): Spot[] {
  const last = words.at(-1) ?? ''
  return [...text.matchAll(/[\p{L}\p{N}\p{M}\u0640]+/gu)].flatMap((match) => {
    const forms = wordsOf(match[0])
    const word = words.find((one) =>
      forms.some((form) => form === one || (one === last && mayBegin(one) && form.startsWith(one))),
    )
    return word === undefined ? [] : [{ from: match.index, to: match.index + match[0].length, word }]
  })
}

function cut(text: string, spots: readonly Spot[]): Excerpt {
  const first = spots[0]?.from ?? 0
  const from = first <= BEFORE ? 0 : blankAfter(text, first - BEFORE)
  const to = from + LENGTH >= text.length ? text.length : blankBefore(text, from + LENGTH)
  const pieces: Piece[] = []
  let at = from
  const add = (until: number, marked: boolean) => {
    if (until > at) pieces.push({ text: text.slice(at, until).replaceAll(/\s+/g, ' '), marked })
    at = Math.max(at, until)
  }
  for (const spot of spots.filter((one) => one.from >= from && one.to <= to)) {
    add(spot.from, false)
    add(spot.to, true)
  }
  add(to, false)
  return { pieces, arabic: isArabic(text.slice(from, to)), cutBefore: from > 0, cutAfter: to < text.length }
}

const blankAfter = (text: string, at: number): number => {
  const blank = text.slice(at, at + 30).search(/\s/)
  return blank === -1 ? at : at + blank + 1
}

const blankBefore = (text: string, at: number): number => {
  const blank = text.lastIndexOf(' ', at)
  return blank > at - 30 ? blank : at
}

/** Whether most of the letters are Arabic. */
const isArabic = (text: string): boolean => {
  const letters = text.match(/\p{L}/gu) ?? []
  return letters.filter((letter) => /\p{Script=Arabic}/u.test(letter)).length * 2 > letters.length
}
