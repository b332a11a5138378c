// The status of a household, for whoever has its card and its telephone: a public page that keeps no number, only that somebody tried.
import type { Request, Response } from 'express'
import { z } from 'zod'
import { createLimiter, networkOf } from '../../accounts/attempts.ts'
import { foldCnie, foldPhone, isCnie, isPhone } from '../../cases/folding.ts'
import { householdStatus } from '../../cases/household-status.ts'
import { TooMany } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import { blank, type Form, readForm } from '../forms.ts'
import { householdAnswer, householdFields } from '../pages/household.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes } from '../router.ts'

const QUARTER = 15 * 60_000
const DAY = 86_400_000

const Household = z.object({
  cnie: z.string({ error: 'field.cnie.missing' }).transform(foldCnie).refine(isCnie, 'field.cnie.invalid'),
  phone: z
    .string({ error: 'field.phone.missing' })
    .transform(foldPhone)
    .refine(isPhone, 'field.phone.invalid'),
})

type Deps = { db: Database; clock: Clock; secret: string }

/** The routes of the public page. */
export function householdRoutes({ db, clock, secret }: Deps): Routes {
  const own = routes()
  // A household looks a few times; a stranger who tries its card from elsewhere takes none of these away.
  const card = createLimiter(db, clock, { name: 'household', tries: 10, within: DAY, secret })
  const place = createLimiter(db, clock, { name: 'visit', tries: 30, within: QUARTER, secret })

  own.get('/eligibility', 'public', (_req, res) => draw(res, blank({})))
  own.post('/eligibility', 'public', async (req, res) => {
    const form = readForm(Household, req.body)
    if (!form.ok) return draw(res.status(422), form)
    const waiting = await take(req, form.data.cnie)
    if (waiting)
      return draw(res.status(429), form, { title: 'household.wait.title', text: 'household.wait.text' })
    const status = await householdStatus(db, form.data)
    // Whose it is does not stay on the page.
    const answer = householdAnswer(sayOf(res), status)
    draw(res, blank({}), undefined, answer)
  })
  return own

  async function take(req: Request, cnie: string): Promise<boolean> {
    try {
      const network = networkOf(req.ip)
      await place.take(network)
      await card.take(cnie, network)
      return false
    } catch (error) {
      if (error instanceof TooMany) return true
      throw error
    }
  }
}

function draw(
  res: Response,
  form: Form<unknown>,
  refused?: { title: string; text: string },
  answer?: ReturnType<typeof householdAnswer>,
): void {
  const say = sayOf(res)
  const told = refused ? { title: say.t(refused.title), text: say.t(refused.text), letter: null } : answer
  // The answer is about one household: no cache, no history keeps it.
  res.setHeader('Cache-Control', 'no-store')
  res.render('household/status', {
    title: say.t('household.title'),
    fields: householdFields(say, form),
    answer: told ?? null,
  })
}
