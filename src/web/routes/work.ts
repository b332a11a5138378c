// Lists of work: what waits for me, approvals, closures, the board of commitments.
import type { Response } from 'express'
import { z } from 'zod'
import { stages } from '../../../workflows/kit.ts'
import { commitmentsBetween, commitmentsOn } from '../../cases/commitments.ts'
import { desksOf } from '../../cases/desks.ts'
import { honourRates } from '../../cases/honour.ts'
import { filters, workCounts, workPage } from '../../cases/worklist.ts'
import { addDays, endOfDay } from '../../platform/clock.ts'
import type { CaseDeps } from '../case-deps.ts'
import { bulkBar } from '../pages/bulk-page.ts'
import { commitmentBoard, commitmentDay } from '../pages/commitment-board.ts'
import { honourFigures } from '../pages/honour-figures.ts'
import { sayOf } from '../pages/say.ts'
import { address, bands, counted, counters, narrowing } from '../pages/work-page.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

const Query = z.object({
  filter: z.enum(filters).catch('all'),
  stage: z.enum(stages).optional().catch(undefined),
  programme: z.string().max(40).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,15}~[A-Z0-9-]{5,20}~[A-Za-z0-9.@_-]{1,160}$/)
    .transform((text) => {
      const [dueAt = '', id = '', slot = ''] = text.split('~')
      return { dueAt: Number(dueAt), id, slot }
    })
    .optional()
    .catch(undefined),
})

const DayQuery = z.object({
  day: z.iso.date(),
  after: z
    .string()
    .regex(/^[A-Z0-9-]{5,20}~\d{1,6}$/)
    .transform((text) => {
      const [id = '', n = ''] = text.split('~')
      return { id, n: Number(n) }
    })
    .optional()
    .catch(undefined),
})

/** The routes of lists. */
export function workRoutes(deps: CaseDeps): Routes {
  const list = routes()
  list.get('/work', 'work.read', (req, res) => showList(deps, req, res, 'work'))
  list.get('/approvals', 'approvals.read', (req, res) => showList(deps, req, res, 'approvals', 'supervisor'))
  list.get('/closures', 'closures.read', (req, res) => showList(deps, req, res, 'closures', 'closer'))
  list.get('/commitments', 'commitments.read', (req, res) => showCommitments(deps, req, res))
  return list
}

async function showList(
  deps: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
  section: string,
  role?: string,
) {
  const { db, programmes, clock } = deps
  const say = sayOf(res)
  const { after, ...choice } = Query.parse(req.query)
  const now = clock.now()
  const today = clock.dayOf(now)
  const moments = { now, soonUntil: endOfDay(addDays(today, 2)) }
  const query = { ...choice, role }
  const [page, counts] = await Promise.all([
    workPage(db, programmes, req.user, { ...query, after }, moments),
    workCounts(db, programmes, req.user, query, moments, stages),
  ])
  const base = `/${section}`
  res.render('work/list', {
    title: say.t(`work.${section}.title`),
    section,
    today: say.f.day(today),
    base,
    counters: counters(say, base, counts, choice, role ? [role] : req.user.grants.map((grant) => grant.role)),
    narrowing: narrowing(say, base, counts, choice, programmes),
    bands: bands(say, page, choice, programmes, moments),
    next: page.next ? address(base, choice, page.next) : null,
    first: after ? address(base, choice) : null,
    filtered: choice.filter !== 'all' || choice.stage !== undefined || choice.programme !== undefined,
    bulk: bulkBar(say, req.user, {
      list: section,
      values: choice,
      all: say.t('bulk.all', { n: counted(say, counts.filters[choice.filter]) }),
    }),
    atDesk: desksOf(programmes, req.user).length > 0,
  })
}

async function showCommitments(deps: CaseDeps, req: SignedRequest<unknown>, res: Response) {
  const say = sayOf(res)
  const asked = DayQuery.safeParse(req.query)
  if (asked.success) return showCommitmentDay(deps, req, res, asked.data)
  const today = deps.clock.dayOf(deps.clock.now())
  const month = z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .catch(today.slice(0, 7))
    .parse(req.query.month)
  const { db, programmes } = deps
  const [board, rates] = await Promise.all([
    commitmentBoard(say, month, today, programmes, (from, to) => commitmentsBetween(db, req.user, from, to)),
    honourRates(db, programmes, req.user, today),
  ])
  res.render('work/commitments', {
    title: say.t('work.commitments.title'),
    section: 'commitments',
    ...board,
    ...honourFigures(say, rates, programmes),
    mayRead: may(req.user, 'feed.read'),
  })
}

async function showCommitmentDay(
  { db, programmes }: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
  { day, after }: z.output<typeof DayQuery>,
) {
  const say = sayOf(res)
  const page = await commitmentsOn(db, req.user, day, after)
  res.render('work/commitment-day', {
    title: say.t('work.commitments.title'),
    section: 'commitments',
    later: after !== undefined,
    ...commitmentDay(say, day, programmes, page),
  })
}
