// The seven acts of a complaint that is answered without a business unit: what is measured from one end to the other.
import { randomUUID } from 'node:crypto'
import { RegistrationForm, toRegistration } from '../src/cases/registration.ts'
import type { Actor } from '../src/engine/decide.ts'
import { dayOf } from '../src/platform/clock.ts'
import type { Role } from '../workflows/kit.ts'

export type Act = { event: string; by: Role; input: Record<string, string> }

/** The registration of a complaint, as the form at the desk sends it. */
export const registration = (): Record<string, string> => ({
  key: randomUUID(),
  programme: 'TAYSSIR',
  entity: 'CNRA',
  channel: 'desk',
  receivedOn: dayOf(Date.now()),
  category: 'PAYMENT_MISSING',
  object: 'Versement de janvier non reçu',
  description: 'Je n’ai pas reçu le versement de janvier pour mes deux enfants, inscrits depuis septembre.',
  language: 'fr',
  relation: 'beneficiary',
  name: 'Fatima Zahra El Idrissi',
  phone: '0612345678',
  email: '',
  address: '',
  cnie: '',
  beneficiary: '',
  externalKey: '',
})

/** The same as the engine takes it. */
export const opening = () => toRegistration(RegistrationForm.parse(registration()), null)

const ANSWER =
  'Madame, nous avons vérifié votre dossier : le versement de janvier a été ordonné et sera sur votre compte sous ' +
  'cinq jours. Vous pouvez faire appel de cette réponse dans les trente jours.'

/** What follows the registration, in order; nobody does what their hands forbid. */
export const acts: readonly Act[] = [
  {
    event: 'QUALIFY',
    by: 'clerk',
    input: {
      identity: 'verified',
      category: 'PAYMENT_MISSING',
      object: 'Versement de janvier non reçu',
      kind: 'payment',
      nature: 'individual',
      admissibility: 'complaint',
      checkQualification: 'on',
      checkBeneficiary: 'on',
      checkUnit: 'on',
      answerExists: 'no',
    },
  },
  {
    event: 'CONCLUDE',
    by: 'clerk',
    input: { conclusion: 'Le versement a été ordonné le 3.', founded: 'yes', route: 'answer' },
  },
  { event: 'SUBMIT_ANSWER', by: 'clerk', input: { template: '', language: 'fr', text: ANSWER } },
  { event: 'APPROVE', by: 'supervisor', input: { note: '' } },
  {
    event: 'SEND_ANSWER',
    by: 'clerk',
    input: { channel: 'desk', sentOn: dayOf(Date.now()), proof: 'Remise en main propre' },
  },
  { event: 'CLOSE', by: 'closer', input: { synthesis: 'Répondu et remis en main propre au guichet.' } },
]

/** Somebody with one role everywhere, for the engine without its accounts. */
export const anybody = (role: Role): Actor => ({ id: `bench-${role}`, rolesIn: () => [role] })
