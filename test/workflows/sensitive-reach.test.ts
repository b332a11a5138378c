// How somebody is reached without danger, and what is left when she wants nothing to be left.
import { describe, expect, test } from 'vitest'
import { permit } from '../../src/engine/decide.ts'
import { sensitive } from '../../workflows/sensitive.ts'
import { unborn } from '../../workflows/sensitive-facts.ts'
import { inputs } from '../../workflows/sensitive-inputs.ts'
import { instantOf } from '../support/clock.ts'
import { metasOf, parties } from '../support/walk.ts'
import {
  brought,
  noticed,
  referred,
  refusalOf,
  type SensitiveStory,
  sensitiveStory,
  supported,
} from './sensitive-story.ts'

describe('she is reached', () => {
  const bySms = { contactBy: 'sms', contactPoint: '06 12 34 56 78' }
  const tomorrow = { leaveAt: instantOf('2023-01-11', '09:00') }

  test('never by a call, unless she said so', () => {
    expect(sensitiveStory().context.calls).toBe('never')
    expect(refusalOf(sensitiveStory(bySms), 'RECORD_ATTEMPT', { by: 'phone' })).toContain('wayAllowed')
    expect(sensitiveStory({ ...bySms, calls: 'allowed' }).accepts('RECORD_ATTEMPT', { by: 'phone' })).toBe(
      true,
    )
  })

  test('only by the ways she named, or by whoever comes by', () => {
    const ways = (said: object) =>
      ['sms', 'phone', 'email', 'inPerson'].filter((by) =>
        sensitiveStory({ ...said }).accepts('RECORD_ATTEMPT', { by }),
      )

    expect(ways({})).toEqual(['inPerson'])
    expect(ways(bySms)).toEqual(['sms', 'inPerson'])
    expect(ways({ contactBy: 'phone', contactPoint: '0612345678', calls: 'allowed' })).toEqual([
      'phone',
      'inPerson',
    ])
  })

  test('by no word that nobody would read: without a code or a way nothing is said', () => {
    const alone = () => sensitiveStory({ codeTag: undefined })
    expect(refusalOf(alone(), 'SAY', { phrase: 'comeSee' })).toContain('reachesHer')

    expect(
      alone().does('NEW_CODE', { codeTag: 'hash-of-a-code' }).accepts('SAY', { phrase: 'comeSee' }),
    ).toBe(true)
    expect(sensitiveStory({ ...bySms, codeTag: undefined }).accepts('SAY', { phrase: 'comeSee' })).toBe(true)
  })

  test('by somebody who reads what she says: it waits, and they hear it once', () => {
    const story = sensitiveStory().does('REPLY', { phrase: 'contactMe' }).after(1)
    story.does('REPLY', { phrase: 'yes' })

    expect(story.states).toContain('answer.unread')
    expect(story.told.filter((line) => line.endsWith('tellFocalPoints'))).toEqual([
      '0 tellFocalPoints',
      '0 tellFocalPoints',
    ])
    expect(story.does('NOTE_REPLY').states).toContain('answer.none')
    expect(story.does('REPLY', { phrase: 'thanks' }).states).toContain('answer.none')
  })

  test('by telephone only where a call is allowed', () => {
    const contact = { contactBy: 'phone', contactPoint: '0612345678' }

    expect(inputs.SET_CONTACT.safeParse(contact).error?.issues).toMatchObject([{ path: ['calls'] }])
    expect(inputs.SET_CONTACT.safeParse({ ...contact, calls: 'allowed' }).success).toBe(true)
  })

  test('at an hour that is safe, by messages that leave together', () => {
    const story = sensitiveStory(bySms).does('SAY', { phrase: 'comeSee' }, tomorrow)
    story.does('SAY', { phrase: 'howAreYou' }, { leaveAt: tomorrow.leaveAt + 3_600_000 }).after(30)

    expect(story.told.filter((line) => line.endsWith('tellSurvivor'))).toEqual(['23 tellSurvivor'])
  })

  test.each(['none', 'inPerson', 'phone'])('on her page alone when she is reached by: %s', (contactBy) => {
    const story = sensitiveStory({ contactBy, contactPoint: '0612345678', calls: 'allowed' })
    story.does('SAY', { phrase: 'comeSee' }, tomorrow).after(40)

    expect(story.context.messages).toHaveLength(1)
    expect(story.told.join()).not.toContain('tellSurvivor')
  })

  test('no more by what she does not want: a message that waited does not leave', () => {
    const waiting = () => sensitiveStory(bySms).does('SAY', { phrase: 'comeSee' }, tomorrow)
    const silenced = waiting().does('REPLY', { phrase: 'dontContactMe' })
    const changed = waiting().does('SET_CONTACT', { contactBy: 'none' })

    for (const story of [silenced, changed]) expect(story.after(40).told.join()).not.toContain('tellSurvivor')
    expect(silenced.context).toMatchObject({ contactBy: 'none', contactPoint: null })
  })

  test('at the hours she names now, by the way she names now', () => {
    const evening = { contactBy: 'email', contactPoint: 'elle@example.org', contactHours: 'evening' }
    const story = sensitiveStory(bySms).does('SAY', { phrase: 'comeSee' }, tomorrow)

    story.does('SET_CONTACT', evening).after(40)

    expect(story.told.filter((line) => line.endsWith('tellSurvivor'))).toEqual(['8 tellSurvivor'])
    expect(story.context).toMatchObject({ contactBy: 'email', contactPoint: 'elle@example.org' })
  })

  test('no more as before once she asked for silence, until she says otherwise', () => {
    const story = sensitiveStory({ ...bySms, calls: 'allowed' }).does('REPLY', { phrase: 'dontContactMe' })

    story.does('SAY', { phrase: 'howAreYou' }, tomorrow).after(40)

    expect(story.told.join()).not.toContain('tellSurvivor')
    expect(refusalOf(story, 'RECORD_ATTEMPT', { by: 'phone' })).toContain('wayAllowed')
  })

  test('at night by nothing that was meant for the day: no message takes the hour of an earlier one', () => {
    const night = { leaveAt: instantOf('2023-01-11', '09:00') }
    const failing = () => sensitiveStory(bySms).does('MESSAGE_FAILED')
    const whileUndelivered = failing().does(
      'SAY',
      { phrase: 'comeSee' },
      { leaveAt: instantOf('2023-01-10') },
    )
    const whileWaiting = sensitiveStory(bySms).does('SAY', { phrase: 'comeSee' }, tomorrow)

    for (const story of [whileUndelivered, whileWaiting.does('MESSAGE_FAILED')]) {
      story.does('RECORD_ATTEMPT', { by: 'inPerson' }).after(13)
      story.does('SAY', { phrase: 'callUs' }, night).after(22)
      expect(story.told.join()).not.toContain('tellSurvivor')
    }
  })

  test('by a number or an address that can be one, written one way', () => {
    const point = (contactBy: string, contactPoint: string) => {
      const read = inputs.OPEN.safeParse({ ...brought, contactBy, contactPoint, calls: 'allowed' })
      return read.success ? read.data.contactPoint : read.error.issues[0]?.message
    }

    expect(point('sms', '06 12 34 56 78')).toBe('0612345678')
    expect(point('phone', '00212 612-34-56-78')).toBe('+212612345678')
    expect(point('email', ' elle@example.org ')).toBe('elle@example.org')
    expect(point('none', '0612345678')).toBeUndefined()
    for (const [by, typed] of [
      ['sms', 'elle@example.org'],
      ['email', '0612345678'],
      ['sms', 'my husband must not know'],
      ['email', 'her name is x@example'],
    ] as const)
      expect(point(by, typed), typed).toBe('field.contactPoint.invalid')
    expect(point('sms', '')).toBe('field.contactPoint.missing')
  })
})

