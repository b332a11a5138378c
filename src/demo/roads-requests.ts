// The roads of what is asked for: a household decided on, an instalment put off, an idea noted, a bribe referred.
import { addDays } from '../platform/clock.ts'
import type { Programme } from '../programmes/schema.ts'
import * as office from './acts.ts'
import { act, type Case, said } from './case.ts'
import { type Part, partsOn } from './cast-more.ts'
import type { When } from './course.ts'
import { aged, type Road } from './roads.ts'
import { fill } from './said.ts'
import { deferralRequests } from './stories/deferral.ts'
import { eligibilityRequests } from './stories/eligibility.ts'
import { feedbackRequests } from './stories/feedback.ts'
import { integrityRequests } from './stories/integrity.ts'
import type { Request } from './stories/story.ts'

function requestOf({ scene: { matter } }: Case): Request {
  if (matter.kind !== 'request') throw new Error(`${matter.story.object.fr} is no request`)
  return matter.story
}

/** Words for the person, in their language. */
const toPerson = (c: Case, text: Record<'fr' | 'ar', string>): string =>
  fill(text[c.scene.language], c.words[c.scene.language])

/** What is decided, with its words for the person: refused only where there is a ground for it. */
function decided(c: Case, yes: string, wanted: 'yes' | 'no') {
  const { yes: granted, no } = requestOf(c)
  return wanted === 'no' && no
    ? { decision: 'refused', ground: no.ground, explanation: toPerson(c, no.because) }
    : { decision: yes, ground: '', explanation: toPerson(c, granted) }
}

const identityOf = ({ scene }: Case) => (scene.relation === 'anonymous' ? 'notVerifiable' : 'verified')

/** By the usual channel, with what proves that it was carried. */
function carried(c: Case, day: string) {
  const channel = office.answerChannel(c)
  return { channel, sentOn: day, proof: office.proofOf(c, channel) }
}

const close = (c: Case, when: When = { gap: 1 }): string =>
  act(c, 'closer', 'CLOSE', { synthesis: said(c, requestOf(c).synthesis) }, when)

const decideOn = (as: 'yes' | 'no') => (c: Case) => {
  const { unit } = requestOf(c)
  const answer = decided(c, 'accepted', as)
  act(
    c,
    'clerk',
    'DECIDE_ELIGIBILITY',
    { identity: identityOf(c), ...answer, unit: answer.decision === 'accepted' ? unit : '' },
    { gap: 1 },
  )
}

const confirmed = (as: 'yes' | 'no') => (c: Case) => {
  decideOn(as)(c)
  act(c, 'supervisor', 'CONFIRM_DECISION', { note: '' })
}

const paid = (ahead: number) => (c: Case) => {
  confirmed('yes')(c)
  office.commit(c, { in: ahead })
  office.notify(c)
}

const deferralChecked = (c: Case) =>
  act(
    c,
    'clerk',
    'CHECK_REQUEST',
    { identity: identityOf(c), arrears: 'no', crisis: 'yes', conclusion: said(c, requestOf(c).finding) },
    { gap: 1 },
  )

const deferralDecided = (as: 'yes' | 'no') => (c: Case) => {
  deferralChecked(c)
  const answer = decided(c, 'granted', as)
  act(
    c,
    'supervisor',
    'DECIDE_DEFERRAL',
    (day) => ({ ...answer, instalmentOn: answer.decision === 'granted' ? addDays(day, 45) : '' }),
    { gap: 1 },
  )
}

const deferralTold = (as: 'yes' | 'no') => (c: Case) => {
  deferralDecided(as)(c)
  act(c, 'clerk', 'TELL_DECISION', (day) => carried(c, day))
}

const routed = (c: Case) => act(c, 'clerk', 'ROUTE', { unit: requestOf(c).unit, note: '' }, { gap: 1 })

const noted = (c: Case) => {
  routed(c)
  act(c, 'processor', 'TAKE_NOTE', { taken: said(c, requestOf(c).finding) }, { gap: 2 })
}

const thanked = (c: Case) => {
  noted(c)
  act(c, 'clerk', 'THANK', (day) => ({ ...carried(c, day), thanks: toPerson(c, requestOf(c).yes) }))
}

const handled = (c: Case) => {
  const { clerk, closer } = c.scene.team
  const name = (person: string, reason: string) => act(c, 'supervisor', 'NAME_HANDLER', { person, reason })
  name(clerk.id, 'Hors du service mis en cause, formée à l’écoute des signalements.')
  name(closer.id, 'Contrôlera la clôture sans avoir eu part à l’examen.')
}

const assessed = (c: Case) => {
  handled(c)
  act(c, 'clerk', 'ASSESS', { route: 'refer', conclusion: said(c, requestOf(c).finding) }, { gap: 2 })
}

