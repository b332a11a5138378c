// The calendar of public holidays: read by who oversees deadlines, changed by administrators.
import type { Response } from 'express'
import { namesOf } from '../../accounts/names.ts'
import { readHolidays } from '../../calendars/book.ts'
import { lastChanges } from '../../calendars/changes.ts'
import { addHoliday, confirmHoliday, moveHoliday, removeHoliday } from '../../calendars/commands.ts'
import { countOpenCases, spansOver } from '../../calendars/open-cases.ts'
import { AddForm, ConfirmForm, type Move, MoveForm, RemoveForm } from '../../calendars/schema.ts'
import { NotFound } from '../../errors.ts'
import { addDays, daysBetween } from '../../platform/clock.ts'
import type { Holiday } from '../../programmes/holidays.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, type Good, readForm, type Values } from '../forms.ts'
import { calendarPage, type DayForms, dayPage, newDayPage } from '../pages/calendar-page.ts'
import { type Change, lookedAt, type Preview, previewOf } from '../pages/calendar-preview.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

const CHANGES = 20

/** The routes of the calendar. */
export function calendarRoutes(deps: CaseDeps): Routes {
  const own = routes()
  addYear(deps, own)
  addNew(deps, own)
  addDay(deps, own)
  return own
}

function addYear(deps: CaseDeps, { get }: Routes): void {
  const { db, clock } = deps
  get('/calendar', 'calendar.read', async (req, res) => {
    const asked = String(req.query.year ?? '')
    const year = /^20\d\d$/.test(asked) ? asked : clock.dayOf(clock.now()).slice(0, 4)
    const [holidays, changes] = await Promise.all([readHolidays(db), lastChanges(db, CHANGES)])
    const names = await namesOf(
      db,
      changes.map(({ actor }) => actor),
    )
    const manages = may(req.user, 'calendar.manage')
    res.render('calendar/year', calendarPage(sayOf(res), { year, holidays, changes, names, manages }))
  })
}

function addNew(deps: CaseDeps, { get, post }: Routes): void {
  const draw = (res: Response, form: Form<unknown>, preview: Preview | null = null) =>
    res.render('calendar/new', newDayPage(sayOf(res), form, preview))
  get('/calendar/new', 'calendar.manage', (_req, res) => draw(res, blank({ kind: 'fixed' })))
  post('/calendar', 'calendar.manage', async (req, res) => {
    const form = readForm(AddForm, req.body)
    if (!form.ok) return draw(res.status(422), form)
    const { day, nameFr: fr, nameAr: ar, nameEn: en } = form.data
    if (!isSure(req) && !isTaken(await readHolidays(deps.db), day)) {
      const change: Change = { act: 'add', holidays: [{ day, names: { fr, ar, en } }] }
      return draw(res, form, previewOf(sayOf(res), change, await countFor(deps, [day]), form.values))
    }
    const done = await carryOut(form, (data) => addHoliday(deps, data, req.user.id))
    if (!done.ok) return draw(res.status(422), done)
    await leave(deps, req, res, 'add', [form.data.day])
  })
}

function addDay(deps: CaseDeps, { get, post }: Routes): void {
  get('/calendar/:day', 'calendar.manage', (req, res) => drawDay(deps, res, req.params.day, {}))
  post('/calendar/:day/confirm', 'calendar.manage', async (req, res) => {
    const { day } = req.params
    const form = readForm(ConfirmForm, about(day, req.body))
    if (!form.ok) return drawDay(deps, res.status(422), day, { confirm: form })
    const done = await carryOut(form, (data) => confirmHoliday(deps, data, req.user.id))
    if (!done.ok) return drawDay(deps, res.status(422), day, { confirm: done })
    await leave(deps, req, res, 'confirm', [day])
  })
  post('/calendar/:day/move', 'calendar.manage', async (req, res) => {
    const { day } = req.params
    const form = readForm(MoveForm, about(day, req.body))
    if (!form.ok) return drawDay(deps, res.status(422), day, { move: form })
    if (!isSure(req)) {
      const preview = await previewMove(deps, res, form)
      if (preview) return drawDay(deps, res, day, { move: form, preview })
    }
    const done = await carryOut(form, (data) => moveHoliday(deps, data, req.user.id))
    if (!done.ok) return drawDay(deps, res.status(422), day, { move: done })
    await leave(deps, req, res, 'move', [day, form.data.toDay])
  })
  post('/calendar/:day/remove', 'calendar.manage', async (req, res) => {
    const { day } = req.params
    const form = readForm(RemoveForm, about(day, req.body))
    if (!form.ok) return drawDay(deps, res.status(422), day, { remove: form })
    if (!isSure(req)) {
      const holidays = (await readHolidays(deps.db)).filter((holiday) => holiday.day === day)
      const count = await countFor(deps, [day])
      const preview = previewOf(sayOf(res), { act: 'remove', holidays }, count, form.values)
      return drawDay(deps, res, day, { remove: form, preview })
    }
    const done = await carryOut(form, (data) => removeHoliday(deps, data, req.user.id))
    if (!done.ok) return drawDay(deps, res.status(422), day, { remove: done })
    await leave(deps, req, res, 'remove', [day])
  })
}

/** The day stands in the address; what was typed cannot name another one. */
const about = (day: string, body: Values | undefined): object => ({ ...body, day })

/** Whether the change was shown before, and is confirmed. */
const isSure = (req: SignedRequest<unknown>): boolean => req.body?.sure === 'true'

const isTaken = (holidays: readonly Holiday[], day: string): boolean =>
  holidays.some((holiday) => holiday.day === day)

/** How many open cases a change of these days is checked against. */
const countFor = ({ db, programmes, calendar }: CaseDeps, days: string[]): Promise<number> =>
  countOpenCases(db, spansOver(programmes.all, days, calendar.days()))

/** What a move would do; undefined when it is refused at once. */
async function previewMove(deps: CaseDeps, res: Response, form: Good<Move>): Promise<Preview | undefined> {
  const { day, toDay, together } = form.data
  const all = await readHolidays(deps.db)
  const at = all.findIndex((holiday) => holiday.day === day)
  let end = at + 1
  while (together && all[end]?.kind === 'religious' && all[end]?.day === addDays(day, end - at)) end += 1
  const holidays = at < 0 ? [] : all.slice(at, end)
  const others = all.filter((holiday) => !holidays.includes(holiday))
  const shift = daysBetween(day, toDay)
  if (shift === 0 || holidays.some((holiday) => isTaken(others, addDays(holiday.day, shift))))
    return undefined
  return previewOf(
    sayOf(res),
    { act: 'move', holidays, toDay },
    await countFor(deps, [day, toDay]),
    form.values,
  )
}

async function drawDay({ db }: CaseDeps, res: Response, day: string, forms: DayForms): Promise<void> {
  const holidays = await readHolidays(db)
  const index = holidays.findIndex((holiday) => holiday.day === day)
  const holiday = holidays[index]
  if (!holiday) throw new NotFound()
  res.render('calendar/day', dayPage(sayOf(res), holiday, holidays[index + 1], forms))
}

/** Back to the year, with word of how many open cases the change is checked against. */
async function leave(
  deps: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
  act: 'add' | 'confirm' | 'move' | 'remove',
  days: string[],
): Promise<void> {
  const more = lookedAt(await countFor(deps, days))
  flash(req, { kind: 'done', key: `calendar.done.${act}`, more })
  res.redirect(303, `/calendar?year=${days.at(-1)?.slice(0, 4)}`)
}
