// The roads cases took that are over: how often each, and what happened on them.

import type { Case } from './acts.ts'
import * as office from './acts.ts'
import { attach, fail, receiveDocuments, resend } from './acts-outside.ts'
import type { Road } from './roads.ts'

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

const closing = (c: Case) => ({ gap: c.draw.between(0, 2) })

/** A promise that was told: returns its day. */
function promise(c: Case, within: number): string {
  if (c.draw.chance(30)) office.tellAnswerFollows(c)
  const due = office.commit(c, { in: within }, { gap: c.draw.between(0, 2) })
  office.notify(c, { gap: c.draw.between(0, 1) })
  return due
}

const answered = (c: Case) => {
  analyse(c, 'answer')
  answer(c)
  office.close(c, c.scene.matter.kind === 'refused' ? 'refused' : 'founded', closing(c))
}

const slowly = (c: Case) => {
  analyse(c, 'answer', c.draw.between(3, 7))
  answer(c, c.draw.between(1, 4))
  office.close(c, c.scene.matter.kind === 'refused' ? 'refused' : 'founded', closing(c))
}

const refusedAtOnce = (c: Case) => {
  office.qualify(c, { gap: c.draw.between(1, 2) }, 'matter')
  answer(c)
  office.close(c, c.scene.matter.kind === 'question' ? 'question' : 'refused', closing(c))
}

const treatedAtOnce = (c: Case) => {
  analyse(c, 'treat')
  office.reportDone(c, { gap: c.draw.between(0, 2) })
  answer(c)
  office.close(c, 'founded', closing(c))
}

const honoured = (c: Case) => {
  analyse(c, 'treat')
  const within = c.draw.between(6, 15)
  const due = promise(c, within)
  office.reportDone(c, { gap: c.draw.between(2, within - 2), by: due })
  answer(c)
  office.close(c, 'honoured', closing(c))
}

const renewedLate = (c: Case) => {
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

const renewedBefore = (c: Case) => {
  analyse(c, 'treat')
  const due = promise(c, c.draw.between(7, 10))
  const again = office.renew(c, { in: 12 }, { gap: c.draw.between(3, 5), by: due })
  office.notify(c, { gap: c.draw.between(0, 1) })
  office.reportDone(c, { gap: c.draw.between(8, 11), by: again })
  answer(c)
  office.close(c, 'late', closing(c))
}

const doneAfterBreaking = (c: Case) => {
  analyse(c, 'treat')
  const due = promise(c, c.draw.between(5, 9))
  office.reportDone(c, { gap: c.course.daysUntil(due) + c.draw.between(1, 4) })
  answer(c)
  office.close(c, 'late', closing(c))
}

const withDocuments = (c: Case) => {
  office.askDocuments(c, { gap: c.draw.between(0, 2) })
  receiveDocuments(c, { gap: c.draw.between(1, 6) })
  answered(c)
}

const documentsNeverCame = (c: Case) => {
  office.qualify(c, { gap: 1 })
  office.askDocuments(c)
  office.conclude(c, 'answer', { gap: 11 })
  answer(c)
  office.close(c, c.scene.matter.kind === 'refused' ? 'refused' : 'founded', closing(c))
}

const returnedOnce = (c: Case) => {
  analyse(c, 'answer')
  office.submit(c, { gap: 1 })
  office.returnAnswer(c)
  answer(c)
  office.close(c, 'founded', closing(c))
}

const sentBackOnce = (c: Case) => {
  analyse(c, 'answer')
  answer(c)
  office.sendBack(c, 'answer', { gap: 1 })
  answer(c)
  office.close(c, 'founded', closing(c))
}

const workSentBack = (c: Case) => {
  analyse(c, 'treat')
  const due = promise(c, 9)
  office.reportDone(c, { gap: 3, by: due })
  office.returnWork(c)
  office.reportDone(c, { gap: 2, by: due })
  answer(c)
  office.close(c, 'honoured', closing(c))
}

const wentAround = (c: Case) => {
  analyse(c, 'treat')
  office.returnToClerk(c, { gap: 1 })
  office.requalify(c)
  analyse(c, 'answer')
  answer(c)
  office.close(c, 'founded', closing(c))
}

const dispensed = (c: Case) => {
  analyse(c, 'answer')
  office.dispense(c, c.scene.relation === 'anonymous' ? 'notNeeded' : 'alreadyAnswered', { gap: 1 })
  office.close(c, 'dispensed', closing(c))
}

const withdrawn = (c: Case) => {
  if (c.draw.chance(60)) office.qualify(c, { gap: 1 })
  office.withdraw(c, { gap: c.draw.between(1, 4) })
  office.close(c, 'withdrawn', closing(c))
}

const reopenedOnce = (c: Case) => {
  answered(c)
  office.reopen(c, { gap: c.draw.between(5, 20) })
  office.conclude(c, 'treat', { gap: 1 })
  const due = promise(c, 8)
  office.reportDone(c, { gap: 4, by: due })
  answer(c)
  office.close(c, 'honoured', closing(c))
}

const missedOnce = (c: Case) => {
  analyse(c, 'answer')
  answer(c)
  fail(c, 'SEND_ANSWER', 'sms')
  resend(c, 'sms', { gap: 1 })
  office.close(c, 'founded', closing(c))
}

const withPapers = (c: Case) => {
  attach(c)
  answered(c)
}

const closed = (
  name: string,
  count: number,
  kind: Road['kind'],
  go: (c: Case) => void,
  rest: Partial<Road> = {},
): Road => ({ name, count, kind, go, closed: true, ...rest })

export const closedRoads: readonly Road[] = [
  closed('answered', 62, 'founded', answered),
  closed('refused', 26, 'refused', answered),
  closed('nameless', 10, 'founded', answered, {
    nameless: true,
    channels: ['web', 'register', 'phone', 'app'],
  }),
  closed('slowly', 12, 'founded', slowly),
  closed('slowly refused', 5, 'refused', slowly),
  closed('not founded at once', 22, 'refused', refusedAtOnce),
  closed('question', 30, 'question', refusedAtOnce),
  closed('treated at once', 18, 'founded', treatedAtOnce),
  closed('honoured', 52, 'founded', honoured),
  closed('renewed late', 12, 'founded', renewedLate),
  closed('renewed before', 5, 'founded', renewedBefore),
  closed('done after breaking', 6, 'founded', doneAfterBreaking),
  closed('with documents', 12, 'founded', withDocuments),
  closed('documents never came', 4, 'refused', documentsNeverCame),
  closed('with papers', 14, 'founded', withPapers),
  closed('returned once', 9, 'founded', returnedOnce),
  closed('sent back once', 6, 'founded', sentBackOnce),
  closed('work sent back', 4, 'founded', workSentBack),
  closed('went around', 4, 'founded', wentAround),
  closed('dispensed', 5, 'founded', dispensed, { channels: ['phone', 'desk'] }),
  closed('dispensed nameless', 3, 'founded', dispensed, { nameless: true, channels: ['register', 'web'] }),
  closed('withdrawn', 6, 'founded', withdrawn),
  closed('reopened once', 4, 'founded', reopenedOnce),
  closed('missed once', 5, 'founded', missedOnce, { channels: ['web', 'app'] }),
]
