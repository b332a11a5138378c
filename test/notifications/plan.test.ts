// Who hears what, by which way and in which words: every effect of every lifecycle, without a database.
import { describe, expect, test } from 'vitest'
import type { MessageRow } from '../../src/cases/messages.ts'
import type { CaseRow, RegistrationRow } from '../../src/cases/rows.ts'
import { createMachines } from '../../src/engine/machines.ts'
import type { Entry, Facts } from '../../src/notifications/facts.ts'
import { planOf } from '../../src/notifications/plan.ts'
import { endOfDay, startOfDay } from '../../src/platform/clock.ts'
import { type Programme, programme } from '../../src/programmes/index.ts'
import { workflows } from '../../workflows/index.ts'
import { instantOf } from '../support/clock.ts'

const machines = createMachines(workflows)

const row: CaseRow = {
  id: 'DAA-7K3F-9QXD',
  workflow: 'complaint',
  version: 2,
  programme: 'DAAM',
  entity: 'RABAT',
  unit: 'PAYMENTS',
  channel: 'email',
  category: 'PAYMENT_MISSING',
  object: 'Versement de mars',
  received_on: '2023-01-10',
  received_at: instantOf('2023-01-10'),
  due_at: endOfDay('2023-01-20'),
  due_on: '2023-01-20',
  service: '',
  transmitted_to: null,
  restricted: 0,
  about: null,
  decision: null,
  appeal: 'none',
  stage: 'qualify',
  state: 'received',
  mark: 'onTime',
  held_until: null,
  wait_until: null,
  broken: 0,
  identity: 'unknown',
  admissibility: 'unknown',
  founded: 'unknown',
  ground: null,
  outcome: 'none',
  reopened: 0,
  closing_on: null,
  days: null,
}

const registration: RegistrationRow = {
  case_id: row.id,
  description: '',
  language: 'fr',
  relation: 'beneficiary',
  name: 'Fatima Zahra',
  phone: '',
  email: 'fatima@example.ma',
  address: '',
  cnie: '',
  beneficiary_id: null,
  external_key: '',
  registered_by: 'karim',
  registered_at: row.received_at,
}

const facts = (changed: Partial<Facts> = {}): Facts => ({
  at: instantOf('2023-01-12'),
  row,
  registration,
  programme: programme('DAAM'),
  lifecycle: machines.get('complaint', 2),
  context: { assignees: {}, answerChannels: ['email'], waitUntil: endOfDay('2023-01-20'), handlers: null },
  owners: ['DAAM/RABAT/clerk'],
  history: [entry('OPEN', { channel: 'email' })],
  failed: undefined,
  ...changed,
})

let seq = 0
const entry = (event: string, input: Entry['input'] = null): Entry => ({
  seq: ++seq,
  event,
  input,
  message: null,
})

const effectOf = (effect: string) => ({
  instance_id: row.id,
  seq: 3,
  n: 0,
  effect,
  at: instantOf('2023-01-12'),
  attempts: 0,
})

const plan = (effect: string, changed: Partial<Facts> = {}) => planOf(effectOf(effect), facts(changed))

const desks = (effect: string, changed: Partial<Facts> = {}) =>
  plan(effect, changed).notices.map(({ desk }) => desk)

const laddered = (escalation: Programme['escalation']): Partial<Facts> => ({
  programme: { ...programme('DAAM'), escalation },
})

