// One-time links: the first administrator's, and those with which a person chooses a password.
import { createHash, randomBytes } from 'node:crypto'
import { NotFound } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import {
  endAccess,
  insertAccount,
  insertGrant,
  note,
  type Parts,
  refuseKnownLogin,
  requireAdmin,
} from './commands.ts'
import { confidentialGrants } from './confirmations.ts'
import type { Setup, SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

/** How long a link lives. */
export const LINK_LIFE = 24 * 3_600_000

export type Purpose = 'setup' | 'password'
export type Link = { userId: string | null; login: string | null; name: string | null }

/**
 * While nobody can administer, makes the link that lets somebody; the ones made before are dead.
 * Returns the token, or nothing when there is an administrator.
 */
export async function prepareSetup(parts: Pick<Parts, 'db' | 'clock'>): Promise<string | undefined> {
  return parts.db.transaction(async (tx) => {
    if (await hasAdmin(tx)) return undefined
    await tx.run("DELETE FROM links WHERE purpose = 'setup'")
    return insertLink(parts, tx, { userId: null, purpose: 'setup' })
  })
}

async function hasAdmin(tx: Tx): Promise<boolean> {
  const rows = await tx.all("SELECT 1 AS one FROM grants WHERE role = 'admin' LIMIT 1")
  return rows.length > 0
}

/**
 * Makes the link with which a person chooses a password; an earlier one is dead.
 * @throws NotFound when the account does not exist or is not active.
 */
export async function makePasswordLink(parts: Parts, userId: string, by: SignedIn): Promise<string> {
  return parts.db.transaction(async (tx) => {
    await requireAdmin(parts, tx, by)
    const found = await tx.run('UPDATE users SET id = id WHERE id = ? AND active = 1', [userId])
    if (found === 0) throw new NotFound()
    await tx.run("DELETE FROM links WHERE purpose = 'password' AND user_id = ?", [userId])
    await note(parts, tx, { userId, act: 'linked', by: by.id })
    return insertLink(parts, tx, { userId, purpose: 'password' })
  })
}

async function insertLink(
  parts: Pick<Parts, 'clock'>,
  tx: Tx,
  link: { userId: string | null; purpose: Purpose },
): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await tx.run('INSERT INTO links (token_hash, user_id, purpose, expires_at) VALUES (?, ?, ?, ?)', [
    hashOf(token),
    link.userId,
    link.purpose,
    parts.clock.now() + LINK_LIFE,
  ])
  return token
}

/** Whose link it is, while it is alive. */
export async function findLink(
  db: Database,
  { purpose, token, now }: { purpose: Purpose; token: string; now: number },
): Promise<Link | undefined> {
  const [row] = await rowsOf<{ user_id: string | null; login: string | null; name: string | null }>(
    db.read,
    `SELECT l.user_id, u.login, u.name FROM links l LEFT JOIN users u ON u.id = l.user_id
     WHERE l.token_hash = ? AND l.purpose = ? AND l.used_at IS NULL AND l.expires_at > ?`,
    [hashOf(token), purpose, now],
  )
  return row && { userId: row.user_id, login: row.login, name: row.name }
}

/**
 * Makes the first administrator.
 * @throws NotFound when the link is dead, or somebody was faster; Invalid when the login is taken.
 */
export async function useSetupLink(parts: Parts, token: string, input: Setup): Promise<void> {
  const passwordHash = await hashFor(parts, 'setup', token, input.password)
  await parts.db
    .transaction(async (tx) => {
      await spend(parts, tx, 'setup', token)
      if (await hasAdmin(tx)) throw new NotFound()
      const userId = await insertAccount(parts, tx, { ...input, passwordHash }, 'setup')
      const grant = { role: 'admin', programme: '*', entity: '' } as const
      await insertGrant(parts, tx, { userId, ...grant, pending: false }, 'setup')
      await note(parts, tx, { userId, act: 'granted', by: 'setup', grant })
    })
    .catch(refuseKnownLogin)
}

/**
 * Sets the password its owner chose; every session of the account ends. Whoever holds a link can become its
 * owner, the administrator who made it included: confidential roles wait for their confirmation again.
 * @throws NotFound when the link is dead.
 */
export async function usePasswordLink(parts: Parts, token: string, password: string): Promise<void> {
  const passwordHash = await hashFor(parts, 'password', token, password)
  await parts.db.transaction(async (tx) => {
    const userId = await spend(parts, tx, 'password', token)
    if (!userId) throw new NotFound()
    await tx.run('UPDATE users SET password_hash = ? WHERE id = ?', [passwordHash, userId])
    await note(parts, tx, { userId, act: 'passwordSet', by: userId })
    await suspendConfidential(parts, tx, userId)
    await endAccess(tx, userId)
  })
}

/** The link is looked at first: hashing costs too much to be had for nothing. */
async function hashFor(parts: Parts, purpose: Purpose, token: string, password: string): Promise<string> {
  const link = await findLink(parts.db, { purpose, token, now: parts.clock.now() })
  if (!link) throw new NotFound()
  return parts.passwords.hash(password)
}

async function spend(parts: Parts, tx: Tx, purpose: Purpose, token: string): Promise<string | null> {
  const now = parts.clock.now()
  const [link] = await tx.all<{ user_id: string | null }>(
    `UPDATE links SET used_at = ? WHERE token_hash = ? AND purpose = ? AND used_at IS NULL AND expires_at > ?
     RETURNING user_id`,
    [now, hashOf(token), purpose, now],
  )
  if (!link) throw new NotFound()
  return link.user_id
}

async function suspendConfidential(parts: Parts, tx: Tx, userId: string): Promise<void> {
  for (const { role, programme, entity } of await confidentialGrants(tx, userId)) {
    await tx.run(
      `UPDATE grants SET pending = 1, confirmed_by = NULL, confirmed_at = NULL
       WHERE user_id = ? AND role = ? AND programme = ? AND entity = ?`,
      [userId, role, programme, entity],
    )
    await note(parts, tx, { userId, act: 'suspended', by: 'system', grant: { role, programme, entity } })
  }
}

const hashOf = (token: string): string => createHash('sha256').update(token).digest('base64url')
