// Where express-session keeps its sessions: our own table, read once a request together with the person.
import session, { type SessionData, Store } from 'express-session'
import type { SignedIn } from '../accounts/schema.ts'
import {
  endSession,
  expiryOf,
  findSession,
  insertSession,
  prolongSession,
  type StoredSession,
  updateSession,
} from '../accounts/sessions.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Log } from '../platform/log.ts'

type Done = (error?: unknown) => void
type Parts = { db: Database; clock: Clock; log: Log }

// An end that moves by less is not worth a write.
const TOUCH_EVERY = 5 * 60_000

/** The store; `userOf` is whoever the session was read with. */
export class SessionStore extends Store {
  readonly #parts: Parts
  readonly #read = new WeakMap<object, StoredSession>()

  constructor(parts: Parts) {
    super()
    this.#parts = parts
  }

  userOf(current: object): SignedIn | null {
    return this.#read.get(current)?.user ?? null
  }

  override get(sid: string, done: (error: unknown, data?: SessionData | null) => void): void {
    const { db, clock } = this.#parts
    findSession(db, sid, clock.now()).then(
      (stored) => {
        if (!stored) return done(null, null)
        // What we wrote ourselves in `set`.
        const data: SessionData = JSON.parse(stored.data)
        this.#read.set(data, stored)
        done(null, data)
      },
      (error: unknown) => done(error),
    )
  }

  override createSession(req: Express.Request, data: SessionData): session.Session & SessionData {
    const current = super.createSession(req as never, data)
    const stored = this.#read.get(data)
    if (stored) this.#read.set(current, stored)
    return current
  }

  override set(sid: string, data: SessionData, done: Done = () => undefined): void {
    const { db, clock } = this.#parts
    const userId = data.passport?.user ?? null
    const text = JSON.stringify(data)
    const known = this.#read.has(data)
    // A session that was read is only ever changed: one that was ended meanwhile must not come back.
    const written = known
      ? updateSession(db, sid, text, userId)
      : insertSession(db, sid, { userId, data: text, now: clock.now() })
    written.then(() => {
      if (!known) this.#read.set(data, fresh(clock.now()))
      done()
    }, done)
  }

  override touch(sid: string, data: SessionData, done: () => void = () => undefined): void {
    const stored = this.#read.get(data)
    if (stored) this.#prolong(sid, stored).then(done)
    else done()
  }

  async #prolong(sid: string, stored: StoredSession): Promise<void> {
    const { db, clock, log } = this.#parts
    const expiresAt = expiryOf(stored.startedAt, clock.now())
    if (expiresAt - stored.expiresAt < TOUCH_EVERY) return
    // A session that could not be prolonged is no reason to lose the answer.
    await prolongSession(db, sid, expiresAt).catch(() => log.warn('a session could not be prolonged'))
  }

  override destroy(sid: string, done: Done = () => undefined): void {
    endSession(this.#parts.db, sid).then(() => done(), done)
  }
}

const fresh = (now: number): StoredSession => ({
  data: '',
  startedAt: now,
  expiresAt: expiryOf(now, now),
  user: null,
})
