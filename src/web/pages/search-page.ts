// What a search found, as rows.
import { isTakenOver } from '../../cases/rows.ts'
import type { Found } from '../../cases/search.ts'
import type { Programmes } from '../../programmes/index.ts'
import { authorOf, broughtOf } from './author.ts'
import { caseClock } from './clock.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

/** The found cases as rows of a list. */
export function foundRows(say: Say, rows: readonly Found[], programmes: Programmes, now: number) {
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
  }))
}
