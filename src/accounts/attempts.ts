// Slows down whoever guesses: a number of tries within a while, counted in the database so that every process knows.
import { createHash, createHmac } from 'node:crypto'
import { isIPv6 } from 'node:net'
import { TooMany } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { rowsOf } from './sql.ts'

export type Limit = {
  name: string
  tries: number
  within: number
  /** For what is short enough to be found by trying (the number of a card): the hash is keyed with it. */
  secret?: string
  /** Tries count by whole hours, quarters …, so that what is kept does not say at which instant somebody came. */
  whole?: boolean
}

export type Limiter = {
  /**
   * Counts a try before it is made, so that tries sent all at once count too.
   * @throws TooMany with the seconds to wait.
   */
  take(...what: string[]): Promise<void>
  /** The try turned out to be honest: it does not count. */
  giveBack(...what: string[]): Promise<void>
  /** Forgets every try. */
  forget(...what: string[]): Promise<void>
}

/** A limiter; `what` it counts (a login, an address) is kept only as a hash. */
export function createLimiter(db: Database, clock: Clock, limit: Limit): Limiter {
  const { name, secret } = limit
  const hashing = () => (secret === undefined ? createHash('sha256') : createHmac('sha256', secret))
  const keyOf = (what: string[]) => `${name}:${hashing().update(JSON.stringify(what)).digest('base64url')}`
  return {
    take: async (...what) => {
      const now = clock.now()
      const [row] = await rowsOf<{ points: number; ends_at: number }>(db.write, takeSql, [
        keyOf(what),
        limit.whole ? (Math.floor(now / limit.within) + 1) * limit.within : now + limit.within,
        now,
        now,
      ])
      if (row && row.points > limit.tries) throw new TooMany(Math.ceil((row.ends_at - now) / 1000))
    },
    giveBack: async (...what) => {
      await rowsOf(db.write, 'UPDATE attempts SET points = points - 1 WHERE key = ? AND points > 0', [
        keyOf(what),
      ])
    },
    forget: async (...what) => {
      await rowsOf(db.write, 'DELETE FROM attempts WHERE key = ?', [keyOf(what)])
    },
  }
}

// One statement, so that it can neither lose a try nor fall into somebody else's transaction.
const takeSql = `INSERT INTO attempts (key, points, ends_at) VALUES (?, 1, ?)
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN attempts.ends_at > ? THEN attempts.points + 1 ELSE 1 END,
    ends_at = CASE WHEN attempts.ends_at > ? THEN attempts.ends_at ELSE excluded.ends_at END
  RETURNING points, ends_at`

/** What stands for one place on the network: an IPv6 subscriber owns a whole /64. */
export function networkOf(ip: string | undefined): string {
  if (!ip || !isIPv6(ip)) return ip ?? ''
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped?.[1]) return mapped[1]
  const [head = '', tail] = ip.split('::')
  const groups = head.split(':')
  if (tail === undefined) return groups.slice(0, 4).join(':')
  const after = tail === '' ? [] : tail.split(':')
  const start = head === '' ? [] : groups
  const zeros = Array.from({ length: 8 - start.length - after.length }, () => '0')
  return [...start, ...zeros, ...after].slice(0, 4).join(':')
}
