// One real object of every kind that has a page, made as people make it, and the address of each.
import { randomUUID } from 'node:crypto'
import { makeFeed } from '../../src/accounts/feeds.ts'
import { makePasswordLink } from '../../src/accounts/links.ts'
import type { SignedIn } from '../../src/accounts/schema.ts'
import { addHoliday } from '../../src/calendars/commands.ts'
import { AddForm } from '../../src/calendars/schema.ts'
import { chooseCases, orderBulk } from '../../src/cases/bulk-jobs.ts'
import { carryOutBulk } from '../../src/cases/bulk-work.ts'
import { AnswerForm, writeAnswer } from '../../src/cases/cause-answers.ts'
import { NoticeForm, noticesOf, publishNotice, writeNotice } from '../../src/cases/cause-notices.ts'
import { countSealed } from '../../src/cases/counting.ts'
import { projection } from '../../src/cases/projection.ts'
import { recordReveal } from '../../src/cases/reveals.ts'
import { saveFilters } from '../../src/cases/saved-filters.ts'
import { keepSearch } from '../../src/cases/search.ts'
import { tallySealed } from '../../src/cases/tally.ts'
import { orderRun } from '../../src/cases/verify-runs.ts'
import { carryOnVerifying } from '../../src/cases/verify-work.ts'
import { readDoors } from '../../src/confidential/door-lists.ts'
import { askDoor } from '../../src/confidential/doors.ts'
import { seal } from '../../src/engine/seals.ts'
import { addAction, openPlan } from '../../src/plans/commands.ts'
import { addFiles } from '../../src/plans/files.ts'
import { ActionForm, PlanForm } from '../../src/plans/schema.ts'
import { keepReport } from '../../src/reports/kept-reports.ts'
import { publishDue } from '../../src/reports/publications.ts'
import { askReplay, carryOutReplay } from '../../src/reports/replays.ts'
import { recordTables } from '../../src/reports/table-exports.ts'
import { draw } from '../audits/steps.ts'
import { confirmedCase, openedCause, typedAnswers, typedNotice } from '../cases/cause-office.ts'
import { leadTo } from '../cases/roads.ts'
import { cheapPasswords, type Office } from '../support/office.ts'
import { putOnSheet, transmitted } from '../web/tayssir-office.ts'

const YEAR = { from: '2026-01-01', to: '2026-12-31' }

/** The words of an address by what it begins with; the longest beginning counts. */
export type Each = Readonly<Record<string, Readonly<Record<string, string>>>>

/** Who has pages beside the staff of an office. */
export const further = ['ministry', 'holding']

/** Makes one of each; gives what stands in the addresses of their pages. */
export async function makeOneOfEach(office: Office): Promise<Each> {
  const { db, clock, staff } = office
  const id = await office.register({ name: 'Khadija Ordinaire' })
  const file = { name: 'piece.pdf', content: Buffer.from('%PDF-1.4\nOrdinaire\n%%EOF') }
  const [document] = await office.documents.keep([file])
  await office.commands.attach(id, document ? [document] : [], staff.clerk)
  const closed = await leadTo(office, 'closed')
  await recordReveal(db, clock, closed, staff.clerk)
  const clerk = await hireFurther(office)
  const cause = await causeOf(office)
  const made = {
    '/absences': { userId: staff.clerk.id },
    '/audits': { id: await draw(office, { size: '1' }), case: closed },
    '/bulk': { id: await printed(office) },
    '/calendar': { day: await holiday(office) },
    '/calendars': { token: await makeFeed(office, staff.clerk.id) },
    '/cases': { id, event: 'QUALIFY' },
    '/causes': cause,
    '/confidential/cases': { id, event: 'SAY', file: 'none' },
    '/confidential/doors': { id: await askedDoor(office) },
    '/documents': { id: document?.id ?? '' },
    '/known': { id: cause.id },
    '/language': { code: 'fr' },
    '/lifecycles': { name: 'complaint', version: '2' },
    '/open-data': { file: await published(office) },
    '/password': {
      token: await makePasswordLink({ ...office, passwords: cheapPasswords }, clerk.id, staff.admin),
    },
    '/plans': await planned(office),
    '/search': { id: await keepSearch(db, clock, staff.clerk, 'Khadija') },
    '/users': { id: staff.agent.id },
    '/verifications': { id: await verified(office, clerk) },
  }
  await saveFilters(
    office,
    staff.clerk,
    { name: 'Retards de Rabat', share: 'DAAM/RABAT' },
    { programme: 'DAAM', entity: 'RABAT' },
  )
  await office.work()
  await seal(db, clock)
  await countSealed(db)
  await tallySealed(db)
  const kept = await keepReport(office, staff.auditor, {
    kind: 'quarter',
    programme: 'DAAM',
    entity: '',
    ...YEAR,
  })
  await askReplay(office, kept)
  await carryOutReplay(office)
  await recordTables(office, staff.auditor, { kind: 'quarter', format: 'csv', programmes: ['DAAM'], ...YEAR })
  await orderRun(office, staff.auditor)
  for (let n = 0; n < 9; n += 1)
    await carryOnVerifying({ ...office, projection }, { road: () => Promise.resolve(false) })
  return { ...made, '/reports/kept': { id: kept } }
}

