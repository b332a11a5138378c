// Dates, times, numbers and lists, as Moroccans write them.
import { expect, test } from 'vitest'
import { formats } from '../../src/i18n/format.ts'

const fr = formats('fr')
const ar = formats('ar')
const en = formats('en')
const at = Date.UTC(2026, 10, 16, 9, 42)

test('a day with its weekday', () => {
  expect(fr.day('2026-12-03')).toBe('jeudi 3 décembre 2026')
  expect(ar.day('2026-12-03')).toBe('الخميس 3 دجنبر 2026')
  expect(en.day('2026-12-03')).toBe('Thursday 3 December 2026')
})

test('a day, shorter', () => {
  expect(fr.dayNoYear('2026-11-26')).toBe('jeudi 26 novembre')
  expect(fr.dayShort('2026-12-03')).toBe('jeu. 3 déc.')
  expect(fr.dayShortYear('2026-12-03')).toBe('jeu. 3 déc. 2026')
  expect(fr.dayMonth('2026-12-03')).toBe('3 déc.')
  expect(fr.dayPlain('2026-12-03')).toBe('3 décembre 2026')
  expect(fr.weekday('2026-12-03')).toBe('jeudi')
  expect(ar.dayShort('2026-11-29')).toBe('الأحد 29 نونبر')
  expect(en.dayShort('2026-12-03')).toBe('Thu 3 Dec')
})

test('the first of a month is « 1er » in French alone', () => {
  expect(fr.dayShort('2026-12-01')).toBe('mar. 1er déc.')
  expect(fr.day('2026-12-11')).toBe('vendredi 11 décembre 2026')
  expect(ar.dayPlain('2026-12-01')).toBe('1 دجنبر 2026')
})

test('the months of Morocco', () => {
  const months = Array.from({ length: 12 }, (_, i) =>
    ar.dayMonth(`2026-${String(i + 1).padStart(2, '0')}-02`),
  )

  expect(months.map((month) => month.replace('2 ', ''))).toEqual(
    'يناير فبراير مارس أبريل ماي يونيو يوليوز غشت شتنبر أكتوبر نونبر دجنبر'.split(' '),
  )
})

test('an instant in the time of Casablanca', () => {
  expect(fr.dateTime(at)).toBe('lun. 16 nov., 09:42')
  expect(ar.dateTime(at)).toBe('الاثنين 16 نونبر، 09:42')
  expect(en.time(at)).toBe('09:42')
  expect(fr.day(at)).toBe('lundi 16 novembre 2026')
})

test('an offset moves an instant and never a civil day', () => {
  // Casablanca was an hour ahead of UTC in January 2024.
  const beforeMidnight = Date.UTC(2024, 0, 9, 23, 30)

  expect(fr.dateTime(beforeMidnight)).toBe('mer. 10 janv., 00:30')
  expect(fr.dayShort('2024-01-09')).toBe('mar. 9 janv.')
})

test('numbers', () => {
  expect(fr.number(32773)).toBe('32\u202f773')
  expect(ar.number(32773)).toBe('32.773')
  expect(en.number(32773)).toBe('32,773')
  expect(fr.number(6.83, 1)).toBe('6,8')
  expect(fr.number(7, 1)).toBe('7,0')
})

test('sizes of files', () => {
  expect(fr.bytes(412_000)).toBe('412\u202fko')
  expect(fr.bytes(1_234_567)).toBe('1,2\u202fMo')
  expect(ar.bytes(412_000)).toBe('412 كيلوبايت')
  expect(en.bytes(999)).toBe('999 bytes')
})

test('lists', () => {
  expect(fr.list(['un', 'deux', 'trois'])).toBe('un, deux et trois')
  expect(fr.either(['un', 'deux'])).toBe('un ou deux')
  expect(ar.list(['تيسير', 'دعم'])).toBe('تيسير ودعم')
})
