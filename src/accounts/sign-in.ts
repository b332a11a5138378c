// The door: who it lets in, and how it slows down whoever guesses.
import { Invalid } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { createLimiter, networkOf } from './attempts.ts'
import { note, type Parts } from './commands.ts'
import { findCredentials, findSignedIn } from './queries.ts'
import type { SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

const QUARTER = 15 * 60_000
const HOUR = 60 * 60_000

/** Who knocks: the login typed and the address it comes from. */
export type Knock = { login: string; ip: string | undefined }

export type Door = {
  /**
   * The person, when login and password belong together; nothing tells which half was wrong.
   * @throws TooMany with the seconds to wait.
   */
  signIn(knock: Knock, password: string): Promise<SignedIn | undefined>
  /**
   * Changes one's own password; every session of the account ends.
   * @throws Invalid on the current password, TooMany after too many guesses.
   */
  changePassword(user: SignedIn, ip: string | undefined, change: PasswordChange): Promise<void>
}

export type PasswordChange = { currentPassword: string; password: string }

/** The door of an installation. */
export function createDoor(parts: Parts): Door {
  const tries = createTries(parts.db, parts.clock)
  return {
    signIn: async (knock, password) => {
      await tries.begin(knock)
      const found = await findCredentials(parts.db, knock.login)
      const stored = found?.active ? found.passwordHash : null
      const good = await parts.passwords.verify(stored, password)
      if (!good || !found || stored === null) return undefined
      await tries.succeeded(knock)
      if (parts.passwords.outdated(stored)) await renewHash(parts, found.id, password)
      return findSignedIn(parts.db, found.id)
    },
    changePassword: async (user, ip, change) => {
      const knock = { login: user.login, ip }
      await tries.begin(knock)
      const found = await findCredentials(parts.db, user.login)
      const good = await parts.passwords.verify(found?.passwordHash ?? null, change.currentPassword)
      if (!good) throw new Invalid({ currentPassword: { key: 'account.password.wrong' } })
      await tries.succeeded(knock)
      await storePassword(parts, user.id, change.password)
    },
  }
}

/**
 * Five tries for one login from one address, then a pause. A whole office shares one address, and everybody
 * in it signs in at half past eight: its own bound is far away, and only failures stay counted. Whoever has many
 * addresses meets the bound of the login itself, which one address alone cannot reach: it pauses long before.
 */
function createTries(db: Database, clock: Clock) {
  const person = createLimiter(db, clock, { name: 'person', tries: 5, within: QUARTER })
  const account = createLimiter(db, clock, { name: 'account', tries: 50, within: HOUR })
  const office = createLimiter(db, clock, { name: 'office', tries: 600, within: QUARTER })
  return {
    begin: async ({ login, ip }: Knock) => {
      const network = networkOf(ip)
      await person.take(login, network)
      await account.take(login)
      await office.take(network)
    },
    succeeded: async ({ login, ip }: Knock) => {
      const network = networkOf(ip)
      await person.forget(login, network)
      await account.giveBack(login)
      await office.giveBack(network)
    },
  }
}

async function renewHash(parts: Parts, userId: string, password: string): Promise<void> {
  const hash = await parts.passwords.hash(password)
  await rowsOf(parts.db.write, 'UPDATE users SET password_hash = ? WHERE id = ?', [hash, userId])
}

async function storePassword(parts: Parts, userId: string, password: string): Promise<void> {
  const hash = await parts.passwords.hash(password)
  await parts.db.transaction(async (tx) => {
    await tx.run('UPDATE users SET password_hash = ? WHERE id = ?', [hash, userId])
    await tx.run('DELETE FROM sessions WHERE user_id = ?', [userId])
    await tx.run('DELETE FROM links WHERE user_id = ?', [userId])
    await note(parts, tx, { userId, act: 'passwordChanged', by: userId })
  })
}
