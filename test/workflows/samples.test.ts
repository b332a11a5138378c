// The made-up inputs that walks and big databases live on are what the forms and the commands accept.
import { describe, expect, test } from 'vitest'
import { createPrepare } from '../../src/cases/facts.ts'
import { createProgrammes, programmes } from '../../src/programmes/index.ts'
import { unborn } from '../../workflows/case-facts.ts'
import { inputs } from '../../workflows/case-inputs.ts'
import { instantOf } from '../support/clock.ts'
import { type ComplaintEventType, sampleInput } from '../support/complaint-walk.ts'
import { seededDraw } from '../support/draw.ts'

const stamp = { at: instantOf('2023-01-10'), on: '2023-01-10', by: 'amina' }
const types = Object.keys(inputs) as ComplaintEventType[]

describe.each(programmes.map((pack) => [pack.code, pack] as const))('for %s', (code, pack) => {
  const born = { ...unborn, programme: code, receivedOn: '2023-01-05', answerChannels: ['desk', 'phone'] }

  test.each(types)('%s: fifty different inputs are accepted by its form and by its command', (type) => {
    const context = type === 'OPEN' || type === 'IMPORT' ? unborn : born
    const prepare = createPrepare(createProgrammes(programmes), () => new Set())
    const draw = seededDraw(1)
    for (let n = 0; n < 50; n += 1) {
      const { input } = sampleInput(type, context, stamp, draw, { pack })
      const read: unknown = inputs[type].parse(input)

      expect(() => prepare(complaint, type, read, context, stamp)).not.toThrow()
    }
  })
})

test('the same draw makes up the same input', () => {
  const twice = [1, 1].map((seed) => sampleInput('QUALIFY', unborn, stamp, seededDraw(seed)))

  expect(twice[0]).toEqual(twice[1])
})
