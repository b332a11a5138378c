// The cases that are still open: one line each, so that every state, mark and board has something to show.

import { addDays } from '../platform/clock.ts'
import * as office from './acts.ts'
import { attach, fail, receiveDocuments, resend } from './acts-outside.ts'
import type { Case } from './case.ts'
import { aged, type Road } from './roads.ts'

const qualified = (c: Case) => office.qualify(c, { gap: 1 })

const referred = (c: Case, gap = 1) => {
  qualified(c)
  office.conclude(c, 'treat', { gap })
}

/** Told that an answer follows, then a date that was told too; `ahead` days from today, or behind it. */
const promised =
  (ahead: number) =>
  (c: Case): string => {
    referred(c)
    if (c.draw.chance(40)) office.tellAnswerFollows(c)
    const wanted = addDays(c.today, ahead)
    const due = office.commit(c, { on: ahead < 0 ? c.days.until(wanted) : c.days.from(wanted) }, { gap: 1 })
    office.notify(c)
    return due
  }

const done = (c: Case) => {
  const due = promised(c.draw.between(1, 9))(c)
  office.reportDone(c, { gap: 2, by: due })
}

const answerable = (c: Case) => {
  qualified(c)
  office.conclude(c, 'answer', { gap: 1 })
}

const submitted = (c: Case) => {
  answerable(c)
  office.submit(c, { gap: 1 })
}

const approved = (c: Case) => {
  submitted(c)
  office.approve(c)
}

const settled = (c: Case) => {
  approved(c)
  office.send(c)
}

/** The last day promised lies before today, and nobody gave another one. */
const renewedAndBroken = (c: Case) => {
  referred(c)
  const due = office.commit(c, { on: c.days.until(addDays(c.today, -20)) }, { gap: 1 })
  office.notify(c)
  office.renew(c, { on: c.days.until(addDays(c.today, -3)) }, { gap: c.course.daysUntil(due) + 1 })
  office.notify(c)
}

const renewedToTell = (c: Case) => {
  const due = promised(-c.draw.between(4, 7))(c)
  const again = c.days.from(addDays(c.today, c.draw.between(4, 12)))
  office.renew(c, { on: again }, { gap: c.course.daysUntil(due) + 1 })
}

const renewed = (c: Case) => {
  renewedToTell(c)
  office.notify(c)
}

const reopened = (c: Case) => {
  settled(c)
  office.close(c, 'founded', { gap: 1 })
  office.reopen(c, { gap: 12 })
}

const assigned = (role: 'clerk' | 'processor' | 'closer', go: (c: Case) => void) => (c: Case) => {
  go(c)
  office.assign(c, role)
}

const phoned = { channels: ['web', 'app'] }
const nothing = () => undefined