describe('the staff', () => {
  const [clerks, unit, supervisors, auditors] = [
    'DAAM/RABAT/clerk',
    'DAAM/PAYMENTS/processor',
    'DAAM/RABAT/supervisor',
    'DAAM/RABAT/auditor',
  ]

  test.each([
    ['tellProcessor', 'CONCLUDE', {}, [unit]],
    ['tellReturned', 'RETURN_TO_CLERK', {}, [clerks]],
    ['tellReturned', 'RETURN_ANSWER', {}, [clerks]],
    ['tellReturned', 'REOPEN', {}, [clerks]],
    ['tellDocumentsMissing', 'untilWaitEnds', null, [clerks]],
    ['remindOwner', 'untilSoon', null, [clerks]],
    ['alertNoCommitment', 'untilCommitLimit', null, [unit, supervisors]],
    ['alertBroken', 'untilPromised', null, [unit, clerks, supervisors]],
    ['alertSupervisor', 'untilDue', null, [clerks, supervisors]],
    ['alertAuditor', 'untilLate', null, [clerks, supervisors, auditors]],
  ])('%s after %s %o tells %j', (effect, event, input, expected) => {
    expect(desks(effect, { history: [entry(event, input)] })).toEqual(expected)
  })

  test.each([
    ['RETURN_WORK', 'promised', {}, [unit]],
    ['SEND_BACK', 'broken', { to: 'work' }, [unit]],
    ['SEND_BACK', 'answerable', { to: 'answer' }, [clerks]],
    // A withdrawal that does not stand leads back to where the case was, whatever was asked for.
    ['SEND_BACK', 'received', { to: 'work' }, [clerks]],
    ['SEND_BACK', 'promised', { to: 'answer' }, [unit]],
    ['RETURN_CLOSURE', 'referred', {}, [unit]],
    ['RETURN_TO_CLERK', 'referred', {}, [clerks]],
  ])('what %s gave back, now %s, is told where it stands', (event, state, input, expected) => {
    const now = { row: { ...row, state }, history: [entry(event, input)] }

    expect(desks('tellReturned', now)).toEqual(expected)
  })

  test('a desk that hears twice of one thing hears it once', () => {
    expect(desks('alertSupervisor', { owners: [supervisors] })).toEqual([supervisors])
  })

  test('a case that waits for nobody reminds nobody', () => {
    expect(desks('remindOwner', { owners: [] })).toEqual([])
  })

  test('a deadline climbs the ladder of the programme', () => {
    const own = laddered({
      soon: ['owner', 'supervisor'],
      overdue: ['supervisor'],
      late: ['auditor', 'clerk'],
    })

    expect(desks('remindOwner', own)).toEqual([clerks, supervisors])
    expect(desks('alertSupervisor', own)).toEqual([supervisors])
    expect(desks('alertAuditor', own)).toEqual([auditors, clerks])
  })

  test('a rung for a unit that the case does not have yet is nobody', () => {
    const own = laddered({ soon: ['processor'], overdue: ['owner'], late: ['owner'] })

    expect(desks('remindOwner', { ...own, row: { ...row, unit: null } })).toEqual([])
  })

  test('whoever was named for a role hears it in its place', () => {
    const context = { ...facts().context, assignees: { processor: 'pascal' } }

    expect(desks('tellProcessor', { context })).toEqual(['DAAM/@pascal/processor'])
  })
})

describe('every effect of every lifecycle', () => {
  const effects = workflows.flatMap((lifecycle) =>
    Object.entries(lifecycle.machine.implementations.actions)
      .filter(([, action]) => !(typeof action === 'function' && 'type' in action))
      .map(([effect]) => [effect, lifecycle] as const),
  )

  test.each(effects)('%s has somebody who hears it', (effect, lifecycle) => {
    expect(() => plan(effect, { lifecycle })).not.toThrow()
  })

  test('one that a lifecycle alone names is heard by whom it names', () => {
    const lifecycle = {
      inputs: {},
      tells: { alertUnpaid: ['owner', 'supervisor'] },
      letters: { tellSchedule: {} },
    } as const

    expect(desks('alertUnpaid', { lifecycle })).toEqual(['DAAM/RABAT/clerk', 'DAAM/RABAT/supervisor'])
    expect(plan('tellSchedule', { lifecycle })).toMatchObject({
      notices: [],
      message: { effect: 'tellSchedule', recipient: 'fatima@example.ma' },
    })
  })

  test('a letter of a lifecycle whose words were lawfully erased is not written', () => {
    const lifecycle = { inputs: {}, letters: { tellSchedule: { text: 'schedule', day: 'lastOn' } } }
    const typed = { schedule: 'Deux fois 500 dirhams', lastOn: '2023-03-01' }

    expect(plan('tellSchedule', { lifecycle, history: [entry('PROPOSE', null)] }).message).toBeUndefined()
    expect(plan('tellSchedule', { lifecycle, history: [entry('PROPOSE', typed)] }).message).toBeDefined()
  })

  test('one that stands in no list is not lost in silence', () => {
    expect(() => plan('whisper')).toThrow('nobody is known to hear whisper')
  })
})

