// The acts of an office as its people type them, and the road of acts that leads a case to each place it can stand in.
import { addDays } from '../../src/platform/clock.ts'
import { days } from '../support/clock.ts'
import type { Name, Office } from '../support/office.ts'

/** What is typed into the form of each act. */
export const typed = {
  qualify: {
    identity: 'verified',
    category: 'PAYMENT_MISSING',
    object: 'Versement de mars non reçu',
    kind: 'payment',
    nature: 'individual',
    admissibility: 'complaint',
    checkQualification: 'true',
    checkBeneficiary: 'true',
    checkUnit: 'true',
    answerExists: 'no',
  },
  conclude: { conclusion: 'Le versement est parti le 3 mars.', founded: 'yes', route: 'answer' },
  treat: {
    conclusion: 'Le versement est revenu : il faut le refaire.',
    founded: 'unknown',
    route: 'treat',
    unit: 'PAYMENTS',
  },
  done: { founded: 'yes', work: 'Le versement a été refait le matin même.' },
  answer: { language: 'fr', text: 'Madame, votre versement a été refait. Il vous attend à l’agence.' },
  reason: { reason: 'Il manque la date du versement dans la réponse.' },
  synthesis: { synthesis: 'Versement refait, réponse remise à la plaignante.' },
} as const

type Step = [by: Name, event: string, input: object | ((today: string) => object)]

/** The acts by their names: who does what, and what they type. */
const acts = {
  qualify: ['clerk', 'QUALIFY', typed.qualify],
  refuse: [
    'clerk',
    'QUALIFY',
    {
      ...typed.qualify,
      admissibility: 'notFounded',
      ground: 'contestsRules',
      explanation: 'La règle du programme ne le prévoit pas.',
    },
  ],
  conclude: ['clerk', 'CONCLUDE', typed.conclude],
  treat: ['clerk', 'CONCLUDE', typed.treat],
  tellFollows: ['clerk', 'TELL_ANSWER_FOLLOWS', (toldOn) => ({ toldOn })],
  commit: [
    'processor',
    'COMMIT',
    (today) => ({ dueOn: addDays(today, 5), work: 'Refaire le versement de mars.' }),
  ],
  notify: ['clerk', 'NOTIFY_COMMITMENT', (toldOn) => ({ toldOn })],
  renew: [
    'processor',
    'RENEW',
    (today) => ({ dueOn: addDays(today, 5), reason: 'La banque demande cinq jours de plus.' }),
  ],
  done: ['processor', 'REPORT_DONE', typed.done],
  returnToClerk: ['processor', 'RETURN_TO_CLERK', typed.reason],
  returnWork: ['clerk', 'RETURN_WORK', typed.reason],
  answer: ['clerk', 'SUBMIT_ANSWER', typed.answer],
  returnAnswer: ['supervisor', 'RETURN_ANSWER', typed.reason],
  approve: ['supervisor', 'APPROVE', {}],
  send: ['clerk', 'SEND_ANSWER', (sentOn) => ({ channel: 'desk', sentOn, proof: 'Remise signée' })],
  sendSms: ['clerk', 'SEND_ANSWER', (sentOn) => ({ channel: 'sms', sentOn })],
  dispense: [
    'clerk',
    'DISPENSE',
    { exception: 'notNeeded', reason: 'La personne est repassée, tout est réglé.' },
  ],
  withdraw: ['agent', 'WITHDRAW', typed.reason],
  askDocuments: ['clerk', 'ASK_DOCUMENTS', { documents: 'Une copie de la carte nationale.' }],
  receiveDocuments: ['agent', 'RECEIVE_DOCUMENTS', {}],
  close: ['closer', 'CLOSE', typed.synthesis],
  sendBack: ['closer', 'SEND_BACK', { to: 'answer', ...typed.reason }],
  sendBackWork: ['closer', 'SEND_BACK', { to: 'work', ...typed.reason }],
  reopen: ['supervisor', 'REOPEN', typed.reason],
} satisfies Record<string, Step>

export type Act = keyof typeof acts

/** Takes a case on by some acts, each as the office stands that day. */
export async function lead(office: Office, id: string, ...road: Act[]): Promise<void> {
  for (const name of road) {
    const [by, event, input]: Step = acts[name]
    const given = typeof input === 'function' ? input(office.clock.dayOf(office.clock.now())) : input
    await office.act(id, office.staff[by], event, given)
  }
}

const referred = ['qualify', 'treat'] as const
const promised = [...referred, 'commit', 'notify'] as const
const approved = ['qualify', 'conclude', 'answer', 'approve'] as const
const answered = [...approved, 'send'] as const

/** The road to each place; `wait` lets so many days pass in the end. */
export const roads = {
  received: { acts: [] },
  qualified: { acts: ['qualify'] },
  waiting: { acts: ['qualify', 'askDocuments'] },
  refused: { acts: ['refuse'] },
  referred: { acts: referred },
  noticed: { acts: [...referred, 'tellFollows'] },
  returnedToClerk: { acts: [...referred, 'returnToClerk'] },
  committed: { acts: [...referred, 'commit'] },
  promised: { acts: promised },
  renewed: { acts: [...promised, 'renew'] },
  treated: { acts: [...promised, 'done'] },
  answerable: { acts: ['qualify', 'conclude'] },
  submitted: { acts: ['qualify', 'conclude', 'answer'] },
  returned: { acts: ['qualify', 'conclude', 'answer', 'returnAnswer'] },
  approved: { acts: approved },
  settled: { acts: answered },
  dispensed: { acts: ['qualify', 'conclude', 'dispense'] },
  withdrawn: { acts: ['withdraw'] },
  sentBack: { acts: [...answered, 'sendBack'] },
  closed: { acts: [...answered, 'close'] },
  reopened: { acts: [...answered, 'close', 'reopen'] },
  // A text message to somebody who left no number.
  undelivered: { acts: [...approved, 'sendSms'], fields: { channel: 'register' } },
  missing: { acts: referred, wait: 4 },
  broken: { acts: promised, wait: 6 },
  dueSoon: { acts: [], wait: 8 },
  overdue: { acts: ['qualify'], wait: 11 },
  late: { acts: ['qualify', 'conclude'], wait: 21 },
} satisfies Record<string, Road>

type Road = { acts: readonly Act[]; wait?: number; fields?: Record<string, string> }

export type Place = keyof typeof roads
export const places = Object.keys(roads) as Place[]

/** Registers a complaint and takes it to a place; time passes on the way where it has to. */
export async function leadTo(
  office: Office,
  place: Place,
  fields: Parameters<Office['register']>[0] = {},
): Promise<string> {
  const road: Road = roads[place]
  const id = await office.register({ ...road.fields, ...fields })
  await lead(office, id, ...road.acts)
  if (road.wait) office.clock.advance(days(road.wait))
  await office.work()
  return id
}
