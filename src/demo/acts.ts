// The acts of a case as the office does them: each adds one step to its course, with what would be typed.
import type { Actor } from '../engine/decide.ts'
import { addDays } from '../platform/clock.ts'
import { answerTo } from './answers.ts'
import type { Course, When } from './course.ts'
import type { Draw } from './draw.ts'
import type { OfficeDays } from './office-days.ts'
import { fill } from './said.ts'
import type { Scene, Team } from './scene.ts'
import { unitOf } from './scene.ts'
import type { Words } from './scene-words.ts'
import * as phrases from './stories/phrases.ts'

/** A case on its way: its scene, its course so far, and the day the whole demonstration ends. */
export type Case = {
  scene: Scene
  words: Record<'fr' | 'ar', Words>
  course: Course
  draw: Draw
  days: OfficeDays
  receivedOn: string
  today: string
}

export const system: Actor = { id: 'system', rolesIn: () => ['system'] }
export const complainant: Actor = { id: 'complainant', rolesIn: () => ['complainant'] }

type Input = Record<string, unknown>

const act = (c: Case, role: keyof Team, type: string, input: Input | ((day: string) => Input), when?: When) =>
  c.course.add(
    { actor: c.scene.team[role].actor, type, input: typeof input === 'function' ? input : () => input },
    when,
  )

/** The office writes French among itself. */
const said = (c: Case, text: string): string => fill(text, c.words.fr)
const picked = (c: Case, texts: readonly string[]): string => said(c, c.draw.pick(texts))
const objectOf = ({ scene: { matter, language }, words }: Case): string =>
  fill(matter.story.object[language], words[language])

/** Qualified: a complaint, or refused there and then when the matter says so. */
export function qualify(c: Case, when?: When, as: 'complaint' | 'matter' = 'complaint'): void {
  const { matter, relation, entry, known } = c.scene
  const nameless = relation === 'anonymous'
  act(
    c,
    'clerk',
    'QUALIFY',
    {
      identity: nameless ? 'notVerifiable' : 'verified',
      identityNote: nameless ? phrases.unverifiable[0] : '',
      category: matter.story.category,
      object: objectOf(c),
      kind: matter.story.kind,
      nature: matter.story.kind === 'conduct' ? 'collective' : 'individual',
      number: known ? entry.number : '',
      ...(as === 'complaint' ? { admissibility: 'complaint', ground: '' } : refusedAt(c)),
      checkQualification: 'true',
      checkBeneficiary: 'true',
      checkUnit: 'true',
      answerExists: matter.kind === 'founded' ? 'no' : 'yes',
    },
    when,
  )
}

function refusedAt(c: Case): Input {
  const { matter } = c.scene
  if (matter.kind === 'question')
    return {
      admissibility: 'notComplaint',
      ground: matter.story.ground,
      explanation: matter.story.explanation,
    }
  if (matter.kind === 'refused')
    return {
      admissibility: 'notFounded',
      ground: matter.refusal.ground,
      explanation: said(c, matter.refusal.finding),
    }
  return { admissibility: 'complaint', ground: '' }
}

/** The written conclusion: answer now, or let the business unit treat it. */
export function conclude(c: Case, route: 'answer' | 'treat', when?: When): void {
  const { matter } = c.scene
  const refused = matter.kind === 'refused'
  const conclusion =
    matter.kind === 'founded'
      ? picked(c, matter.story.findings)
      : said(c, refused ? matter.refusal.finding : '')
  act(
    c,
    'clerk',
    'CONCLUDE',
    {
      conclusion,
      founded: refused ? 'no' : 'yes',
      ground: refused ? matter.refusal.ground : '',
      route,
      unit: route === 'treat' ? unitOf(matter) : '',
    },
    when,
  )
}

export const tellAnswerFollows = (c: Case, when?: When): string =>
  act(c, 'clerk', 'TELL_ANSWER_FOLLOWS', (day) => ({ toldOn: day, note: c.draw.pick(phrases.notices) }), when)

const work = (c: Case, part: 'promise' | 'done' | 'late'): string => {
  const { story } = c.scene.matter
  return 'work' in story ? said(c, story.work[part]) : ''
}

/** A date by which the unit commits itself: so many days on, or a civil day; always one on which the office is open. */
export type Due = { in: number } | { on: string }

const dueDay = (c: Case, due: Due, day: string): string => {
  const wanted = 'on' in due ? due.on : c.days.from(addDays(day, due.in))
  return wanted < day ? day : wanted
}

/** Returns the promised day. */
export function commit(c: Case, due: Due, when?: When): string {
  const day = act(
    c,
    'processor',
    'COMMIT',
    (on) => ({ dueOn: dueDay(c, due, on), work: work(c, 'promise') }),
    when,
  )
  return dueDay(c, due, day)
}

