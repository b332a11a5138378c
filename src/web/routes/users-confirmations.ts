// The word of a serving focal point (or, the very first time, of an auditor) before anybody enters the confidential road.
import { z } from 'zod'
import { roles } from '../../../workflows/kit.ts'
import { type Parts, settleGrant } from '../../accounts/commands.ts'
import { confirmationsFor } from '../../accounts/confirmations.ts'
import { grantOf } from '../../accounts/schema.ts'
import { SETTLED } from '../../accounts/settled.ts'
import { NotFound } from '../../errors.ts'
import { capital } from '../capital.ts'
import { flash } from '../flash.ts'
import { readForm } from '../forms.ts'
import { type Routes, routes } from '../router.ts'
import { placeWords, type WithPlaces } from './users-places.ts'

const SettleForm = z.object({
  userId: z.string(),
  role: z.enum(roles),
  place: z.string(),
  decision: z.enum(['confirm', 'refuse']),
})

/** The page of whoever confirms. */
export function confirmationRoutes(deps: { parts: Parts; programmes: readonly WithPlaces[] }): Routes {
  const own = routes()
  const { get, post } = own
  get('/confirmations', 'roles.confirm', async (req, res) => {
    const { t, f } = res.locals
    const waiting = await confirmationsFor(deps.parts.db, req.user, deps.parts.clock.now())
    const rows = waiting.map((row) => ({
      ...row,
      words: capital(t(`word.role.${row.role}`)),
      where: placeWords(row, res.locals, deps.programmes),
      place: row.entity === '' ? row.programme : `${row.programme}/${row.entity}`,
      asked: f.dayPlain(row.askedAt),
    }))
    res.render('accounts/confirmations', {
      title: t('account.confirm.title'),
      rows,
      days: SETTLED / 86_400_000,
    })
  })

  post('/confirmations', 'roles.confirm', async (req, res) => {
    const form = readForm(SettleForm, req.body)
    if (!form.ok) throw new NotFound()
    const { userId, role, place, decision } = form.data
    const confirmed = decision === 'confirm'
    await settleGrant(deps.parts, { userId, ...grantOf(role, place) }, confirmed, req.user)
    flash(req, { kind: 'done', key: confirmed ? 'account.confirm.confirmed' : 'account.confirm.refused' })
    res.redirect(303, '/confirmations')
  })
  return own
}
