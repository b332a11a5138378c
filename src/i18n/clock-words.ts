// The clock of a case in words: what its chip says, in which tone, with which date under it.
import { formats } from './format.ts'
import { type Language, type T, translator } from './i18n.ts'

export type Mark = 'onTime' | 'dueSoon' | 'overdue' | 'late' | 'held' | 'counted' | 'stopped' | 'waiting'

/** Days are civil days, YYYY-MM-DD. */
export type ClockFacts = {
  mark: Mark
  /** A date that the complainant was told has passed. */
  broken: boolean
  dueOn: string
  today: string
  /** The date last promised to the complainant. */
  heldOn?: string | null | undefined
  /** Until when documents are awaited, while they are. */
  waitOn?: string | null | undefined
  /** Processing time in days, once it is known. */
  days?: number | null | undefined
  /** The days the programme gives itself. */
  limit?: number | null | undefined
}

export type Tone = 'ontime' | 'soon' | 'overdue' | 'late' | 'held' | 'stopped' | 'wait'

export type ClockWords = { tone: Tone; icon: string; text: string; date: string }

const icons: Record<Tone, string> = {
  ontime: 'clock',
  soon: 'hourglass-high',
  overdue: 'alert-triangle',
  late: 'alert-octagon',
  held: 'player-pause',
  stopped: 'circle-check',
  wait: 'paperclip',
}

export function clockWords(language: Language, facts: ClockFacts): ClockWords {
  const [tone, text, date] = say(language, facts)
  return { tone, icon: icons[tone], text, date }
}

/** A day seen from today: « aujourd’hui », « demain », « dans 8 jours ». */
export function dayFromToday(language: Language, day: string, today: string): string {
  const t = translator(language)
  const days = daysBetween(today, day)
  const near = { 0: 'today', 1: 'tomorrow', '-1': 'yesterday' }[days]
  if (near) return t(`clock.${near}`)
  return days > 0 ? t('clock.in', { count: days }) : t('clock.ago', { count: -days })
}

type Words = [tone: Tone, text: string, date: string]

// Dates speak first: a mark is as old as the last event of the case, a day is over at midnight.
function say(language: Language, facts: ClockFacts): Words {
  const { mark, today, heldOn } = facts
  const t = translator(language)
  if (mark === 'stopped') return ['stopped', closed(t, facts), againstLimit(t, facts)]
  if (mark === 'counted')
    return facts.broken
      ? ['overdue', t('clock.broken'), counted(t, facts)]
      : ['stopped', t('clock.honoured'), counted(t, facts)]
  if (mark === 'held' && !heldOn) return ['held', t('clock.date.suspended'), '']
  if (mark === 'held' && heldOn && heldOn >= today)
    return ['held', t('clock.held', { date: formats(language).dayMonth(heldOn) }), t('clock.date.suspended')]
  return running(language, facts)
}

function running(language: Language, facts: ClockFacts): Words {
  const { mark, broken, dueOn, today, waitOn } = facts
  const t = translator(language)
  const over = dueOn < today
  const date = due(language, facts)
  if (over && mark === 'late') return ['late', lateness(language, facts), date]
  if (broken || mark === 'held') return ['overdue', t('clock.broken'), promised(language, facts)]
  if (over) return ['overdue', lateness(language, facts), date]
  if (dueOn === today) return ['soon', t('clock.dueToday'), date]
  if (mark === 'waiting' && waitOn) return waiting(language, facts, waitOn)
  const left = t('clock.left', { count: daysBetween(today, dueOn) })
  return [mark === 'onTime' || mark === 'waiting' ? 'ontime' : 'soon', left, date]
}

function waiting(language: Language, { dueOn, today }: ClockFacts, waitOn: string): Words {
  const t = translator(language)
  const text = t('clock.waiting', { date: formats(language).dayMonth(waitOn) })
  return ['wait', text, t('clock.date.due', { date: short(language, dueOn, today) })]
}

/** Under a week the weekday says it best; from then on the days count. */
function lateness(language: Language, { dueOn, today }: ClockFacts): string {
  const t = translator(language)
  const days = daysBetween(dueOn, today)
  if (days === 1) return t('clock.lateToday')
  if (days >= 7) return t('clock.lateBy', { count: days })
  return t('clock.lateSince', { weekday: formats(language).weekday(dayAfter(dueOn)) })
}

function due(language: Language, { dueOn, today, waitOn }: ClockFacts): string {
  const t = translator(language)
  const day = short(language, dueOn, today)
  const date = dueOn < today ? t('clock.date.was', { date: day }) : day
  return waitOn ? t('clock.date.awaiting', { date }) : date
}

function promised(language: Language, facts: ClockFacts): string {
  const t = translator(language)
  if (!facts.heldOn && facts.dueOn >= facts.today)
    return t('clock.date.due', { date: short(language, facts.dueOn, facts.today) })
  if (!facts.heldOn) return due(language, facts)
  return t('clock.date.promised', { date: short(language, facts.heldOn, facts.today) })
}

function closed(t: T, { days }: ClockFacts): string {
  return typeof days === 'number' ? t('clock.closedIn', { count: days }) : t('clock.closed')
}

function againstLimit(t: T, { days, limit }: ClockFacts): string {
  if (typeof days !== 'number' || typeof limit !== 'number') return ''
  return t(days <= limit ? 'clock.date.within' : 'clock.date.beyond', { count: limit })
}

function counted(t: T, { days, limit }: ClockFacts): string {
  if (typeof days !== 'number') return ''
  if (typeof limit === 'number' && days <= limit) return t('clock.date.countsOf', { count: days, limit })
  return t('clock.date.counts', { count: days })
}

/** The year only where it is not this year's. */
function short(language: Language, day: string, today: string): string {
  const { dayShort, dayShortYear } = formats(language)
  return day.slice(0, 4) === today.slice(0, 4) ? dayShort(day) : dayShortYear(day)
}

const DAY = 86_400_000

const dayAfter = (day: string): string => new Date(Date.parse(day) + DAY).toISOString().slice(0, 10)

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY
