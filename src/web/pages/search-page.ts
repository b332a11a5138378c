// What a search found, as rows.
import type { Excerpt } from '../../cases/excerpts.ts'
import { type FoundCases, MOST_COUNTED } from '../../cases/find-cases.ts'
import { isMistyped } from '../../cases/reference.ts'
import { isTakenOver } from '../../cases/rows.ts'
import type { SavedFilters } from '../../cases/saved-filters.ts'
import type { Found } from '../../cases/search.ts'
import { mayBegin } from '../../cases/text-words.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Programmes } from '../../programmes/index.ts'
import { authorOf, broughtOf } from './author.ts'
import { caseClock } from './clock.ts'
import type { Say } from './say.ts'
import { searchHref } from './search-form.ts'
import { nameOf } from './work-page.ts'

/** The found cases as rows of a list; an excerpt says why a case is among them. */
export function foundRows(
  say: Say,
  rows: readonly Found[],
  programmes: Programmes,
  now: number,
  excerpts?: ReadonlyMap<string, Excerpt>,
) {
  return rows.map((row) => ({
    href: `/cases/${row.id}`,
    ref: row.id,
    ...(isTakenOver(row) ? { name: say.t('word.outcome.takenOver'), anonymous: true } : authorOf(say, row)),
    service: broughtOf(say, programmes.find(row.programme), row),
    what: row.object,
    programme: nameOf(say, programmes, row.programme),
    state: say.life(row.workflow, `state.${row.state}`),
    received: say.t('work.received', { date: say.f.dayShortYear(row.received_on) }),
    clock: caseClock(say, row, now),
    excerpt: excerpts?.get(row.id),
  }))
}

/** How many were found, and how far was looked, as sentences; '' where nobody counted and all was looked at. */
export function findingOf({ t, f }: Say, { count, since }: Pick<FoundCases, 'count' | 'since'>): string {
  const said = []
  if (count && since !== null) said.push(t('search.count.least', { count: count.n, n: f.number(count.n) }))
  else if (count?.more) said.push(t('search.count.more', { n: f.number(MOST_COUNTED) }))
  else if (count) said.push(t('search.count.all', { count: count.n, n: f.number(count.n) }))
  if (since !== null) said.push(t('search.since', { day: f.dayPlain(dayOf(since)) }))
  return said.join(' ')
}

/** Why nothing may have been found: a mistyped reference, a word of which too little was typed, or something else. */
export function noneOf({ t }: Say, q: string, { words }: Pick<FoundCases, 'words'>): string {
  if (isMistyped(q)) return t('search.noneMistyped')
  const short = words.find((word) => !mayBegin(word))
  if (short === undefined) return t('search.noneText')
  return t(/\p{Script=Arabic}/u.test(short) ? 'search.noneShortArabic' : 'search.noneShort')
}

/** Saved filters as links, each with whom it is shared. */
export const savedLinks = (
  say: Say,
  programmes: Programmes,
  saved: readonly SavedFilters[],
  current: string,
) =>
  saved.map(({ id, name, filters, own, shared }) => ({
    ...{ id, name, own, href: searchHref(undefined, filters) },
    current: searchHref(undefined, filters) === current,
    shared: shared ? say.t('search.saved.sharedWith', { place: placeName(say, programmes, shared) }) : '',
  }))

/** A programme, or a place of it with its programme. */
export function placeName(
  say: Say,
  programmes: Programmes,
  { programme, entity }: { programme: string; entity: string },
): string {
  const name = nameOf(say, programmes, programme)
  if (entity === '') return name
  const place = programmes.find(programme)?.entities.find(({ code }) => code === entity)
  return say.t('dashboard.ofProgramme', { name: place?.names[say.lang] ?? entity, programme: name })
}
