// The packs of the product read through their schema, and a broken pack named in one line.
import { expect, test } from 'vitest'
import { NotFound } from '../../src/errors.ts'
import { createProgrammes, programme, programmes } from '../../src/programmes/index.ts'

const daam = programme('DAAM')

test('seven programmes come with the product', () => {
  expect(programmes.map((pack) => pack.code)).toEqual([
    'TAYSSIR',
    'DAAM',
    'AMO_TADAMON',
    'TADAMON_COVID',
    'HOUSING',
    'MICROFINANCE',
    'INTEGRITY',
  ])
  expect(programme('TAYSSIR').deadline.days).toBe(10)
  expect(daam.entities.map((entity) => entity.code)).toContain('JERADA')
})

test('a programme that is not there is not found', () => {
  expect(() => programme('FORESTS')).toThrow(NotFound)
  expect(createProgrammes([daam]).find('TAYSSIR')).toBeUndefined()
})

test('a pack from a file stands beside those of the product', () => {
  const forests = { ...daam, code: 'FORESTS', prefix: 'FOR' }

  const all = createProgrammes([...programmes, forests])

  expect(all.get('FORESTS').prefix).toBe('FOR')
})

test('a wrong pack is named with the field and the reason, in one line', () => {
  const lost = { ...daam, categories: [{ ...daam.categories[0], unit: 'LOST' }] }

  expect(() => createProgrammes([lost])).toThrow('(DAAM). categories.0.unit: LOST is not a unit')
  expect(() => createProgrammes([{}])).toThrow('without a code')
  expect(() => createProgrammes([daam, daam])).toThrow('the same code')
})

test('a code that stands twice in a list, or data no letter knows, is refused', () => {
  const twice = { ...daam, units: [...daam.units, ...daam.units] }
  const [template] = daam.templates
  const unknown = { ...daam, templates: [{ ...template, text: { fr: '{salary}', ar: '-', en: '-' } }] }

  expect(() => createProgrammes([twice])).toThrow('units: PENSIONS stands there twice')
  expect(() => createProgrammes([unknown])).toThrow('templates.0.text.fr')
})

test('a letter that speaks of an appeal names the days the programme gives', () => {
  for (const pack of programmes) {
    const refused = pack.templates.find((template) => template.code === 'REFUSED')

    for (const text of Object.values(refused?.text ?? {}))
      expect(text).toContain(`${pack.deadline.appealDays} `)
  }
})

test('every blank of a template is one the answer refuses to leave open', () => {
  const texts = programmes.flatMap((pack) => pack.templates.flatMap((t) => Object.values(t.text)))

  for (const text of texts) expect(text.replaceAll(/\[[^\]\n]{1,40}\]/g, '')).not.toMatch(/[[\]]/)
})
