// Break-glass: three people, some hours, reading alone, and the focal point knows at once.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { SignedIn } from '../../src/accounts/schema.ts'
import { SETTLED } from '../../src/accounts/settled.ts'
import { readLog } from '../../src/confidential/access-log.ts'
import { closeDoor } from '../../src/confidential/close-door.ts'
import { readDoors } from '../../src/confidential/door-lists.ts'
import {
  AskDoor,
  acknowledgeDoor,
  askDoor,
  doorsToRead,
  GrantDoor,
  grantDoor,
  readersFor,
  refuseDoor,
  unseenDoors,
} from '../../src/confidential/doors.ts'
import { readFigures } from '../../src/confidential/figures.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { tellDoors } from '../../src/confidential/tell-doors.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { Undelivered } from '../../src/notifications/undelivered.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { type Mail, readMail } from '../notifications/mail-reader.ts'
import { hours } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { bringCase, onDesk, sees, step } from './steps.ts'

const master = masterKey(VAULT_KEY)
const reason = 'Le point focal est absent et personne ne le remplace.'

/** The mails that left, as files. */
async function letters({ dataDir }: Office): Promise<Mail[]> {
  const folder = path.join(dataDir, 'outgoing')
  const names = await readdir(folder).catch(() => [])
  return Promise.all(
    names.map(async (name) => {
      const raw = await readFile(path.join(folder, name), 'utf8')
      return readMail(raw, /^To: (.*)$/m.exec(raw)?.[1]?.trim() ?? '')
    }),
  )
}

