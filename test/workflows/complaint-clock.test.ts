// The case clock of docs/domain.md, section 8: what it marks when, who is told, when it is held.
import { describe, expect, test } from 'vitest'
import { complaint } from '../../workflows/complaint.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { deadlines } from '../support/case-walk.ts'
import { answeredOn, beginnings } from '../support/story.ts'

describe.each([complaint, complaint2])('version $version of a complaint:', (workflow) => {
  const { story, referredOn, answerableOn } = beginnings(workflow)

  const marks = ['onTime', 'dueSoon', 'overdue', 'late']
  const alerts = (told: readonly string[]) => told.filter((line) => /remindOwner|alert/.test(line))

  describe('the clock of a case that nobody touches', () => {
    test('reminds the owner at eight days of ten, tells the supervisor after the tenth, the auditor after the twentieth', () => {
      const told = story().on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })

      told.until('2023-03-01')

      expect(alerts(told.told)).toEqual([
        '2023-01-18 remindOwner',
        '2023-01-21 alertSupervisor',
        '2023-01-31 alertAuditor',
      ])
    })

    test.each([
      ['the last minute of the due day', '2023-01-20', '23:59', 'dueSoon'],
      ['midnight', '2023-01-21', '00:00', 'overdue'],
    ])('is not overdue before midnight: %s', (_when, day, time, mark) => {
      const told = story().on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })

      told.until(day, time)

      expect(told.states).toContain(mark)
    })

    test.each([
      ['2026-09-20', '23:59', 'dueSoon'],
      ['2026-09-21', '00:00', 'overdue'],
    ])(
      'ends its day at midnight in Casablanca too when the offset changes that day: %s %s',
      (day, time, mark) => {
        const told = story().on('2026-09-10', 'OPEN', { channel: 'desk', receivedOn: '2026-09-10' })

        told.until(day, time)

        expect(told.states).toContain(mark)
      },
    )

    test('starts where the date of reception puts it, however late it was keyed in', () => {
      const inTime = story().on('2023-01-18', 'OPEN', { channel: 'mail', receivedOn: '2023-01-10' })
      const overdue = story().on('2023-01-24', 'OPEN', { channel: 'mail', receivedOn: '2023-01-10' })
      const late = story().on('2023-02-24', 'OPEN', { channel: 'mail', receivedOn: '2023-01-10' })

      expect(
        [inTime, overdue, late].map(({ states }) => states.find((state) => marks.includes(state))),
      ).toEqual(['dueSoon', 'overdue', 'late'])
    })
  })

  describe('a commitment that the complainant was told', () => {
    const promised = () =>
      referredOn('2023-01-10')
        .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
        .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })

    test('holds the clock while it runs inside its date', () => {
      const told = promised().until('2023-02-10', '23:59')

      expect(told.states).toContain('held')
      expect(alerts(told.told)).toEqual([])
    })

    test('is broken at the midnight of its date, and the clock resumes where the days since reception put it', () => {
      const told = promised().until('2023-02-11', '00:00')

      expect(told.states).toEqual(expect.arrayContaining(['broken', 'late']))
      expect(told.context.broken).toBe(true)
      expect(alerts(told.told)).toEqual(['2023-02-11 alertAuditor', '2023-02-11 alertBroken'])
    })

    test('does not hold the clock before it is told', () => {
      const told = referredOn('2023-01-10').on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })

      told.until('2023-01-21')

      expect(told.states).toContain('overdue')
    })

    test('holds it again when it is renewed and told again', () => {
      const told = promised()
        .on('2023-02-11', 'RENEW', { dueOn: '2023-03-01' })
        .on('2023-02-12', 'NOTIFY_COMMITMENT', { toldOn: '2023-02-12' })

      told.until('2023-02-28')

      expect(told.states).toContain('held')
      expect(told.context.broken).toBe(true)
    })

    test('holds it to the first date while the renewed one is not told', () => {
      const told = promised().on('2023-02-05', 'RENEW', { dueOn: '2023-03-01' }).until('2023-02-11', '00:00')

      expect(told.states).toEqual(expect.arrayContaining(['committed', 'late']))
      expect(told.context.broken).toBe(true)
    })

    test('stops counting when the work is done', () => {
      const told = promised().on('2023-02-08', 'REPORT_DONE', { founded: 'yes', ground: '' })

      told.until('2023-03-31')

      expect(told.states).toContain('counted')
      expect(alerts(told.told)).toEqual([])
    })

    test('is broken when work that was reported in time is sent back after its date', () => {
      const told = promised()
        .on('2023-02-08', 'REPORT_DONE', { founded: 'yes', ground: '' })
        .on('2023-02-12', 'RETURN_WORK')

      told.until('2023-02-12', '12:00')

      expect(told.states).toEqual(expect.arrayContaining(['broken', 'late']))
      expect(told.context.broken).toBe(true)
    })
  })

  describe('the clock', () => {
    test('runs on while documents are awaited', () => {
      const told = story()
        .on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })
        .on('2023-01-12', 'ASK_DOCUMENTS')

      told.until('2023-01-19')

      expect(told.states).toEqual(expect.arrayContaining(['waiting', 'dueSoon']))
    })

    test('stops when the case is closed, and runs again from the reception when it is reopened', () => {
      const told = answeredOn(answerableOn('2023-01-10'), '2023-01-11').on('2023-01-12', 'CLOSE', {
        by: 'closer',
      })
      const closed = [...told.until('2023-02-28').states]

      told.on('2023-03-01', 'REOPEN')

      expect(closed).toContain('stopped')
      expect(told.states).toContain('late')
    })

    test('is placed anew when a public holiday moves the deadline', () => {
      const told = story().on('2023-01-10', 'OPEN', { channel: 'desk', receivedOn: '2023-01-10' })

      told.on('2023-01-18', 'RESCHEDULE', { facts: deadlines('2023-01-11') }).until('2023-01-21', '00:00')
      const dayLater = [...told.states]
      told.until('2023-01-22', '00:00')

      expect(dayLater).toContain('dueSoon')
      expect(told.states).toContain('overdue')
    })
  })
})
