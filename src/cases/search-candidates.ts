// Where a search begins: the places of cases that may be meant, the newest first, from the index of texts.
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { readers } from './policy.ts'
import type { Filters } from './search-filters.ts'
import { MOST_ROWS } from './search-index.ts'
import { facet, placeOfWeek, weekMark, weekOf } from './search-place.ts'

/** A question to the index: each of these words, and one word of each group; the last may be the beginning of one. */
export type Question = { words: readonly string[]; begins: boolean; groups: readonly (readonly string[])[] }

/** The question of a search; what the viewer may see narrows it here only so that less is looked at. */
export function questionOf(
  viewer: Viewer,
  words: readonly string[],
  begins: boolean,
  filters: Filters,
): Question {
  const { programme, entity, channel, category } = filters
  const scopes = viewer.grants
    .filter(({ role }) => readers.includes(role))
    .map((grant) =>
      // A case comes to a unit later than to its index.
      grant.role === 'processor' || grant.entity === ''
        ? facet.programme(grant.programme)
        : facet.entity(grant.programme, grant.entity),
    )
  const one = [
    ...(programme && entity ? [facet.entity(programme, entity)] : []),
    ...(programme && !entity ? [facet.programme(programme)] : []),
    ...(channel ? [facet.channel(channel)] : []),
    ...(category ? [facet.category(category)] : []),
  ]
  return { words, begins, groups: [[...new Set(scopes)], ...one.map((name) => [name])] }
}

/** So many weeks are asked for at once, at most. */
const MOST_WEEKS = 32

/** Yields the places that match, the newest first and each once, from below `before` down to `from`. */
export async function* candidates(
  db: Database,
  question: Question,
  { before, from }: { before: number; from: number },
): AsyncGenerator<number[]> {
  if (question.groups.some((group) => group.length === 0)) return
  const [first] = await db.all<{ n: number | null }>('SELECT max(n) AS n FROM search_texts WHERE n < ?', [
    before,
  ])
  const [last] = await db.all<{ n: number | null }>('SELECT min(n) AS n FROM search_texts')
  if (first?.n == null || last?.n == null) return
  const oldest = Math.max(from, Number(last.n))
  let week = weekOf(Number(first.n))
  let below = before
  // A frequent word is met at once, a rare one costs few looks: the more weeks together, the less was found.
  for (let weeks = 1; week >= weekOf(oldest); weeks = Math.min(weeks * 2, MOST_WEEKS)) {
    const until = Math.max(week - weeks + 1, weekOf(oldest))
    const text = textOf(db.kind, question, week, until)
    const end = Math.max(placeOfWeek(until), from)
    for (let most = AT_FIRST, more = true; more; most = LATER) {
      const found = await look(db, text, { below, from: end, most })
      const places = [...new Set(found)]
      more = found.length === most
      if (places.length > 0) yield places
      below = places.at(-1) ?? below
    }
    week = until - 1
    below = Math.min(below, placeOfWeek(until))
  }
}

/** So many places are read at once: enough for a page, then as many as anybody looks at, for each look sorts them all. */
const AT_FIRST = 150
const LATER = 850

async function look(
  db: Database,
  text: string,
  { below, from, most }: { below: number; from: number; most: number },
): Promise<number[]> {
  if (db.kind === 'sqlite') {
    const rows = await db.all<{ row: number }>(
      `SELECT rowid AS row FROM search_index WHERE search_index MATCH ? AND rowid >= ? AND rowid < ?
       ORDER BY rowid DESC LIMIT ?`,
      [text, from * MOST_ROWS, below * MOST_ROWS, most],
    )
    return rows.map(({ row }) => Math.floor(row / MOST_ROWS))
  }
  // `n + 0` is in no index: the words are few, the places many.
  const rows = await db.all<{ n: number }>(
    `SELECT n FROM search_texts WHERE search_lexemes(words) @@ CAST(? AS tsquery)
       AND n + 0 >= ? AND n + 0 < ? ORDER BY n + 0 DESC LIMIT ?`,
    [text, from, below, most],
  )
  return rows.map(({ n }) => Number(n))
}

type Notation = {
  and: string
  or: string
  beginning: (word: string) => string
  whole: (word: string) => string
}

/** Words are letters, digits and `_` alone: nothing in them has to be escaped. */
const notations: Readonly<Record<Database['kind'], Notation>> = {
  sqlite: { and: ' AND ', or: ' OR ', whole: (word) => `"${word}"`, beginning: (word) => `"${word}" *` },
  postgres: { and: ' & ', or: ' | ', whole: (word) => `'${word}'`, beginning: (word) => `'${word}':*` },
}

/** The question for some weeks, as the index of either database reads it. */
function textOf(kind: Database['kind'], question: Question, newest: number, oldest: number): string {
  const weeks = Array.from({ length: newest - oldest + 1 }, (_, n) => newest - n)
  return weeks
    .map((week) => `(${ofWeek(notations[kind], question, weekMark(week))})`)
    .join(notations[kind].or)
}

function ofWeek(
  { and, or, whole, beginning }: Notation,
  { words, begins, groups }: Question,
  mark: string,
): string {
  const last = words.length - 1
  return [
    ...words.map((word, n) => (begins && n === last ? beginning : whole)(mark + word)),
    ...groups.map((group) => `(${group.map((name) => whole(mark + name)).join(or)})`),
  ].join(and)
}
