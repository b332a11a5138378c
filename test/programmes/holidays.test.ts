// The public holidays the product knows: what the law says, what was lived, what the moon is expected to say.
import { describe, expect, test } from 'vitest'
import { knownHolidays } from '../../src/programmes/holidays.ts'
import { textOf } from '../support/sources.ts'

const hijri = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
  timeZone: 'UTC',
  day: 'numeric',
  month: 'numeric',
})
const DAY = 86_400_000
/** Month and day after Umm al-Qura, as M/D. */
const hijriOf = (at: number) => hijri.format(at).replace(/ .*$/, '')

const inYear = (year: number) => knownHolidays.filter(({ day }) => day.startsWith(`${year}-`))
const namesIn = (year: number) => inYear(year).map(({ names }) => names.fr)

describe('the holidays of 2026', () => {
  const kept = textOf('test/data/holidays-2026.csv')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll("'", '’').split(','))

  test('are the eighteen of the official calendar', () => {
    const ours = inYear(2026).map(({ day, kind, status, names }) => [day, names.fr, kind, status])

    expect(kept).toHaveLength(18)
    expect(ours).toEqual(kept)
  })
})

describe('religious holidays', () => {
  const firsts: Record<string, string> = {
    '1/1': '1er Moharram',
    '3/12': 'Aïd al-Mawlid (1er jour)',
    '10/1': 'Aïd al-Fitr (1er jour)',
    '12/10': 'Aïd al-Adha (1er jour)',
  }

  test('begin on the day of Umm al-Qura or on the one after it, none missing from 2022 to 2035', () => {
    const known = new Map(knownHolidays.map(({ day, names }) => [day, names.fr]))
    const strays: string[] = []
    let found = 0
    for (let at = Date.UTC(2022, 0, 1); at < Date.UTC(2036, 0, 1); at += DAY) {
      const name = firsts[hijriOf(at)]
      if (!name) continue
      found += 1
      const days = [at, at + DAY].map((instant) => new Date(instant).toISOString().slice(0, 10))
      if (!days.some((day) => known.get(day) === name)) strays.push(`${name} ${days[0]}`)
    }

    expect(strays).toEqual([])
    expect(found).toBe(knownHolidays.filter(({ names }) => Object.values(firsts).includes(names.fr)).length)
  })

  test('are provisional from 2026 on, and those of the law never', () => {
    const provisional = knownHolidays.filter(({ status }) => status === 'provisional')

    expect(new Set(provisional.map(({ kind }) => kind))).toEqual(new Set(['religious']))
    expect(provisional.every(({ day }) => day >= '2026')).toBe(true)
    expect(knownHolidays.filter(({ kind, day }) => kind === 'religious' && day >= '2026')).toEqual(
      provisional,
    )
  })

  test('last two days, one after the other, but the first of Moharram', () => {
    const days = new Set(knownHolidays.filter(({ kind }) => kind === 'religious').map(({ day }) => day))
    const seconds = knownHolidays.filter(({ names }) => names.fr.includes('(2e jour)'))

    for (const { day } of seconds)
      expect(days, day).toContain(new Date(Date.parse(day) - DAY).toISOString().slice(0, 10))
  })
})

test('holidays by law begin with the year that made them', () => {
  expect(namesIn(2023)).not.toContain('Nouvel an amazigh')
  expect(namesIn(2024)).toContain('Nouvel an amazigh')
  expect(namesIn(2024)).not.toContain('Fête de l’unité')
  expect(namesIn(2025)).toContain('Fête de l’unité')
  expect(namesIn(2022).filter((name) => name === 'Fête du trône')).toHaveLength(1)
})

test('no day is named twice, and every one has its name in three languages', () => {
  expect(new Set(knownHolidays.map(({ day }) => day)).size).toBe(knownHolidays.length)
  for (const { names } of knownHolidays)
    expect(Object.values(names).every((name) => name.length > 3)).toBe(true)
})
