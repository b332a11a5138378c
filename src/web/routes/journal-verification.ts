// Verification: what the last run found, a run to be ordered, its progress, and those before.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { toldProblems } from '../../cases/verify-problems.ts'
import { lastWhole, openRun, orderRun, type RunCursor, runsBefore } from '../../cases/verify-runs.ts'
import { isFragment } from '../asked.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut } from '../forms.ts'
import { journalTabs } from '../pages/journal-page.ts'
import { sayOf } from '../pages/say.ts'
import { problemLine, progressLine, runLine } from '../pages/verification-runs.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

const PAGE = 20
const BASE = '/journal/verification'

const CursorInAddress = z
  .object({
    after: z
      .string()
      .regex(/^\d{1,15}~[\w-]{1,60}$/)
      .transform((text): RunCursor => {
        const [at = '', id = ''] = text.split('~')
        return { at: Number(at), id }
      })
      .optional()
      .catch(undefined),
  })
  .transform(({ after }) => after)

/** The routes of verifications. */
export function journalVerificationRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get(BASE, 'journal.verify', (req, res) => drawVerification(deps, req, res))
  own.post(BASE, 'journal.verify', async (req, res) => {
    const ordered = await carryOut({ ...blank(), ok: true, data: {} }, () => orderRun(deps, req.user))
    flash(
      req,
      ordered.ok
        ? { kind: 'done', key: 'journal.verify.ordered' }
        : { kind: 'note', key: 'journal.verify.running' },
    )
    res.redirect(303, BASE)
  })
  return own
}

async function drawVerification(deps: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const { db, programmes } = deps
  const say = sayOf(res)
  const open = await openRun(db)
  const running = open ? progressLine(say, open) : null
  // Once it has ended, all of the page has something new to say.
  if (isFragment(req) && !running) return void res.set('HX-Redirect', BASE).end()
  if (isFragment(req)) return res.render('journal/_run', { running })
  const after = CursorInAddress.parse(req.query)
  const [last, before] = await Promise.all([lastWhole(db), runsBefore(db, PAGE + 1, after)])
  const history = before.slice(0, PAGE)
  const end = history.at(-1)
  const names = await namesOf(
    db,
    [last, ...history].flatMap((run) => run?.ordered_by ?? []),
  )
  const { told, kept } = last ? await toldProblems(db, programmes, req.user, last.id) : { told: [], kept: 0 }
  res.render('journal/verification', {
    title: say.t('journal.verify.title'),
    section: 'verification',
    tabs: may(req.user, 'journal.read') ? journalTabs(say, 'verification') : [],
    running,
    last: last ? runLine(say, last, names) : null,
    problems: told.map((problem) => problemLine(say, problem)),
    kept: kept > 0 ? say.t('journal.verify.kept', { n: say.f.number(kept) }) : null,
    mayRead: may(req.user, 'journal.read'),
    history: history.map((run) => runLine(say, run, names)),
    first: after ? BASE : null,
    next: before.length > PAGE && end ? `${BASE}?after=${end.finished_at}~${end.id}` : null,
  })
}
