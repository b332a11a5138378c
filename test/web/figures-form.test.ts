// The choice of an entity whose figures are shown: each programme's together, what several share first.
import { expect, test } from 'vitest'
import { formats } from '../../src/i18n/format.ts'
import { translator } from '../../src/i18n/i18n.ts'
import { lifeWords } from '../../src/i18n/life.ts'
import { createProgrammes, programmes as packs } from '../../src/programmes/index.ts'
import { blank } from '../../src/web/forms.ts'
import { figuresFields } from '../../src/web/pages/state-figures.ts'

const t = translator('fr')
const say = { t, life: lifeWords(t, 'fr'), f: formats('fr'), lang: 'fr' } as const
const all = createProgrammes(packs)
const grants = ['HOUSING', 'DAAM'].map((programme) => ({ role: 'auditor' as const, programme, entity: '' }))

const optionsOf = (programme: string) =>
  figuresFields(say, { id: 'a', grants }, all, blank({ programme })).find(({ name }) => name === 'entity')
    ?.options ?? []

test('entities stand under their programme', () => {
  const groups = optionsOf('').map(({ group }) => group ?? '')
  const named = groups.filter((group) => group !== '')

  expect(new Set(named)).toEqual(new Set(['Habitat public', 'DAAM']))
  expect(groups.lastIndexOf('')).toBeLessThan(groups.indexOf(named[0] ?? ''))
  expect(new Set(optionsOf('').map(({ value }) => value)).size).toBe(groups.length)
})

test('only those of a chosen programme are offered', () => {
  const codes = all.get('DAAM').entities.map(({ code }) => code)

  expect(optionsOf('DAAM').map(({ value }) => value)).toEqual(['', ...codes])
})
