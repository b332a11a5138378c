// Secret addresses under which a calendar program reads somebody's commitments without signing in.
import { createHash, randomBytes } from 'node:crypto'
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { createLimiter, networkOf } from './attempts.ts'
import type { Parts } from './commands.ts'
import { findSignedIn } from './queries.ts'
import type { SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

type FeedParts = Pick<Parts, 'db' | 'clock'>

/** A feed as its owner sees it: the address itself is known to nobody but the calendar program. */
export type Feed = { createdAt: number; lastReadAt: number | null }

const MINUTE = 60_000

/** What was read this recently is not written down again: calendars ask often. */
const NOTED_EVERY = 10 * MINUTE

/** Makes the address of somebody's feed and returns its token, which is shown once; an earlier one is dead. */
export async function makeFeed({ db, clock }: FeedParts, userId: string): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await db.transaction(async (tx) => {
    const now = clock.now()
    await tx.run('UPDATE users SET id = id WHERE id = ?', [userId])
    await tx.run('UPDATE feeds SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL', [now, userId])
    await tx.run('INSERT INTO feeds (id, user_id, token_hash, created_at) VALUES (?, ?, ?, ?)', [
      randomBytes(12).toString('base64url'),
      userId,
      hashOf(token),
      now,
    ])
  })
  return token
}

/** Ends somebody's feed, if there is one. */
export async function revokeFeed({ db, clock }: FeedParts, userId: string): Promise<void> {
  const sql = 'UPDATE feeds SET revoked_at = ? WHERE user_id = ? AND revoked_at IS NULL'
  await db.run(sql, [clock.now(), userId])
}

/** Somebody's feed, while it is alive. */
export async function feedOf(db: Database, userId: string): Promise<Feed | undefined> {
  const [row] = await rowsOf<{ created_at: number; last_read_at: number | null }>(
    db.read,
    'SELECT created_at, last_read_at FROM feeds WHERE user_id = ? AND revoked_at IS NULL',
    [userId],
  )
  return row && { createdAt: row.created_at, lastReadAt: row.last_read_at }
}

/** Whose calendar is asked for: `(token, ip)` as they come. */
export type FeedReader = (token: string, ip: string | undefined) => Promise<SignedIn>

/**
 * Reads tokens. A whole office asks from one address, several times an hour each; whoever asks more is held up.
 * @throws NotFound when the feed was revoked or its owner is out, TooMany with the seconds to wait.
 */
export function createFeedReader({ db, clock }: FeedParts): FeedReader {
  const network = createLimiter(db, clock, { name: 'feed', tries: 600, within: 15 * MINUTE })
  return async (token, ip) => {
    await network.take(networkOf(ip))
    const [feed] = await rowsOf<{ id: string; user_id: string; last_read_at: number | null }>(
      db.read,
      'SELECT id, user_id, last_read_at FROM feeds WHERE token_hash = ? AND revoked_at IS NULL',
      [hashOf(token)],
    )
    if (!feed) throw new NotFound()
    const owner = await findSignedIn(db, feed.user_id)
    const now = clock.now()
    if (now - (feed.last_read_at ?? 0) > NOTED_EVERY)
      await db.run('UPDATE feeds SET last_read_at = ? WHERE id = ?', [now, feed.id])
    return owner
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
