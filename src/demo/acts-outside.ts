// What happens to a case from outside the office: it arrives, papers come, a message does not.
import { satisfactions } from '../../workflows/fields.ts'
import { system } from '../cases/policy.ts'
import { type Case, complainant } from './case.ts'
import type { When } from './course.ts'
import type { Draw } from './draw.ts'
import { pdfOf, photoOf } from './papers.ts'
import { fill } from './said.ts'
import { onBehalf } from './stories/phrases.ts'

/** Channels on which nobody of the office registers, and what is keyed in days after it was received. */
const SELF = ['web', 'app', 'exchange']
const keyedLater: Record<string, readonly [number, number]> = {
  mail: [0, 2],
  register: [2, 6],
  ombudsman: [1, 3],
  email: [0, 1],
}

/** Registers the complaint; its course stands at the end of the day before it was received. */
export function open(c: Case): void {
  const { scene, words, draw } = c
  const { matter, language, channel } = scene
  const self = SELF.includes(channel)
  const [least, most] = keyedLater[channel] ?? [0, 0]
  const desk = channel === 'desk' || channel === 'phone' ? scene.team.agent : scene.team.clerk
  const byItself = channel === 'exchange' ? system : complainant
  c.course.add(
    {
      actor: self ? byItself : desk.actor,
      type: 'OPEN',
      input: (day) => ({
        programme: scene.programme.code,
        entity: scene.entity,
        service: serviceOf(c),
        channel,
        receivedOn: channel in keyedLater ? c.receivedOn : day,
        category: self && draw.chance(12) ? 'OTHER' : matter.story.category,
        object: fill(matter.story.object[language], words[language]),
        description: toldBy(c),
        language,
        relation: scene.relation,
        ...scene.contact,
        handlers: keepersOf(c),
        beneficiary: scene.known ? scene.entry.id : null,
        externalKey:
          channel === 'exchange' || channel === 'ombudsman'
            ? `${draw.digits(4)}/${c.receivedOn.slice(0, 4)}`
            : '',
      }),
    },
    { gap: 1 + draw.between(least, most), anytime: self },
  )
}

/** What a complaint is called where other things are brought too. */
const serviceOf = ({ scene: { programme, matter } }: Case): string =>
  matter.kind === 'request'
    ? matter.story.service
    : (programme.services.find(({ workflow }) => workflow === 'complaint')?.code ?? '')

/** Whoever keeps the access list of a case that is nobody else's business. */
const keepersOf = (c: Case): string[] | null =>
  serviceOf(c) === 'CORRUPTION' ? [c.scene.team.supervisor.id] : null

/** The complaint in its own words; others write for somebody. */
function toldBy({ scene, words }: Case): string {
  const { matter, language, relation, variant } = scene
  const told = matter.story.told[language]
  const own = fill(told[variant % told.length] ?? '', words[language])
  if (relation === 'beneficiary' || relation === 'anonymous') return own
  return fill(onBehalf[relation][language], { words: own, person: words[language].person ?? '' })
}

/** The complainant brings what was asked for; the office files it. */
export function receiveDocuments(c: Case, when?: When): void {
  const byPost = c.scene.channel === 'mail' || c.scene.channel === 'desk'
  const actor = byPost ? c.scene.team.agent.actor : complainant
  const input = () => ({ note: byPost ? 'Pièces remises au guichet, originaux rendus.' : '' })
  c.course.add({ actor, type: 'RECEIVE_DOCUMENTS', input }, { ...when, anytime: !byPost })
  attach(c)
}

/** Files come with a case: a photograph of a paper, or a scan. */
export function attach(c: Case, when?: When): void {
  const { draw, scene } = c
  const scanned = scene.channel === 'mail' || scene.channel === 'ombudsman' || draw.chance(35)
  const lines = [
    `${scene.programme.body.fr}`,
    `Reference ${scene.reference}`,
    `Recu le ${c.receivedOn}`,
    `${scene.entry.place.commune.fr}, ${scene.entry.place.province}`,
  ]
  const paper = scanned
    ? pdfOf(draw.pick(['lettre.pdf', 'certificat.pdf', 'attestation.pdf']), lines)
    : photoOf(draw.pick(['recu-poste.png', 'carte-nationale.png', 'certificat.png']), draw.between(0, 200))
  const actor = scene.team.clerk.actor
  c.course.add({ actor, type: 'ATTACH', input: () => ({}), papers: [paper] }, when)
}

/** A message did not arrive; `event` is the act that sent it. */
export function fail(c: Case, event: string, channel: 'sms' | 'email'): void {
  const error = channel === 'sms' ? 'HTTP 422' : 'SMTP 550 5.1.1'
  const input = () => ({ channel, error })
  c.course.add(
    { actor: system, type: 'DELIVERY_FAILED', input, message: event },
    { minutes: c.draw.between(1, 4) },
  )
}

/** The clerk sends it once more, after a call to put the address right. */
export function resend(c: Case, channel: string, when?: When): void {
  const note = 'Numéro vérifié avec la personne, message renvoyé.'
  c.course.add({ actor: c.scene.team.clerk.actor, type: 'RESEND', input: () => ({ channel, note }) }, when)
}

/** Asked on the telephone once it is over, by somebody who had no part in the answer; nobody can call the nameless. */
export function rate({ course, scene }: Case, draw: Draw): void {
  const answered = course.steps.some(({ type }) => type === 'SEND_ANSWER')
  const closed = course.steps.at(-1)?.type === 'CLOSE'
  if (!answered || !closed || scene.relation === 'anonymous' || scene.programme.workflow !== 'complaint')
    return
  const pleased = scene.matter.kind === 'founded' ? [60, 25, 15] : [20, 30, 50]
  const said = draw.weighed(satisfactions.map((value, n) => ({ value, weight: pleased[n] ?? 0 })))
  const gap = draw.between(1, 6)
  course.add({ actor: scene.team.agent.actor, type: 'RATE', input: () => ({ satisfaction: said }) }, { gap })
}
