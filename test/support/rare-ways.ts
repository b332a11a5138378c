// Ways that chance hardly ever finds, told day by day; what is tried out from end to end takes them too.
import { complaint2 } from '../../workflows/complaint.v2.ts'
import { eligibility } from '../../workflows/eligibility.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { answeredOn, beginnings, type Story, story } from './story.ts'

const RECEIVED = '2023-01-10'
const done = { founded: 'yes', ground: '' }

/** The business unit promised 10 February, and the person knows it. */
const told = (case_: Story): Story =>
  case_
    .on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' })
    .on('2023-01-13', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-13' })

/** Appealed when its deadline had passed; the promise was moved, and the case withdrawn before the appeal was upheld. */
const withdrawnWhileHeld = (case_: Story): Story =>
  told(case_)
    .on('2023-01-23', 'LODGE_APPEAL', { receivedOn: '2023-01-23' })
    .on('2023-01-24', 'RENEW', { dueOn: '2023-03-10' })
    .on('2023-01-25', 'NOTIFY_COMMITMENT', { toldOn: '2023-01-25' })
    .on('2023-02-13', 'WITHDRAW')
    .on('2023-02-14', 'APPEAL_DECIDED', { decision: 'upheld' })

/** Appealed when its deadline had passed, and answered before the appeal was upheld. */
const answeredMeanwhile = (case_: Story): Story =>
  answeredOn(
    told(case_)
      .on('2023-01-23', 'LODGE_APPEAL', { receivedOn: '2023-01-23' })
      .on('2023-01-24', 'REPORT_DONE', done),
    '2023-01-25',
  ).on('2023-01-26', 'APPEAL_DECIDED', { decision: 'upheld' })

/** Work that was done before anybody told its date goes back. */
const sentBackUntold = (case_: Story): Story =>
  answeredOn(
    case_.on('2023-01-12', 'COMMIT', { dueOn: '2023-02-10' }).on('2023-01-13', 'REPORT_DONE', done),
    '2023-01-14',
  ).on('2023-01-16', 'SEND_BACK', { to: 'work' })

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
    ],
    'eligibility@1': () => [
      withdrawnWhileHeld(eligibleOn(RECEIVED)),
      answeredMeanwhile(eligibleOn(RECEIVED)),
    ],
  }
  return known[`${name}@${version}`]?.() ?? []
}