export const openRoads: readonly Road[] = [
  aged('received', [0, 1, 1, 2, 4, 8, 11], 'founded', nothing),
  aged('received question', [1, 2], 'question', nothing),
  aged('received nameless', [2, 5], 'founded', nothing, { nameless: true, channels: ['web', 'register'] }),
  aged('received from the ombudsman', [14], 'founded', nothing, { channels: ['ombudsman'] }),
  aged('received with papers', [2], 'founded', (c) => attach(c), phoned),
  aged('received, named', [3], 'founded', (c) => office.assign(c, 'clerk', { gap: 1 })),
  aged('qualified', [2, 4, 6, 8, 9, 13], 'founded', qualified),
  aged('qualified, refusal ahead', [4, 7], 'refused', qualified),
  aged('waiting', [5, 8, 9], 'founded', (c) => office.askDocuments(c, { gap: 2 })),
  aged('waiting after analysis', [9], 'founded', (c) => {
    qualified(c)
    office.askDocuments(c, { gap: 2 })
  }),
  aged('documents came', [8], 'founded', (c) => {
    qualified(c)
    office.askDocuments(c, { gap: 1 })
    receiveDocuments(c, { gap: 2 })
  }),
  aged('referred, notice owed', [2, 3, 4], 'founded', (c) => referred(c)),
  aged('referred, notice given', [4, 5], 'founded', (c) => {
    referred(c, 2)
    office.tellAnswerFollows(c)
  }),
  aged('no date in time', [8, 22], 'founded', (c) => referred(c)),
  aged('no date in time, notice given', [8], 'founded', (c) => {
    referred(c)
    office.tellAnswerFollows(c)
  }),
  aged('committed', [5, 6, 8], 'founded', (c) => {
    referred(c)
    office.commit(c, { on: c.days.from(addDays(c.today, c.draw.between(5, 14))) }, { gap: 1 })
  }),
  aged('committed to a new date', [20, 24], 'founded', renewedToTell),
  ...[0, 1, 2, 4, 5, 7, 8, 10, 13, 16].map((ahead, n) =>
    aged(`promised ${ahead}`, [9 + (n % 4) * 3], 'founded', promised(ahead)),
  ),
  aged('promised, named', [10], 'founded', assigned('processor', promised(6))),
  aged('promised again', [24, 27], 'founded', renewed),
  aged('broken', [16], 'founded', promised(-1)),
  aged('broken', [18], 'founded', promised(-4)),
  aged('broken long ago', [30], 'founded', promised(-11)),
  aged('broken again', [34], 'founded', renewedAndBroken),
  aged('done, to answer', [9, 11, 13], 'founded', done),
  aged('done late, to answer', [21], 'founded', (c) => {
    const due = promised(-5)(c)
    office.reportDone(c, { gap: c.course.daysUntil(due) + 1 })
  }),
  aged('work sent back', [10, 12], 'founded', (c) => {
    done(c)
    office.returnWork(c)
  }),
  aged('to answer', [4, 9], 'founded', answerable),
  aged('to refuse', [5], 'refused', answerable),
  aged('refused at once, to answer', [3], 'refused', (c) => office.qualify(c, { gap: 1 }, 'matter')),
  aged('question, to answer', [2, 4], 'question', (c) => office.qualify(c, { gap: 1 }, 'matter')),
  aged('answer returned', [5, 7, 9], 'founded', (c) => {
    submitted(c)
    office.returnAnswer(c)
  }),
  aged('submitted', [5, 6, 8, 12], 'founded', submitted),
  aged('submitted refusal', [6, 8], 'refused', submitted),
  aged('submitted after the work', [13, 17], 'founded', (c) => {
    done(c)
    office.submit(c)
  }),
  aged('approved', [5, 7, 9], 'founded', approved),
  aged('approved question', [4], 'question', (c) => {
    office.qualify(c, { gap: 1 }, 'matter')
    office.submit(c)
    office.approve(c)
  }),
  aged('settled', [5, 9], 'founded', settled),
  aged('settled refusal', [7], 'refused', settled),
  aged('settled after the work', [15], 'founded', (c) => {
    done(c)
    office.submit(c)
    office.approve(c)
    office.send(c)
  }),
  aged('settled, dispensed', [7], 'founded', (c) => {
    answerable(c)
    office.dispense(c, 'alreadyAnswered')
  }),
  aged('settled, withdrawn', [5], 'founded', (c) => office.withdraw(c, { gap: 2 })),
  aged('settled, named', [9], 'founded', assigned('closer', settled)),
  aged('sent back by the closer', [8, 12], 'founded', (c) => {
    settled(c)
    office.sendBack(c, 'answer', { gap: 1 })
  }),
  aged('work sent back by the closer', [18], 'founded', (c) => {
    done(c)
    office.submit(c)
    office.approve(c)
    office.send(c)
    office.sendBack(c, 'work', { gap: 1 })
  }),
  aged('message failed', [6, 8], 'founded', failedOnce, phoned),
  aged('message failed, three times', [9], 'founded', failedThrice, phoned),
  aged('reopened', [26], 'founded', reopened),
  aged('reopened and referred', [35], 'founded', (c) => {
    reopened(c)
    office.conclude(c, 'treat', { gap: 2 })
  }),
]

function failedOnce(c: Case): void {
  settled(c)
  fail(c, 'SEND_ANSWER', 'sms')
}

function failedThrice(c: Case): void {
  failedOnce(c)
  for (let more = 0; more < 2; more++) {
    resend(c, 'sms', { gap: 1 })
    fail(c, 'RESEND', 'sms')
  }
}
