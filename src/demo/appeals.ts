// Answers that are contested, and what the ombudsman asks: played after the cast, on cases that are over.
import { randomUUID } from 'node:crypto'
import type { Role } from '../../workflows/kit.ts'
import { RegistrationForm } from '../cases/registration.ts'
import type { CaseRow, RegistrationRow } from '../cases/rows.ts'
import type { House } from '../compose.ts'
import { addDays } from '../platform/clock.ts'
import type { Colleague } from './accounts.ts'
import type { MovableClock } from './movable-clock.ts'
import { instantOf, type OfficeDays } from './office-days.ts'
import * as words from './stories/appeals.ts'

export type Courtroom = {
  house: House
  clock: MovableClock
  people: readonly Colleague[]
  days: OfficeDays
  today: string
}

type Contested = CaseRow & Pick<RegistrationRow, 'language' | 'name' | 'phone'>

/** How far each appeal has come: the acts after it was lodged, one a day. */
const courses = [
  [],
  ['examine'],
  ['examine', 'rejected'],
  ['examine', 'upheld', 'tell'],
  ['examine', 'rejected', 'tell', 'close'],
  ['examine', 'partly', 'tell', 'close'],
] as const

type Act = (typeof courses)[number][number]

/** Plays the appeals, each in a state of its own, and two referrals, one of them about a case. */
export async function playAppeals(room: Courtroom): Promise<void> {
  const cases = await contestable(room)
  for (const [n, course] of courses.entries()) {
    const first = cases[n]
    if (first) await contest(room, first, course, n)
  }
  const [about, other = about] = cases.slice(courses.length)
  if (about) await refer(room, about, words.referrals[0], true)
  if (other) await refer(room, other, words.referrals[1], false)
}

/** The day on which people contest: the office had time since for every course. */
const contestedOn = ({ days, today }: Courtroom): string => days.from(addDays(today, -14))

/** Cases whose answer left in the weeks before and that nothing happened to since, refusals first. */
async function contestable(room: Courtroom): Promise<Contested[]> {
  const day = contestedOn(room)
  return room.house.db
    .read('cases')
    .join('registrations', 'registrations.case_id', 'cases.id')
    .where({ workflow: 'complaint', state: 'closed', outcome: 'answered', reopened: 0 })
    .whereIn('programme', ['DAAM', 'TAYSSIR'])
    .whereNot('relation', 'anonymous')
    .whereExists((answer) =>
      answer
        .from('journal')
        .whereRaw('journal.instance_id = cases.id')
        .where('event', 'SEND_ANSWER')
        .where('at', '>', instantOf(addDays(day, -25), 0)),
    )
    .whereNotExists((later) =>
      later.from('journal').whereRaw('journal.instance_id = cases.id').where('at', '>=', instantOf(day, 0)),
    )
    .orderByRaw("CASE founded WHEN 'no' THEN 0 ELSE 1 END, closing_on DESC, cases.id")
    .limit(courses.length + 2)
    .select('cases.*', 'language', 'name', 'phone')
}

async function contest(room: Courtroom, first: Contested, course: readonly Act[], n: number): Promise<void> {
  const { house, clock, days } = room
  const day = contestedOn(room)
  clock.set(instantOf(day, 9 * 60 + 7 * n))
  const reason = words.contested[n % words.contested.length]?.[tongueOf(first)] ?? ''
  const agent = somebody(room, first, 'agent')
  const lodged = { cameBy: 'desk', receivedOn: day, reason }
  const { opened: id } = await act(house, first.id, agent, 'LODGE_APPEAL', lodged)
  if (!id) throw new Error('an appeal opens a case')
  let on = day
  for (const step of course) {
    on = days.from(addDays(on, 1))
    clock.set(instantOf(on, 10 * 60 + 7 * n))
    await take(room, { ...first, id }, step, on)
  }
}

async function take(room: Courtroom, appeal: Contested, step: Act, on: string): Promise<void> {
  const { house } = room
  const clerk = somebody(room, appeal, 'clerk')
  if (step === 'examine') await act(house, appeal.id, clerk, 'EXAMINE_APPEAL', { conclusion: words.examined })
  else if (step === 'tell')
    await act(house, appeal.id, clerk, 'TELL_DECISION', { channel: 'desk', sentOn: on, proof: words.told })
  else if (step === 'close')
    await act(house, appeal.id, somebody(room, appeal, 'closer'), 'CLOSE', { synthesis: words.closed })
  else {
    const ground = step === 'rejected' ? 'answerRight' : ''
    const explanation = words.decisions[step][tongueOf(appeal)]
    const decider = somebody(room, appeal, 'supervisor', await barredFrom(house, appeal.id))
    await act(house, appeal.id, decider, 'DECIDE_APPEAL', { decision: step, ground, explanation })
  }
}

/** A referral that arrived, its letters noted; the one about a case is analysed. */
async function refer(
  room: Courtroom,
  about: Contested,
  referral: words.Referral,
  joined: boolean,
): Promise<void> {
  const { house, clock, days, today } = room
  const day = days.from(addDays(today, joined ? -10 : -6))
  clock.set(instantOf(day, 11 * 60))
  const clerk = somebody(room, about, 'clerk')
  const form = RegistrationForm.parse({
    ...{ key: randomUUID(), programme: about.programme, entity: about.entity, channel: 'ombudsman' },
    ...{ receivedOn: day, category: about.category, object: referral.object },
    ...{ description: referral.description, language: 'fr', relation: 'beneficiary', name: about.name },
    ...{ externalKey: referral.letters[0]?.reference ?? '', about: joined ? about.id : '' },
  })
  const { id } = await house.commands.register(form, [], clerk)
  for (const letter of referral.letters)
    await act(house, id, clerk, 'RECORD_LETTER', { ...letter, letterOn: day })
  if (!joined) return
  clock.set(instantOf(days.from(addDays(day, 1)), 11 * 60))
  await act(house, id, clerk, 'ANALYSE_REFERRAL', { conclusion: words.analysed, founded: 'no' })
}

async function act(house: House, id: string, by: Colleague, type: string, input: Record<string, unknown>) {
  const { revision } = await house.db.read('instances').where({ id }).first('revision')
  return house.commands.act(id, type, input, revision, by)
}

async function barredFrom({ db }: House, id: string): Promise<string[]> {
  const { snapshot } = await db.read('instances').where({ id }).first('snapshot')
  return JSON.parse(snapshot).context.barred
}

function somebody({ people }: Courtroom, { programme, entity }: CaseRow, role: Role, not: string[] = []) {
  const scope = { programme, entity, unit: null }
  const found = people.find(({ id, actor }) => actor.rolesIn(scope).includes(role) && !not.includes(id))
  if (!found) throw new Error(`${programme} has no ${role} left in ${entity}`)
  return found
}

const tongueOf = ({ language }: Contested): 'fr' | 'ar' => (language === 'ar' ? 'ar' : 'fr')
