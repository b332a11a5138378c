// What went wrong too often: deadlines and effects that wait for somebody to look.
import type { Database } from '../platform/database.ts'
import { type DueTimer, type Effect, INCIDENT_AFTER } from './due.ts'

export type Incident = {
  kind: 'timer' | 'effect'
  instance_id: string
  workflow: string
  /** The timer's name, or the effect's. */
  name: string
  /** Of an effect: which one. */
  seq: number | null
  n: number | null
  /** When it was due, or named. */
  at: number
  attempts: number
  error: string
}

/** The oldest incidents, at most `most` of each kind: timers are tried again every hour, effects are not. */
export async function incidents(db: Database, most: number): Promise<Incident[]> {
  const workflow = db.read.raw('(SELECT i.workflow FROM instances i WHERE i.id = instance_id)')
  const timers: Incident[] = await db
    .read('timers')
    .whereNotNull('error')
    .where('attempts', '>=', INCIDENT_AFTER)
    .orderBy('due_at')
    .limit(most)
    .select({ kind: db.read.raw("'timer'"), workflow }, 'instance_id', 'name', {
      seq: db.read.raw('NULL'),
      n: db.read.raw('NULL'),
      at: 'due_at',
      attempts: 'attempts',
      error: 'error',
    })
  const effects: Incident[] = await db
    .read('outbox')
    .where('status', 'failed')
    .orderBy('at')
    .limit(most)
    .select(
      { kind: db.read.raw("'effect'"), workflow, name: 'effect' },
      'instance_id',
      'seq',
      'n',
      'at',
      'attempts',
      'error',
    )
  return [...timers, ...effects].toSorted((a, b) => a.at - b.at)
}

/** How many incidents there are. */
export async function countIncidents({ read }: Database): Promise<number> {
  const [timers, effects] = await Promise.all([
    read('timers').whereNotNull('error').where('attempts', '>=', INCIDENT_AFTER).count({ n: '*' }).first(),
    read('outbox').where('status', 'failed').count({ n: '*' }).first(),
  ])
  return Number(timers?.n ?? 0) + Number(effects?.n ?? 0)
}

/** Somebody looked: the effect is tried once more. */
export async function retryEffect(
  db: Database,
  { instance_id, seq, n }: Pick<Effect, 'instance_id' | 'seq' | 'n'>,
  now: number,
): Promise<void> {
  await db
    .write('outbox')
    .where({ instance_id, seq, n, status: 'failed' })
    .update({ status: 'waiting', next_at: now })
}

/** Somebody looked: the deadline need not wait for its hour. */
export async function retryTimer(
  db: Database,
  { instance_id, name }: Pick<DueTimer, 'instance_id' | 'name'>,
  now: number,
): Promise<void> {
  await db
    .write('timers')
    .where({ instance_id, name })
    .where('attempts', '>=', INCIDENT_AFTER)
    .update({ next_at: now })
}
