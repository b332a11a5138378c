// What people type about the calendar of public holidays.
import { z } from 'zod'
import { holidayKinds } from '../programmes/holidays.ts'

const day = z.iso.date('calendar.day.invalid').refine((value) => value >= '2000' && value < '2100', {
  error: 'calendar.day.invalid',
})
const name = z
  .string('calendar.name.missing')
  .trim()
  .min(2, 'calendar.name.missing')
  .max(80, 'calendar.name.tooLong')
const reason = z
  .string('calendar.note.missing')
  .trim()
  .min(3, 'calendar.note.missing')
  .max(300, 'calendar.note.tooLong')
const remark = z.string().trim().max(300, 'calendar.note.tooLong').default('')

export const AddForm = z.object({
  day,
  kind: z.enum(holidayKinds, 'calendar.kind.missing'),
  nameFr: name,
  nameAr: name,
  nameEn: name,
  note: reason,
})
export const ConfirmForm = z.object({ day, note: remark })
export const MoveForm = z.object({
  day,
  toDay: day,
  /** The days of the same feast that follow move along. */
  together: z.stringbool().default(false),
  note: reason,
})
export const RemoveForm = z.object({ day, note: reason })

export type Add = z.output<typeof AddForm>
export type Confirm = z.output<typeof ConfirmForm>
export type Move = z.output<typeof MoveForm>
export type Remove = z.output<typeof RemoveForm>
