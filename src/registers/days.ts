// Days as registers write them: the map says how, and a day that is not in the calendar is no day.

const TOKENS: Record<string, string> = {
  Y: '(?<year>\\d{4})',
  M: '(?<month>\\d{1,2})',
  D: '(?<date>\\d{1,2})',
}

/** Whether a date can be written so: DD/MM/YYYY, M-D-YYYY HH:mm. A time is read over. */
export function isDayFormat(format: string): boolean {
  const tokens = format.match(/YYYY|MM?|DD?/g)?.map((token) => token[0]) ?? []
  return /^(YYYY|MM?|DD?|HH?|mm?|ss?|[ .\-/:T])+$/.test(format) && tokens.sort().join('') === 'DMY'
}

export type DayRead = { day: string } | { why: 'unreadable' | 'impossible' }

/** Reads a day in the first format that fits; YYYY-MM-DD always does, since it can mean nothing else. */
export function readDay(text: string, formats: readonly string[]): DayRead {
  let why: 'unreadable' | 'impossible' = 'unreadable'
  for (const format of [...formats, 'YYYY-MM-DD']) {
    const parts = patternOf(format).exec(text)?.groups
    if (!parts) continue
    const day = dayOf(Number(parts.year), Number(parts.month), Number(parts.date))
    if (day) return { day }
    why = 'impossible'
  }
  return { why }
}

const patterns = new Map<string, RegExp>()

function patternOf(format: string): RegExp {
  const known = patterns.get(format)
  if (known) return known
  const source = format.replaceAll(/([YMDHms])\1*|./g, (part, token?: string) =>
    token ? (TOKENS[token] ?? '\\d{1,2}') : part.replace(/[.\-/]/, '\\$&'),
  )
  const pattern = new RegExp(`^${source}$`)
  patterns.set(format, pattern)
  return pattern
}

function dayOf(year: number, month: number, date: number): string | undefined {
  const at = new Date(Date.UTC(year, month - 1, date))
  const exists = at.getUTCMonth() === month - 1 && at.getUTCDate() === date && year >= 1900
  return exists ? at.toISOString().slice(0, 10) : undefined
}
