// The people of a measured office: accounts written straight into its database.
import { insertAccount, insertGrant } from '../src/accounts/commands.ts'
import { createPasswords } from '../src/accounts/passwords.ts'
import type { Grant } from '../src/accounts/schema.ts'
import { systemClock as clock } from '../src/platform/clock.ts'
import type { Database } from '../src/platform/database.ts'

export const PASSWORD = 'la mesure de toute chose'

export type Person = { login: string; grants: readonly Grant[] }

/** Makes the accounts; who they are, by login. */
export async function hire(db: Database, people: readonly Person[]): Promise<Map<string, string>> {
  // What a hash costs is not what is measured.
  const passwordHash = await createPasswords({ memory: 64, passes: 1 }).hash(PASSWORD)
  return db.transaction(async (tx) => {
    const ids = new Map<string, string>()
    for (const { login, grants } of people) {
      const account = { login, name: nameOf(login), language: 'fr' as const, passwordHash }
      const userId = await insertAccount({ clock }, tx, account, 'bench')
      for (const grant of grants)
        await insertGrant({ clock }, tx, { userId, ...grant, pending: false }, 'bench')
      ids.set(login, userId)
    }
    return ids
  })
}

const nameOf = (login: string): string => `${login.slice(0, login.indexOf('@'))} de la mesure`

/** Somebody with one role in a whole programme, or in one of its entities or units. */
export const person = (role: Grant['role'], programme: string, entity = '', n = 1): Person => ({
  login: `${role}${n}.${programme}.${entity || 'tous'}@bench.jawab`.toLowerCase(),
  grants: [{ role, programme, entity }],
})
