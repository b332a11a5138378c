// What a complaint does not accept, and what it goes back to: guards that look at days, channels and what was done before.
import { describe, expect, test } from 'vitest'
import { answerChannels } from '../../workflows/case-inputs.ts'
import { complaint } from '../../workflows/complaint.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { answeredOn, beginnings } from '../support/story.ts'

describe.each([complaint, complaint2])('version $version of a complaint:', (workflow) => {
  const { story, referredOn, answerableOn } = beginnings(workflow)

  const received = '2023-01-10'
  const opened = () => story().on(received, 'OPEN', { channel: 'desk', receivedOn: received })
  const done = { founded: 'yes', ground: '' }

  describe('a commitment', () => {
    test.each([
      ['2023-01-11', false],
      ['2023-01-12', true],
      ['2023-02-10', true],
    ])('given on 12 January for %s: accepted is %s', (dueOn, accepted) => {
      expect(referredOn(received).accepts('2023-01-12', 'COMMIT', { dueOn })).toBe(accepted)
    })

    test.each([
      ['the day before it was given', '2023-01-11', false],
      ['the day it was given', '2023-01-12', true],
      ['today', '2023-01-16', true],
      ['tomorrow', '2023-01-17', false],
    ])('cannot have been told but between its giving and today: %s', (_when, toldOn, accepted) => {
      const told = referredOn(received).on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })

      expect(told.accepts('2023-01-16', 'NOTIFY_COMMITMENT', { toldOn })).toBe(accepted)
    })

    test('is renewed only by the unit that gave it, and only for a day ahead', () => {
      const told = referredOn(received)
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-01-20' })
        .on('2023-01-12', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-12', time: '12:00' })

      expect(told.accepts('2023-01-21', 'RENEW', { dueOn: '2023-01-20' })).toBe(false)
      expect(told.accepts('2023-01-21', 'RENEW', { dueOn: '2023-01-30' })).toBe(true)
    })
  })

  describe('work that is returned', () => {
    test('goes back to a promise that runs, when the complainant knows it', () => {
      const told = referredOn(received)
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
        .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })
        .on('2023-01-20', 'REPORT_DONE', done)

      told.on('2023-01-21', 'RETURN_WORK')

      expect(told.states).toEqual(expect.arrayContaining(['promised', 'held']))
      expect(told.context.realisedOn).toBeNull()
    })

    test('goes back to the clerk to tell the promise, when the complainant does not know it', () => {
      const told = referredOn(received)
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
        .on('2023-01-20', 'REPORT_DONE', done)

      told.on('2023-01-21', 'RETURN_WORK')

      expect(told.states).toContain('committed')
      expect(told.accepts('2023-01-22', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-22' })).toBe(true)
    })

    test('needs a new date, when it never had one', () => {
      const told = referredOn(received).on('2023-01-12', 'REPORT_DONE', done).on('2023-01-13', 'RETURN_WORK')

      expect(told.states).toContain('awaited')
      expect(told.accepts('2023-01-13', 'COMMIT', { dueOn: '2023-01-20', time: '12:00' })).toBe(true)
    })

    test('cannot be returned when there was none', () => {
      expect(answerableOn(received).accepts('2023-01-11', 'RETURN_WORK')).toBe(false)
      expect(answerableOn(received).accepts('2023-01-11', 'RECONSIDER')).toBe(true)
    })
  })

  describe('a withdrawal that the closer does not accept', () => {
    test('resumes an unqualified case where it was, so that nothing is left out', () => {
      const told = opened().on('2023-01-11', 'WITHDRAW')

      told.on('2023-01-12', 'SEND_BACK', { to: 'answer' })

      expect(told.states).toContain('received')
      expect(told.context.outcome).toBe('none')
      expect(told.accepts('2023-01-12', 'SUBMIT_ANSWER', { time: '12:00' })).toBe(false)
    })

    test('resumes a promise whose date has passed in the meantime as broken', () => {
      const told = referredOn(received)
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-01-20' })
        .on('2023-01-12', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-12', time: '12:00' })
        .on('2023-01-19', 'WITHDRAW')

      told.on('2023-01-23', 'SEND_BACK', { to: 'answer' }).until('2023-01-23', '10:01')

      expect(told.states).toContain('broken')
      expect(told.context.broken).toBe(true)
    })
  })

  describe('a case that was refused as not being a complaint', () => {
    test('is a complaint like any other once it is reconsidered and analysed', () => {
      const told = opened()
        .on('2023-01-11', 'QUALIFY', { admissibility: 'notComplaint', ground: 'information' })
        .on('2023-01-12', 'RECONSIDER')

      told.on('2023-01-12', 'CONCLUDE', { route: 'answer', ...done, time: '12:00' })

      expect(told.context).toMatchObject({ admissibility: 'complaint', founded: 'yes', ground: null })
    })
  })

  describe('documents', () => {
    test('are asked for once, and the wait ends by itself where it began', () => {
      const told = opened().on('2023-01-11', 'ASK_DOCUMENTS')

      told.until('2023-01-28')

      expect(told.states).toContain('received')
      expect(told.told).toContain('2023-01-22 tellDocumentsMissing')
      expect(told.accepts('2023-01-28', 'ASK_DOCUMENTS', { time: '12:00' })).toBe(false)
    })

    test('that arrive in time let the case go on, and nobody is told that they are missing', () => {
      const told = opened().on('2023-01-11', 'ASK_DOCUMENTS').on('2023-01-13', 'RECEIVE_DOCUMENTS')

      told.until('2023-02-28')

      expect(told.states).toContain('received')
      expect(told.told.filter((line) => line.endsWith('tellDocumentsMissing'))).toEqual([])
    })
  })

  describe('an answer', () => {
    const approved = () =>
      answerableOn(received)
        .on('2023-01-11', 'SUBMIT_ANSWER', { by: 'writer' })
        .on('2023-01-11', 'APPROVE', { by: 'reviewer', time: '12:00' })

    /** An answer that was approved, to somebody who gave these contacts and no others. */
    const reachedBy = (given: Record<string, string>) =>
      story()
        .on(received, 'OPEN', {
          channel: 'desk',
          receivedOn: received,
          phone: '',
          email: '',
          address: '',
          ...given,
        })
        .on(received, 'QUALIFY', { admissibility: 'complaint', ground: '', time: '10:30' })
        .on(received, 'CONCLUDE', { founded: 'yes', ground: '', route: 'answer', time: '11:00' })
        .on('2023-01-11', 'SUBMIT_ANSWER', { by: 'writer' })
        .on('2023-01-11', 'APPROVE', { by: 'reviewer', time: '12:00' })

    test('is not approved by whoever wrote one', () => {
      const told = answerableOn(received).on('2023-01-11', 'SUBMIT_ANSWER', { by: 'writer' })

      expect(told.accepts('2023-01-11', 'APPROVE', { by: 'writer', time: '12:00' })).toBe(false)
      expect(told.accepts('2023-01-11', 'APPROVE', { by: 'reviewer', time: '12:00' })).toBe(true)
    })

    test('goes out on the channels that answer the one it came by', () => {
      const told = approved()
      const open = told.context.answerChannels

      expect(told.accepts('2023-01-12', 'SEND_ANSWER', { channel: open[0] })).toBe(true)
      expect(told.accepts('2023-01-12', 'SEND_ANSWER', { channel: 'ombudsman', time: '12:00' })).toBe(false)
    })

    test('takes another channel that the complainant gave, after it failed to arrive three times', () => {
      const told = reachedBy({ phone: '0612345678' })
      for (const time of ['13:00', '14:00', '15:00']) {
        expect(told.accepts('2023-01-12', 'SEND_ANSWER', { channel: 'sms', time })).toBe(false)
        told.on('2023-01-12', 'DELIVERY_FAILED', { time })
      }

      const open = answerChannels.filter((channel) =>
        told.accepts('2023-01-12', 'SEND_ANSWER', { channel, time: '16:00' }),
      )
      expect(open).toEqual(['desk', 'phone', 'sms'])
    })

    test('may always be given at the desk when nothing else arrives', () => {
      const told = reachedBy({ channel: 'ombudsman' })
      for (const time of ['13:00', '14:00', '15:00']) told.on('2023-01-12', 'DELIVERY_FAILED', { time })

      const open = answerChannels.filter((channel) =>
        told.accepts('2023-01-12', 'RESEND', { channel, time: '16:00' }),
      )
      // Letters are what the programme answers the ombudsman with.
      expect(open).toEqual(['desk', 'mail', 'ombudsman'])
    })

    test('that failed three times is forgotten by a new round', () => {
      const told = reachedBy({ phone: '0612345678' }).on('2023-01-12', 'SEND_ANSWER', {
        channel: 'desk',
        by: 'sender',
      })
      for (const time of ['13:00', '14:00', '15:00']) {
        told.on('2023-01-12', 'DELIVERY_FAILED', { time })
        told.on('2023-01-12', 'RESEND', { time, channel: 'desk' })
      }
      told.on('2023-01-13', 'CLOSE', { by: 'closer' }).on('2023-01-16', 'REOPEN')

      expect(told.context.failures).toBe(0)
    })

    test('that did not arrive, with another message, is sent again after the older one; until then nothing is closed', () => {
      const told = answeredOn(answerableOn(received), '2023-01-11')
        .on('2023-01-12', 'DELIVERY_FAILED', { message: 'receipt' })
        .on('2023-01-12', 'DELIVERY_FAILED', { message: 'answer', time: '11:00' })

      const left: unknown[] = []
      for (const time of ['12:00', '13:00']) {
        expect(told.accepts('2023-01-12', 'CLOSE', { by: 'closer', time })).toBe(false)
        told.on('2023-01-12', 'RESEND', { time, channel: 'desk' })
        left.push(told.walk.trail.at(-1)?.event.facts, told.context.failed)
      }

      expect(left).toEqual([{ message: 'receipt' }, ['answer'], { message: 'answer' }, []])
      expect(told.states).toContain('quiet')
      expect(told.accepts('2023-01-12', 'CLOSE', { by: 'closer', time: '14:00' })).toBe(true)
    })

    test('that did not arrive comes back to the clerk, even when the case is closed', () => {
      const told = answeredOn(answerableOn(received), '2023-01-11').on('2023-01-12', 'CLOSE', {
        by: 'closer',
      })

      told.on('2023-01-13', 'DELIVERY_FAILED')
      const waits = [...told.states]
      told.on('2023-01-13', 'RESEND', { time: '12:00' })

      expect(waits).toEqual(expect.arrayContaining(['closed', 'failed']))
      expect(told.states).toContain('quiet')
    })
  })

  describe('a closure', () => {
    test.each(['writer', 'reviewer', 'sender'])('is not for the %s', (by) => {
      const told = answeredOn(answerableOn(received), '2023-01-11')

      expect(told.accepts('2023-01-12', 'CLOSE', { by })).toBe(false)
    })

    test('is for somebody who had no part in it', () => {
      const told = answeredOn(answerableOn(received), '2023-01-11')

      expect(told.accepts('2023-01-12', 'CLOSE', { by: 'somebody else' })).toBe(true)
    })

    test('sends work back only when there was some', () => {
      const told = answeredOn(answerableOn(received), '2023-01-11')

      expect(told.accepts('2023-01-12', 'SEND_BACK', { to: 'work' })).toBe(false)
      expect(told.accepts('2023-01-12', 'SEND_BACK', { to: 'answer' })).toBe(true)
    })
  })
})
