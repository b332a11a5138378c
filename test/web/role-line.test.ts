// What stands under somebody's name: roles, and the programmes as long as they fit.
import { expect, test } from 'vitest'
import { languages, translator } from '../../src/i18n/i18n.ts'
import { programmes } from '../../src/programmes/index.ts'
import { roleLine } from '../../src/web/locals.ts'

const clerkIn = (...codes: string[]) => ({
  grants: codes.map((programme) => ({ role: 'clerk' as const, programme, entity: '' })),
})
const all = programmes.map(({ code }) => code)
const line = (lang: (typeof languages)[number], ...codes: string[]) =>
  roleLine(clerkIn(...codes), { t: translator(lang), lang }, programmes)

test('one programme or two are named', () => {
  expect(line('fr', 'DAAM')).toBe('Chargé(e) de clientèle · DAAM')
  expect(line('en', 'TAYSSIR', 'HOUSING')).toBe('Client officer · TAYSSIR · Public housing')
})

test('more are counted, and the line stays one', () => {
  expect(line('fr', ...all)).toBe('Chargé(e) de clientèle · 7 programmes')
  expect(line('ar', ...all)).toContain('7 برامج')
  for (const lang of languages) expect(line(lang, ...all).length).toBeLessThan(50)
})
