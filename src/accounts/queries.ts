// Reading accounts: for the administrator's lists, for the door, for whoever confirms.
import type { Role } from '../../workflows/kit.ts'
import { NotFound } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Account, AccountLanguage, KeptGrant, SignedIn } from './schema.ts'
import { rowsOf } from './sql.ts'

type UserRow = {
  id: string
  login: string
  name: string
  password_hash: string | null
  language: AccountLanguage
  active: number
  created_at: number
}

export type GrantRow = {
  user_id: string
  role: Role
  programme: string
  entity: string
  granted_by: string
  granted_at: number
  pending: number
  confirmed_by: string | null
}

/** What the door needs of an account. */
export type Credentials = { id: string; passwordHash: string | null; active: boolean }

export async function findCredentials(db: Database, login: string): Promise<Credentials | undefined> {
  const [row] = await rowsOf<UserRow>(
    db.read,
    'SELECT id, password_hash, active FROM users WHERE login = ?',
    [login],
  )
  return row && { id: row.id, passwordHash: row.password_hash, active: row.active === 1 }
}

/**
 * Somebody who may sign in, with the grants in force.
 * @throws NotFound when there is no such account, or it is not active.
 */
export async function findSignedIn(db: Database, id: string): Promise<SignedIn> {
  const account = await findAccount(db, id)
  if (!account.active) throw new NotFound()
  const { login, name, language } = account
  const inForce = account.grants.filter((grant) => !grant.pending)
  const grants = inForce.map(({ role, programme, entity }) => ({ role, programme, entity }))
  return { id, login, name, language, grants }
}

/** @throws NotFound */
export async function findAccount(db: Database, id: string): Promise<Account> {
  const [row] = await rowsOf<UserRow>(db.read, 'SELECT * FROM users WHERE id = ?', [id])
  if (!row) throw new NotFound()
  const [account] = await withGrants(db, [row])
  if (!account) throw new NotFound()
  return account
}

export type Page<T> = { items: T[]; next: string | null }

const PAGE = 50

/** Accounts by name; `after` is the last account of the page before. */
export async function listAccounts(db: Database, after: string | null): Promise<Page<Account>> {
  const from = after === null ? '' : 'WHERE (name, id) > (SELECT name, id FROM users WHERE id = ?)'
  const values = after === null ? [PAGE + 1] : [after, PAGE + 1]
  const rows = await rowsOf<UserRow>(db.read, `SELECT * FROM users ${from} ORDER BY name, id LIMIT ?`, values)
  const items = await withGrants(db, rows.slice(0, PAGE))
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null }
}

/** Accounts whose name or login holds these letters, the first fifty. */
export async function searchAccounts(db: Database, letters: string): Promise<Account[]> {
  const like = `%${letters.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`
  const rows = await rowsOf<UserRow>(
    db.read,
    `SELECT * FROM users WHERE lower(name) LIKE ? ESCAPE '\\' OR login LIKE ? ESCAPE '\\'
     ORDER BY name, id LIMIT ?`,
    [like, like, PAGE],
  )
  return withGrants(db, rows)
}

/** The accounts of an e-mail domain, oldest first, with their first role: the demonstration's door. */
export async function accountsOfDomain(db: Database, domain: string): Promise<Account[]> {
  const rows = await rowsOf<UserRow>(
    db.read,
    'SELECT * FROM users WHERE login LIKE ? AND active = 1 ORDER BY created_at, id LIMIT ?',
    [`%@${domain}`, PAGE],
  )
  return withGrants(db, rows)
}

async function withGrants(db: Database, rows: readonly UserRow[]): Promise<Account[]> {
  const ids = rows.map((row) => row.id)
  const grants = ids.length === 0 ? [] : await grantsOf(db, ids)
  return rows.map((row) => ({
    id: row.id,
    login: row.login,
    name: row.name,
    language: row.language,
    active: row.active === 1,
    hasPassword: row.password_hash !== null,
    createdAt: row.created_at,
    grants: grants.filter((grant) => grant.user_id === row.id).map(keptGrant),
  }))
}

function grantsOf(db: Database, ids: readonly string[]): Promise<GrantRow[]> {
  const marks = ids.map(() => '?').join(', ')
  const sql = `SELECT * FROM grants WHERE user_id IN (${marks}) ORDER BY granted_at, role, programme, entity`
  return rowsOf<GrantRow>(db.read, sql, ids)
}

/** A row as the rest of the product knows it. */
export const keptGrant = (row: GrantRow): KeptGrant => ({
  role: row.role,
  programme: row.programme,
  entity: row.entity,
  grantedBy: row.granted_by,
  grantedAt: row.granted_at,
  pending: row.pending === 1,
  confirmedBy: row.confirmed_by,
})

export type AccountEvent = {
  at: number
  actor: string
  act: string
  role: Role | null
  programme: string | null
  entity: string | null
}

/** What was done to an account, the newest first; `actor` is a name. */
export function recentEvents(db: Database, userId: string): Promise<AccountEvent[]> {
  return rowsOf<AccountEvent>(
    db.read,
    `SELECT e.at, coalesce(u.name, e.actor) AS actor, e.act, e.role, e.programme, e.entity
     FROM account_events e LEFT JOIN users u ON u.id = e.actor
     WHERE e.user_id = ? ORDER BY e.at DESC, e.id LIMIT 20`,
    [userId],
  )
}

/** The administrators who serve, locked until the transaction ends so that two cannot remove each other at once. */
export async function lockAdmins(tx: Tx, kind: Database['kind']): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    `SELECT u.id FROM users u JOIN grants g ON g.user_id = u.id
     WHERE g.role = 'admin' AND g.pending = 0 AND u.active = 1 ORDER BY u.id
     ${kind === 'postgres' ? 'FOR UPDATE' : ''}`,
  )
  return rows.map((row) => row.id)
}