/** Returns the day promised instead. */
export function renew(c: Case, due: Due, when?: When): string {
  const day = act(
    c,
    'processor',
    'RENEW',
    (on) => ({ dueOn: dueDay(c, due, on), reason: work(c, 'late') }),
    when,
  )
  return dueDay(c, due, day)
}

export const notify = (c: Case, when?: When): string =>
  act(
    c,
    'clerk',
    'NOTIFY_COMMITMENT',
    (day) => ({ toldOn: day, note: c.draw.pick(phrases.announcements) }),
    when,
  )

export const reportDone = (c: Case, when?: When): string =>
  act(c, 'processor', 'REPORT_DONE', { founded: 'yes', ground: '', work: work(c, 'done') }, when)

export const returnToClerk = (c: Case, when?: When): string =>
  act(c, 'processor', 'RETURN_TO_CLERK', { reason: picked(c, phrases.returnedToClerk) }, when)

export const returnWork = (c: Case, when?: When): string =>
  act(c, 'clerk', 'RETURN_WORK', { reason: picked(c, phrases.returnedWork) }, when)

export const reconsider = (c: Case, when?: When): string =>
  act(c, 'clerk', 'RECONSIDER', { reason: picked(c, phrases.reconsidered) }, when)

export const requalify = (c: Case, when?: When): string =>
  act(c, 'clerk', 'REQUALIFY', { reason: picked(c, phrases.requalified) }, when)

export const submit = (c: Case, when?: When): string =>
  act(
    c,
    'clerk',
    'SUBMIT_ANSWER',
    (today) => {
      const payDay = c.days.from(addDays(today, 3))
      const data = { object: objectOf(c), receivedOn: c.receivedOn, payDay, today }
      return { ...answerTo(c.scene, c.words[c.scene.language], data) }
    },
    when,
  )

export const dispense = (c: Case, exception: 'notNeeded' | 'alreadyAnswered', when?: When): string => {
  const reasons = exception === 'notNeeded' ? phrases.dispensedNotNeeded : phrases.dispensedAnswered
  return act(c, 'clerk', 'DISPENSE', { exception, reason: picked(c, reasons) }, when)
}

export const approve = (c: Case, when?: When): string =>
  act(c, 'supervisor', 'APPROVE', { note: c.draw.pick(phrases.approvals) }, when)

export const returnAnswer = (c: Case, when?: When): string =>
  act(c, 'supervisor', 'RETURN_ANSWER', { reason: picked(c, phrases.returnedAnswers) }, when)

/** The answer goes out on the usual channel of the way it came. */
export function send(c: Case, when?: When): string {
  const channel = answerChannel(c)
  const proofs = phrases.proofs[channel] ?? ['']
  const proof = c.draw.pick(proofs).replace('{number}', c.draw.digits(8))
  return act(c, 'clerk', 'SEND_ANSWER', (day) => ({ channel, sentOn: day, proof }), when)
}

const answerChannel = ({ scene }: Case): string => {
  const open = scene.programme.channels.find(({ code }) => code === scene.channel)?.answeredBy ?? []
  return open.find((channel) => channel !== 'email' || scene.contact.email !== '') ?? open[0] ?? 'desk'
}

export const close = (c: Case, as: keyof typeof phrases.syntheses, when?: When): string =>
  act(c, 'closer', 'CLOSE', { synthesis: picked(c, phrases.syntheses[as]) }, when)

export const sendBack = (c: Case, to: 'answer' | 'work', when?: When): string =>
  act(
    c,
    'closer',
    'SEND_BACK',
    { to, reason: picked(c, to === 'answer' ? phrases.sentBackAnswers : phrases.sentBackWork) },
    when,
  )

export const reopen = (c: Case, when?: When): string =>
  act(c, 'supervisor', 'REOPEN', { reason: picked(c, phrases.reopened) }, when)

/** Asked in the complainant's language: it stands in their letter. */
export function askDocuments(c: Case, when?: When): string {
  const { matter, language } = c.scene
  const documents = 'asks' in matter.story ? fill(matter.story.asks[language], c.words[language]) : ''
  return act(c, 'clerk', 'ASK_DOCUMENTS', { documents }, when)
}

export const withdraw = (c: Case, when?: When): string =>
  act(c, 'agent', 'WITHDRAW', { reason: picked(c, phrases.withdrawals) }, when)

export const assign = (c: Case, role: 'clerk' | 'processor' | 'closer', when?: When): string =>
  act(c, 'supervisor', 'ASSIGN', { role, to: c.scene.team[role].id }, when)

export const addNote = (c: Case, when?: When): string =>
  act(c, 'clerk', 'ADD_NOTE', { note: c.draw.pick(phrases.staffNotes) }, when)
