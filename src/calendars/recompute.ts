// Brings open cases in line with the calendar: after each change of it, and once a day with the law of the clock.
import type { Due } from '../cases/deadlines.ts'
import { type Clock, dayOf } from '../platform/clock.ts'
import {
  countTouched,
  endPass,
  type HolidayChange,
  keepCursor,
  leaseChange,
  releaseChange,
} from './changes.ts'
import { allSpans, openCases, spansOver } from './open-cases.ts'
import { CLOCK_REASON, writeReason } from './reason.ts'
import { type Counting, type RescheduleParts, reschedule, suspects, type Wish } from './reschedule.ts'

export type RecomputeParts = RescheduleParts & { clock: Clock }

const PAGE = 200
/** A run leaves the rest to the next one: deadlines wait for it. */
const PAGES = 10

/**
 * Looks at open cases for the oldest change that was not seen through, going on where a pass stopped, be it in a
 * process that died. @throws what kept a case from being moved, when the others were looked at; it is tried again.
 */
export async function recomputeChanges(parts: RecomputeParts, size = PAGE): Promise<void> {
  const { db, clock, calendar } = parts
  const change = await leaseChange(db, clock.now())
  if (!change) return
  await calendar.refresh()
  const spans = spansOver(parts.programmes.all, daysIn(change), calendar.days())
  const failures: unknown[] = []
  let [cursor, more] = [change.cursor, true]
  for (let page = 0; page < PAGES && more; page += 1) {
    const ids = await openCases(db, spans, cursor, size)
    const failed = await moveAll(parts, ids, change)
    failures.push(...failed)
    cursor = ids.at(-1) ?? cursor
    more = ids.length === size
    await keepCursor(db, change, { cursor, missed: failed.length }, clock.now())
  }
  await (more ? releaseChange : endPass)(db, change, clock.now())
  if (failures.length > 0) throw failures[0]
}

/** Moves what has to be moved; a case that cannot be holds up no other. */
async function moveAll(
  parts: RecomputeParts,
  ids: readonly string[],
  change: HolidayChange,
): Promise<unknown[]> {
  const failures: unknown[] = []
  const wish = wishOf(change)
  for (const id of await suspects(parts, ids, wish.wanted))
    await reschedule(parts, id, wish).catch((error: unknown) => failures.push(error))
  return failures
}

/** The days a change is about. */
const daysIn = ({ day, to_day }: HolidayChange): string[] => (to_day === null ? [day] : [day, to_day])

const wishOf = (change: HolidayChange): Wish => ({
  reason: writeReason(change),
  wanted: (now, then) => daysIn(change).some((day) => isWithin(day, now, then)),
  with: (tx) => countTouched(tx, change.id),
})

/** Whether a day lies in the time of a case, as it was counted or as it is. */
const isWithin = (day: string, now: Counting, then: Due): boolean =>
  now.receivedOn < day && (day <= then.lateOn || day <= dayOf(now.lateAt - 1))

const HALF_A_DAY = 12 * 3_600_000

/**
 * A due day ends at its midnight whatever the law says of the clock: where the rules of the zone changed, the instants
 * of open cases are computed again. A difference of days is something else, and not for this.
 */
export async function followClock(parts: RecomputeParts): Promise<number> {
  const spans = allSpans(parts.programmes.all)
  let moved = 0
  let ids: string[] = []
  do {
    ids = await openCases(parts.db, spans, ids.at(-1) ?? '', PAGE)
    for (const id of await suspects(parts, ids, sameDays))
      if (await reschedule(parts, id, { reason: CLOCK_REASON, wanted: sameDays })) moved += 1
  } while (ids.length === PAGE)
  return moved
}

const sameDays = (now: Counting, then: Due): boolean =>
  (['soonAt', 'dueAt', 'lateAt'] as const).every((name) => Math.abs(now[name] - then[name]) < HALF_A_DAY)
