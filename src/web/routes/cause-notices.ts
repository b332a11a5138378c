// The public notice of a cause: written by those who keep it, published and withdrawn by a supervisor.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import {
  NoticeForm,
  noticesOf,
  publishNotice,
  withdrawNotice,
  writeNotice,
} from '../../cases/cause-notices.ts'
import { findCause, mayKeep, mayPublish } from '../../cases/causes.ts'
import { NotFound } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { firstNotice, noticeFields, partsIn } from '../pages/cause-notice-page.ts'
import { causeTitle } from '../pages/cause-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type CauseRequest = SignedRequest<{ id: string }>

const Seen = z.object({ seen: z.coerce.number().int() })

/** The routes of notices, for those who work on them. */
export function causeNoticeRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/causes/:id/notice', 'cause.keep', (req, res) => drawNotice(deps, req, res))
  own.post('/causes/:id/notice', 'cause.keep', async (req, res) => {
    const form = readForm(NoticeForm, req.body)
    if (!form.ok) return drawNotice(deps, req, res.status(422), form)
    const done = await carryOut(form, (data) => writeNotice(deps, req.user, req.params.id, data))
    if (!done.ok) return drawNotice(deps, req, res.status(422), done)
    flash(req, { kind: 'done', key: 'cause.notice.written' })
    res.redirect(303, `/causes/${req.params.id}/notice`)
  })
  own.post('/causes/:id/notice/publish', 'cause.keep', async (req, res) => {
    const read = Seen.safeParse(req.body)
    if (!read.success) throw new NotFound()
    await publishNotice(deps, req.user, req.params.id, read.data.seen)
    flash(req, { kind: 'done', key: 'cause.notice.published' })
    res.redirect(303, `/causes/${req.params.id}/notice`)
  })
  own.post('/causes/:id/notice/withdraw', 'cause.keep', async (req, res) => {
    await withdrawNotice(deps, req.user, req.params.id)
    flash(req, { kind: 'done', key: 'cause.notice.withdrawn' })
    res.redirect(303, `/causes/${req.params.id}/notice`)
  })
  return own
}

async function drawNotice({ db }: CaseDeps, req: CauseRequest, res: Response, typed?: Form<unknown>) {
  const say = sayOf(res)
  const { t, f } = say
  const cause = await findCause(db, req.user, req.params.id)
  if (!mayKeep(req.user, cause)) throw new NotFound()
  const { draft, shown } = await noticesOf(db, cause.id)
  const names = await namesOf(db, [draft?.written_by ?? '', shown?.published_by ?? ''])
  const form = typed ?? blank(firstNotice(cause, draft ?? shown))
  const fields = fieldsOf(say.lang, form, noticeFields(say))
  const publishes = mayPublish(req.user, cause)
  res.render('causes/notice', {
    title: t('cause.notice.title'),
    section: 'causes',
    id: cause.id,
    cause: causeTitle(say, cause),
    open: cause.status === 'open',
    shown: shown && {
      words: [partsIn('fr', shown), partsIn('ar', shown)],
      by: t('cause.notice.shownBy', {
        who: names.get(shown.published_by ?? '') ?? '',
        date: f.dateTime(Number(shown.published_at)),
      }),
      withdraws: publishes,
    },
    draft: draft && {
      words: [partsIn('fr', draft), partsIn('ar', draft)],
      by: t('cause.notice.writtenBy', {
        who: names.get(draft.written_by) ?? '',
        date: f.dateTime(draft.written_at),
      }),
      seen: draft.n,
      // Whoever wrote it waits for somebody else.
      publishes: publishes && draft.written_by !== req.user.id,
    },
    fields,
    typing: typed !== undefined,
    summary: typed ? summaryOf(say.lang, form, fields) : null,
  })
}
