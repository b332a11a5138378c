// The made-up inputs that walks and big databases live on are what the forms and the commands accept.
import { describe, expect, test } from 'vitest'
import { createPrepare } from '../../src/cases/facts.ts'
import { createProgrammes, programmes } from '../../src/programmes/index.ts'
import { unborn } from '../../workflows/case-facts.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { workflows } from '../../workflows/index.ts'
import { sampleInput } from '../support/case-walk.ts'
import { instantOf } from '../support/clock.ts'
import { seededDraw } from '../support/draw.ts'
import { packsOf } from '../support/samplers.ts'

const stamp = { at: instantOf('2023-01-10'), on: '2023-01-10', by: 'amina' }
const prepare = createPrepare(createProgrammes(programmes), () => new Set())
const lives = workflows.flatMap((workflow) =>
  packsOf(workflow).map(
    (pack) => [`${workflow.name}@${workflow.version}`, pack.code, workflow, pack] as const,
  ),
)

describe.each(lives)('for %s of %s', (_name, code, workflow, pack) => {
  const born = { ...unborn, programme: code, receivedOn: '2023-01-05', answerChannels: ['desk', 'phone'] }

  test.each(Object.entries(workflow.inputs))(
    '%s: forty different inputs are accepted by its form and by its command, which adds the same kinds of facts',
    (type, schema) => {
      const context = type === 'OPEN' || type === 'IMPORT' ? unborn : born
      const draw = seededDraw(1)
      for (let n = 0; n < 40; n += 1) {
        const { input, facts } = sampleInput(workflow, type, context, stamp, draw, { pack })
        const prepared = prepare(workflow, type, schema.parse(input), context, stamp)

        expect(Object.keys(facts as object).toSorted()).toEqual(
          Object.keys(prepared.facts as object).toSorted(),
        )
      }
    },
  )
})

test('the same draw makes up the same input', () => {
  const twice = [1, 1].map((seed) => sampleInput(complaint2, 'QUALIFY', unborn, stamp, seededDraw(seed)))

  expect(twice[0]).toEqual(twice[1])
})
