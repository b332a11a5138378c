// Why the deadlines of a case were computed again, as the journal keeps it: a code that pages say in the reader's language.
import { z } from 'zod'
import type { HolidayChange } from './changes.ts'

/** The law of the clock changed, and no holiday. */
export const CLOCK_REASON = 'clock'

export type Reason = Pick<HolidayChange, 'act' | 'day' | 'to_day'> & {
  names: Record<'fr' | 'ar' | 'en', string>
}

type Named = Pick<HolidayChange, 'act' | 'day' | 'to_day' | 'name_fr' | 'name_ar' | 'name_en'>

/** The names stand in it: the calendar may have lost the day when somebody reads the journal. */
export function writeReason({ act, day, to_day, name_fr, name_ar, name_en }: Named): string {
  const names = [name_fr, name_ar, name_en].map((name) => name.replaceAll('|', '/'))
  return ['holiday', act, day, to_day ?? '', ...names].join('|')
}

const Parts = z.tuple([
  z.literal('holiday'),
  z.enum(['add', 'confirm', 'move', 'remove']),
  z.iso.date(),
  z.union([z.iso.date(), z.literal('')]),
  z.string(),
  z.string(),
  z.string(),
])

/** The change of a holiday behind a reason; undefined for other words, as journals of before have them. */
export function readReason(text: string): Reason | undefined {
  const { data } = Parts.safeParse(text.split('|'))
  if (!data) return undefined
  const [, act, day, toDay, fr, ar, en] = data
  return { act, day, to_day: toDay === '' ? null : toDay, names: { fr, ar, en } }
}
