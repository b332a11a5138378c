// The calendar of public holidays: read by who oversees deadlines, changed by administrators.
import type { Response } from 'express'
import { namesOf } from '../../accounts/names.ts'
import { readHolidays } from '../../calendars/book.ts'
import { lastChanges } from '../../calendars/changes.ts'
import { addHoliday, confirmHoliday, moveHoliday, removeHoliday } from '../../calendars/commands.ts'
import { countOpenCases, spansOver } from '../../calendars/open-cases.ts'
import { AddForm, ConfirmForm, MoveForm, RemoveForm } from '../../calendars/schema.ts'
import { NotFound } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, readForm, type Values } from '../forms.ts'
import { calendarPage, type DayForms, dayPage, newDayPage } from '../pages/calendar-page.ts'
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
  const draw = (res: Response, form: Form<unknown>) =>
    res.render('calendar/new', newDayPage(sayOf(res), form))
  get('/calendar/new', 'calendar.manage', (_req, res) => draw(res, blank({ kind: 'fixed' })))
  post('/calendar', 'calendar.manage', async (req, res) => {
    const form = readForm(AddForm, req.body)
    if (!form.ok) return draw(res.status(422), form)
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
    const done = await carryOut(form, (data) => moveHoliday(deps, data, req.user.id))
    if (!done.ok) return drawDay(deps, res.status(422), day, { move: done })
    await leave(deps, req, res, 'move', [day, form.data.toDay])
  })
  post('/calendar/:day/remove', 'calendar.manage', async (req, res) => {
    const { day } = req.params
    const form = readForm(RemoveForm, about(day, req.body))
    if (!form.ok) return drawDay(deps, res.status(422), day, { remove: form })
    const done = await carryOut(form, (data) => removeHoliday(deps, data, req.user.id))
    if (!done.ok) return drawDay(deps, res.status(422), day, { remove: done })
    await leave(deps, req, res, 'remove', [day])
  })
}

/** The day stands in the address; what was typed cannot name another one. */
const about = (day: string, body: Values | undefined): object => ({ ...body, day })

async function drawDay({ db }: CaseDeps, res: Response, day: string, forms: DayForms): Promise<void> {
  const holidays = await readHolidays(db)
  const index = holidays.findIndex((holiday) => holiday.day === day)
  const holiday = holidays[index]
  if (!holiday) throw new NotFound()
  res.render('calendar/day', dayPage(sayOf(res), holiday, holidays[index + 1], forms))
}

/** Back to the year, with word of how many open cases the change is checked against. */
async function leave(
  { db, programmes, calendar }: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
  act: 'add' | 'confirm' | 'move' | 'remove',
  days: string[],
): Promise<void> {
  const count = await countOpenCases(db, spansOver(programmes.all, days, calendar.days()))
  const more = count > 0 ? { key: 'calendar.look', values: { count } } : { key: 'calendar.lookNone' }
  flash(req, { kind: 'done', key: `calendar.done.${act}`, more })
  res.redirect(303, `/calendar?year=${days.at(-1)?.slice(0, 4)}`)
}
