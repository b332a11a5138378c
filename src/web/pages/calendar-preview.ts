// A change of the calendar before it is made: what it says, how many open cases are looked at, and whether the day is far.
import { MOST_LOOKED_AT } from '../../calendars/open-cases.ts'
import type { Said } from '../../errors.ts'
import { addDays, daysBetween } from '../../platform/clock.ts'
import type { Holiday } from '../../programmes/holidays.ts'
import type { Values } from '../forms.ts'
import type { Say } from './say.ts'

/** A feast seen on another day moves by one or two; further away it is most likely a slip. */
const FAR = 5

export type Change = {
  act: 'add' | 'move' | 'remove'
  /** The days it is about: those of the calendar as it is, in order. */
  holidays: readonly Pick<Holiday, 'day' | 'names'>[]
  toDay?: string
}

export type Preview = {
  lines: string[]
  warning: string | null
  action: string
  values: { name: string; value: string }[]
  button: string
  back: string
}

/** How many open cases are looked at, as far as they were counted. */
export function lookedAt(count: number): Said {
  if (count === 0) return { key: 'calendar.lookNone' }
  if (count > MOST_LOOKED_AT) return { key: 'calendar.preview.many', values: { most: MOST_LOOKED_AT } }
  return { key: 'calendar.look', values: { count } }
}

/** The panel that asks to confirm a change; everything typed goes along with its button. */
export function previewOf(say: Say, change: Change, count: number, values: Values): Preview {
  const { t, f, lang } = say
  const { act, holidays, toDay } = change
  const first = holidays[0]?.day ?? ''
  const shift = toDay === undefined ? 0 : daysBetween(first, toDay)
  const lines = holidays.map(({ day, names }) =>
    t(`calendar.preview.${act}`, { name: names[lang], from: f.day(day), to: f.day(addDays(day, shift)) }),
  )
  const { key, values: counted } = lookedAt(count)
  const page = act === 'add' ? '/calendar' : `/calendar/${first}`
  return {
    lines: [...lines, t(key, counted)],
    warning: Math.abs(shift) > FAR ? t('calendar.preview.far', { count: Math.abs(shift) }) : null,
    action: act === 'add' ? page : `${page}/${act}`,
    values: Object.entries(values).flatMap(([name, value]) =>
      [value].flat().map((one) => ({ name, value: one })),
    ),
    button: t(`calendar.preview.do.${act}`),
    back: page,
  }
}
