// Acts on many cases: chosen in a list, ordered once, carried out while nobody waits, each case with its outcome.
import type { Response } from 'express'
import { z } from 'zod'
import { stages } from '../../../workflows/kit.ts'
import { namesOf } from '../../accounts/names.ts'
import {
  type BulkAct,
  bulkActs,
  bulkItems,
  chooseCases,
  countOutcomes,
  findBulk,
  lastBulk,
  MOST_CHOSEN,
  orderBulk,
  outcomes,
  outcomesOfJobs,
  programmesOf,
} from '../../cases/bulk-jobs.ts'
import { viewCase } from '../../cases/case-view.ts'
import { MOST_ANSWERED } from '../../cases/cause-answers.ts'
import { findCause } from '../../cases/causes.ts'
import { findIds } from '../../cases/find-cases.ts'
import { readSearch } from '../../cases/search.ts'
import { filters, workIds } from '../../cases/worklist.ts'
import { NotFound } from '../../errors.ts'
import { addDays, endOfDay } from '../../platform/clock.ts'
import { isFragment } from '../asked.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { OrderForm, orderFields } from '../pages/bulk-form.ts'
import { actsFor, boundOf, jobLine, progressOf } from '../pages/bulk-page.ts'
import { causeTitle } from '../pages/cause-words.ts'
import { letterOf } from '../pages/letter.ts'
import { sayOf } from '../pages/say.ts'
import { FiltersInAddress, searchHref } from '../pages/search-form.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

const PAGE = 50
/** So many jobs are listed. */
const JOBS = 25
/** Each letter is read as its case is. */
const LETTERS = 25

const list = z.preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(z.string().max(40)))

const Chosen = z.object({
  id: list,
  act: z.enum(bulkActs).optional().catch(undefined),
  all: z.literal('1').optional().catch(undefined),
  list: z.enum(['work', 'approvals', 'closures', 'search']).catch('work'),
  filter: z.enum(filters).catch('all'),
  stage: z.enum(stages).optional().catch(undefined),
  programme: z.string().max(40).optional().catch(undefined),
  search: z.string().max(40).optional().catch(undefined),
})
type Chosen = z.output<typeof Chosen>

const JobQuery = z.object({
  act: z.enum(bulkActs).optional().catch(undefined),
  outcome: z.enum(outcomes).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(MOST_ANSWERED).optional().catch(undefined),
})

type JobRequest = SignedRequest<{ id: string }>

/** The routes of acts on many cases. */
export function bulkRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/bulk', 'bulk.order', async (req, res) => {
    const say = sayOf(res)
    const jobs = await lastBulk(deps.db, req.user, JOBS)
    const counts = await outcomesOfJobs(
      deps.db,
      jobs.map(({ id }) => id),
    )
    res.render('bulk/list', {
      title: say.t('bulk.mine'),
      section: 'work',
      jobs: jobs.map((job) => jobLine(say, job, counts.get(job.id))),
    })
  })
  own.post('/bulk', 'bulk.order', (req, res) => choose(deps, req, res))
  own.get('/bulk/:id', 'bulk.order', (req, res) => show(deps, req, res))
  own.post('/bulk/:id', 'bulk.order', (req, res) => order(deps, req, res))
  own.get('/bulk/:id/letters', 'bulk.order', (req, res) => showLetters(deps, req, res))
  return own
}

async function choose(deps: CaseDeps, req: SignedRequest<unknown>, res: Response): Promise<void> {
  const chosen = Chosen.parse(req.body ?? {})
  const ids = chosen.all ? await allOf(deps, req, chosen) : chosen.id
  if (ids.length === 0) {
    flash(req, { kind: 'note', key: 'bulk.nothingChosen' })
    const filters = FiltersInAddress.parse(req.body ?? {})
    return res.redirect(303, chosen.list === 'search' ? searchHref(chosen.search, filters) : '/work')
  }
  const id = await chooseCases(deps, req.user, ids)
  res.redirect(303, chosen.act ? `/bulk/${id}?act=${chosen.act}` : `/bulk/${id}`)
}

/** Everything that the list they looked at holds, found again. */
async function allOf(deps: CaseDeps, req: SignedRequest<unknown>, chosen: Chosen): Promise<string[]> {
  const { db, clock, programmes } = deps
  if (chosen.list === 'search') {
    const text = chosen.search ? await readSearch(db, clock, req.user, chosen.search) : ''
    const filters = FiltersInAddress.parse(req.body ?? {})
    return findIds(db, req.user, { text, filters }, MOST_CHOSEN)
  }
  const roles = { work: undefined, approvals: 'supervisor', closures: 'closer' } as const
  const { filter, stage, programme } = chosen
  const now = clock.now()
  const moments = { now, soonUntil: endOfDay(addDays(clock.dayOf(now), 2)) }
  const query = { filter, stage, programme, role: roles[chosen.list] }
  return workIds(db, programmes, req.user, query, moments, MOST_CHOSEN)
}

