// What happens on each road that is over, act by act.

import * as office from './acts.ts'
import { attach, fail, receiveDocuments, resend } from './acts-outside.ts'
import type { Case } from './case.ts'

/** From qualified to concluded, a few days at the pace of the case. */
function analyse(c: Case, route: 'answer' | 'treat', slow = 0): void {
  office.qualify(c, { gap: c.draw.between(0, 1) + slow })
  if (c.draw.chance(12)) office.addNote(c)
  office.conclude(c, route, { gap: c.draw.between(1, 2) + slow })
}

/** Written, approved, sent. */
function answer(c: Case, gap = c.draw.between(0, 1)): void {
  office.submit(c, { gap })
  office.approve(c, { gap: c.draw.between(0, 1) })
  office.send(c)
}

const closing = (c: Case) => ({ gap: c.draw.between(0, 1) })

/** A promise that was told: returns its day. */
function promise(c: Case, within: number): string {
  if (c.draw.chance(30)) office.tellAnswerFollows(c)
  const due = office.commit(c, { in: within }, { gap: c.draw.between(0, 2) })
  office.notify(c, { gap: c.draw.between(0, 1) })
  return due
}

export const answered = (c: Case): void => {
  analyse(c, 'answer')
  answer(c)
  office.close(c, c.scene.matter.kind === 'refused' ? 'refused' : 'founded', closing(c))
}

export const slowly = (c: Case): void => {
  analyse(c, 'answer', c.draw.between(3, 7))
  answer(c, c.draw.between(1, 4))
  office.close(c, c.scene.matter.kind === 'refused' ? 'refused' : 'founded', closing(c))
}

export const refusedAtOnce = (c: Case): void => {
  office.qualify(c, { gap: c.draw.between(1, 2) }, 'matter')
  answer(c)
  office.close(c, c.scene.matter.kind === 'question' ? 'question' : 'refused', closing(c))
}

export const treatedAtOnce = (c: Case): void => {
  analyse(c, 'treat')
  office.reportDone(c, { gap: c.draw.between(0, 2) })
  answer(c)
  office.close(c, 'founded', closing(c))
}

export const honoured = (c: Case): void => {
  analyse(c, 'treat')
  const within = c.draw.between(6, 15)
  const due = promise(c, within)
  office.reportDone(c, { gap: c.draw.between(2, within - 2), by: due })
  answer(c)
  office.close(c, 'honoured', closing(c))
}

export const renewedLate = (c: Case): void => {
  analyse(c, 'treat')
  const due = promise(c, c.draw.between(5, 9))
  const again = renewAfter(c, due)
  office.reportDone(c, { gap: c.draw.between(3, 6), by: again })
  answer(c)
  office.close(c, 'late', closing(c))
}

/** The promised day passes; a new date is given a day or more later, and told. Returns it. */
function renewAfter(c: Case, due: string): string {
  const wait = c.course.daysUntil(due) + 1
  const again = office.renew(c, { in: c.draw.between(7, 12) }, { gap: wait + c.draw.between(0, 2) })
  office.notify(c, { gap: c.draw.between(0, 1) })
  return again
}

export const renewedBefore = (c: Case): void => {
  analyse(c, 'treat')
  const due = promise(c, c.draw.between(7, 10))
  const again = office.renew(c, { in: 12 }, { gap: c.draw.between(3, 5), by: due })
  office.notify(c, { gap: c.draw.between(0, 1) })
  office.reportDone(c, { gap: c.draw.between(8, 11), by: again })
  answer(c)
  office.close(c, 'late', closing(c))
}

export const doneAfterBreaking = (c: Case): void => {
  analyse(c, 'treat')
  const due = promise(c, c.draw.between(5, 9))
  office.reportDone(c, { gap: c.course.daysUntil(due) + c.draw.between(1, 4) })
  answer(c)
  office.close(c, 'late', closing(c))
}

export const withDocuments = (c: Case): void => {
  office.askDocuments(c, { gap: c.draw.between(0, 2) })
  receiveDocuments(c, { gap: c.draw.between(1, 6) })
  answered(c)
}

export const documentsNeverCame = (c: Case): void => {
  office.qualify(c, { gap: 1 })
  office.askDocuments(c)
  office.conclude(c, 'answer', { gap: 11 })
  answer(c)
  office.close(c, c.scene.matter.kind === 'refused' ? 'refused' : 'founded', closing(c))
}

export const returnedOnce = (c: Case): void => {
  analyse(c, 'answer')
  office.submit(c, { gap: 1 })
  office.returnAnswer(c)
  answer(c)
  office.close(c, 'founded', closing(c))
}

export const sentBackOnce = (c: Case): void => {
  analyse(c, 'answer')
  answer(c)
  office.sendBack(c, 'answer', { gap: 1 })
  answer(c)
  office.close(c, 'founded', closing(c))
}

export const workSentBack = (c: Case): void => {
  analyse(c, 'treat')
  const due = promise(c, 9)
  office.reportDone(c, { gap: 3, by: due })
  office.returnWork(c)
  office.reportDone(c, { gap: 2, by: due })
  answer(c)
  office.close(c, 'honoured', closing(c))
}

export const wentAround = (c: Case): void => {
  analyse(c, 'treat')
  office.returnToClerk(c, { gap: 1 })
  office.requalify(c)
  analyse(c, 'answer')
  answer(c)
  office.close(c, 'founded', closing(c))
}

export const reconsidered = (c: Case): void => {
  analyse(c, 'answer')
  office.reconsider(c, { gap: 1 })
  office.conclude(c, 'answer')
  answer(c)
  office.close(c, 'founded', closing(c))
}

export const dispensed = (c: Case): void => {
  analyse(c, 'answer')
  office.dispense(c, c.scene.relation === 'anonymous' ? 'notNeeded' : 'alreadyAnswered', { gap: 1 })
  office.close(c, 'dispensed', closing(c))
}

export const withdrawn = (c: Case): void => {
  if (c.draw.chance(60)) office.qualify(c, { gap: 1 })
  office.withdraw(c, { gap: c.draw.between(1, 4) })
  office.close(c, 'withdrawn', closing(c))
}

export const reopenedOnce = (c: Case): void => {
  answered(c)
  office.reopen(c, { gap: c.draw.between(5, 20) })
  office.conclude(c, 'treat', { gap: 1 })
  const due = promise(c, 8)
  office.reportDone(c, { gap: 4, by: due })
  answer(c)
  office.close(c, 'honoured', closing(c))
}

export const missedOnce = (c: Case): void => {
  analyse(c, 'answer')
  answer(c)
  fail(c, 'SEND_ANSWER', 'sms')
  resend(c, 'sms', { gap: 1 })
  office.close(c, 'founded', closing(c))
}

export const withPapers = (c: Case): void => {
  attach(c)
  answered(c)
}
