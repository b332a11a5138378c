// Cases of a programme that leaves nobody without a word: what they wait for is long, and the clerk has to give news.
import { addDays } from '../platform/clock.ts'
import type { Programme } from '../programmes/schema.ts'
import * as office from './acts.ts'
import { act, type Case } from './case.ts'
import { type Part, partsOn } from './cast-more.ts'
import { aged, type Road } from './roads.ts'

const referred = (c: Case) => {
  office.qualify(c, { gap: 1 })
  office.conclude(c, 'treat', { gap: 1 })
  office.tellAnswerFollows(c)
}

/** A date that lies far ahead. */
const promised = (c: Case) => {
  referred(c)
  office.commit(c, { on: c.days.from(addDays(c.today, 12)) }, { gap: 1 })
  office.notify(c)
}

const NEWS = {
  fr: 'Votre dossier n’est pas oublié. Le service concerné y travaille toujours. Vous n’avez rien à faire.',
  ar: 'لم ننسَ ملفكم. ما زالت المصلحة المعنية تعمل عليه. ولا يُطلب منكم أي شيء.',
}

const heard = (c: Case) => {
  promised(c)
  const channel = office.answerChannel(c)
  const news = NEWS[c.scene.language]
  act(c, 'clerk', 'KEEP_IN_TOUCH', (toldOn) => ({ channel, toldOn, news }), { gap: 27 })
}

const road = (name: string, age: number, go: (c: Case) => void): Road =>
  aged(name, [age], 'founded', go, { channels: ['desk', 'phone'] })

const roads: readonly Road[] = [
  road('news due, no date yet', 33, referred),
  road('news due, date far ahead', 36, promised),
  road('news given', 44, heard),
]

/** The cases that show it, of the programme of health cover. */
export const quietParts = (programmes: readonly Programme[]): Part[] =>
  programmes
    .filter(({ code }) => code === 'AMO_TADAMON')
    .flatMap((programme) => roads.flatMap((one) => partsOn(programme, one)))
