// Makes the accounts of the demonstration; every offered one has the same password.
import { insertAccount, insertGrant, note } from '../accounts/commands.ts'
import { createPasswords } from '../accounts/passwords.ts'
import { type Grant, grantOf } from '../accounts/schema.ts'
import { actorOf } from '../cases/policy.ts'
import type { Actor } from '../engine/decide.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { MovableClock } from './movable-clock.ts'
import { DEMO_DOMAIN, type Person, staff } from './staff.ts'

export const DEMO_PASSWORD = 'demo-jawab'

/** A person with the account that was made for them. */
export type Colleague = Person & { id: string; login: string; grants: Grant[]; actor: Actor }

const COLLEAGUES_DOMAIN = 'equipe.jawab'
const MINUTE = 60_000

/** Writes the accounts, as of an instant at which the office was set up. */
export async function makeAccounts(db: Database, clock: MovableClock, since: number): Promise<Colleague[]> {
  const passwordHash = await createPasswords().hash(DEMO_PASSWORD)
  // Two grants may not be of the same instant for one page to show them in order: a minute from one to the next.
  const made = new Map<Person, Colleague>()
  await db.transaction(async (tx) => {
    const admin = staff.find(({ role }) => role === 'admin')
    if (!admin) throw new Error('somebody has to be the administrator')
    const others = staff.filter((person) => person !== admin)
    // The buttons stand in the order of the accounts' age, so the administrator's own is made with its place in the row.
    clock.set(since + staff.indexOf(admin) * MINUTE)
    const head = await makeOne({ clock, tx, passwordHash, by: 'setup' }, admin)
    made.set(admin, head)
    for (const person of others) {
      clock.set(since + staff.indexOf(person) * MINUTE)
      made.set(person, await makeOne({ clock, tx, passwordHash, by: head.id }, person))
    }
  })
  return staff.map((person) => made.get(person)).filter((colleague) => colleague !== undefined)
}

type Making = { clock: MovableClock; tx: Tx; passwordHash: string; by: string }

async function makeOne({ clock, tx, passwordHash, by }: Making, person: Person): Promise<Colleague> {
  const login = `${person.account}@${person.offered ? DEMO_DOMAIN : COLLEAGUES_DOMAIN}`
  const account = { login, name: person.name, language: 'fr', passwordHash } as const
  const id = await insertAccount({ clock }, tx, account, by)
  const grants = person.places.map((place) => grantOf(person.role, place))
  const pending = person.pending ?? false
  for (const grant of grants) {
    await insertGrant({ clock }, tx, { userId: id, ...grant, pending }, by)
    await note({ clock }, tx, { userId: id, act: pending ? 'asked' : 'granted', by, grant })
  }
  return { ...person, id, login, grants, actor: actorOf({ id, grants }) }
}
