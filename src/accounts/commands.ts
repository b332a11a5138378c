// What an administrator does with accounts; every act is written down with who did it.
import { randomBytes } from 'node:crypto'
import { Forbidden, Invalid, NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, isDuplicate, type Tx } from '../platform/database.ts'
import { findWaiting, isHeard } from './confirmations.ts'
import type { Passwords } from './passwords.ts'
import { isConfidential, mayConfirm, refuseGrant, type Waiting } from './policy.ts'
import { lockAdmins } from './queries.ts'
import type { EditAccount, Grant, NewAccount, SignedIn } from './schema.ts'
import { SETTLED } from './settled.ts'

/** What the commands of this folder need. */
export type Parts = { db: Database; clock: Clock; passwords: Passwords }

/** Makes an account without a password: a one-time link lets its owner choose one. */
export async function createAccount(parts: Parts, input: NewAccount, by: SignedIn): Promise<string> {
  return parts.db
    .transaction(async (tx) => {
      await requireAdmin(parts, tx, by)
      return insertAccount(parts, tx, { ...input, passwordHash: null }, by.id)
    })
    .catch(refuseKnownLogin)
}

/** Writes a new account; for the commands of this folder and for whoever loads data. */
export async function insertAccount(
  parts: Pick<Parts, 'clock'>,
  tx: Tx,
  input: NewAccount & { passwordHash: string | null },
  by: string,
): Promise<string> {
  const id = randomBytes(12).toString('base64url')
  const now = parts.clock.now()
  await tx.run(
    `INSERT INTO users (id, login, name, password_hash, language, active, created_at)
     VALUES (?, ?, ?, ?, ?, 1, ?)`,
    [id, input.login.toLowerCase(), input.name, input.passwordHash, input.language, now],
  )
  await note(parts, tx, { userId: id, act: 'created', by })
  return id
}

/** @throws Invalid on the login, which somebody has already. */
export function refuseKnownLogin(error: unknown): never {
  if (isDuplicate(error)) throw new Invalid({ login: { key: 'account.login.taken' } })
  throw error
}

/**
 * Changes an account; whoever is deactivated is out at once.
 * @throws Refused when administrators would close their own account.
 */
export async function editAccount(parts: Parts, id: string, input: EditAccount, by: SignedIn): Promise<void> {
  if (by.id === id && !input.active) throw new Refused('account.refusal.ownAccount')
  await parts.db.transaction(async (tx) => {
    await requireAdmin(parts, tx, by)
    const [before] = await tx.all<{ active: number }>('SELECT active FROM users WHERE id = ?', [id])
    if (!before) throw new NotFound()
    await tx.run('UPDATE users SET name = ?, language = ?, active = ? WHERE id = ?', [
      input.name,
      input.language,
      input.active ? 1 : 0,
      id,
    ])
    await note(parts, tx, { userId: id, act: actOf(before.active === 1, input.active), by: by.id })
    if (!input.active) await endAccess(tx, id)
  })
}

function actOf(was: boolean, is: boolean): string {
  if (was === is) return 'edited'
  return is ? 'reactivated' : 'deactivated'
}

/** Ends every session of an account, every link to it, and the feed that needs no password. */
export async function endAccess(tx: Tx, userId: string): Promise<void> {
  await tx.run('DELETE FROM sessions WHERE user_id = ?', [userId])
  await tx.run('DELETE FROM links WHERE user_id = ?', [userId])
  await tx.run('DELETE FROM feeds WHERE user_id = ?', [userId])
}

/**
 * Gives a role; a confidential one waits for its confirmation. Giving it twice changes nothing.
 * @throws Refused with the reason, NotFound when there is no such account.
 */
export async function giveRole(parts: Parts, userId: string, grant: Grant, by: SignedIn): Promise<void> {
  await parts.db.transaction(async (tx) => {
    await requireAdmin(parts, tx, by)
    refuseGrant(by, { id: userId, grants: await grantsIn(tx, userId) }, grant)
    const waits = isConfidential(grant.role)
    const added = await insertGrant(parts, tx, { userId, ...grant, pending: waits }, by.id)
    if (added) await note(parts, tx, { userId, act: waits ? 'asked' : 'granted', by: by.id, grant })
  })
}