/** Those further ones; gives a clerk of another programme. */
async function hireFurther({ hire }: Office): Promise<SignedIn> {
  await hire('ministry', [{ role: 'verifier', programme: 'TAYSSIR', entity: 'MENPS' }])
  await hire('holding', [
    { role: 'auditor', programme: 'HOUSING', entity: '' },
    { role: 'reporter', programme: 'HOUSING', entity: '' },
  ])
  return hire('tayClerk', [{ role: 'clerk', programme: 'TAYSSIR', entity: 'CNRA' }])
}

async function causeOf(office: Office): Promise<{ id: string; answer: string }> {
  const { clerk, supervisor } = office.staff
  const id = await openedCause(office)
  await confirmedCase(office, id)
  const answer = await writeAnswer(office, clerk, id, AnswerForm.parse(typedAnswers))
  await carryOutBulk(office)
  await writeNotice(office, clerk, id, NoticeForm.parse(typedNotice))
  const { draft } = await noticesOf(office.db, id)
  await publishNotice(office, supervisor, id, draft?.n ?? 0)
  return { id, answer }
}

async function printed(office: Office): Promise<string> {
  const { clerk } = office.staff
  const job = await chooseCases(office, clerk, [await leadTo(office, 'approved')])
  await orderBulk(office, clerk, job, { act: 'print' })
  await carryOutBulk(office)
  return job
}

async function planned(office: Office): Promise<{ id: string; n: string; file: string }> {
  const { supervisor } = office.staff
  const about = { title: 'Réduire les versements revenus', origin: 'other', why: 'Rapport semestriel' }
  const form = PlanForm.parse({ key: randomUUID(), place: 'DAAM/RABAT', ...about })
  const id = await openPlan(office, supervisor, form)
  const action = { key: 1, title: 'Vérifier les comptes', weight: '40', dueOn: '2026-11-27' }
  const n = await addAction(office, supervisor, id, ActionForm.parse({ ...action, ownerName: 'Direction' }))
  const [file] = await office.documents.keep([
    { name: 'pv.pdf', content: Buffer.from('%PDF-1.4\nPV\n%%EOF') },
  ])
  await addFiles(office, supervisor, { plan: id, n }, file ? [file] : [])
  return { id, n: String(n), file: file?.id ?? '' }
}

/** Figures of a quarter that is over, large enough to be told, as they were counted then. */
async function published(office: Office): Promise<string> {
  const cell = {
    programme: 'DAAM',
    entity: '',
    grain: 'month',
    span: '2026-08',
    measure: 'received',
    bucket: 2,
  }
  await office.db.write('case_figures').insert({ ...cell, facet: '', part: '', n: 61 })
  const [period] = await publishDue(office)
  return `${period}.csv`
}

async function askedDoor({ road, staff }: Office): Promise<string> {
  await askDoor(road, { programme: 'DAAM', reason: 'Le point focal est absent.' }, staff.supervisor)
  return (await readDoors(road, staff.auditor)).toDecide[0]?.id ?? ''
}

async function holiday(office: Office): Promise<string> {
  const named = { nameFr: 'Jour exceptionnel', nameAr: 'يوم استثنائي', nameEn: 'Exceptional day' }
  const form = AddForm.parse({ day: '2026-08-10', kind: 'fixed', note: 'Décret du 3 novembre', ...named })
  await addHoliday(office, form, office.staff.admin.id)
  return form.day
}

/** A datum that lies with a ministry, of a case of another programme. */
async function verified(office: Office, clerk: SignedIn): Promise<string> {
  const nobody = office.staff.stranger
  const people = { clerk, supervisor: nobody, closer: nobody, verifier: nobody }
  return (await transmitted({ office, people }, (await putOnSheet(office.db)).number)).id
}

/** The address of a route: of what was made, or of `id` wherever a page of one thing is asked for. */
export function addressOf(route: string, each: Each, id?: string): string {
  const beginnings = Object.keys(each).filter((one) => `${route}/`.startsWith(`${one}/`))
  const longest = beginnings.sort((a, b) => b.length - a.length)[0] ?? ''
  const known = each[longest] ?? {}
  const fixed = ['code', 'day', 'event', 'name', 'version', 'n']
  return route.replace(/:(\w+)/g, (_, word) =>
    id !== undefined && !fixed.includes(word) ? id : (known[word] ?? id ?? 'none'),
  )
}

/** What an export or a figure asks for besides. */
export function queryOf(route: string): string {
  const year = `programme=DAAM&from=${YEAR.from}&to=${YEAR.to}`
  if (route.endsWith('.jsonl')) return '?programme=DAAM'
  if (route === '/lifecycles/:name/cases') return '?state=received'
  if (route === '/dashboard/cases') return `?figure=received&${year}`
  if (route === '/dashboard/cases/file') return `?figure=received&format=csv&${year}`
  if (route === '/reports/kept/:id/file') return '?format=csv'
  // Of quarters that are over.
  if (route === '/reports/funder/file') return `?format=csv&programme=DAAM&from=${YEAR.from}&to=2026-09-30`
  if (route === '/reports/housing/file') return `?format=csv&from=${YEAR.from}&to=${YEAR.to}`
  if (route.endsWith('/file')) return `?format=csv&${year}`
  return /figures|\.xes$/.test(route) ? `?${year}` : ''
}
