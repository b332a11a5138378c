// The closing date of docs/domain.md, section 7: by the rule alone, and by cases that live through those days.
import { describe, expect, test } from 'vitest'
import { endOfDay } from '../../src/platform/clock.ts'
import { closingDate, processingDays } from '../../workflows/closing-date.ts'
import { complaint } from '../../workflows/complaint.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { answeredOn, beginnings } from '../support/story.ts'

describe.each([complaint, complaint2])('version $version of a complaint:', (workflow) => {
  const { referredOn, answerableOn } = beginnings(workflow)

  type Promised = { givenOn: string; notifiedOn: string; dueOn: string }
  type Row = {
    title: string
    promises: Promised[]
    realisedOn: string | null
    validatedOn: string
    closingOn: string
    days: number
  }

  const received = '2023-01-10'
  const first = { givenOn: '2023-01-12', notifiedOn: '2023-01-13', dueOn: '2023-02-10' }

  const table: Row[] = [
    {
      title: 'without a commitment: the day the closure was validated',
      promises: [],
      realisedOn: null,
      validatedOn: '2023-01-17',
      closingOn: '2023-01-17',
      days: 7,
    },
    {
      title: 'honoured before its date: the day it was notified',
      promises: [first],
      realisedOn: '2023-02-08',
      validatedOn: '2023-02-12',
      closingOn: '2023-01-13',
      days: 3,
    },
    {
      title: 'honoured on its very day: the day it was notified',
      promises: [first],
      realisedOn: '2023-02-10',
      validatedOn: '2023-02-12',
      closingOn: '2023-01-13',
      days: 3,
    },
    {
      title: 'honoured, but notified late: the day it was notified',
      promises: [{ ...first, notifiedOn: '2023-01-25' }],
      realisedOn: '2023-02-08',
      validatedOn: '2023-02-12',
      closingOn: '2023-01-25',
      days: 15,
    },
    {
      title: 'broken, then renewed: the day it was realised, the delay counts in full',
      promises: [first, { givenOn: '2023-02-11', notifiedOn: '2023-02-11', dueOn: '2023-03-01' }],
      realisedOn: '2023-02-27',
      validatedOn: '2023-03-02',
      closingOn: '2023-02-27',
      days: 48,
    },
    {
      title: 'renewed before the first date had passed: no later date restores the first one',
      promises: [first, { givenOn: '2023-02-05', notifiedOn: '2023-02-05', dueOn: '2023-03-01' }],
      realisedOn: '2023-02-27',
      validatedOn: '2023-03-02',
      closingOn: '2023-02-27',
      days: 48,
    },
  ]

  describe('the closing date', () => {
    test.each(table)('by the rule, $title', ({ promises, realisedOn, validatedOn, closingOn, days }) => {
      const commitments = promises.map((promise) => ({ ...promise, endsAt: endOfDay(promise.dueOn) }))

      const on = closingDate(commitments, realisedOn, validatedOn)

      expect([on, processingDays(received, on)]).toEqual([closingOn, days])
    })

    test.each(table)('of a case, $title', ({ promises, realisedOn, validatedOn, closingOn, days }) => {
      const told = realisedOn === null ? answerableOn(received) : referredOn(received)
      promises.forEach(({ givenOn, notifiedOn, dueOn }, n) => {
        told.on(givenOn, n === 0 ? 'COMMIT' : 'RENEW', { dueOn, time: '12:00' })
        told.on(notifiedOn, 'NOTIFY_COMMITMENT', { toldOn: notifiedOn, time: '17:00' })
      })
      if (realisedOn) told.on(realisedOn, 'REPORT_DONE', { founded: 'yes', ground: '', time: '18:00' })
      answeredOn(told, validatedOn).on(validatedOn, 'CLOSE', { by: 'closer', time: '17:00' })

      expect(told.context.closingOn).toBe(closingOn)
      expect(processingDays(told.context.receivedOn, closingOn)).toBe(days)
    })

    test('a commitment that nobody was told of counts as none', () => {
      const told = referredOn(received)
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
        .on('2023-02-08', 'REPORT_DONE', { founded: 'yes', ground: '' })

      answeredOn(told, '2023-02-09').on('2023-02-12', 'CLOSE', { by: 'closer' })

      expect(told.context.closingOn).toBe('2023-02-12')
    })

    test('a commitment that nobody was told of and that was then renewed counts from the one they were told', () => {
      const told = referredOn(received)
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-01-20' })
        .on('2023-01-23', 'RENEW', { dueOn: '2023-02-10' })
        .on('2023-01-24', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-24' })
        .on('2023-02-08', 'REPORT_DONE', { founded: 'yes', ground: '' })

      answeredOn(told, '2023-02-09').on('2023-02-12', 'CLOSE', { by: 'closer' })

      expect(told.context.closingOn).toBe('2023-01-24')
    })

    test('work sent back as not done is realised when it is really done', () => {
      const told = referredOn(received)
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
        .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })
        .on('2023-02-08', 'REPORT_DONE', { founded: 'yes', ground: '' })
        .on('2023-02-09', 'RETURN_WORK')
        .on('2023-02-15', 'REPORT_DONE', { founded: 'yes', ground: '' })

      answeredOn(told, '2023-02-16').on('2023-02-17', 'CLOSE', { by: 'closer' })

      expect(told.context.closingOn).toBe('2023-02-15')
    })

    test('a reopened case loses it, and its days count from the first reception', () => {
      const told = answeredOn(answerableOn(received), '2023-01-16')
        .on('2023-01-17', 'CLOSE', { by: 'closer' })
        .on('2023-02-01', 'REOPEN')
      const reopened = { closingOn: told.context.closingOn, receivedOn: told.context.receivedOn }

      told.on('2023-02-01', 'CONCLUDE', { founded: 'yes', ground: '', route: 'answer', time: '11:00' })
      answeredOn(told, '2023-02-02').on('2023-02-03', 'CLOSE', { by: 'closer' })

      expect(reopened).toEqual({ closingOn: null, receivedOn: received })
      expect(processingDays(told.context.receivedOn, told.context.closingOn ?? '')).toBe(24)
    })

    test('days are civil days, whatever the clock of Casablanca does between them', () => {
      expect(processingDays('2023-03-18', '2023-03-20')).toBe(2)
      expect(processingDays('2026-09-19', '2026-09-21')).toBe(2)
    })
  })
})
