// What holds for every sensitive case on every way, and for every form of one.
import { beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { has, languages } from '../../src/i18n/i18n.ts'
import { confidential, workflows } from '../../workflows/index.ts'
import { sensitive } from '../../workflows/sensitive.ts'
import { sensitiveContext, services, unborn } from '../../workflows/sensitive-facts.ts'
import { inputs } from '../../workflows/sensitive-inputs.ts'
import { issuesOf } from '../i18n/schemas.ts'
import { instantOf } from '../support/clock.ts'
import { seededDraw } from '../support/draw.ts'
import { wanderers } from '../support/properties.ts'
import { samplerOf } from '../support/samplers.ts'

describe('every sensitive case, on every way,', () => {
  const { always, letThemWander } = wanderers(sensitive, 100)
  beforeAll(letThemWander, 120_000)

  test('is shared with nobody without a consent in force', () => {
    always(({ looks }) => {
      for (const { snapshot } of looks) {
        const { sharedWith, consent } = sensitiveContext(snapshot.context)
        if (sharedWith !== null) expect(consent).not.toBeNull()
        if (!snapshot.matches({ handling: 'alive' })) expect(sharedWith).toBeNull()
      }
    })
  })

  test('names a body that it is shared with only after it was referred there', () => {
    always(({ looks }) => {
      for (const { snapshot } of looks) {
        const { sharedWith, referrals } = sensitiveContext(snapshot.context)
        if (sharedWith !== null) expect(referrals.at(-1)?.to).toBe(sharedWith)
      }
    })
  })

  test('closes only with institution and funder told, and a child referred', () => {
    always(({ walk }) => {
      for (const { event, before } of walk.trail.filter(({ event }) => event.type.startsWith('CLOSE'))) {
        const { notices, childReferred, nature, ageBand } = sensitiveContext(before.context)
        expect([notices.institution, notices.funder], event.type).not.toContain(null)
        if (nature === 'childAtRisk' || ['under12', 'teen'].includes(ageBand))
          expect(childReferred).not.toBeNull()
      }
    })
  })

  test('tells institution and funder once, and never tells her where nothing may be sent', () => {
    always(({ walk }) => {
      const effects = walk.trail.flatMap((step) => step.effects)
      for (const notice of ['noticeInstitution', 'noticeFunder'])
        expect(effects.filter((effect) => effect === notice).length).toBeLessThanOrEqual(1)
      for (const { before, effects } of walk.trail)
        if (effects.includes('tellSurvivor'))
          expect(['sms', 'email']).toContain(sensitiveContext(before.context).contactBy)
    })
  })

  test('has nothing left and nothing due once it is erased', () => {
    always(({ looks }) => {
      for (const { snapshot, timers } of looks.filter(({ snapshot }) =>
        snapshot.matches({ handling: 'erased' }),
      )) {
        const { programme, receivedOn, ...rest } = sensitiveContext(snapshot.context)
        expect({ ...rest, programme: '', receivedOn: '' }).toEqual(unborn)
        expect([...timers.keys()]).toEqual([])
      }
    })
  })
})

describe('its forms', () => {
  /** The only fields somebody may type into, each held to a pattern no sentence fits. */
  const typed = ['programme', 'codeTag', 'to', 'contactPoint']

  const sentences = [
    'He waited for her at the office.',
    'He waited.\nShe ran.\n',
    '0612345678\nask for Fatima',
    'فاطمة الزهراء',
    'انتظرها أمام المكتب',
    'فاطمة',
    'Fatima Zahra',
    'Fatima.Zahra, 06 12 34 56 78',
    'fatima zahra@example.org',
    ' AMAL, ask for her',
    'x'.repeat(500),
  ]

  test('hold codes, ticks and days; what may be typed is held to a pattern', () => {
    const leaves = Object.entries(inputs).flatMap(([type, { shape }]) =>
      Object.entries(shape).map(([name, field]) => [type, name, leafOf(field)] as const),
    )
    const closed = (leaf: z.core.$ZodType) =>
      [z.ZodEnum, z.ZodLiteral, z.ZodBoolean, z.ZodISODate].some((kind) => leaf instanceof kind)

    expect(leaves.length).toBeGreaterThan(30)
    for (const [type, name, leaf] of leaves.filter(([, , leaf]) => !closed(leaf))) {
      expect(typed, `${type}.${name}`).toContain(name)
      expect(z.toJSONSchema(leaf).pattern, `${type}.${name}`).toBeTruthy()
    }
  })

  test('take no sentence and no name anywhere', () => {
    for (const sentence of sentences)
      for (const [type, schema] of Object.entries(inputs)) {
        const read = schema.safeParse(
          Object.fromEntries(Object.keys(schema.shape).map((name) => [name, sentence])),
        )
        expect(JSON.stringify(read.data ?? {}), type).not.toContain(sentence)
      }
  })

  test.each(sentences)('reject in each field that may be typed: %s', (sentence) => {
    const accepting = Object.entries(inputs).flatMap(([type, { shape }]) =>
      Object.entries(shape)
        .filter(([name]) => typed.includes(name))
        .filter(([, field]) => field.safeParse(sentence).success)
        .map(([name]) => `${type}.${name}`),
    )

    expect(accepting).toEqual([])
  })

  test.each(Object.entries(inputs))('keep nothing of a field that they do not have: %s', (type, schema) => {
    const known = { ...unborn, programme: 'DAAM', receivedOn: '2023-01-10', offered: [...services] }
    const stamp = { at: instantOf('2023-01-10'), on: '2023-01-10', by: '' }
    const { input } = samplerOf(sensitive)(type, known, stamp, seededDraw(1))

    const read: unknown = schema.parse({ ...Object(input), narrative: 'He waited for her at the office.' })

    expect(JSON.stringify(read)).not.toContain('He waited')
  })

  test('read a page and a command alike: a box that is on, or true', () => {
    const read = (medical: unknown) => inputs.OFFER_SERVICES.safeParse({ medical })

    for (const on of ['on', 'true', true]) expect(read(on).data).toMatchObject({ medical: true })
    for (const off of ['', 'false', false, undefined]) expect(read(off).success).toBe(false)
  })

  test('have words of their own for every error', () => {
    const keys = Object.values(inputs).flatMap((schema) => issuesOf(schema).map(({ message }) => message))

    expect(keys.filter((key) => !languages.every((language) => has(language, key)))).toEqual([])
  })
})

test('the ordinary engine does not know it', () => {
  expect(workflows.map(({ name }) => name)).not.toContain('sensitive')
  expect(confidential.map(({ name }) => name)).toEqual(['sensitive'])
})

/** What a field takes in the end, under all that is wrapped around it. */
function leafOf(field: z.core.$ZodType): z.core.$ZodType {
  if (field instanceof z.ZodOptional || field instanceof z.ZodNullable || field instanceof z.ZodDefault)
    return leafOf(field.def.innerType)
  if (field instanceof z.ZodPipe) return leafOf(field.def.out)
  return field
}