/** Writes a grant, and says whether it was new; for the commands of this folder and for whoever loads data. */
export async function insertGrant(
  parts: Pick<Parts, 'clock'>,
  tx: Tx,
  { userId, role, programme, entity, pending }: Grant & { userId: string; pending: boolean },
  by: string,
): Promise<boolean> {
  const rows = await tx.run(
    `INSERT INTO grants (user_id, role, programme, entity, granted_by, granted_at, pending)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    [userId, role, programme, entity, by, parts.clock.now(), pending ? 1 : 0],
  )
  return rows > 0
}

async function grantsIn(tx: Tx, userId: string): Promise<Grant[]> {
  // Locked first: two grants that may not stand together cannot be given at the same moment.
  const found = await tx.run('UPDATE users SET id = id WHERE id = ?', [userId])
  if (found === 0) throw new NotFound()
  return tx.all<Grant>('SELECT role, programme, entity FROM grants WHERE user_id = ?', [userId])
}

/**
 * Takes a role away, in force or waiting.
 * @throws Refused for one's own roles: an administrator always remains.
 */
export async function takeRole(parts: Parts, userId: string, grant: Grant, by: SignedIn): Promise<void> {
  if (by.id === userId) throw new Refused('account.refusal.ownRoles')
  await parts.db.transaction(async (tx) => {
    await requireAdmin(parts, tx, by)
    await removeGrant(tx, { userId, ...grant })
    await note(parts, tx, { userId, act: 'revoked', by: by.id, grant })
  })
}

async function removeGrant(tx: Tx, { userId, role, programme, entity }: Grant & { userId: string }) {
  const removed = await tx.run(
    'DELETE FROM grants WHERE user_id = ? AND role = ? AND programme = ? AND entity = ?',
    [userId, role, programme, entity],
  )
  if (removed === 0) throw new NotFound()
}

/** Whoever acts must be an administrator at this very moment, not only when the page was drawn. */
export async function requireAdmin(parts: Parts, tx: Tx, by: SignedIn): Promise<void> {
  const admins = await lockAdmins(tx, parts.db.kind)
  if (!admins.includes(by.id)) throw new Forbidden('account.refusal.notAdmin')
}

/**
 * Confirms or refuses a confidential grant that waits.
 * @throws NotFound for whoever has no say in it: what one may not see does not exist. Refused for a yes that is too new.
 */
export async function settleGrant(
  parts: Parts,
  which: Omit<Waiting, 'grantedBy'>,
  confirmed: boolean,
  by: SignedIn,
): Promise<void> {
  await parts.db.transaction(async (tx) => {
    await tx.run('UPDATE users SET id = id WHERE id = ?', [which.userId])
    const found = await findWaiting(tx, which, by)
    if (!found || !mayConfirm(by, found.waiting, found.past)) throw new NotFound()
    if (confirmed && !(await isHeard(tx, by, which, found.past, parts.clock.now())))
      throw new Refused({ key: 'account.refusal.tooNew', values: { days: SETTLED / 86_400_000 } })
    if (confirmed) await confirmGrant(parts, tx, which, by)
    else await removeGrant(tx, which)
    await note(parts, tx, {
      userId: which.userId,
      act: confirmed ? 'confirmed' : 'refused',
      by: by.id,
      grant: which,
    })
  })
}

async function confirmGrant(parts: Parts, tx: Tx, which: Omit<Waiting, 'grantedBy'>, by: SignedIn) {
  await tx.run(
    `UPDATE grants SET pending = 0, confirmed_by = ?, confirmed_at = ?
     WHERE user_id = ? AND role = ? AND programme = ? AND entity = ?`,
    [by.id, parts.clock.now(), which.userId, which.role, which.programme, which.entity],
  )
}

/** Writes down what was done to an account. */
export async function note(
  parts: Pick<Parts, 'clock'>,
  tx: Tx,
  what: { userId: string; act: string; by: string; grant?: Grant },
): Promise<void> {
  const { role = null, programme = null, entity = null } = what.grant ?? {}
  await tx.run(
    `INSERT INTO account_events (id, user_id, at, actor, act, role, programme, entity)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      randomBytes(12).toString('base64url'),
      what.userId,
      parts.clock.now(),
      what.by,
      what.act,
      role,
      programme,
      entity,
    ],
  )
}
