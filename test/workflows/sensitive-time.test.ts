// What runs out on the confidential road: the notice, medical care, the next visit, the sealed enclosure, the duty to a child.
import { describe, expect, test } from 'vitest'
import { natures } from '../../workflows/sensitive-facts.ts'
import {
  child,
  consented,
  noticed,
  referred,
  type SensitiveStory,
  sensitiveStory,
} from './sensitive-story.ts'

describe('the notice', () => {
  test('leaves by itself after twenty hours, once to each', () => {
    const notices = (story: SensitiveStory) => story.told.filter((line) => line.includes(' notice'))

    expect(notices(sensitiveStory().after(19))).toEqual([])
    expect(notices(sensitiveStory().after(23))).toEqual(['20 noticeInstitution', '20 noticeFunder'])
  })

  test('that the focal point sent does not leave again', () => {
    expect(noticed(sensitiveStory()).after(60).told.slice(1)).toEqual([
      '0 noticeInstitution',
      '0 noticeFunder',
    ])
  })

  test('is late after twenty-four hours when it could not leave, and no longer once it was given by hand', () => {
    const story = sensitiveStory().after(20).does('NOTICE_SENT', { to: 'institution' })
    story.does('NOTICE_FAILED', { to: 'funder' }).after(30)
    expect(story.told.at(-1)).toBe('24 alertNoticeLate')
    expect(story.states).toEqual(expect.arrayContaining(['notice.byHand', 'noticeClock.late']))

    story.does('RECORD_NOTICE', { to: 'funder', sentOn: '2023-01-11', way: 'inPerson' })

    expect(story.states).toEqual(expect.arrayContaining(['notice.sent', 'noticeClock.kept']))
    expect(story.context.notices).toMatchObject({ institution: { by: 'mail' }, funder: { by: 'hand' } })
  })

  test('that was given by hand stands, whatever becomes of the mail', () => {
    const story = sensitiveStory().after(20).does('NOTICE_FAILED', { to: 'institution' })
    story.does('RECORD_NOTICE', { to: 'funder', sentOn: '2023-01-11', way: 'inPerson' })

    story.does('NOTICE_FAILED', { to: 'funder' })

    expect(story.context).toMatchObject({
      noticeFailed: ['institution'],
      notices: { funder: { by: 'hand' } },
    })
  })

  test('that was late is told to the focal points once', () => {
    const story = sensitiveStory().after(20).does('NOTICE_FAILED', { to: 'institution' })

    story.after(24 * 40)

    expect(story.told.filter((line) => line.endsWith('alertNoticeLate'))).toEqual(['24 alertNoticeLate'])
  })

  test('was not given on a day to come', () => {
    const story = sensitiveStory().does('SEND_NOTICE').does('NOTICE_FAILED', { to: 'funder' })
    const given = (sentOn: string) => ({ to: 'funder', sentOn, way: 'mail' })

    expect(
      ['2023-01-09', '2023-01-10', '2023-01-11'].map((day) => story.accepts('RECORD_NOTICE', given(day))),
    ).toEqual([false, true, false])
  })
})

describe('time', () => {
  test.each(natures)(
    'for medical care runs three days for every case, so that it tells nobody which: %s',
    (nature) => {
      const within = (story: SensitiveStory) => story.states.find((state) => state.startsWith('medical.'))
      const story = sensitiveStory({ nature }).after(30).does('RECLASSIFY', { nature: 'other' })

      expect([within(story.after(71)), within(story.after(72))]).toEqual(['medical.within', 'medical.passed'])
      expect(story.context.medicalUntil).toBe(story.context.receivedAt + 72 * 3_600_000)
    },
  )

  test('comes to ask how a referral went, on a day that lies ahead', () => {
    expect(consented().accepts('REFER', { to: 'AMAL', followUpOn: '2023-01-10' })).toBe(false)

    const story = referred().after(24 * 8)
    expect(story.states).toContain('followUp.due')

    expect(story.accepts('FOLLOW_UP', { reached: 'yes', nextOn: '2023-01-18' })).toBe(false)
    story.does('FOLLOW_UP', { reached: 'yes', nextOn: '2023-01-25' })
    expect(story.states).toContain('followUp.scheduled')
  })

  test('destroys what was brought along, sealed, after thirty days', () => {
    const story = sensitiveStory({ enclosed: true }).after(24 * 30 - 1)
    expect(story.states).toContain('enclosure.sealed')

    expect(story.after(24 * 30).states).toContain('enclosure.destroyed')
    expect(story.told.at(-1)).toBe('720 destroyEnclosure')
  })
})

describe('what was brought along, sealed,', () => {
  const opened = { purpose: 'refer' }

  test('is opened deliberately, and destroyed earlier when she wishes it', () => {
    const story = sensitiveStory({ enclosed: true }).does('OPEN_ENCLOSURE', opened)

    story.does('DESTROY_ENCLOSURE', { ground: 'wish' })

    expect(story.accepts('OPEN_ENCLOSURE', opened)).toBe(false)
    expect(story.after(24 * 31).told.join()).not.toContain('destroyEnclosure')
  })

  test('is neither opened nor destroyed where nothing was brought along', () => {
    expect(sensitiveStory().accepts('OPEN_ENCLOSURE', opened)).toBe(false)
    expect(sensitiveStory().accepts('DESTROY_ENCLOSURE', { ground: 'wish' })).toBe(false)
  })

  test('is destroyed in its time though the case is closed', () => {
    const story = noticed(sensitiveStory({ enclosed: true }).does('OFFER_SERVICES', { legal: true }))
    story.does('DECLINE').does('CLOSE')

    expect(story.after(24 * 30).told.at(-1)).toBe('720 destroyEnclosure')
  })
})

describe('a child', () => {
  test.each([{ nature: 'childAtRisk' }, { ageBand: 'under12' }, { ageBand: 'teen' }])(
    'is referred to those who protect children: %o',
    (said) => {
      expect(sensitiveStory(said).states).toContain('child.due')
    },
  )

  test('may turn out to be one later, or not to be one', () => {
    const known = (ageBand: string) => ({ nature: 'harassment', ageBand })

    expect(sensitiveStory().does('RECLASSIFY', known('teen')).states).toContain('child.due')
    expect(child().does('RECLASSIFY', known('adult')).states).toContain('child.none')
  })
})
