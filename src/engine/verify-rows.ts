// What follows from a case, row by row: its timers, its effects, its projected rows.
import type { Row } from '../platform/database.ts'
import { INCIDENT_AFTER, LEASE, LONGEST_WAIT, retryAt } from './due.ts'
import { keyOf } from './projection.ts'
import type { Replayed } from './replay.ts'
import type { OutboxRow, TimerRow } from './stored-case.ts'
import { type Fault, placeOf } from './verify-chain.ts'

/** The timers that run, by name and instant, and whether a worker could have left them so. */
export function compareTimers(
  id: string,
  expected: ReadonlyMap<string, number>,
  stored: readonly TimerRow[],
  now: number,
): Fault[] {
  const names = new Set(stored.map(({ name }) => name))
  const missing = [...expected.keys()].filter((name) => !names.has(name))
  const wrong = stored.flatMap((timer): Fault[] => {
    const dueAt = expected.get(timer.name)
    const place = `timers ${id} ${timer.name}`
    if (dueAt === undefined) return [{ place, what: 'nothing started it' }]
    if (timer.due_at !== dueAt) return [{ place, what: 'due_at is not what a replay gives' }]
    const what = wrongError(timer) ?? wrongNext(timer, dueAt, now)
    return what ? [{ place, what }] : []
  })
  return [...missing.map((name) => ({ place: `timers ${id} ${name}`, what: 'missing' })), ...wrong]
}

/** The effects that were named, each with its row, and no other row. */
export function compareOutbox(
  id: string,
  expected: Replayed['effects'],
  stored: readonly OutboxRow[],
  now: number,
): Fault[] {
  const left = new Map(stored.map((row) => [`${row.seq} ${row.n}`, row]))
  const faults = expected.flatMap((effect): Fault[] => {
    const row = left.get(`${effect.seq} ${effect.n}`)
    left.delete(`${effect.seq} ${effect.n}`)
    const what = row ? wrongEffect(row, effect, now) : 'missing'
    return what ? [{ place: `outbox ${id} ${effect.seq} ${effect.n}`, what }] : []
  })
  const extra = [...left.keys()].map((key) => ({ place: `outbox ${id} ${key}`, what: 'no event named it' }))
  return [...faults, ...extra]
}

/** The rows of a projected table, every column; only columns are named, what they hold may be about people. */
export function compareRows(
  table: string,
  key: readonly string[],
  expected: ReadonlyMap<string, Row> | undefined,
  stored: readonly Row[],
): Fault[] {
  const left = new Map(stored.map((row) => [keyOf(key, row), row]))
  const faults = [...(expected ?? [])].flatMap(([id, row]): Fault[] => {
    const place = placeOf(table, key, row)
    const found = left.get(id)
    left.delete(id)
    if (!found) return [{ place, what: 'missing' }]
    const columns = [...new Set([...Object.keys(row), ...Object.keys(found)])]
    const wrong = columns.filter((column) => (row[column] ?? null) !== found[column])
    return wrong.length > 0 ? [{ place, what: `${wrong.join(', ')}: not what follows from the journal` }] : []
  })
  const extra = [...left.values()].map((row) => ({
    place: placeOf(table, key, row),
    what: 'nothing led to it',
  }))
  return [...faults, ...extra]
}

function wrongEffect(row: OutboxRow, effect: Replayed['effects'][number], now: number): string | undefined {
  if (row.effect !== effect.effect) return 'effect is not what a replay gives'
  if (row.at !== effect.at) return 'at is not what a replay gives'
  return wrongStatus(row) ?? wrongNext(row, effect.recordedAt, now)
}

function wrongStatus(row: OutboxRow): string | undefined {
  if (row.status === 'waiting') return wrongError(row)
  if (row.status === 'done')
    return row.attempts < 0 || row.error !== null ? 'done, yet with an error' : undefined
  if (row.status !== 'failed') return 'status is none'
  return row.attempts < INCIDENT_AFTER || row.error === null ? 'failed, yet without its attempts' : undefined
}

/** What a worker writes cannot be recomputed, but it keeps to rules: an attempt that failed left its error. */
function wrongError({ attempts, error }: Pick<TimerRow, 'attempts' | 'error'>): string | undefined {
  return attempts < 0 || attempts > 0 !== (error !== null) ? 'attempts and error disagree' : undefined
}

/** At its time, or after a lease or a failure: never brought forward, never put off for good. */
function wrongNext(
  row: Pick<TimerRow, 'attempts' | 'next_at'>,
  from: number,
  now: number,
): string | undefined {
  if (row.attempts === 0 && row.next_at === from) return undefined
  const earliest = row.attempts === 0 ? from + LEASE : retryAt(from, 1)
  const latest = now + LONGEST_WAIT
  return row.next_at < earliest || row.next_at > latest
    ? 'next_at is not when a worker would come'
    : undefined
}
