// How long something lasted, in the words of each language.
import { expect, test } from 'vitest'
import { formats } from '../../src/i18n/format.ts'
import { days, hours, minutes } from '../support/clock.ts'

const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ')

test.each([
  [minutes(12), '12 min', '12 دقيقة', '12 mins'],
  [minutes(90), '90 min', '90 دقيقة', '90 mins'],
  [hours(2.4), '2,4 h', '2,4 ساعة', '2.4 hrs'],
  [hours(5), '5 h', '5 ساعات', '5 hrs'],
  [hours(26), '26 h', '26 ساعة', '26 hrs'],
  [days(2), '2 j', 'يومان', '2 days'],
  [days(3), '3 j', '3 أيام', '3 days'],
  [days(41.3), '41 j', '41 يومًا', '41 days'],
])('%d ms', (lasted, fr, ar, en) => {
  expect(plain(formats('fr').duration(lasted))).toBe(fr)
  expect(plain(formats('ar').duration(lasted))).toBe(ar)
  expect(plain(formats('en').duration(lasted))).toBe(en)
})
