// Who read what as a page: whose numbers were shown to whom, and who took the journal away.
import type { Programmes } from '../../programmes/index.ts'
import type { Read, ReadCursor, ReadsPage } from '../../reports/reads.ts'
import { filterHref, type JournalFilter } from './journal-filter.ts'
import { momentOf } from './journal-words.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

const BASE = '/journal/reads'

export const readCursorText = ({ at, key }: ReadCursor): string => `${at}~${key}`

type Parts = {
  filter: JournalFilter
  names: ReadonlyMap<string, string>
  programmes: Programmes
  /** Whether it is not the first page. */
  later: boolean
}

/** The rows of a page, and the ways on. */
export function readsRows(say: Say, { rows, next, cut }: ReadsPage, parts: Parts) {
  const { filter, later } = parts
  const further = next && filterHref(BASE, filter, readCursorText(next))
  return {
    rows: rows.map((row) => rowOf(say, row, parts)),
    first: later ? filterHref(BASE, filter) : null,
    next: cut ? null : further,
    cut: cut && next ? { href: further, text: say.t('journal.cut', { date: say.f.day(next.at) }) } : null,
  }
}

function rowOf(say: Say, row: Read, { names, programmes }: Parts) {
  const { t, f } = say
  const period = () =>
    t('export.period', { from: f.dayShortYear(row.from_day), to: f.dayShortYear(row.to_day) })
  return {
    when: momentOf(say, row.at),
    who: names.get(row.user_id) ?? t('word.system'),
    whoHref: filterHref(BASE, { by: row.user_id }),
    what: t(row.kind === 'numbers' ? 'journal.reads.numbers' : `export.kind.${row.kind}`),
    detail:
      row.kind === 'numbers'
        ? null
        : row.kind === 'file'
          ? t('export.upTo', { seal: row.seal_id ?? 0 })
          : period(),
    ref: row.case_id,
    place: nameOf(say, programmes, row.programme),
  }
}
