// A case that comes back, however it does: somebody can go on with it, and nothing of before is taken for granted.
import { describe, expect, test } from 'vitest'
import { programme } from '../../src/programmes/index.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { transmittedOn } from '../support/rare-ways.ts'
import { answeredOn, beginnings, story } from '../support/story.ts'

const received = '2023-01-10'
const { referredOn } = beginnings(complaint2)
const tayssir = programme('TAYSSIR')
const category = tayssir.categories.find(({ verifier }) => verifier)?.code ?? ''
const opened = (pack = programme('DAAM')) =>
  story(complaint2, pack).on(received, 'OPEN', { channel: 'desk', receivedOn: received })
const refused = (admissibility: 'notFounded' | 'notComplaint', ground: string) =>
  opened(tayssir).on('2023-01-11', 'QUALIFY', { admissibility, ground, category })
const correcting = () =>
  opened()
    .on(received, 'QUALIFY', { admissibility: 'complaint', ground: '', time: '10:30' })
    .on('2023-01-11', 'REQUEST_CORRECTION', { field: 'name', by: 'clerk' })
const found = { founded: 'yes', ground: '', corrected: 'yes' }

describe('a withdrawal that does not stand', () => {
  test('of what lay with a ministry comes back to the clerk, who transmits it again', () => {
    const told = transmittedOn(received)
      .on('2023-01-12', 'WITHDRAW')
      .on('2023-01-13', 'SEND_BACK', { to: 'answer' })

    expect(told.states).toContain('unverified')
    expect([...told.walk.timers.keys()].filter((name) => name.includes('Verify'))).toEqual([])
    told.on('2023-01-13', 'TRANSMIT', { time: '12:00' })
    expect(told.context.transmittedTo).toBe('MENPS')
  })

  test('of what waited for documents before it was transmitted comes back there', () => {
    const told = opened(tayssir)
      .on(received, 'QUALIFY', { admissibility: 'complaint', ground: '', category, time: '10:30' })
      .on('2023-01-11', 'ASK_DOCUMENTS')
      .on('2023-01-12', 'WITHDRAW')
      .on('2023-01-13', 'SEND_BACK', { to: 'work' })

    expect(told.states).toContain('unverified')
  })

  test('of a correction has to be asked for again', () => {
    const told = correcting().on('2023-01-12', 'WITHDRAW')
    expect(told.context.corrections).toEqual([{ field: 'name', status: 'refused' }])

    told.on('2023-01-13', 'SEND_BACK', { to: 'answer' })

    expect(told.states).toContain('qualified')
  })

  test('holds the clock again while the promise still runs; withdrawn, nothing was promised', () => {
    const told = referredOn(received)
      .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
      .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })
      .on('2023-01-16', 'WITHDRAW')
    expect(told.states).toEqual(expect.arrayContaining(['settled', 'onTime']))
    expect([...told.walk.timers.keys()].filter((name) => /Promised|Hold/.test(name))).toEqual([])

    told.on('2023-01-17', 'SEND_BACK', { to: 'answer' })

    expect(told.states).toEqual(expect.arrayContaining(['promised', 'held']))
    expect(told.context.broken).toBe(false)
  })

  test('is never called broken when the case stays withdrawn', () => {
    const told = referredOn(received)
      .on('2023-01-12', 'COMMIT', { dueOn: '2023-01-20' })
      .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })
      .on('2023-01-16', 'WITHDRAW')
      .until('2023-02-28')

    expect(told.context.broken).toBe(false)
    expect(told.told.join()).not.toContain('alertBroken')
  })
})