async function show(deps: CaseDeps, req: JobRequest, res: Response): Promise<void> {
  const { db } = deps
  const say = sayOf(res)
  const job = await findBulk(db, req.user, req.params.id)
  const { act, outcome, after } = JobQuery.parse(req.query)
  if (job.ordered_at === null) return drawOrder(deps, req, res, act ?? actsFor(req.user)[0], blank())
  const [counts, items] = await Promise.all([
    countOutcomes(db, job.id),
    bulkItems(db, job.id, { limit: PAGE + 1, after, ...(outcome && { outcome }) }),
  ])
  const cause = job.cause_id === null ? undefined : await findCause(db, req.user, job.cause_id).catch(gone)
  const page = progressOf(say, job, { counts, items, page: PAGE, outcome })
  if (isFragment(req)) return res.render('bulk/_progress', page)
  res.render('bulk/show', {
    title: say.t(`bulk.title.${job.act}`),
    section: 'work',
    cause: cause ? { href: `/causes/${cause.id}`, text: causeTitle(say, cause) } : null,
    when: say.t('bulk.ordered', { when: say.f.dateTime(job.ordered_at) }),
    ...page,
  })
}

async function drawOrder(
  deps: CaseDeps,
  req: JobRequest,
  res: Response,
  asked: BulkAct | undefined,
  form: Form<unknown>,
): Promise<void> {
  const { db } = deps
  const say = sayOf(res)
  const { id } = req.params
  const acts = actsFor(req.user)
  const act = asked && acts.includes(asked) ? asked : acts[0]
  const [{ waiting: count }, programmes] = await Promise.all([countOutcomes(db, id), programmesOf(db, id)])
  const specs = act ? await orderFields(deps, say, req.user, act, programmes) : []
  const fields = fieldsOf(say.lang, form, specs)
  res.render('bulk/new', {
    title: say.t('bulk.new'),
    section: 'work',
    id,
    count: say.t('bulk.count', { count }),
    most: boundOf(say, count),
    acts: acts.map((one) => ({
      href: `/bulk/${id}?act=${one}`,
      text: say.t(`bulk.act.${one}`),
      current: one === act,
    })),
    act,
    intro: act ? say.t(`bulk.title.${act}`) : '',
    fields,
    submit: act ? say.t('bulk.do', { count }) : '',
    summary: summaryOf(say.lang, form, fields),
  })
}

async function order(deps: CaseDeps, req: JobRequest, res: Response): Promise<void> {
  const { id } = req.params
  await findBulk(deps.db, req.user, id)
  const form = readForm(OrderForm, req.body)
  const { act } = JobQuery.parse(req.body ?? {})
  if (!form.ok) return drawOrder(deps, req, res.status(422), act, form)
  if (!actsFor(req.user).includes(form.data.act)) throw new NotFound()
  await orderBulk(deps, req.user, id, form.data)
  res.redirect(303, `/bulk/${id}`)
}

/** The letters that were found, as whoever prints them may read their cases now. */
async function showLetters(deps: CaseDeps, req: JobRequest, res: Response): Promise<void> {
  const { db, programmes } = deps
  const say = sayOf(res)
  const job = await findBulk(db, req.user, req.params.id)
  if (job.act !== 'print') throw new NotFound()
  const { after } = JobQuery.parse(req.query)
  const items = await bulkItems(db, job.id, { limit: LETTERS + 1, after, outcome: 'done' })
  const page = items.slice(0, LETTERS)
  const letters = []
  for (const { case_id } of page) {
    const view = await viewCase(deps, case_id, req.user).catch(gone)
    if (!view) continue
    const names = await namesOf(
      db,
      view.timeline.map(({ actor }) => actor),
    )
    const letter = letterOf(view, programmes.get(view.programme), names)
    if (letter) letters.push(letter)
  }
  res.render('bulk/letters', {
    title: say.t('bulk.lettersTitle'),
    section: 'work',
    id: job.id,
    letters,
    count: say.t('bulk.letters', { count: letters.length }),
    next: items.length > LETTERS ? `/bulk/${job.id}/letters?after=${page.at(-1)?.n}` : null,
  })
}

function gone(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error
}