describe('erased', () => {
  const erased = (story: SensitiveStory) => story.does('ERASE', { ground: 'wish', confirmed: 'on' })

  test.each<[string, () => SensitiveStory]>([
    ['received', () => sensitiveStory({ nature: 'rape', ageBand: 'teen', enclosed: true })],
    ['accepted', () => referred().does('ACCEPT')],
    ['closed', () => noticed(supported()).does('CLOSE')],
  ])('nothing is left of it, nothing is due and nothing is accepted: %s', (_where, tell) => {
    const { walk, context, states } = erased(tell())

    expect(context).toEqual({ ...unborn, programme: 'DAAM', receivedOn: '2023-01-10' })
    expect([...walk.timers.keys()]).toEqual([])
    expect(states).toContain('handling.erased')
    expect(metasOf(walk.snapshot).flatMap(({ owner }) => owner ?? [])).toEqual([])
    const anybody = { id: 'x', rolesIn: () => parties }
    for (const type of Object.keys(inputs))
      expect(() =>
        permit(sensitive.machine, walk.snapshot, { type }, anybody, {}, { asking: true }),
      ).toThrow()
  })

  test('it is not without a word that this is meant', () => {
    expect(inputs.ERASE.safeParse({ ground: 'wish' }).success).toBe(false)
  })
})
