// Dates, times, numbers and lists as Moroccans write them, in the time of Casablanca.
import type { Language } from './languages.ts'

/** A civil day (YYYY-MM-DD), which no offset moves, or an instant (UTC milliseconds). */
export type When = string | number

export type Formats = {
  /** jeudi 3 décembre 2026 */
  day(when: When): string
  /** jeudi 3 décembre */
  dayNoYear(when: When): string
  /** jeu. 3 déc. */
  dayShort(when: When): string
  /** jeu. 3 déc. 2026 */
  dayShortYear(when: When): string
  /** 3 déc. */
  dayMonth(when: When): string
  /** 3 décembre 2026, as in a letter */
  dayPlain(when: When): string
  /** jeudi */
  weekday(when: When): string
  /** lun. 16 nov., 09:42 */
  dateTime(at: number): string
  /** 09:42 */
  time(at: number): string
  /** 32 773 */
  number(value: number, digits?: number): string
  /** 412 ko */
  bytes(size: number): string
  /** 3 j, 5 h, 12 min: how long something lasted, in its largest unit */
  duration(milliseconds: number): string
  /** a, b et c */
  list(items: readonly string[]): string
  /** a, b ou c */
  either(items: readonly string[]): string
}

const ZONE = 'Africa/Casablanca'

// French as in the Moroccan administration; fr-MA would write « jui. » for June. Months of ar-MA are Morocco's own.
const locales: Record<Language, string> = { fr: 'fr-FR', ar: 'ar-MA-u-nu-latn', en: 'en-GB' }
const commas: Record<Language, string> = { fr: ', ', ar: '، ', en: ', ' }

const DAY_PARTS = ['weekday', 'day', 'month', 'year'] as const
type DayParts = Pick<Intl.DateTimeFormatOptions, (typeof DAY_PARTS)[number]>

const byLanguage = new Map<Language, Formats>()

/** The formats of a language; made once. */
export function formats(language: Language): Formats {
  const made = byLanguage.get(language) ?? createFormats(language)
  byLanguage.set(language, made)
  return made
}

function createFormats(language: Language): Formats {
  const locale = locales[language]
  const dayShort = dayFormat(language, { weekday: 'short', day: 'numeric', month: 'short' })
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' })
  const time = remembered((at: number) => clock.format(at))
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const and = new Intl.ListFormat(locale, { type: 'conjunction' })
  const or = new Intl.ListFormat(locale, { type: 'disjunction' })
  return {
    day: dayFormat(language, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    dayNoYear: dayFormat(language, { weekday: 'long', day: 'numeric', month: 'long' }),
    dayShort,
    dayShortYear: dayFormat(language, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' }),
    dayMonth: dayFormat(language, { day: 'numeric', month: 'short' }),
    dayPlain: dayFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }),
    weekday: dayFormat(language, { weekday: 'long' }),
    dateTime: (at) => dayShort(at) + commas[language] + time(at),
    time,
    number: (value, digits) =>
      digits === undefined
        ? whole.format(value)
        : value.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
    bytes: (size) => bytes(locale, size),
    duration: (milliseconds) => duration(locale, milliseconds),
    list: (items) => and.format(items),
    either: (items) => or.format(items),
  }
}

/** The three languages name a day in the same order: weekday, day, month, year, with nothing but spaces between. */
function dayFormat(language: Language, parts: DayParts): (when: When) => string {
  const civil = new Intl.DateTimeFormat(locales[language], { ...parts, timeZone: 'UTC' })
  const local = new Intl.DateTimeFormat(locales[language], { ...parts, timeZone: ZONE })
  return remembered((when: When) => {
    const written =
      typeof when === 'string' ? civil.formatToParts(Date.parse(when)) : local.formatToParts(when)
    const words = DAY_PARTS.map((type) => written.find((part) => part.type === type)?.value)
    if (language === 'fr' && words[1] === '1') words[1] = '1er'
    return words.filter(Boolean).join(' ')
  })
}

const SIZES = ['byte', 'kilobyte', 'megabyte', 'gigabyte']

function bytes(locale: string, size: number): string {
  const step = size < 1000 ? 0 : Math.min(SIZES.length - 1, Math.floor(Math.log10(size) / 3))
  const value = size / 1000 ** step
  return value.toLocaleString(locale, {
    style: 'unit',
    unit: SIZES[step],
    // The short Arabic names are letters with dots that nobody reads.
    unitDisplay: step === 0 || locale.startsWith('ar') ? 'long' : 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  })
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Minutes up to two hours, hours up to two days, then days; nobody needs more than two digits of it. */
function duration(locale: string, milliseconds: number): string {
  const [unit, size] =
    milliseconds < 2 * HOUR ? ['minute', MINUTE] : milliseconds < 2 * DAY ? ['hour', HOUR] : ['day', DAY]
  const value = milliseconds / Number(size)
  return value.toLocaleString(locale, {
    style: 'unit',
    unit: String(unit),
    // The short Arabic names are letters that nobody reads.
    unitDisplay: locale.startsWith('ar') ? 'long' : 'short',
    maximumFractionDigits: unit !== 'minute' && value < 10 ? 1 : 0,
  })
}

/** A list shows the same days on every row: what was written last is kept, up to a bound. */
function remembered<Key>(write: (key: Key) => string): (key: Key) => string {
  const kept = new Map<Key, string>()
  return (key) => {
    const before = kept.get(key)
    if (before !== undefined) return before
    if (kept.size >= 2000) kept.clear()
    const text = write(key)
    kept.set(key, text)
    return text
  }
}
