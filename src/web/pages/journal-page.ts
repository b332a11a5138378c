// Rows of the journal as a page: who did what, when, in which role, from where to where, in which case.
import type { JournalPage, JournalRow } from '../../cases/journal-rows.ts'
import type { Programmes } from '../../programmes/index.ts'
import { nameOf as eventName, whoDid } from './history.ts'
import { cursorText, entityName, filterHref, type JournalFilter } from './journal-filter.ts'
import { momentOf, movedWords, roleWords } from './journal-words.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

const BASE = '/journal'

/** A minute: a row written down later than this says so. */
const SOON = 60_000

/** The places of the journal: what was done, who read, how it is proved. */
export const journalTabs = ({ t }: Say, here: string) =>
  (['rows', 'reads', 'statement', 'verification'] as const).map((tab) => ({
    href: tab === 'rows' ? BASE : `${BASE}/${tab}`,
    text: t(`journal.tabs.${tab}`),
    current: tab === here,
  }))

/** The rows of a page, and the ways on. */
export function journalPage(
  say: Say,
  { rows, next, cut }: JournalPage,
  {
    filter,
    names,
    programmes,
    later,
  }: {
    filter: JournalFilter
    names: ReadonlyMap<string, string>
    programmes: Programmes
    /** Whether it is not the first page. */
    later: boolean
  },
) {
  const further = next && filterHref(BASE, filter, cursorText(next))
  return {
    rows: rows.map((row) => rowOf(say, row, names, programmes)),
    first: later ? filterHref(BASE, filter) : null,
    next: cut ? null : further,
    cut: cut && next ? { href: further, text: say.t('journal.cut', { date: say.f.day(next.at) }) } : null,
  }
}

function rowOf(say: Say, row: JournalRow, names: ReadonlyMap<string, string>, programmes: Programmes) {
  const person = names.has(row.actor) || row.actor === 'system'
  return {
    when: momentOf(say, row.at),
    recorded:
      row.recorded_at - row.at > SOON
        ? say.t('journal.recorded', { date: momentOf(say, row.recorded_at) })
        : null,
    what: eventName(say, row.workflow, row),
    who: whoDid(say, row, names),
    whoHref: person ? filterHref(BASE, { by: row.actor }) : null,
    // Who is known by their part alone is not told twice.
    role: row.role === 'complainant' ? '' : roleWords(say, row.role),
    ...movedWords(say, row),
    ref: row.instance_id,
    href: `/cases/${row.instance_id}`,
    journalHref: `/cases/${row.instance_id}/journal#n${row.seq}`,
    number: row.seq,
    place: `${nameOf(say, programmes, row.programme)} · ${entityName(say, programmes, row.programme, row.entity)}`,
  }
}