const referred = (c: Case) => {
  assessed(c)
  const authority = c.draw.pick(['prosecutor', 'inspection', 'antiCorruption'])
  act(
    c,
    'supervisor',
    'REFER',
    (day) => ({
      authority,
      referredOn: day,
      reference: `${c.draw.digits(4)}/${day.slice(0, 4)}`,
      reason: 'Les faits dépassent ce que nous pouvons vérifier nous-mêmes.',
    }),
    { gap: 1 },
  )
}

const replied = (c: Case) => {
  referred(c)
  const reply = 'Saisine enregistrée, enquête ouverte. L’autorité informera elle-même l’auteur s’il y a lieu.'
  act(c, 'clerk', 'RECORD_REPLY', (day) => ({ receivedOn: day, reply }), { gap: 14 })
}

const answered = (c: Case) => {
  office.submit(c)
  office.approve(c)
  office.send(c)
}

const nothing = () => undefined
const and =
  (...steps: ((c: Case) => unknown)[]) =>
  (c: Case) => {
    for (const step of steps) step(c)
  }

type Told = { programme: string; asked: readonly Request[] }

/** One case for each age (days since it was received). */
const road =
  ({ programme, asked }: Told) =>
  (name: string, ages: readonly number[], go: (c: Case) => unknown, rest: Partial<Road> = {}) => ({
    programme,
    road: aged(`${programme}: ${name}`, ages, 'request', and(go), {
      closed: name.startsWith('closed'),
      asked,
      ...rest,
    }),
  })

const household = road({ programme: 'TADAMON_COVID', asked: eligibilityRequests })
const client = road({ programme: 'MICROFINANCE', asked: deferralRequests })
const insured = road({ programme: 'AMO_TADAMON', asked: feedbackRequests })
const witness = road({ programme: 'INTEGRITY', asked: integrityRequests })

/** No name, no contact: the suggestion box. */
const nobody = { nameless: true, channels: ['web'] }
/** Nobody of the ombudsman is asked for these. */
const heard = { channels: ['phone', 'web', 'desk', 'register'] }

const roads: readonly { programme: string; road: Road }[] = [
  household('to decide', [0, 1, 3], nothing),
  household('to confirm', [2, 3, 5], decideOn('yes')),
  household('refusal to confirm', [3, 4], decideOn('no')),
  household('to pay', [4, 6], confirmed('yes')),
  household('promised', [7], paid(8)),
  household('refused, to close', [4, 7], confirmed('no')),
  household('closed, paid', [21, 34, 52, 77], (c) => {
    paid(5)(c)
    office.reportDone(c, { gap: 3 })
    answered(c)
    close(c)
  }),
  household('closed, refused', [14, 19, 28, 45, 63], and(confirmed('no'), close)),

  client('to check', [0, 2], nothing, heardAt('desk', 'phone')),
  client('to decide', [2, 3], deferralChecked, heardAt('desk', 'phone')),
  client('to tell', [3], deferralDecided('yes'), heardAt('desk', 'phone')),
  client('told', [5], deferralTold('yes'), heardAt('desk', 'phone')),
  client('closed, granted', [16, 33, 58, 90], and(deferralTold('yes'), close)),
  client('closed, refused', [24, 61], and(deferralTold('no'), close), heardAt('desk', 'phone')),

  insured('to route', [0, 2], nothing, heardAt('desk', 'phone', 'web')),
  insured('nameless, to route', [1], nothing, nobody),
  insured('to note', [2, 4], routed, heardAt('desk', 'phone', 'web')),
  insured('to thank for', [6], noted, heardAt('desk', 'phone', 'web')),
  insured('thanked for', [8], thanked, heardAt('desk', 'phone', 'web')),
  insured('closed', [18, 40, 72], and(thanked, close), heardAt('desk', 'phone', 'web')),
  insured('closed, nameless', [55], and(thanked, close), nobody),

  witness('to name a handler', [0, 2], nothing, heard),
  witness('to examine', [4, 6], handled, heard),
  witness('to refer', [7, 9], assessed, heard),
  witness('with the authority', [14], referred, heard),
  witness('without a reply', [48], referred, heard),
  witness('to answer', [26], replied, heard),
  witness('answered', [30], and(replied, answered), heard),
  witness('closed', [70, 120], and(replied, answered, close), heard),
  witness('closed, nameless', [95], and(replied, answered, close), { ...nobody, channels: ['register'] }),
]

function heardAt(...channels: string[]): Partial<Road> {
  return { channels }
}

/** What is played of requests, in each programme that takes them. */
export const requestParts = (programmes: readonly Programme[]): Part[] =>
  roads.flatMap(({ programme: code, road: one }) =>
    programmes.filter((programme) => programme.code === code).flatMap((programme) => partsOn(programme, one)),
  )
