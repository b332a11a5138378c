// Files that came for a case which has left, or for none at all: neither stays, nor does a name that tells of one.
import { existsSync } from 'node:fs'
import { readFile, utimes } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { startBackground } from '../../src/background.ts'
import { removeDeparted } from '../../src/cases/departures.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { createLog } from '../../src/platform/log.ts'
import { hours } from '../support/clock.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { attach, handOver, markedFile, markersUnder, told } from './release-office.ts'

eachDatabase('files of nobody', (open, kind) => {
  let database: TestDatabase
  let office: Office
  beforeEach(async () => {
    database = await open()
    office = await openOffice(database.db)
  })

  /** Where an upload lies before a case names it. */
  const upload = async (what: string) => {
    const documents = await office.documents.keep([markedFile(what)])
    const sha256 = documents[0]?.sha256 ?? ''
    return { documents, sha256, file: path.join(office.dataDir, 'documents', sha256.slice(0, 2), sha256) }
  }

  test('that came too late for a case go with the next minute, whoever sent them', async () => {
    const id = await office.register(told)
    const [late, strange] = [await upload('tard'), await upload('etranger')]
    await handOver(office, id)
    const { clerk, stranger } = office.staff

    await expect(office.commands.attach(id, late.documents, clerk)).rejects.toThrow('refusal.released')
    await expect(office.commands.attach(id, strange.documents, stranger)).rejects.toThrow()
    await removeDeparted(office.db, office.dataDir)

    expect([late, strange].map(({ file }) => existsSync(file))).toEqual([false, false])
    expect(await markersUnder(office.dataDir)).toEqual({})
    expect(await office.db.read('departures')).toEqual([])
  })

  test('that came too late stay where another case has the same', async () => {
    const [id, other] = [await office.register(told), await office.register()]
    const { documents, file } = await upload('commun')
    await attach(office, other, 'commun')
    await handOver(office, id)

    await expect(office.commands.attach(id, documents, office.staff.clerk)).rejects.toThrow()
    await removeDeparted(office.db, office.dataDir)

    expect(existsSync(file)).toBe(true)
  })

  test('that are refused by a case which stays are kept for whoever sends the form again', async () => {
    const id = await office.register()
    const { documents, file } = await upload('encore')

    await expect(office.commands.attach(id, documents, office.staff.stranger)).rejects.toThrow()
    await removeDeparted(office.db, office.dataDir)

    expect(existsSync(file)).toBe(true)
  })

  test('that nobody names go once no form can name them any more, half a day later', async () => {
    const now = systemClock.now()
    office.clock.advance(now - office.clock.now())
    const [old, young] = [await upload('ancien'), await upload('recent')]
    const age = (file: string, by: number) => utimes(file, (now - by) / 1_000, (now - by) / 1_000)
    await Promise.all([age(old.file, hours(14)), age(young.file, hours(12))])

    const config = { ...readConfig({}), dataDir: office.dataDir }
    const worker = startBackground(office, config, createLog('silent'))
    await expect.poll(() => existsSync(old.file), { timeout: 80_000 }).toBe(false)
    await worker.stop()

    expect(existsSync(young.file)).toBe(true)
  }, 90_000)

  // PostgreSQL frees what was deleted when vacuum comes by.
  test.runIf(kind === 'sqlite')(
    'leave no name in the file of the database nor in what was written ahead',
    async () => {
      const id = await office.register(told)
      const { sha256 } = await upload('nom')
      await attach(office, id, 'nom')
      const written = database.url.slice('sqlite:'.length)
      const named = async () => {
        const parts = ['', '-wal'].map((suffix) =>
          readFile(`${written}${suffix}`).catch(() => Buffer.alloc(0)),
        )
        return Buffer.concat(await Promise.all(parts)).includes(sha256)
      }
      await handOver(office, id)
      expect(await named()).toBe(true)

      await removeDeparted(office.db, office.dataDir)

      expect(await named()).toBe(false)
      expect(await office.db.read('departures')).toEqual([])
    },
  )
})
