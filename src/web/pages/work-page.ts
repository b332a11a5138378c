// My work as a page: counters, filters, rows in bands of urgency.
import { stages } from '../../../workflows/kit.ts'
import {
  COUNT_LIMIT,
  type Counts,
  type Cursor,
  type Filter,
  filters,
  type WorkPage,
  type WorkRow,
} from '../../cases/worklist.ts'
import type { ClockWords } from '../../i18n/clock-words.ts'
import type { Programmes } from '../../programmes/index.ts'
import { authorOf, broughtOf } from './author.ts'
import { deadlineClock, taskClock } from './clock.ts'
import type { Say } from './say.ts'

export type Choice = { filter: Filter; stage?: string | undefined; programme?: string | undefined }

export type Row = {
  href: string
  actHref: string
  act: string
  name: string
  anonymous: boolean
  /** What was brought, where a programme knows more than complaints. */
  service: string
  what: string
  ref: string
  programme: string
  state: string
  returned: boolean
  bars: string[]
  clock: ClockWords
}

export type Link = { href: string; text: string; count: string; current: boolean }

/** A count as people read it: beyond the limit it says so. */
export const counted = (say: Say, n: number): string =>
  n > COUNT_LIMIT ? `${say.f.number(COUNT_LIMIT)}+` : say.f.number(n)

const tones: Record<Filter, string> = {
  all: '',
  overdue: 'is-late',
  soon: 'is-soon',
  held: 'is-held',
  returned: '',
}

/** Whose work can be found by a filter, where not everybody's can: a promise is watched by few, verifications come back to nobody. */
const rolesWith: Partial<Record<Filter, (role: string) => boolean>> = {
  held: (role) => role === 'clerk' || role === 'processor',
  returned: (role) => role !== 'verifier',
}

/** The strip of counters above the list, those that can concern one of these roles. */
export function counters(say: Say, base: string, counts: Counts, choice: Choice, roles: readonly string[]) {
  const concerns = (filter: Filter) => {
    const has = rolesWith[filter]
    return !has || roles.some(has) || filter === choice.filter
  }
  return filters.filter(concerns).map((filter) => ({
    href: address(base, { ...choice, filter }),
    text: say.t(`work.filter.${filter}`, { count: counts.filters[filter] }),
    n: counted(say, counts.filters[filter]),
    tone: `${tones[filter]}${counts.filters[filter] === 0 ? ' is-zero' : ''}`,
    current: choice.filter === filter,
  }))
}

/** The links that narrow the list: by step and by programme, each with its count. */
export function narrowing(
  say: Say,
  base: string,
  counts: Counts,
  choice: Choice,
  programmes: Programmes,
): { label: string; links: Link[] }[] {
  const link = (text: string, n: number | undefined, to: Partial<Choice>, current: boolean): Link => ({
    href: address(base, { ...choice, ...to }),
    text,
    count: n === undefined ? '' : counted(say, n),
    current,
  })
  const steps = stages.filter((stage) => counts.stages[stage] || stage === choice.stage)
  const codes = Object.keys(counts.programmes).sort()
  return [
    {
      label: say.t('work.stage'),
      links: [
        link(say.t('work.allStages'), undefined, { stage: undefined }, choice.stage === undefined),
        ...steps.map((stage) =>
          link(say.t(`word.stage.${stage}`), counts.stages[stage], { stage }, choice.stage === stage),
        ),
      ],
    },
    {
      label: say.t('work.programme'),
      links: [
        link(
          say.t('work.allProgrammes'),
          undefined,
          { programme: undefined },
          choice.programme === undefined,
        ),
        ...codes.map((code) =>
          link(
            nameOf(say, programmes, code),
            counts.programmes[code],
            { programme: code },
            choice.programme === code,
          ),
        ),
      ],
    },
  ].filter(({ links }) => links.length > 2)
}

/** The rows of a page in bands: late, due within two days, later. */
export function bands(
  say: Say,
  page: WorkPage,
  choice: Choice,
  programmes: Programmes,
  moments: { now: number; soonUntil: number },
) {
  const bandOf = (row: WorkRow) => {
    if (choice.filter === 'held') return 'held'
    if (row.task_due_at <= moments.now) return 'overdue'
    return row.task_due_at <= moments.soonUntil ? 'soon' : 'later'
  }
  return (['overdue', 'soon', 'later', 'held'] as const)
    .map((band) => ({
      title: say.t(`work.band.${band}`),
      rows: page.rows
        .filter((row) => bandOf(row) === band)
        .map((row) => rowOf(say, row, programmes, moments.now)),
    }))
    .filter(({ rows }) => rows.length > 0)
}

function rowOf(say: Say, row: WorkRow, programmes: Programmes, now: number): Row {
  const { t, life } = say
  const href = `/cases/${row.id}`
  if (row.next === 'REPORT_FINDING') return toVerify(say, row, programmes, now)
  return {
    href,
    actHref: row.next ? `${href}?act=${row.next}#act` : href,
    act: row.next ? life(row.workflow, `event.${row.next}.do`) : t('work.open'),
    ...authorOf(say, row),
    service: broughtOf(say, programmes.find(row.programme), row),
    what: row.object,
    ref: row.id,
    programme: nameOf(say, programmes, row.programme),
    state: life(row.workflow, `state.${row.state}`),
    returned: row.returned === 1,
    bars: stages.map((stage, n) =>
      n < stages.indexOf(row.stage as never) ? 'is-done' : stage === row.stage ? 'is-now' : '',
    ),
    clock: taskClock(say, row, now),
  }
}

/** What a body verifies: a kind of datum and its deadline, nobody's name and nobody's words. */
function toVerify(say: Say, row: WorkRow, programmes: Programmes, now: number): Row {
  const { t, life } = say
  const href = `/verifications/${row.id}`
  const category = programmes.find(row.programme)?.categories.find(({ code }) => code === row.category)
  return {
    href,
    actHref: `${href}#act`,
    act: life(row.workflow, `event.${row.next}.do`),
    name: category?.names[say.lang] ?? row.category,
    anonymous: false,
    service: '',
    what: t('verification.row'),
    ref: row.id,
    programme: nameOf(say, programmes, row.programme),
    state: life(row.workflow, `state.${row.state}`),
    returned: false,
    bars: [],
    clock: deadlineClock(say, row.task_due_at, now),
  }
}

/** A programme's name in the reader's language. */
export const nameOf = ({ lang }: Say, programmes: Programmes, code: string): string =>
  programmes.find(code)?.names[lang] ?? code

/** The address of a list with its choices; what is chosen by default is left out. */
export function address(base: string, choice: Choice, after?: Cursor | null): string {
  const query = new URLSearchParams()
  if (choice.filter !== 'all') query.set('filter', choice.filter)
  if (choice.stage) query.set('stage', choice.stage)
  if (choice.programme) query.set('programme', choice.programme)
  if (after) query.set('after', `${after.dueAt}~${after.id}~${after.slot}`)
  return query.size > 0 ? `${base}?${query}` : base
}
