// Verifies while people work: a run is ordered, then taken a little further each second, and taken up by whoever comes next.
import { setImmediate as breathe } from 'node:timers/promises'
import type { VerifyParts } from '../engine/verify.ts'
import { BEGINNING, headOf, type Phase, type Stand, type Stride, stride } from '../engine/verify-strides.ts'
import { dayOf } from '../platform/clock.ts'
import { keepProgress, openRun, orderNight, takeRun, type VerifyRun } from './verify-runs.ts'

/** Few cases together: while they are compared, nobody is answered. */
const TOGETHER = 20
/** So many strides, then the loop looks at other work. */
const STRIDES = 12
/** A run whose process died is taken up by another one after ten minutes: a table may take that long to be read. */
const LEASE = 600_000

/** Compares the confidential road; whether it differs. */
export type VerifyRoad = () => Promise<boolean>

/**
 * Takes the open run some strides on; nothing when there is none, or another worker has it.
 * Whoever dies in between leaves it where it last was written down.
 */
export async function carryOnVerifying(
  parts: VerifyParts,
  { road, strides = STRIDES, size = TOGETHER }: { road?: VerifyRoad; strides?: number; size?: number } = {},
): Promise<void> {
  const { db, clock } = parts
  const run = await openRun(db)
  if (!run || run.next_at > clock.now()) return
  const taken = clock.now() + LEASE
  if (!(await takeRun(db, run, taken))) return
  const total = run.total || (await casesNow(parts))
  const made = await walk(parts, standOf(run), strides, size)
  const free = clock.now()
  const end = made.stand.phase === 'done' ? await ending(parts, road) : undefined
  await keepProgress(db, run.id, { taken, free }, { ...made, total, ...(end && { end }) })
}

const standOf = ({ phase, after_key: after }: VerifyRun): Stand =>
  phase === 'cases' && after === '' ? BEGINNING : { phase, after }

/** Some strides on end, within one phase: what comes next may take long, and has a turn of its own. */
async function walk(parts: VerifyParts, from: Stand, most: number, size: number) {
  const add = { cases: 0, events: 0, seals: 0, erased: 0 }
  const places: string[] = []
  let stand = from
  for (let n = 0; n < most && stand.phase === from.phase; n += 1) {
    const made: Stride = await stride(parts, stand, size)
    for (const name of ['cases', 'events', 'seals', 'erased'] as const) add[name] += made[name]
    places.push(...made.faults.map(({ place }) => place))
    stand = made.next
    await breathe()
    if (slow.includes(from.phase)) break
  }
  return { stand, add, places, wrong: places.length }
}

/** Each stride of these reads a whole table. */
const slow: readonly Phase[] = ['orphans', 'standing']

async function casesNow({ db }: VerifyParts): Promise<number> {
  const [row] = await db.all<{ n: number }>('SELECT count(*) AS n FROM instances')
  return Number(row?.n ?? 0)
}

async function ending(parts: VerifyParts, road: VerifyRoad | undefined) {
  const head = await headOf(parts)
  return { at: parts.clock.now(), roadWrong: road ? await road() : null, head }
}

/** From this hour on (UTC, Casablanca's own) the run of a night is ordered. */
const NIGHT_HOUR = 2
const HOUR = 3_600_000

/** Orders the run of the night once it has come; a product that was down has it ordered at its start. */
export async function orderNightly({ db, clock }: Pick<VerifyParts, 'db' | 'clock'>): Promise<void> {
  const now = clock.now()
  await orderNight({ db }, dayOf(now - NIGHT_HOUR * HOUR), now)
}