describe('the words', () => {
  const told = (history: Entry[], changed: Partial<Facts> = {}) =>
    plan(history.at(-1)?.event === 'NOTIFY_COMMITMENT' ? 'tellCommitment' : 'sendAnswer', {
      history,
      ...changed,
    }).message

  test.each([
    ['fr', 'Votre réclamation', '20 janvier 2023'],
    ['ar', 'شكايتكم', '20 يناير 2023'],
    ['en', 'Your complaint', '20 January 2023'],
  ])('are those of the complainant: %s', (language, subject, day) => {
    const { message } = plan('acknowledge', { registration: { ...registration, language } })

    expect(message?.language).toBe(language)
    expect(message?.subject).toContain(subject)
    expect(message?.body).toContain(day)
    expect(message?.sms).toContain(day)
  })

  test.each(['fr', 'ar', 'en'])('promise an appeal only where the case will know one: %s', (language) => {
    const own = { registration: { ...registration, language } }
    const first = plan('acknowledge', own).message
    const last = plan('acknowledge', { ...own, lifecycle: machines.get('complaint', 1) }).message

    const promise = /contester|الطعن|appeal/
    expect(first?.body).toMatch(promise)
    expect(last?.body).not.toMatch(promise)
    expect(last?.sms).toBe(first?.sms)
  })

  test('of a refusal after an appeal name the courts alone', () => {
    const history = [
      { ...entry('LODGE_APPEAL'), against: 'answer' },
      entry('DECIDE_DEFERRAL', { decision: 'refused', explanation: 'Voici pourquoi.' }),
      {
        ...entry('TELL_DECISION', { channel: 'email', sentOn: '2023-01-12' }),
        appealUntil: endOfDay('2023-02-11'),
      },
    ]
    const told = (entries: Entry[]) =>
      plan('tellDecision', { row: { ...row, workflow: 'deferral' }, history: entries }).message?.sms

    expect(told(history.slice(1))).toContain('Recours possible jusqu’au 11 février 2023')
    expect(told(history)).toContain('le tribunal administratif jusqu’au')
    expect(told(history)).not.toContain('Recours possible')
  })

  test('name the day of the promise that was announced', () => {
    const history = [
      entry('COMMIT', { dueOn: '2023-02-10' }),
      entry('NOTIFY_COMMITMENT', { toldOn: '2023-01-13' }),
    ]

    expect(told(history)?.body).toContain('10 février 2023')
    expect(told(history)?.subject).toContain('une date est promise')
  })

  test('of a case taken up again do not speak of what was promised before', () => {
    const history = [
      entry('COMMIT', { dueOn: '2023-02-10' }),
      entry('NOTIFY_COMMITMENT', { toldOn: '2023-01-13' }),
      entry('REOPEN', { reason: '' }),
      entry('COMMIT', { dueOn: '2023-04-10' }),
      entry('NOTIFY_COMMITMENT', { toldOn: '2023-04-01' }),
    ]

    expect(told(history)?.subject).toContain('une date est promise')
  })

  test('of an announcement that a person made are kept with the day they recorded', () => {
    const history = [
      entry('COMMIT', { dueOn: '2023-02-10' }),
      entry('NOTIFY_COMMITMENT', { toldOn: '2023-01-11', note: 'Appelée à 10 h.' }),
    ]
    const context = { ...facts().context, answerChannels: ['desk'] }

    expect(told(history, { context })).toMatchObject({
      status: 'byHand',
      proof: 'Appelée à 10 h.',
      sent_at: startOfDay('2023-01-11'),
    })
  })

  test('that were lawfully erased before they left are not sent', () => {
    const history = [entry('SUBMIT_ANSWER'), entry('SEND_ANSWER', { channel: 'email', sentOn: '2023-01-12' })]

    expect(told(history)).toBeUndefined()
  })

  test('name an appeal only while it is open, and the courts after it', () => {
    const history = [
      entry('SUBMIT_ANSWER', { text: 'Le mandat est repayé.', language: 'fr' }),
      {
        ...entry('SEND_ANSWER', { channel: 'email', sentOn: '2023-01-12' }),
        appealUntil: endOfDay('2023-02-11'),
      },
    ]
    const first = told(history)
    const late = told([{ ...entry('LODGE_APPEAL'), against: 'delay' }, ...history])
    const last = told([{ ...entry('LODGE_APPEAL'), against: 'answer' }, ...history])

    expect(first?.body).toContain('jusqu’au 11 février 2023')
    expect(first?.sms).toContain('jusqu’au 11 février 2023')
    expect(late?.sms).toBe(first?.sms)
    expect(told(history, { lifecycle: machines.get('complaint', 1) })?.body).toBe(last?.body)
    expect(last?.body).toContain('tribunal administratif')
    expect(last?.body).not.toContain('11 février 2023')
    expect(last?.sms).not.toContain('jusqu’au')
  })

  test.each([
    ['eligibility', 'DECIDE_ELIGIBILITY', 'accepted', 'votre ménage est accepté'],
    ['eligibility', 'DECIDE_ELIGIBILITY', 'refused', 'n’est pas éligible'],
    ['deferral', 'DECIDE_DEFERRAL', 'granted', 'le report est accordé'],
    ['deferral', 'DECIDE_DEFERRAL', 'refused', 'le report n’est pas accordé'],
    ['appeal', 'DECIDE_APPEAL', 'upheld', 'il est accepté.'],
    ['appeal', 'DECIDE_APPEAL', 'partly', 'il est accepté en partie'],
    ['appeal', 'DECIDE_APPEAL', 'rejected', 'il n’est pas accepté'],
  ])('of a decision say what was decided and why: %s, %s, %s', (workflow, event, code, said) => {
    const history = [
      entry(event, { decision: code, explanation: 'Voici pourquoi.' }),
      entry('TELL_DECISION', { channel: 'email', sentOn: '2023-01-12' }),
    ]
    const { message } = plan('tellDecision', { row: { ...row, workflow }, history })

    expect(message?.sms).toContain(said)
    expect(message?.body).toContain('Voici pourquoi.')
  })

  test('sent again go to the channel that was chosen', () => {
    const failed: MessageRow = {
      id: `${row.id}:1:0`,
      case_id: row.id,
      seq: 1,
      effect: 'acknowledge',
      channel: 'sms',
      recipient: '+212612345678',
      language: 'ar',
      subject: 'شكايتكم',
      body: 'توصلنا بشكايتكم.',
      sms: 'شكايتكم',
      status: 'failed',
      proof: '',
      at: 0,
      sent_at: null,
      attempts: 5,
      error: 'HTTP 503',
    }
    const history = [entry('RESEND', { channel: 'phone', note: 'Appelée, elle a compris.' })]

    expect(plan('resend', { failed, history }).message).toMatchObject({
      channel: 'phone',
      status: 'byHand',
      language: 'ar',
      sms: 'شكايتكم',
      proof: 'Appelée, elle a compris.',
      body: expect.stringContaining(failed.body),
    })
  })
})
