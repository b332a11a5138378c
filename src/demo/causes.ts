// A known cause of the demonstration, played after the cast: opened, filled, told to everybody, and its cases answered at once.
import { chooseCases, orderBulk } from '../cases/bulk-jobs.ts'
import { carryOutBulk } from '../cases/bulk-work.ts'
import { countUnanswered, writeAnswer } from '../cases/cause-answers.ts'
import { casesOf, decideCase } from '../cases/cause-cases.ts'
import { caseIdsFor } from '../cases/cause-choice.ts'
import { noticesOf, publishNotice, writeNotice } from '../cases/cause-notices.ts'
import { findCause, openCause } from '../cases/causes.ts'
import type { House } from '../compose.ts'
import { addDays } from '../platform/clock.ts'
import type { Colleague } from './accounts.ts'
import type { MovableClock } from './movable-clock.ts'
import { instantOf, type OfficeDays } from './office-days.ts'
import { LATE_SINCE, TOLD_SINCE } from './roads-causes.ts'
import { lateBatch, lateBatchAnswer, lateBatchNotice } from './stories/causes.ts'

export type CauseStage = {
  house: House
  clock: MovableClock
  people: readonly Colleague[]
  days: OfficeDays
  today: string
}

/** So many of what was found are left to verify. */
const LEFT = 4
/** One in so many does not belong. */
const APART = 6

/** Plays the cause of the late batch: one text waits for its approval on the cases that could be answered. */
export async function playCauses(stage: CauseStage): Promise<void> {
  const { house, clock, people, days, today } = stage
  const [clerk, supervisor] = [somebody(people, 'clerk'), somebody(people, 'supervisor')]
  const at = (before: number, minutes: number) => {
    const day = days.until(addDays(today, -before))
    clock.set(instantOf(day, minutes))
    return day
  }

  at(TOLD_SINCE + 4, 10 * 60)
  const since = addDays(today, -LATE_SINCE)
  const form = { place: 'DAAM', category: 'PAYMENT_MISSING', since, ...lateBatch }
  const cause = await openCause(house, clerk, form)

  at(TOLD_SINCE + 2, 11 * 60)
  await writeNotice(house, clerk, cause, lateBatchNotice)
  at(TOLD_SINCE, 15 * 60 + 30)
  const { draft } = await noticesOf(house.db, cause)
  await publishNotice(house, supervisor, cause, draft?.n ?? 0)

  const last = at(2, 14 * 60)
  await find(stage, clerk, cause, { from: since, to: last })
  await verifyMost(stage, clerk, cause)
  at(1, 15 * 60)
  if ((await countUnanswered(house.db, clerk, cause)).ready === 0) return
  await writeAnswer(house, clerk, cause, lateBatchAnswer)
  await carryOutBulk(house)
}

type Days = { from: string; to: string }

async function find({ house }: CauseStage, clerk: Colleague, id: string, span: Days): Promise<void> {
  const cause = await findCause(house.db, clerk, id)
  const choice = { category: cause.category, entity: '', unit: '', ...span }
  const job = await chooseCases(house, clerk, await caseIdsFor(house, clerk, cause, choice))
  await orderBulk(house, clerk, job, { act: 'attach', cause: id })
  await carryOutBulk(house)
}

/** Whatever is still being worked on today is left for another day. */
async function verifyMost({ house, days, today }: CauseStage, clerk: Colleague, cause: string) {
  const found = await casesOf(house.db, clerk, cause, { status: 'suggested', limit: 100 })
  const busy: { id: string }[] = await house.db
    .read('journal')
    .whereIn('instance_id', found)
    .where('at', '>', instantOf(days.until(addDays(today, -1)), 0))
    .distinct('instance_id as id')
  const quiet = found.filter((id) => !busy.some((one) => one.id === id))
  for (const [n, caseId] of quiet.slice(LEFT).entries())
    await decideCase(house, clerk, { cause, caseId, status: n % APART === 0 ? 'refused' : 'confirmed' })
}

function somebody(people: readonly Colleague[], role: 'clerk' | 'supervisor'): Colleague {
  const found = people.find((person) => person.role === role && person.offered)
  if (!found) throw new Error(`there is no ${role}`)
  return found
}
