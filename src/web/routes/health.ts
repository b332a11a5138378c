// What machines ask: is the process alive, may it be sent people, how is it doing.
import { countIncidents } from '../../cases/incidents.ts'
import type { Database } from '../../platform/database.ts'
import type { Gauges, Metrics } from '../metrics.ts'
import { type Routes, routes } from '../router.ts'

/** Whether the process is on its way out. */
export type Life = { stopping: boolean }

/** Health and metrics; no session, no log line. */
export function healthRoutes(deps: { db: Database; life: Life; metrics: Metrics }): Routes {
  const own = routes()
  const { get } = own
  get('/health/live', 'public', (_req, res) => {
    res.set('Cache-Control', 'no-store').json({ status: 'ok' })
  })
  get('/health/ready', 'public', async (_req, res) => {
    const ready = !deps.life.stopping && (await answers(deps.db))
    res.set('Cache-Control', 'no-store').status(ready ? 200 : 503)
    res.json({ status: ready ? 'ok' : 'unavailable' })
  })
  get('/metrics', 'public', async (_req, res) => {
    const text = deps.metrics.text(await gaugesOf(deps.db))
    res.set('Cache-Control', 'no-store').type('text/plain; version=0.0.4').send(text)
  })
  return own
}

/** Without its database a process still tells how it is doing itself. */
const gaugesOf = (db: Database): Promise<Gauges> =>
  countIncidents(db).then(
    (jawab_incidents) => ({ jawab_incidents }),
    () => ({}),
  )

const answers = (db: Database): Promise<boolean> =>
  db.read.raw('SELECT 1').then(
    () => true,
    () => false,
  )
