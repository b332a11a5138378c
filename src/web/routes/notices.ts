// Alerts: what a desk was told about its cases, until somebody has read it.
import { markAllRead, markRead, noticeDesks, unreadNotices } from '../../cases/notices.ts'
import type { CaseDeps } from '../case-deps.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes } from '../router.ts'

const MOST = 50

/** The routes of alerts. */
export function noticeRoutes({ db, clock, programmes }: CaseDeps): Routes {
  const notices = routes()
  notices.get('/notices', 'notices.read', async (req, res) => {
    const { t, f } = sayOf(res)
    const rows = await unreadNotices(db, noticeDesks(programmes, req.user), MOST)
    const items = rows.map((row) => ({
      id: row.id,
      href: `/cases/${row.case_id}`,
      ref: row.case_id,
      what: row.object,
      text: t(`effect.${row.effect}`),
      when: f.dateTime(row.at),
    }))
    res.render('work/notices', { title: t('work.notices.title'), section: 'notices', items })
  })
  notices.post('/notices/read', 'notices.read', async (req, res) => {
    await markAllRead(db, noticeDesks(programmes, req.user), req.user.id, clock.now())
    res.redirect(303, '/notices')
  })
  notices.post('/notices/:id/read', 'notices.read', async (req, res) => {
    await markRead(db, req.params.id, noticeDesks(programmes, req.user), req.user.id, clock.now())
    res.redirect(303, '/notices')
  })
  return notices
}
