// What every pack of the product has to hold, whatever its programme.
import { describe, expect, test } from 'vitest'
import { dueDates } from '../../src/cases/deadlines.ts'
import { programme, programmes } from '../../src/programmes/index.ts'
import { Programme } from '../../src/programmes/schema.ts'

// The Green March and Independence Day.
const holidays = new Set(['2026-11-06', '2026-11-18'])

const kinds = (code: string) =>
  Object.fromEntries(
    [...Map.groupBy(programme(code).entities, ({ kind }) => kind)].map(([kind, all]) => [kind, all.length]),
  )

test('every programme has a code and a prefix of its own', () => {
  for (const field of ['code', 'prefix'] as const)
    expect(new Set(programmes.map((pack) => pack[field])).size).toBe(programmes.length)
})

describe.each(programmes.map((pack) => [pack.code, pack] as const))('the pack of %s', (_code, pack) => {
  const named = [...pack.services, ...pack.entities, ...pack.units, ...pack.verifiers, ...pack.categories]

  test('says everything in three languages, Arabic in Arabic letters', () => {
    for (const { names } of [...named, ...pack.templates, { names: pack.body }])
      expect(names.ar, names.fr).toMatch(/[\u0600-\u06ff]/)
    for (const { code, text } of pack.templates) {
      expect(text.ar.replaceAll(/\{\w+\}/g, ''), code).not.toMatch(/[A-Za-z]{2}/)
      expect(text.fr, code).not.toMatch(/[\u0600-\u06ff]| [:;!?]|'/)
    }
  })

  test('gives no two places, units or categories the same name', () => {
    for (const list of [pack.entities, pack.units, pack.categories, pack.services])
      for (const lang of ['fr', 'ar', 'en'] as const)
        expect(new Set(list.map(({ names }) => names[lang])).size, lang).toBe(list.length)
  })

  test('asks for the same data and for as many blanks in every language', () => {
    const blanks = (text: string) => text.match(/\[[^\]\n]+\]/g)?.length ?? 0
    const data = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()
    for (const { code, text } of pack.templates) {
      expect([blanks(text.ar), blanks(text.en)], code).toEqual([blanks(text.fr), blanks(text.fr)])
      expect([data(text.ar), data(text.en)], code).toEqual([data(text.fr), data(text.fr)])
    }
  })

  test('can refuse, inform and promise in a letter, and has something to say for each service', () => {
    expect(pack.templates.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['REFUSED', 'INFORMATION', 'COMMITMENT']),
    )
    for (const { code } of pack.services) {
      const own = pack.categories.filter(({ services = [code] }) => services.includes(code))
      expect(own.length, code).toBeGreaterThan(1)
    }
  })

  test('answers before its deadline is twice passed, and after the notice', () => {
    const due = dueDates(pack, { channel: 'phone' }, '2026-11-16', holidays)
    expect(due.soonOn < due.dueOn && due.dueOn < due.lateOn).toBe(true)
    expect(due.noticeBy).toBeLessThanOrEqual(due.dueAt)
  })
})

test('the housing group is a holding with ten companies', () => {
  expect(kinds('HOUSING')).toEqual({ holding: 1, company: 10 })
  expect(programme('HOUSING').deadline.days).toBe(60)
})

test('the microfinance institution drives to its clients with eighty-one mobile units', () => {
  expect(kinds('MICROFINANCE')).toEqual({ office: 1, branch: 12, mobile: 81 })
  expect(programme('MICROFINANCE').entities.find(({ code }) => code === 'MOBILE_64')?.names).toEqual({
    fr: 'Unité mobile 64, Souss-Massa',
    ar: 'الوحدة المتنقلة 64، سوس ماسة',
    en: 'Mobile unit 64, Souss-Massa',
  })
})

test('the errors of MASSAR are verified by the ministry, and nothing else is', () => {
  const verified = programmes.flatMap(({ categories }) => categories.filter(({ verifier }) => verifier))

  expect(verified.map(({ code }) => code)).toEqual(['TUTOR_NAME', 'TUTOR_CNIE', 'MASSAR_OTHER'])
})

test('the health cover counts fifteen working days', () => {
  expect(dueDates(programme('AMO_TADAMON'), { channel: 'desk' }, '2026-11-02', holidays)).toMatchObject({
    basis: 'working',
    dueOn: '2026-11-25',
  })
})

test('a verifier nobody named, or a service, is refused', () => {
  const tayssir = programme('TAYSSIR')
  const lost = (category: object) => {
    const read = Programme.safeParse({ ...tayssir, categories: [{ ...tayssir.categories[0], ...category }] })
    return read.error?.issues.map(({ message }) => message)
  }

  expect(lost({ verifier: 'CNSS' })).toEqual(['CNSS is not a verifier'])
  expect(lost({ services: ['ADVICE'] })).toEqual(['ADVICE is not a service'])
})
