// An office with an appeal on its desk: a complaint refused, its answer contested.
import { addDays } from '../../src/platform/clock.ts'
import type { Office } from '../support/office.ts'
import { lead } from './roads.ts'

/** What is typed into the forms of an appeal and of a referral. */
export const typedAppeal = {
  lodge: { cameBy: 'desk', reason: 'La réponse ne parle pas du versement de mars.' },
  examine: { conclusion: 'Le relevé montre un versement revenu le 3 mars.' },
  upheld: { decision: 'upheld', explanation: 'Le versement de mars vous est dû.' },
  rejected: {
    decision: 'rejected',
    ground: 'answerRight',
    explanation: 'La règle a été bien appliquée à votre dossier.',
  },
} as const

/** A complaint refused, answered and closed; gives its reference. */
export async function refusedCase(office: Office, fields: Parameters<Office['register']>[0] = {}) {
  const id = await office.register(fields)
  await lead(office, id, 'refuse', 'answer', 'approve', 'send', 'close')
  await office.work()
  return id
}

/** Contests a case as somebody at the desk; gives the reference of the appeal. */
export async function lodge(office: Office, first: string, receivedOn = today(office)): Promise<string> {
  await office.act(first, office.staff.agent, 'LODGE_APPEAL', { ...typedAppeal.lodge, receivedOn })
  const { id } = await office.db.read('cases').where({ about: first, workflow: 'appeal' }).first('id')
  return id
}

/** Decided by the supervisor who had no part in the first case, and told. */
export async function decide(office: Office, id: string, decision: keyof typeof typedAppeal): Promise<void> {
  const { clerk2, supervisor2 } = office.staff
  await office.act(id, clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)
  await office.act(id, supervisor2, 'DECIDE_APPEAL', typedAppeal[decision])
  await office.act(id, clerk2, 'TELL_DECISION', { channel: 'desk', sentOn: today(office), proof: '' })
  await office.work()
}

export const today = ({ clock }: Office): string => clock.dayOf(clock.now())
export const daysLater = (office: Office, days: number): string => addDays(today(office), days)
