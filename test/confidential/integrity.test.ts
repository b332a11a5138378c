// Somebody who may write to the database, and has no key: rows copied, turned, put back or altered show nothing more.
import { randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { removeDeparted } from '../../src/cases/departures.ts'
import { bring } from '../../src/confidential/commands.ts'
import { lateNotices, readDesk, searchCase } from '../../src/confidential/desk.ts'
import { readOwn, speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { sealRoad } from '../../src/confidential/road.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { NotFound, Unavailable } from '../../src/errors.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { breakIn, keepTables } from '../engine/intruder.ts'
import { days } from '../support/clock.ts'
import { eachDatabase, openTestDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { enclose } from './enclosed.ts'
import { bringCase, onDesk, refer, sees, step } from './steps.ts'

const elsewhere = { role: 'focal_point', programme: 'TAYSSIR', entity: '' } as const
/** All that says where cases stand. */
const standing = [
  ...['sensitive_instances', 'sensitive_journal', 'sensitive_journal_inputs'],
  ...['sensitive_desks', 'sensitive_timers', 'sensitive_outbox'],
]
const put = ({ db }: Office, sql: string, values: (string | number)[]) => db.run(sql, values)

eachDatabase('rows that were written by somebody else', (open) => {
  const start = async () => openOffice((await open()).db)

  test('a desk row copied from another case leads nowhere', async () => {
    const office = await start()
    const { road, db } = office
    const other = await office.hire('autre', [elsewhere])
    const { id } = await bringCase(office)
    await bring(road, { key: randomUUID(), programme: 'TAYSSIR' }, { nature: 'other' }, null)
    const theirs = await db.read('sensitive_desks').whereNot({ case_id: id }).first()
    const before = await onDesk(road, other)
    await put(office, 'INSERT INTO sensitive_desks (case_id, tag, waiting, due_at) VALUES (?, ?, 1, 0)', [
      id,
      theirs.tag,
    ])
    expect(await sees(road, other, id)).toBe(false)
    expect(await onDesk(road, other)).toEqual(before)
    expect((await readDesk(road, other, { waiting: true })).broken).toBe(0)
    expect(await searchCase(road, id, other)).toBeUndefined()
    await expect(step(road, other, id, 'OFFER_SERVICES', { legal: true })).rejects.toThrow(NotFound)
    expect(await sees(road, office.staff.focal, id)).toBe(true)
  })

  test('a code turned to another case is no code', async () => {
    const office = await start()
    const victim = await bringCase(office)
    await refer(office, victim.id)
    const mine = await bringCase(office)
    await put(office, 'DELETE FROM sensitive_codes WHERE case_id = ?', [victim.id])
    await put(office, 'UPDATE sensitive_codes SET case_id = ? WHERE case_id = ?', [victim.id, mine.id])
    await expect(readOwn(office.road, mine.code)).rejects.toThrow(NotFound)
    const wish = { code: mine.code, type: 'WITHDRAW_CONSENT', input: {} }
    await expect(speak(office.road, wish)).rejects.toThrow(NotFound)
  })

  test('an older state that was put back is not read, by nobody', async () => {
    const office = await start()
    const { road, db, staff } = office
    const { id, code } = await bringCase(office)
    await refer(office, id)
    const row = await db.read('sensitive_instances').where({ id }).first('snapshot')
    const desks = await db.read('sensitive_desks').where({ case_id: id })
    await speak(road, { code, type: 'WITHDRAW_CONSENT', input: {} })
    await put(office, 'DELETE FROM sensitive_desks WHERE case_id = ?', [id])
    for (const { tag } of desks)
      await put(office, 'INSERT INTO sensitive_desks (case_id, tag, waiting, due_at) VALUES (?, ?, 1, 0)', [
        id,
        tag,
      ])
    await put(office, 'UPDATE sensitive_instances SET snapshot = ? WHERE id = ?', [row.snapshot, id])
    await expect(readCase(road, id, staff.specialist)).rejects.toThrow(Unavailable)
    await expect(step(road, staff.specialist, id, 'ACCEPT')).rejects.toThrow(Unavailable)
  })

  test('rows put back all together before they were sealed are found: she had read that the sharing was over', async () => {
    const database = await open()
    const office = await openOffice(database.db)
    const { road, staff } = office
    const { id, code } = await bringCase(office)
    await refer(office, id)
    await sealRoad(road)
    const intruder = breakIn(database)
    const putBack = await keepTables(intruder, standing)
    await speak(road, { code, type: 'WITHDRAW_CONSENT', input: {} })
    await readOwn(road, code)
    expect(await verifyRoad(office, masterKey(VAULT_KEY))).toMatchObject({ wrong: 0 })

    await putBack()
    await intruder.destroy()

    expect(await sees(road, staff.specialist, id)).toBe(true)
    for (const again of [false, true]) {
      if (again) await sealRoad(road)
      const { faults } = await verifyRoad(office, masterKey(VAULT_KEY))
      expect(faults).toEqual([{ place: `sensitive_instances ${id}`, what: 'somebody had read further on' }])
    }
  })

  test.each([
    ['sensitive_instances', 'snapshot', 'id'],
    ['sensitive_keys', 'wrapped', 'instance_id'],
  ])('one case altered in %s keeps nobody from the others', async (table, column, key) => {
    const office = await start()
    const { road, staff } = office
    const [broken, whole] = [await bringCase(office), await bringCase(office)]
    const altered = Buffer.alloc(60, 1).toString('base64')
    await put(office, `UPDATE ${table} SET ${column} = ? WHERE ${key} = ?`, [altered, broken.id])
    const desk = await readDesk(road, staff.focal, { waiting: true })
    expect([desk.rows.map(({ id }) => id), desk.broken]).toEqual([[whole.id], 1])
    expect(await lateNotices(road, staff.focal)).toEqual([])
    expect(await sees(road, staff.focal, whole.id)).toBe(true)
    await expect(readCase(road, broken.id, staff.focal)).rejects.toMatchObject({
      said: { key: 'confidential.broken.text' },
    })
  })

  test('the next body does not see what the one before did', async () => {
    const office = await start()
    const { road, staff, clock } = office
    const next = await office.hire('suivante', [{ role: 'specialist', programme: 'DAAM', entity: 'INJAD' }])
    const none = await office.hire('sans', [{ role: 'specialist', programme: 'DAAM', entity: '' }])
    const { id } = await bringCase(office)
    await refer(office, id)
    expect(await sees(road, none, id)).toBe(false)
    await step(road, staff.specialist, id, 'REFUSE', { ground: 'conflict' })
    await step(road, staff.focal, id, 'REFER', {
      to: 'INJAD',
      followUpOn: clock.dayOf(clock.now() + days(7)),
    })
    const before = await readCase(road, id, next)
    expect([before.timeline, before.context.referrals.map(({ to }) => to)]).toEqual([[], ['INJAD']])
    await step(road, next, id, 'ACCEPT')
    expect((await readCase(road, id, next)).timeline.map(({ event }) => event)).toEqual(['ACCEPT'])
  })
})

/** All that SQLite keeps of a database, as it lies on the disk. */
const bytesOf = async (url: string): Promise<Buffer> => {
  const file = url.replace(/^sqlite:/, '')
  const parts = ['', '-wal', '-shm'].map((suffix) =>
    readFile(`${file}${suffix}`).catch(() => Buffer.alloc(0)),
  )
  return Buffer.concat(await Promise.all(parts))
}

/** Which pieces of a closed text lie there: a long one is spread over pages. */
const piecesIn = (bytes: Buffer, kept: string): string[] =>
  (kept.match(/.{48}/g) ?? []).filter((piece) => bytes.includes(piece))

describe('on the disk, what is gone is left neither in the file nor in what was written ahead:', () => {
  test('the key of a case that was erased', async () => {
    const { db, url } = await openTestDatabase('sqlite')
    const office = await openOffice(db)
    const { id } = await bringCase(office)
    const { wrapped } = await db.read('sensitive_keys').where({ instance_id: id }).first('wrapped')
    await step(office.road, office.staff.focal, id, 'ERASE', { ground: 'wish', confirmed: true })
    await removeDeparted(db, office.dataDir)
    expect((await bytesOf(url)).includes(wrapped)).toBe(false)
  })

  test('an enclosure that was destroyed', async () => {
    const { db, url } = await openTestDatabase('sqlite')
    const office = await openOffice(db)
    const id = await enclose(office)
    await removeDeparted(db, office.dataDir)
    const { wrapped, body } = await db.read('sensitive_enclosures').where({ case_id: id }).first()
    for (const kept of [wrapped, body]) expect(piecesIn(await bytesOf(url), kept)).not.toEqual([])

    await step(office.road, office.staff.focal, id, 'DESTROY_ENCLOSURE', { ground: 'wish' })
    await removeDeparted(db, office.dataDir)

    for (const kept of [wrapped, body]) expect(piecesIn(await bytesOf(url), kept)).toEqual([])
  })
})
