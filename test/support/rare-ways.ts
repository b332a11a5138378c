// Ways that chance hardly ever finds, told day by day; what is tried out from end to end takes them too.
import { programme } from '../../src/programmes/index.ts'
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { eligibility } from '../../workflows/eligibility.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { answeredOn, beginnings, type Story, story } from './story.ts'

const RECEIVED = '2023-01-10'
const done = { founded: 'yes', ground: '' }

/** Appealed when its deadline had passed; then the business unit promised 10 February, and the person knows it. */
const told = (case_: Story): Story =>
  case_
    .on('2023-01-23', 'LODGE_APPEAL', { receivedOn: '2023-01-23' })
    .on('2023-01-24', 'COMMIT', { dueOn: '2023-02-10' })
    .on('2023-01-25', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-25' })

/** The promise was moved, and the case withdrawn before the appeal was upheld. */
const withdrawnWhileHeld = (case_: Story): Story =>
  told(case_)
    .on('2023-02-01', 'RENEW', { dueOn: '2023-03-10' })
    .on('2023-02-02', 'NOTIFY_COMMITMENT', { toldOn: '2023-02-02' })
    .on('2023-02-13', 'WITHDRAW')
    .on('2023-02-14', 'APPEAL_DECIDED', { decision: 'upheld' })

/** Done and answered before the appeal was upheld. */
const answeredMeanwhile = (case_: Story): Story =>
  answeredOn(told(case_).on('2023-01-30', 'REPORT_DONE', done), '2023-01-31').on(
    '2023-02-01',
    'APPEAL_DECIDED',
    { decision: 'upheld' },
  )

/** Work that was done before anybody told its date goes back. */
const sentBackUntold = (case_: Story): Story =>
  answeredOn(
    case_.on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' }).on('2023-01-13', 'REPORT_DONE', done),
    '2023-01-14',
  ).on('2023-01-16', 'SEND_BACK', { to: 'work' })

/** Work that was done before anybody told its date is not what was asked for. */
const returnedUntold = (case_: Story): Story =>
  case_
    .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
    .on('2023-01-13', 'REPORT_DONE', done)
    .on('2023-01-14', 'RETURN_WORK')

/** A request, answered as one, that was a complaint after all. */
const reconsidered = (case_: Story): Story =>
  answeredOn(
    case_
      .on(RECEIVED, 'OPEN', { channel: 'desk', receivedOn: RECEIVED })
      .on('2023-01-11', 'QUALIFY', { admissibility: 'notComplaint', ground: 'information' }),
    '2023-01-12',
  ).on('2023-01-13', 'RECONSIDER')

/** What only the ministry can verify lies there. */
export const transmittedOn = (day: string): Story => {
  const tayssir = programme('TAYSSIR')
  const category = tayssir.categories.find(({ verifier }) => verifier)?.code
  return story(complaint2, tayssir)
    .on(day, 'OPEN', { channel: 'desk', receivedOn: day })
    .on(day, 'QUALIFY', { admissibility: 'complaint', ground: '', category, time: '11:00' })
    .on(day, 'TRANSMIT', { time: '12:00' })
}

/** What the ministry verified need not be corrected here. */
const notCorrected = (): Story =>
  transmittedOn(RECEIVED)
    .on('2023-01-13', 'REPORT_FINDING', { ...done, corrected: 'yes' })
    .on('2023-01-14', 'REQUEST_CORRECTION', { by: 'clerk' })
    .on('2023-01-15', 'REFUSE_CORRECTION', { by: 'supervisor' })

/** Withdrawn while a promise ran that was told, and sent back: the withdrawal does not stand. */
const goesOn = (case_: Story, event: 'SEND_BACK' | 'RETURN_CLOSURE'): Story =>
  told(case_)
    .on('2023-01-26', 'WITHDRAW')
    .on('2023-01-27', event, event === 'SEND_BACK' ? { to: 'answer' } : {})

/** Work on a household that was done before its date was told, after it, too late, or without any date: not what was decided. */
const eligibleReturned = (): Story[] => [
  returnedUntold(eligibleOn(RECEIVED)),
  told(eligibleOn(RECEIVED)).on('2023-01-30', 'REPORT_DONE', done).on('2023-01-31', 'RETURN_WORK'),
  told(eligibleOn(RECEIVED)).on('2023-02-13', 'REPORT_DONE', done).on('2023-02-14', 'RETURN_WORK'),
  eligibleOn(RECEIVED).on('2023-01-12', 'REPORT_DONE', done).on('2023-01-13', 'RETURN_WORK'),
]

/** A household found eligible, whose payment a business unit has to make. */
export const eligibleOn = (day: string): Story =>
  story(eligibility)
    .on(day, 'OPEN', { channel: 'desk', receivedOn: day })
    .on(day, 'DECIDE_ELIGIBILITY', { decision: 'accepted', unit: 'PAYMENTS', by: 'clerk', time: '11:00' })
    .on(day, 'CONFIRM_DECISION', { by: 'supervisor', time: '12:00' })

/** The rare ways of a lifecycle; most have none. */
export function rareWaysOf({ name, version }: Workflow): Story[] {
  const { referredOn } = beginnings(complaint2)
  const known: Record<string, () => Story[]> = {
    'complaint@2': () => [
      withdrawnWhileHeld(referredOn(RECEIVED)),
      answeredMeanwhile(referredOn(RECEIVED)),
      sentBackUntold(referredOn(RECEIVED)),
      returnedUntold(referredOn(RECEIVED)),
      reconsidered(story(complaint2)),
      notCorrected(),
      goesOn(referredOn(RECEIVED), 'SEND_BACK'),
    ],
    'eligibility@1': () => [
      withdrawnWhileHeld(eligibleOn(RECEIVED)),
      answeredMeanwhile(eligibleOn(RECEIVED)),
      goesOn(eligibleOn(RECEIVED), 'RETURN_CLOSURE'),
      ...eligibleReturned(),
    ],
  }
  return known[`${name}@${version}`]?.() ?? []
}
