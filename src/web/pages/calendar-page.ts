// The calendar as pages: the holidays of a year with what was done to them, one day with its forms, a new day.
import type { HolidayChange } from '../../calendars/changes.ts'
import { addDays } from '../../platform/clock.ts'
import { type Holiday, holidayKinds } from '../../programmes/holidays.ts'
import { blank, type Field, type FieldSpec, type Form, fieldsOf, type Summary, summaryOf } from '../forms.ts'
import type { Preview } from './calendar-preview.ts'
import type { Say } from './say.ts'

type Year = {
  year: string
  holidays: readonly Holiday[]
  changes: readonly HolidayChange[]
  names: ReadonlyMap<string, string>
  manages: boolean
}

/** The locals of a year. */
export function calendarPage(say: Say, { year, holidays, changes, names, manages }: Year) {
  const { t } = say
  const years = new Set(holidays.map(({ day }) => day.slice(0, 4)))
  const [before, after] = [String(Number(year) - 1), String(Number(year) + 1)]
  const rows = holidays.filter(({ day }) => day.startsWith(`${year}-`)).map((holiday) => rowOf(say, holiday))
  return {
    title: t('calendar.title'),
    section: 'calendar',
    year,
    before: years.has(before) ? before : null,
    after: years.has(after) ? after : null,
    rows,
    waiting: rows.filter(({ provisional }) => provisional).length,
    changes: changes.map((change) => changeOf(say, change, names)),
    manages,
  }
}

function rowOf({ t, f, lang }: Say, { day, kind, status, names }: Holiday) {
  return {
    day,
    date: f.dayNoYear(day),
    name: names[lang],
    kind: t(`calendar.kind.${kind}`),
    provisional: status === 'provisional',
    status: t(`calendar.status.${status}`),
  }
}

function changeOf({ t, f, lang }: Say, change: HolidayChange, names: ReadonlyMap<string, string>) {
  const { act, day, to_day, at, actor, note, touched, recomputed_at } = change
  const words = { fr: change.name_fr, ar: change.name_ar, en: change.name_en }
  return {
    what: t(`calendar.act.${act}`),
    name: words[lang],
    days: to_day
      ? t('calendar.fromTo', { from: f.dayShortYear(day), to: f.dayShortYear(to_day) })
      : f.dayShortYear(day),
    at: f.dateTime(at),
    who: names.get(actor) ?? t('word.system'),
    note,
    moved: recomputed_at === null ? t('calendar.underway') : t('calendar.moved', { count: touched }),
  }
}

/** The forms of a day that were refused, with what was typed. */
export type DayForms = {
  confirm?: Form<unknown>
  move?: Form<unknown>
  remove?: Form<unknown>
  /** A change that waits to be confirmed. */
  preview?: Preview
}

/** The locals of one holiday; `next` is the one after it. */
export function dayPage(say: Say, holiday: Holiday, next: Holiday | undefined, forms: DayForms) {
  const { t, f, lang } = say
  const { day, names } = holiday
  const followed = next?.kind === 'religious' && next.day === addDays(day, 1)
  const { confirm = blank(), remove = blank() } = forms
  const move = forms.move ?? blank(followed ? { together: 'true' } : {})
  const confirmFields = fieldsOf(lang, confirm, [noteField(say, 'confirm', false)])
  const moveFields = fieldsOf(lang, move, [
    { name: 'toDay', kind: 'date', label: t('calendar.field.toDay'), required: true },
    ...(followed
      ? [
          {
            name: 'together',
            kind: 'tick',
            label: t('calendar.field.together', { name: next.names[lang] }),
          } as const,
        ]
      : []),
    noteField(say, 'move', true),
  ])
  const removeFields = fieldsOf(lang, remove, [noteField(say, 'remove', true)])
  const summaries = [
    summaryOf(lang, confirm, confirmFields),
    summaryOf(lang, move, moveFields),
    summaryOf(lang, remove, removeFields),
  ]
  return {
    title: names[lang],
    section: 'calendar',
    row: rowOf(say, holiday),
    preview: forms.preview ?? null,
    date: f.day(day),
    back: `/calendar?year=${day.slice(0, 4)}`,
    confirmFields,
    moveFields,
    removeFields,
    summary: summaries.find((summary) => summary !== null) ?? null,
  }
}

/** Each form of the page has a reason of its own. */
const noteField = ({ t }: Say, form: string, required: boolean): FieldSpec => ({
  name: 'note',
  id: `${form}-note`,
  kind: 'text',
  label: t('calendar.field.note'),
  hint: t('calendar.field.noteHint'),
  ...(required ? { required } : { optionalText: t('calendar.optional') }),
})

/** The locals of a day that is to be added. */
export function newDayPage(
  say: Say,
  form: Form<unknown>,
  preview: Preview | null,
): {
  title: string
  section: string
  fields: Field[]
  summary: Summary | null
  preview: Preview | null
} {
  const { t, lang } = say
  const name = (field: string, language: 'fr' | 'ar' | 'en'): FieldSpec => ({
    name: field,
    kind: 'text',
    label: t(`calendar.field.${field}`),
    lang: language,
    dir: language === 'ar' ? 'rtl' : 'ltr',
    required: true,
  })
  const fields = fieldsOf(lang, form, [
    { name: 'day', kind: 'date', label: t('calendar.field.day'), required: true },
    {
      name: 'kind',
      kind: 'radio',
      label: t('calendar.field.kind'),
      hint: t('calendar.field.kindHint'),
      options: holidayKinds.map((kind) => ({ value: kind, label: t(`calendar.kind.${kind}`) })),
      required: true,
    },
    name('nameFr', 'fr'),
    name('nameAr', 'ar'),
    name('nameEn', 'en'),
    { ...noteField(say, 'add', true), id: 'note' },
  ])
  return {
    title: t('calendar.add'),
    section: 'calendar',
    fields,
    preview,
    summary: summaryOf(lang, form, fields),
  }
}
