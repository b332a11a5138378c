// A case that another service takes over: who may hand it over, and all that was told, gathered before it leaves.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { familyOf, gather, inRole, releaseCases } from '../../src/cases/release.ts'
import { Conflict } from '../../src/errors.ts'
import type { Database } from '../../src/platform/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { today } from './appeal-office.ts'
import { markedFamily, markedFile, markersIn, told } from './release-office.ts'
import { leadTo } from './roads.ts'

eachDatabase('a case that is about to leave', (open) => {
  let office: Office
  let db: Database
  beforeEach(async () => {
    db = (await open()).db
    office = await openOffice(db)
  })

  describe('is gathered before it leaves:', () => {
    test('everything that was told, as it can be put elsewhere', async () => {
      const { first, appeal } = await markedFamily(office)

      const gathered = await db.transaction(async (tx) => gather({ db }, tx, await familyOf(tx, first)))

      expect(gathered.cases.map(({ id }) => id)).toEqual([appeal, first])
      const [, one] = JSON.parse(JSON.stringify(gathered)).cases
      expect(one).toMatchObject({
        id: first,
        programme: 'DAAM',
        entity: 'RABAT',
        channel: 'email',
        object: 'Zqxkwvobjet vu par le bureau',
        received_on: today(office),
        registration: { name: told.name, description: told.description, phone: told.phone },
      })
      expect(one.events[0]).toMatchObject({
        seq: 1,
        event: 'OPEN',
        role: 'clerk',
        input: { name: told.name },
      })
      expect(one.messages.map(({ channel }: { channel: string }) => channel)).toContain('email')
      const [document] = one.documents
      expect(document).toMatchObject({ name: 'zqxkwvpiece.pdf', type: 'application/pdf' })
      expect(await readFile(path.join(office.road.dataDir, document.file))).toEqual(
        markedFile('piece').content,
      )
    })

    test('and nothing comes between', async () => {
      const id = await leadTo(office, 'received', told)
      const { clerk, supervisor } = office.staff
      const note = async () =>
        office.engine.send({
          id,
          type: 'ADD_NOTE',
          input: { note: 'Zqxkwventre deux' },
          actor: inRole(clerk, 'clerk'),
        })
      let late: Promise<unknown> = Promise.resolve()

      const gathered = await db.transaction(async (tx) => {
        const ids = await familyOf(tx, id)
        const all = await gather({ db }, tx, ids)
        late = note().catch((error: unknown) => error)
        await releaseCases({ db, engine: office.engine }, tx, ids, inRole(supervisor, 'supervisor'), {
          id,
          revision: 1,
        })
        return all
      })

      expect(gathered.cases[0]?.events).toHaveLength(1)
      expect(await late).toMatchObject({ message: 'refusal.released' })
      expect(await markersIn(db)).toEqual({})
    })
  })

  describe('is handed over', () => {
    test('by a supervisor of the place, and by nobody else', async () => {
      const id = await leadTo(office, 'referred', told)
      const { revision } = await db.read('instances').where({ id }).first('revision')
      const { agent, clerk, processor, closer, auditor, verifier, focal, stranger } = office.staff

      for (const one of [agent, clerk, processor, closer, auditor])
        await expect(office.commands.release(id, revision, one)).rejects.toMatchObject({
          status: 403,
          said: { key: 'refusal.role', values: { roles: 'supervisor' } },
        })
      for (const one of [verifier, focal, stranger])
        await expect(office.commands.release(id, revision, one)).rejects.toMatchObject({ status: 404 })
      expect((await office.row(id)).outcome).toBe('none')
    })

    test('as it was seen', async () => {
      const id = await leadTo(office, 'qualified', told)

      await expect(office.commands.release(id, 1, office.staff.supervisor)).rejects.toBeInstanceOf(Conflict)

      expect((await office.row(id)).outcome).toBe('none')
    })
  })
})