eachDatabase('a door to the confidential desk', (open) => {
  let office: Office
  let far: SignedIn
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    far = await office.hire('far', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])
    office.clock.advance(SETTLED)
  })

  /** Asks as the supervisor does; the id of the request. */
  async function ask(): Promise<string> {
    const { road, staff } = office
    await askDoor(road, { programme: 'DAAM', reason }, staff.supervisor)
    return (await readDoors(road, staff.auditor)).toDecide.at(-1)?.id ?? ''
  }
  const grant = (id: string, reader = far.id) =>
    grantDoor(office.road, id, { reader, hours: 4 }, office.staff.auditor)

  test('lets a focal point from elsewhere read for some hours, act on nothing, and see neither figures nor log', async () => {
    const { road, staff, clock } = office
    const { id } = await bringCase(office)
    expect(await sees(road, far, id)).toBe(false)

    await grant(await ask())

    expect(await onDesk(road, far)).toEqual([id])
    const view = await readCase(road, id, far)
    expect(view.acts).toEqual([])
    const { lines } = await readLog(road, { programme: 'DAAM' }, staff.focal)
    for (const kind of ['list', 'case'])
      expect(lines.find((line) => line.kind === kind)).toMatchObject({
        ...{ actor: far.id, door: expect.any(String) },
      })
    await expect(step(road, far, id, 'OFFER_SERVICES', { legal: true })).rejects.toThrow()
    const period = { programme: 'DAAM', from: '2026-01-01', to: '2026-12-31' }
    await expect(readFigures(road, period, far)).rejects.toMatchObject({ status: 404 })
    await expect(readLog(road, { programme: 'DAAM' }, far)).rejects.toMatchObject({ status: 404 })
    for (const who of [staff.supervisor, staff.auditor, staff.admin])
      expect(await sees(road, who, id)).toBe(false)
    clock.advance(hours(4))
    expect(await sees(road, far, id)).toBe(false)
    expect(await onDesk(road, far)).toEqual([])
    await office.work()
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is told to the focal points of the programme at once, and written into their log, every reading too', async () => {
    const { road, staff } = office
    const { id } = await bringCase(office)
    const second = await office.hire('second', [{ role: 'focal_point', programme: 'DAAM', entity: '' }])
    const door = await ask()
    expect(await unseenDoors(road.db, staff.focal)).toEqual([])
    await expect(acknowledgeDoor(road, door, staff.focal)).rejects.toMatchObject({ status: 404 })

    await grant(door)
    await readCase(road, id, far)

    for (const who of [staff.focal, second])
      expect(await unseenDoors(road.db, who)).toMatchObject([{ id: door, programme: 'DAAM', reader: far.id }])
    expect(await unseenDoors(road.db, far)).toEqual([])
    const { opened } = await readDoors(road, staff.focal)
    expect(opened).toMatchObject([
      { reason, state: 'open', seen: false, askedBy: staff.supervisor.id, decidedBy: staff.auditor.id },
    ])
    await acknowledgeDoor(road, door, staff.focal)
    await acknowledgeDoor(road, door, staff.focal)
    expect(await unseenDoors(road.db, staff.focal)).toEqual([])
    expect(await unseenDoors(road.db, second)).toHaveLength(1)
    await expect(acknowledgeDoor(road, door, far)).rejects.toMatchObject({ status: 404 })
    const { lines } = await readLog(road, { programme: 'DAAM' }, staff.focal)
    expect(lines.map(({ kind }) => kind)).toEqual([
      'log',
      'doorSeen',
      'doors',
      'case',
      'doorGranted',
      'doors',
      'doorAsked',
      'opened',
    ])
    expect(lines.find(({ kind }) => kind === 'case')).toMatchObject({ actor: far.id, door })
    expect(lines.find(({ kind }) => kind === 'doorGranted')).toMatchObject({ reader: far.id })
    // Nothing of it stands where the rest of the house looks.
    for (const table of ['notices', 'outbox', 'journal']) expect(await office.db.read(table)).toEqual([])
  })

  test('is told by mail too, once, to each focal point of the programme, in their language', async () => {
    await office.hire('second', [{ role: 'focal_point', programme: 'DAAM', entity: '' }], 'ar')
    const gone = await office.hire('gone', [{ role: 'focal_point', programme: 'DAAM', entity: '' }])
    await office.db.run(
      "INSERT INTO account_events (id, user_id, at, actor, act) VALUES ('closed', ?, ?, 'admin', 'deactivated')",
      [gone.id, office.clock.now()],
    )
    await office.db.run('UPDATE users SET active = 0 WHERE id = ?', [gone.id])
    const door = await ask()
    await office.work()
    expect(await letters(office)).toEqual([])

    await grant(door)
    await office.work()
    await office.work()

    const mails = (await letters(office)).toSorted((a, b) => a.to.localeCompare(b.to))
    expect(mails.map(({ to }) => to)).toEqual([
      ...['focal@office.test', 'gone@office.test', 'second@office.test'],
    ])
    expect(mails.map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Accès exceptionnel accordé'),
      expect.stringContaining('Accès exceptionnel accordé'),
      expect.stringMatching(/[\u0600-\u06ff]/),
    ])
    for (const { text } of mails) for (const word of [reason, 'far', 'J-']) expect(text).not.toContain(word)
  })

  test('is told elsewhere too: that it was opened, and no more, but neither to the reader nor to whoever is new', async () => {
    await office.hire('other', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }], 'en')
    await office.hire('here', [
      { role: 'focal_point', programme: 'DAAM', entity: '' },
      { role: 'focal_point', programme: 'TAYSSIR', entity: '' },
    ])
    office.clock.advance(SETTLED)
    await office.hire('fresh', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])

    await grant(await ask())
    await office.work()
    await office.work()

    const mails = (await letters(office)).toSorted((a, b) => a.to.localeCompare(b.to))
    expect(mails.map(({ to }) => to)).toEqual([
      ...['focal@office.test', 'here@office.test', 'other@office.test'],
    ])
    const [own, here, other] = mails
    for (const mail of [own, here]) expect(mail?.text).toContain('Ouvrez votre bureau')
    expect(other?.text).toMatch(/The confidential desk of the programme DAAM was opened .* ask the audit/s)
    for (const word of [reason, 'Latifa', 'Driss', 'far', 'supervisor'])
      expect(other?.text).not.toContain(word)
  })

  test('is mailed nowhere without a mail server, and once there is one', async () => {
    const { road } = office
    const kept: string[] = []
    const carriers = { email: async ({ to }: { to: string }) => void kept.push(to) }
    await grant(await ask())

    expect(await tellDoors({ ...road, carriers, leaves: { email: false } })).toBe(0)
    expect(kept).toEqual([])
    expect(await unseenDoors(road.db, office.staff.focal)).toHaveLength(1)

    expect(await tellDoors({ ...road, carriers, leaves: { email: true } })).toBe(1)
    expect(kept).toEqual(['focal@office.test'])
  })

  test('is told for every door, also when one of them cannot be told yet', async () => {
    const { road, staff } = office
    await grant(await ask())
    office.clock.advance(1)
    await askDoor(road, { programme: 'DAAM', reason }, staff.supervisor2)
    await grant((await readDoors(road, staff.auditor)).toDecide.at(-1)?.id ?? '')
    let tries = 0
    const email = async () => {
      tries += 1
      if (tries === 1) throw new Undelivered('away', false)
    }

    const told = { ...road, carriers: { email }, leaves: { email: true } }
    await expect(tellDoors(told)).rejects.toBeInstanceOf(Undelivered)

    expect(tries).toBe(2)
    expect(await tellDoors(told)).toBe(0)
    office.clock.advance(5_000)
    expect(await tellDoors(told)).toBe(1)
    expect(await tellDoors(told)).toBe(0)
  })

  test('is closed early by its programme, its audit or its reader, and then nobody reads by it', async () => {
    const { road, staff, clock } = office
    const { id } = await bringCase(office)
    for (const who of [staff.focal, staff.auditor, far]) {
      const door = await ask()
      await grant(door)
      clock.advance(60_000)
      expect(await sees(road, far, id)).toBe(true)
      expect(await doorsToRead(road.db, far, clock.now())).toMatchObject([
        { id: door, programme: 'DAAM', expires_at: clock.now() - 60_000 + hours(4) },
      ])

      await closeDoor(road, door, who)

      expect(await sees(road, far, id)).toBe(false)
      expect(await doorsToRead(road.db, far, clock.now())).toEqual([])
      await expect(closeDoor(road, door, who)).rejects.toMatchObject({ said: { key: 'door.refusal.over' } })
      const { lines } = await readLog(road, { programme: 'DAAM' }, staff.focal)
      expect(lines.find(({ kind }) => kind === 'doorClosed')).toMatchObject({ actor: who.id, door })
      expect((await readDoors(road, staff.focal)).opened).toContainEqual(
        expect.objectContaining({ id: door, state: 'closed', expiresAt: clock.now() }),
      )
    }
    expect((await readDoors(road, far)).toRead.map(({ state }) => state)).toEqual([
      ...['closed', 'closed', 'closed'],
    ])
    const twice = await ask()
    await grant(twice)
    const both = await Promise.allSettled([staff.focal, far].map((who) => closeDoor(road, twice, who)))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is closed by nobody else, and only while it is open', async () => {
    const { road, staff, clock } = office
    const { id } = await bringCase(office)
    const other = await office.hire('other', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])
    const door = await ask()
    const over = { said: { key: 'door.refusal.over' } }
    // A request that waits is no door yet; a focal point knows of none.
    await expect(closeDoor(road, door, staff.focal)).rejects.toMatchObject({ status: 404 })
    await expect(closeDoor(road, door, staff.auditor)).rejects.toMatchObject(over)
    await grant(door)

    for (const who of [staff.supervisor, staff.admin, staff.stranger, staff.specialist, other])
      await expect(closeDoor(road, door, who)).rejects.toMatchObject({ status: 404 })
    await expect(closeDoor(road, 'no such door', staff.focal)).rejects.toMatchObject({ status: 404 })

    expect(await sees(road, far, id)).toBe(true)
    clock.advance(hours(4))
    await expect(closeDoor(road, door, staff.focal)).rejects.toMatchObject(over)
    expect((await readDoors(road, staff.focal)).opened).toMatchObject([{ state: 'over' }])
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('ends when the log tells and at no other instant, closed or not', async () => {
    const { road, staff, db, clock } = office
    const closed = await ask()
    await grant(closed)
    clock.advance(60_000)
    await closeDoor(road, closed, staff.focal)
    const open = await ask()
    await grant(open)
    const ends = async (id: string, at: number) => {
      await db.write('sensitive_doors').where({ id }).update({ expires_at: at })
      return (await verifyRoad(office, master)).faults.map(({ place }) => place)
    }
    const now = clock.now()

    for (const at of [now - 1, now + 1, now - 60_000 + hours(4)])
      expect(await ends(closed, at)).toEqual([`sensitive_doors ${closed}`])
    expect(await ends(closed, now)).toEqual([])
    // Whoever shuts a door in the tables alone is found as well.
    expect(await ends(open, now)).toEqual([`sensitive_doors ${open}`])
  })

  test('tells the reader until when a case may be read', async () => {
    const { road, clock, staff } = office
    const { id } = await bringCase(office)
    await grant(await ask())

    expect((await readCase(road, id, far)).seat.until).toBe(clock.now() + hours(4))
    expect((await readCase(road, id, staff.focal)).seat.until).toBeUndefined()
  })

  test('is asked for, granted and read through by nobody who was made for it', async () => {
    const { road } = office
    const made = async (login: string, role: 'supervisor' | 'auditor') =>
      office.hire(login, [{ role, programme: 'DAAM', entity: '' }])
    const [asker, auditor] = [await made('asker', 'supervisor'), await made('granter', 'auditor')]
    const late = await office.hire('late', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])
    const tooNew = { said: { key: 'door.refusal.tooNew' } }
    await expect(askDoor(road, { programme: 'DAAM', reason }, asker)).rejects.toMatchObject(tooNew)
    const door = await ask()
    await expect(grantDoor(road, door, { reader: far.id, hours: 4 }, auditor)).rejects.toMatchObject(tooNew)
    await expect(grant(door, late.id)).rejects.toMatchObject({
      fields: { reader: { key: 'field.reader.choose' } },
    })

    // Whoever was given a new password by an administrator begins anew.
    await office.db.run(
      "INSERT INTO account_events (id, user_id, at, actor, act) VALUES ('taken', ?, ?, 'admin', 'linked')",
      [far.id, office.clock.now()],
    )
    await expect(grant(door)).rejects.toMatchObject({ fields: { reader: { key: 'field.reader.choose' } } })
  })

  test('takes three different people, and a reader who has no part in the programme', async () => {
    const { road, staff } = office
    const { id: caseId } = await bringCase(office)
    const every = (programme: string) =>
      (['supervisor', 'auditor', 'focal_point'] as const).map((role) => ({ role, programme, entity: '' }))
    const both = await office.hire('both', [...every('DAAM').slice(0, 2), ...every('TAYSSIR')])
    const half = await office.hire('half', [
      { role: 'focal_point', programme: 'TAYSSIR', entity: '' },
      { role: 'clerk', programme: 'DAAM', entity: 'RABAT' },
    ])
    expect((await readersFor(road.db, 'DAAM', office.clock.now())).map(({ id }) => id)).toEqual([far.id])
    office.clock.advance(SETTLED)
    const known = (await readersFor(road.db, 'DAAM', office.clock.now())).map(({ id }) => id)
    expect(known).toEqual([far.id])
    const door = await ask()

    // Nobody but an auditor of the programme finds the request.
    for (const who of [staff.supervisor, staff.focal, staff.admin, staff.stranger, far])
      await expect(grantDoor(road, door, { reader: far.id, hours: 4 }, who)).rejects.toMatchObject({
        status: 404,
      })
    for (const reader of [staff.focal.id, staff.supervisor.id, staff.auditor.id, half.id, both.id, 'nobody'])
      await expect(grant(door, reader)).rejects.toMatchObject({
        fields: { reader: { key: 'field.reader.choose' } },
      })
    await askDoor(road, { programme: 'DAAM', reason }, both)
    const own = (await readDoors(road, both)).toDecide.find((one) => one.own)
    await expect(grantDoor(road, own?.id ?? '', { reader: far.id, hours: 4 }, both)).rejects.toMatchObject({
      said: { key: 'door.refusal.twoPeople' },
    })
    await expect(refuseDoor(road, own?.id ?? '', both)).rejects.toMatchObject({ status: 403 })
    expect(await sees(road, far, caseId)).toBe(false)
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is asked by a supervisor of the programme, once at a time', async () => {
    const { road, staff, clock } = office
    for (const who of [staff.agent, staff.auditor, staff.focal, staff.stranger, staff.admin])
      await expect(askDoor(road, { programme: 'DAAM', reason }, who)).rejects.toMatchObject({ status: 403 })

    const twice = await Promise.allSettled([ask(), ask()])
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(ask()).rejects.toMatchObject({ said: { key: 'door.refusal.waits' } })
    await askDoor(road, { programme: 'DAAM', reason }, staff.supervisor2)
    clock.advance(hours(7 * 24) + 1)
    await ask()

    const { asked } = await readDoors(road, staff.supervisor)
    expect(asked.map(({ state }) => state)).toEqual(['waits', 'lapsed'])
    expect((await readDoors(road, staff.supervisor2)).asked).toHaveLength(1)
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is decided on once, and not after a week', async () => {
    const { road, staff, clock } = office
    const auditor2 = await office.hire('auditor2', [{ role: 'auditor', programme: 'DAAM', entity: '' }])
    const first = await ask()

    const both = await Promise.allSettled([grant(first), refuseDoor(road, first, auditor2)])

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(refuseDoor(road, first, staff.auditor)).rejects.toMatchObject({
      said: { key: 'door.refusal.over' },
    })
    const late = await ask()
    clock.advance(hours(7 * 24) + 1)
    await expect(grant(late)).rejects.toMatchObject({ said: { key: 'door.refusal.over' } })
    await expect(grant('no such door')).rejects.toMatchObject({ status: 404 })
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is open to nobody who is no focal point any more', async () => {
    const { road } = office
    const { id } = await bringCase(office)
    await grant(await ask())
    const { grants: _, ...rest } = far

    expect(await sees(road, { ...rest, grants: [] }, id)).toBe(false)
  })

  test('says nothing about cases: the same with none, with one, and with many', async () => {
    const { road, staff } = office
    const told = async () =>
      JSON.stringify(await Promise.all([staff.supervisor, staff.auditor].map((who) => readDoors(road, who))))
    await grant(await ask())
    const before = await told()

    for (let n = 0; n < 3; n++) await bringCase(office)

    expect(await told()).toBe(before)
  })

  test('keeps its reason closed to whoever has no key, and opens it nowhere else', async () => {
    const { road, db, staff } = office
    await ask()
    await askDoor(road, { programme: 'DAAM', reason: 'Une autre raison, assez longue.' }, staff.supervisor2)
    const rows = await db.read('sensitive_doors').orderBy('asked_by')
    expect(JSON.stringify(rows)).not.toContain('absent')

    await db.write('sensitive_doors').where({ id: rows[0].id }).update({ reason: rows[1].reason })

    await expect(readDoors(road, staff.auditor)).rejects.toThrow()
  })
})

test('what was typed is read with a word for each field', () => {
  const wrong = (read: { error?: { issues: { path: PropertyKey[]; message: string }[] } }) =>
    Object.fromEntries((read.error?.issues ?? []).map(({ path, message }) => [path.join('.'), message]))

  expect(wrong(AskDoor.safeParse({}))).toEqual({
    ...{ programme: 'field.programme.choose', reason: 'field.reason.missing' },
  })
  expect(wrong(AskDoor.safeParse({ programme: 'DAAM', reason: 'court' }))).toEqual({
    reason: 'field.reason.tooShort',
  })
  expect(wrong(AskDoor.safeParse({ programme: 'DAAM', reason: 'x'.repeat(1001) }))).toEqual({
    reason: 'door.ask.tooLong',
  })
  for (const hours of [undefined, '', '0', '5', '1e9', 'x'])
    expect(wrong(GrantDoor.safeParse({ reader: 'r', hours }))).toEqual({ hours: 'field.hours.choose' })
})
