// Alerts: what a desk was told about its cases, until somebody has read it.
import { z } from 'zod'
import { movesOf } from '../../cases/notice-moves.ts'
import { markAllRead, markRead, noticeDesks, unreadNotices } from '../../cases/notices.ts'
import { BadRequest } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes } from '../router.ts'

const MOST = 50

/** Between which moments the notices lay that somebody saw. */
const Seen = z.object({ from: z.coerce.number().int().min(0), to: z.coerce.number().int().min(0) })

/** The routes of alerts. */
export function noticeRoutes({ db, clock, programmes }: CaseDeps): Routes {
  const notices = routes()
  notices.get('/notices', 'notices.read', async (req, res) => {
    const { t, f } = sayOf(res)
    const rows = await unreadNotices(db, noticeDesks(programmes, req.user), MOST)
    const moved = await movesOf(db, rows)
    const items = rows.map((row) => {
      const move = moved.get(row.id)
      return {
        id: row.id,
        href: `/cases/${row.case_id}`,
        ref: row.case_id,
        what: row.object,
        text: t(`effect.${row.effect}`),
        change: move ? t('calendar.notice.change', { from: f.day(move.from), to: f.day(move.to) }) : null,
        when: f.dateTime(row.at),
        // What one change of the calendar moved stands together.
        group: row.effect === 'tellRescheduled' ? clock.dayOf(row.at) : row.id,
      }
    })
    const groups = [...Map.groupBy(items, ({ group }) => group).values()].map((together) => ({
      items: together,
      title: together.length > 1 ? t('calendar.notice.moved', { count: together.length }) : null,
    }))
    const seen = { from: rows.at(-1)?.at ?? 0, to: rows[0]?.at ?? 0 }
    res.render('work/notices', { title: t('work.notices.title'), section: 'notices', items, groups, seen })
  })
  notices.post('/notices/read', 'notices.read', async (req, res) => {
    const seen = Seen.safeParse(req.body)
    if (!seen.success) throw new BadRequest('error.400.text')
    await markAllRead(db, noticeDesks(programmes, req.user), req.user.id, seen.data, clock.now())
    res.redirect(303, '/notices')
  })
  notices.post('/notices/:id/read', 'notices.read', async (req, res) => {
    await markRead(db, req.params.id, noticeDesks(programmes, req.user), req.user.id, clock.now())
    res.redirect(303, '/notices')
  })
  return notices
}