describe('what a ministry has to verify', () => {
  test.each([
    [
      'reconsidered before it was answered',
      () => refused('notFounded', 'undeclaredChange').on('2023-01-12', 'RECONSIDER'),
    ],
    [
      'reconsidered once it was answered',
      () => answeredOn(refused('notComplaint', 'information'), '2023-01-12').on('2023-01-13', 'RECONSIDER'),
    ],
    [
      'reconsidered once it was closed',
      () =>
        answeredOn(refused('notComplaint', 'information'), '2023-01-12')
          .on('2023-01-13', 'CLOSE', { by: 'closer' })
          .on('2023-01-16', 'RECONSIDER'),
    ],
    [
      'opened again',
      () =>
        transmittedOn(received)
          .on('2023-01-12', 'WITHDRAW')
          .on('2023-01-13', 'CLOSE', { by: 'closer' })
          .on('2023-01-16', 'REOPEN'),
    ],
    [
      'taken up by an appeal that stands',
      () =>
        answeredOn(refused('notFounded', 'undeclaredChange'), '2023-01-12')
          .on('2023-01-16', 'LODGE_APPEAL', { receivedOn: '2023-01-16' })
          .on('2023-01-20', 'APPEAL_DECIDED', { decision: 'upheld' }),
    ],
  ])('is verified when it is %s', (_how, again) => {
    const told = again()

    expect(told.states).toContain('unverified')
    expect(told.accepts('2023-01-23', 'CONCLUDE')).toBe(false)
    expect(told.accepts('2023-01-23', 'TRANSMIT', { time: '12:00' })).toBe(true)
  })

  test('is not verified a second time once it was reported, unless it is qualified anew', () => {
    const told = transmittedOn(received)
      .on('2023-01-12', 'REPORT_FINDING', found)
      .on('2023-01-13', 'WITHDRAW')
      .on('2023-01-13', 'CLOSE', { by: 'closer', time: '12:00' })
      .on('2023-01-16', 'REOPEN')
    expect(told.states).toContain('qualified')

    told
      .on('2023-01-17', 'REQUALIFY')
      .on('2023-01-17', 'QUALIFY', { admissibility: 'complaint', ground: '', category, time: '12:00' })

    expect(told.states).toContain('unverified')
    expect(told.context.corrected).toBe('unknown')
  })
})

describe('a case that is opened again', () => {
  test('keeps no verdict of before, not even when it is withdrawn', () => {
    const told = answeredOn(
      opened().on('2023-01-11', 'QUALIFY', { admissibility: 'notFounded', ground: 'undeclaredChange' }),
      '2023-01-12',
    )
      .on('2023-01-13', 'CLOSE', { by: 'closer' })
      .on('2023-01-16', 'REOPEN')
      .on('2023-01-17', 'WITHDRAW')
      .on('2023-01-18', 'CLOSE', { by: 'closer' })

    expect(told.context).toMatchObject({
      ...{ admissibility: 'complaint', founded: 'unknown', ground: null },
      ...{ approvedOn: null, outcome: 'withdrawn' },
    })
  })

  test('keeps no correction that nobody decided: only the one that is asked for now is applied', () => {
    const told = correcting()
      .on('2023-01-12', 'WITHDRAW')
      .on('2023-01-13', 'CLOSE', { by: 'closer' })
      .on('2023-01-16', 'REOPEN')
      .on('2023-01-17', 'REQUEST_CORRECTION', { field: 'commune', by: 'clerk' })
      .on('2023-01-18', 'APPROVE_CORRECTION', { by: 'supervisor' })

    expect(told.context.corrections).toEqual([
      { field: 'name', status: 'refused' },
      { field: 'commune', status: 'applied' },
    ])
  })

  test('is worked on by nobody who was named in the unit of before', () => {
    const told = answeredOn(
      referredOn(received)
        .on('2023-01-11', 'ASSIGN', { role: 'processor', to: 'processor-2' })
        .on('2023-01-12', 'REPORT_DONE', { founded: 'yes', ground: '' }),
      '2023-01-13',
    )
      .on('2023-01-16', 'CLOSE', { by: 'closer' })
      .on('2023-01-17', 'REOPEN')
      .on('2023-01-18', 'CONCLUDE', { founded: 'yes', ground: '', route: 'treat', unit: 'REGISTRY' })

    expect(told.context).toMatchObject({ unit: 'REGISTRY', assignees: {} })
  })

  test('keeps who was named when it stays in the unit', () => {
    const told = referredOn(received)
      .on('2023-01-11', 'ASSIGN', { role: 'processor', to: 'processor-2' })
      .on('2023-01-12', 'RETURN_TO_CLERK')
      .on('2023-01-13', 'CONCLUDE', { founded: 'yes', ground: '', route: 'treat', unit: 'PAYMENTS' })

    expect(told.context.assignees).toEqual({ processor: 'processor-2' })
  })
})
