// What the tests of the lifecycles for people share: an office of one programme, and a case led along by its acts.
import type { Grant } from '../../src/accounts/schema.ts'
import type { Database } from '../../src/platform/database.ts'
import type { Role } from '../../workflows/kit.ts'
import { openApp } from '../support/app.ts'
import { openOffice } from '../support/office.ts'
import { post } from './acting.ts'

export type Road = Awaited<ReturnType<typeof openRoad>>

/** Opens an office with people of a programme, each by a name and a role; more can be hired later. */
export async function openRoad(db: Database, programme: string, people: Readonly<Record<string, Role>>) {
  const office = await openOffice(db)
  const app = openApp(office)
  const hire = (name: string, role: Role) =>
    office.hire(name, [{ role, programme, entity: '' } satisfies Grant])
  const staff = new Map<string, Awaited<ReturnType<typeof hire>>>()
  for (const [name, role] of Object.entries(people)) staff.set(name, await hire(name, role))
  return {
    office,
    app,
    hire: async (name: string, role: Role) => {
      const hired = await hire(name, role)
      staff.set(name, hired)
      return hired
    },
    who: (name: string) => {
      const found = staff.get(name)
      if (!found) throw new Error(`nobody hired ${name}`)
      return found
    },
    /** Sends the form of an act; what is refused fails with the page. */
    go: async (name: string, id: string, event: string, input: object = {}) => {
      const { status, text, changed } = await post({ app, office }, name, id, event, input)
      if (status !== 303 || !changed) throw new Error(`${name} cannot ${event}: ${status} ${text}`)
    },
    post: (name: string, id: string, event: string, input: object = {}) =>
      post({ app, office }, name, id, event, input),
  }
}
