// The acts of a case as the office does them: each adds one step to its course, with what would be typed.
import { addDays } from '../platform/clock.ts'
import { answerTo } from './answers.ts'
import { act, type Case, type Input, objectOf, picked, said } from './case.ts'
import type { When } from './course.ts'
import { fill } from './said.ts'
import { unitOf } from './scene.ts'
import * as phrases from './stories/phrases.ts'
import { isRefuted } from './verification.ts'

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

/** The written conclusion, after what a ministry may have to say: answer now, or let the business unit treat it. */
export function conclude(c: Case, route: 'answer' | 'treat', when?: When): void {
  const { matter } = c.scene
  const before = c.course.steps.length
  if (isRefuted(c, when)) return
  // The days of the analysis went by while it was verified.
  const then = c.course.steps.length > before ? {} : when
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
    then,
  )
}

/** The complainant hears that an answer will follow. */
export const tellAnswerFollows = (c: Case, when?: When): string =>
  act(c, 'clerk', 'TELL_ANSWER_FOLLOWS', (day) => ({ toldOn: day, note: c.draw.pick(phrases.notices) }), when)

const work = (c: Case, part: 'promise' | 'done' | 'late'): string => {
  const { story } = c.scene.matter
  return 'work' in story && story.work ? said(c, story.work[part]) : ''
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

/** The complainant is told the promised day. */
export const notify = (c: Case, when?: When): string =>
  act(
    c,
    'clerk',
    'NOTIFY_COMMITMENT',
    (day) => ({ toldOn: day, note: c.draw.pick(phrases.announcements) }),
    when,
  )

/** The unit reports the work done, the complaint founded. */
export const reportDone = (c: Case, when?: When): string =>
  act(c, 'processor', 'REPORT_DONE', { founded: 'yes', ground: '', work: work(c, 'done') }, when)

/** The unit cannot treat it. */
export const returnToClerk = (c: Case, when?: When): string =>
  act(c, 'processor', 'RETURN_TO_CLERK', { reason: picked(c, phrases.returnedToClerk) }, when)

/** The work was not what was promised. */
export const returnWork = (c: Case, when?: When): string =>
  act(c, 'clerk', 'RETURN_WORK', { reason: picked(c, phrases.returnedWork) }, when)

/** What came later changes the conclusion. */
export const reconsider = (c: Case, when?: When): string =>
  act(c, 'clerk', 'RECONSIDER', { reason: picked(c, phrases.reconsidered) }, when)

/** Back to the qualification. */
export const requalify = (c: Case, when?: When): string =>
  act(c, 'clerk', 'REQUALIFY', { reason: picked(c, phrases.requalified) }, when)

/** The answer, written and handed in for approval. */
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

/** No answer is sent, for a reason. */
export const dispense = (c: Case, exception: 'notNeeded' | 'alreadyAnswered', when?: When): string => {
  const reasons = exception === 'notNeeded' ? phrases.dispensedNotNeeded : phrases.dispensedAnswered
  return act(c, 'clerk', 'DISPENSE', { exception, reason: picked(c, reasons) }, when)
}

/** Approved as it stands. */
export const approve = (c: Case, when?: When): string =>
  act(c, 'supervisor', 'APPROVE', { note: c.draw.pick(phrases.approvals) }, when)

/** The answer goes back to the clerk. */
export const returnAnswer = (c: Case, when?: When): string =>
  act(c, 'supervisor', 'RETURN_ANSWER', { reason: picked(c, phrases.returnedAnswers) }, when)

/** The answer goes out on the usual channel of the way it came. */
export function send(c: Case, when?: When): string {
  const channel = answerChannel(c)
  const proof = proofOf(c, channel)
  return act(c, 'clerk', 'SEND_ANSWER', (day) => ({ channel, sentOn: day, proof }), when)
}

/** What proves that something was carried on a channel. */
export const proofOf = ({ draw }: Case, channel: string): string =>
  draw.pick(phrases.proofs[channel] ?? ['']).replace('{number}', draw.digits(8))

/** The usual channel back to whoever wrote. */
export const answerChannel = ({ scene }: Case): string => {
  const open = scene.programme.channels.find(({ code }) => code === scene.channel)?.answeredBy ?? []
  return open.find((channel) => channel !== 'email' || scene.contact.email !== '') ?? open[0] ?? 'desk'
}

/** Checked and closed by somebody else. */
export const close = (c: Case, as: keyof typeof phrases.syntheses, when?: When): string =>
  act(c, 'closer', 'CLOSE', { synthesis: picked(c, phrases.syntheses[as]) }, when)

/** The closer sends it back. */
export const sendBack = (c: Case, to: 'answer' | 'work', when?: When): string =>
  act(
    c,
    'closer',
    'SEND_BACK',
    { to, reason: picked(c, to === 'answer' ? phrases.sentBackAnswers : phrases.sentBackWork) },
    when,
  )

/** A closed case begins another round. */
export const reopen = (c: Case, when?: When): string =>
  act(c, 'supervisor', 'REOPEN', { reason: picked(c, phrases.reopened) }, when)

/** Asked in the complainant's language: it stands in their letter. */
export function askDocuments(c: Case, when?: When): string {
  const { matter, language } = c.scene
  const documents = 'asks' in matter.story ? fill(matter.story.asks[language], c.words[language]) : ''
  return act(c, 'clerk', 'ASK_DOCUMENTS', { documents }, when)
}

/** The complainant no longer asks for anything. */
export const withdraw = (c: Case, when?: When): string =>
  act(c, 'agent', 'WITHDRAW', { reason: picked(c, phrases.withdrawals) }, when)

/** Named for a part of it. */
export const assign = (c: Case, role: 'clerk' | 'processor' | 'closer', when?: When): string =>
  act(c, 'supervisor', 'ASSIGN', { role, to: c.scene.team[role].id }, when)

/** A note among the staff. */
export const addNote = (c: Case, when?: When): string =>
  act(c, 'clerk', 'ADD_NOTE', { note: c.draw.pick(phrases.staffNotes) }, when)
