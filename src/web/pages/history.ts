// The journal of a case as people read it: what, when, who, and the words that were written.

import { inputs as shared } from '../../../workflows/case-inputs.ts'
import { CLOCK_REASON, readReason } from '../../calendars/reason.ts'
import type { CaseView } from '../../cases/case-view.ts'
import type { TimelineEntry } from '../../cases/timeline.ts'
import { has } from '../../i18n/i18n.ts'
import { shownValue } from './masks.ts'
import type { Say } from './say.ts'

export type HistoryItem = {
  what: string
  meta: string
  words: string[]
  /** The case it speaks of. */
  other: { ref: string; href: string | null } | null
  system: boolean
  now: boolean
}

/** The words of an event worth showing beside it. */
const spokenFields = [
  'reason',
  'conclusion',
  'work',
  'explanation',
  'synthesis',
  'note',
  'proof',
  'identityNote',
  'claimed',
  'finding',
  'taken',
  'thanks',
  'reply',
  'summary',
  'news',
]

/** What happened beside the journal, at its instant. */
export type HistoryBeside = { at: number; item: HistoryItem }

/** The entries of a case, newest first; on top what it waits for. */
export function historyOf(
  say: Say,
  view: CaseView,
  names: ReadonlyMap<string, string>,
  revealed: boolean,
  beside: readonly HistoryBeside[] = [],
): HistoryItem[] {
  const { t, f, life } = say
  const waiting = view.waiting.map(({ state, owner, named }) => ({
    what: life(view.workflow, `state.${state}`),
    meta: (named && names.get(named)) || t(`word.role.${owner}`),
    words: [],
    other: null,
    system: false,
    now: true,
  }))
  const past = view.timeline.map((entry) => ({
    at: entry.at,
    item: {
      what: nameOf(say, view.workflow, entry),
      meta: t('case.history.by', { date: f.dateTime(entry.at), who: whoDid(say, entry, names) }),
      words: wordsOf(say, entry, names, revealed),
      other: otherIn(view, entry),
      system: entry.actor === 'system',
      now: false,
    },
  }))
  // A sort keeps what happened at one instant in its order.
  const told = [...past, ...beside].sort((a, b) => a.at - b.at).toReversed()
  return [...waiting, ...told.map(({ item }) => item)]
}

/** An entry by its name: the act of a person, or the deadline that passed. */
export function nameOf({ life }: Say, workflow: string, { event }: Pick<TimelineEntry, 'event'>): string {
  const timer = /^xstate\.after\.(\w+)\./.exec(event)
  return life(workflow, timer ? `timer.${timer[1]}` : `event.${event}.done`)
}

/** Who did it, by name. */
export function whoDid(
  { t }: Say,
  { actor }: Pick<TimelineEntry, 'actor'>,
  names: ReadonlyMap<string, string>,
): string {
  return actor === 'system' ? t('word.system') : (names.get(actor) ?? t('word.role.complainant'))
}

function wordsOf(
  say: Say,
  entry: TimelineEntry,
  names: ReadonlyMap<string, string>,
  revealed: boolean,
): string[] {
  const { t, f } = say
  if (entry.erased) return [t('case.history.erased')]
  const input = entry.input ?? {}
  const own = (ownWords[entry.event] ?? typedInto)(say, entry, input)
  const said = spokenFields
    .filter((field) => !(field === 'reason' && entry.event === 'RESCHEDULE'))
    .map((field) => (field === 'claimed' ? claimedIn(input, revealed) : input[field]))
    .filter((value): value is string => typeof value === 'string' && value !== '')
  const due = typeof input.dueOn === 'string' ? [f.day(input.dueOn)] : []
  const to = entry.event === 'ASSIGN' ? [String(names.get(String(input.to)) ?? t('case.form.nobody'))] : []
  const { decision } = input
  const decided =
    /APPEAL/.test(entry.event) && typeof decision === 'string' ? [t(`word.appeal.${decision}`)] : []
  return [...own, ...due, ...to, ...decided, ...said]
}

/** The appeal or the referral an event came from; its page, for whoever may see it. */
function otherIn({ linked }: CaseView, { input }: TimelineEntry): HistoryItem['other'] {
  const ref = input?.appeal ?? input?.referral
  if (typeof ref !== 'string') return null
  return { ref, href: linked.some(({ id }) => id === ref) ? `/cases/${ref}` : null }
}

type Told = (say: Say, entry: TimelineEntry, input: Record<string, unknown>) => string[]

/** What is worth saying of events that nobody typed: the new day, the versions. */
export const ownWords: Partial<Record<string, Told>> = {
  UPGRADE: ({ t }, _entry, { from, to }) => [
    t('case.history.carried', { from: Number(from), to: Number(to) }),
  ],
  RESCHEDULE: (say, { due }, { reason }) => [
    ...(due ? [say.t('case.history.due', { date: say.f.day(due) })] : []),
    ...(typeof reason === 'string' ? [calendarReason(say, reason)] : []),
  ],
}

/** What changed in the calendar; words that were written freely stay as they are. */
function calendarReason({ t, f, lang }: Say, reason: string): string {
  if (reason === CLOCK_REASON) return t('calendar.reason.clock')
  const change = readReason(reason)
  if (!change) return reason
  const { act, day, to_day, names } = change
  const name = names[lang]
  return to_day === null
    ? t(`calendar.reason.${act}`, { name, date: f.day(day) })
    : t('calendar.reason.move', { name, from: f.day(day), to: f.day(to_day) })
}

/** Of a form that one lifecycle brought, whatever was typed or chosen. */
function typedInto({ t, f, lang }: Say, { event }: TimelineEntry, input: Record<string, unknown>): string[] {
  if (event in shared) return []
  return Object.entries(input).flatMap(([field, value]) => {
    if (typeof value !== 'string' || value === '' || spokenFields.includes(field) || field === 'dueOn')
      return []
    const option = `field.${field}.option.${value}`
    if (has(lang, option)) return [t(option)]
    return [/^\d{4}-\d\d-\d\d$/.test(value) ? f.day(value) : value]
  })
}

/** A number that somebody claims is as masked as the one on the sheet. */
const claimedIn = ({ field, claimed }: Record<string, unknown>, revealed: boolean): unknown =>
  typeof field === 'string' && typeof claimed === 'string' ? shownValue(field, claimed, revealed) : claimed

/** What sends a case back to be done again; a lifecycle calls its own so. */
const isReturn = (event: string): boolean =>
  event.startsWith('RETURN_') ||
  ['REFUSE_CORRECTION', 'SEND_BACK', 'REOPEN', 'APPEAL_DECIDED'].includes(event)

/** Why a case came back, when it was sent back to be done again. */
export function sentBack(view: CaseView): TimelineEntry | undefined {
  if (!view.context.returned) return undefined
  const sent = view.timeline.findLast(({ event }) => isReturn(event))
  // What an appeal brought has a banner of its own.
  return sent?.event === 'APPEAL_DECIDED' ? undefined : sent
}
