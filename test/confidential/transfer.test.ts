// An ordinary case handed over: whole here or whole there, whatever interrupts it; what was told is sealed, and then gone.
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { expect, test } from 'vitest'
import { projection } from '../../src/cases/projection.ts'
import { act } from '../../src/confidential/commands.ts'
import { readDesk } from '../../src/confidential/desk.ts'
import { lookInto, readEnclosedFile } from '../../src/confidential/looking.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { verify } from '../../src/engine/verify.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { openPower } from '../support/power.ts'
import { onDesk, step } from './steps.ts'

const master = masterKey(VAULT_KEY)
const pdf = Buffer.from('%PDF-1.4\nmarqueurfichier\n%%EOF')

/** Words that stand nowhere else. */
const words = [
  'Zoubida',
  'marqueurtexte',
  '0677001122',
  'ZM778899',
  'marqueurnote',
  'marqueurfichier',
  'papiermarque',
]

/** A complaint with a document, a note and a letter; gives its reference. */
async function complain(office: Office, name = 'Zoubida Marqueur'): Promise<string> {
  const id = await office.register({
    ...{ name, phone: '0677001122', cnie: 'ZM778899', object: 'Un objet marqueurtexte' },
    description: 'Ce qui est arrivé, marqueurtexte, au guichet.',
  })
  const documents = await office.documents.keep([{ name: 'papiermarque.pdf', content: pdf }])
  await office.commands.attach(id, documents, office.staff.clerk)
  await office.act(id, office.staff.clerk, 'ADD_NOTE', { note: 'Une note marqueurnote au dossier.' })
  await office.work()
  return id
}

async function transfer(office: Office, id: string, nature = 'harassment'): Promise<void> {
  const { revision } = await office.db.read('instances').where({ id }).first('revision')
  await office.transfer(id, { nature, revision }, office.staff.clerk)
}

/** Every row of every table as text, but what the road closed. */
async function dump({ db }: Office): Promise<string> {
  const tables: { name: string }[] =
    db.kind === 'sqlite'
      ? await db.all("SELECT name FROM sqlite_master WHERE type = 'table'")
      : await db.all("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
  const rows = await Promise.all(tables.map(({ name }) => db.read(name)))
  return JSON.stringify(rows)
}

async function filesOf({ dataDir }: Office): Promise<{ name: string; content: string }[]> {
  const found = await readdir(dataDir, { recursive: true, withFileTypes: true })
  const files = found
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
  return Promise.all(
    files.map(async (name) => ({ name, content: (await readFile(name)).toString('latin1') })),
  )
}

const revisionOf = async ({ db }: Office, id: string): Promise<number> =>
  (await db.read('sensitive_instances').where({ id }).first('revision')).revision

eachDatabase('a case that is transferred', (open, kind) => {
  test('leaves nothing behind, is whole on the other side, and both sides prove it', async () => {
    const database = await open()
    const office = await openOffice(database.db)
    const id = await complain(office)
    await office.register({ name: 'Khadija Ordinaire' })
    const received = await office.db.read('cases').count({ n: '*' }).first()

    await transfer(office, id)
    await office.work()

    const left = await dump(office)
    const files = await filesOf(office)
    for (const word of words) expect(left, word).not.toContain(word)
    for (const word of words)
      for (const { name, content } of files) expect(content.includes(word), name).toBe(false)
    expect(await office.db.read('cases').count({ n: '*' }).first()).toEqual(received)
    expect(await office.row(id)).toMatchObject({ outcome: 'takenOver', channel: 'desk', unit: null })
    const [sensitive = ''] = await onDesk(office.road, office.staff.focal)
    expect(sensitive).not.toBe(id)
    expect(left).not.toContain(`transfer:${id}`)
    expect((await verify({ ...office, projection })).faults).toEqual([])
    expect((await verifyRoad(office, master)).faults).toEqual([])
    if (kind === 'sqlite') {
      const file = database.url.slice('sqlite:'.length)
      for (const each of [file, `${file}-wal`]) {
        const bytes = (await readFile(each).catch(() => Buffer.alloc(0))).toString('latin1')
        for (const word of words) expect(bytes.includes(word), `${word} in ${each}`).toBe(false)
      }
    }
  })

  test('waits for no file that was lost: what is left of it is enclosed', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff } = office
    const id = await complain(office)
    await rm(path.join(office.dataDir, 'documents'), { recursive: true })

    await transfer(office, id)

    const [sensitive = ''] = await onDesk(road, staff.focal)
    const { revision } = await road.db.read('sensitive_instances').where({ id: sensitive }).first('revision')
    const wish = { id: sensitive, input: { purpose: 'understand' }, revision }
    const { files } = await lookInto(road, wish, staff.focal)
    expect(files).toMatchObject([{ name: 'papiermarque.pdf' }])
    const file = await readEnclosedFile(road, sensitive, files[0]?.id ?? '', staff.focal)
    expect(file.content).toHaveLength(0)
  })

  test('gives the focal point a sealed enclosure, opened with a purpose, read for half an hour, written down', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff, clock } = office
    await transfer(office, await complain(office))
    const [id = ''] = await onDesk(road, staff.focal)
    const wish = async () => ({ id, input: { purpose: 'refer' }, revision: await revisionOf(office, id) })

    expect(JSON.stringify(await readCase(road, id, staff.focal))).not.toMatch(/marqueur/i)
    const { told, files } = await lookInto(road, await wish(), staff.focal)

    expect(told.cases[0]?.registration).toMatchObject({ name: 'Zoubida Marqueur', phone: '0677001122' })
    expect(JSON.stringify(told.cases[0]?.events)).toContain('marqueurnote')
    expect(files).toMatchObject([{ name: 'papiermarque.pdf', type: 'application/pdf' }])
    const file = files[0]?.id ?? ''
    expect((await readEnclosedFile(road, id, file, staff.focal)).content.equals(pdf)).toBe(true)
    for (const other of [staff.specialist, staff.supervisor, staff.admin, staff.auditor])
      await expect(readEnclosedFile(road, id, file, other)).rejects.toMatchObject({ status: 404 })
    await expect(lookInto(road, await wish(), staff.auditor)).rejects.toMatchObject({ status: 404 })
    clock.advance(31 * 60_000)
    await expect(readEnclosedFile(road, id, file, staff.focal)).rejects.toMatchObject({ status: 404 })
    const { accesses } = await readCase(road, id, staff.focal)
    expect(accesses.map((access) => access.kind)).toEqual(
      expect.arrayContaining(['transferred', 'enclosure', 'file']),
    )
  })

  test.each(['after thirty days', 'on her wish'])('loses its enclosure %s, with its files', async (how) => {
    const office = await openOffice((await open()).db)
    const { road, staff, clock } = office
    await transfer(office, await complain(office))
    const [id = ''] = await onDesk(road, staff.focal)
    const folder = path.join(office.dataDir, 'confidential')
    expect(await readdir(folder)).toHaveLength(1)

    if (how === 'on her wish') await step(road, staff.focal, id, 'DESTROY_ENCLOSURE', { ground: 'wish' })
    else clock.advance(days(30))
    await office.work()
    await office.work()

    expect(await readdir(folder)).toEqual([])
    expect(await office.db.read('sensitive_enclosures')).toEqual([])
    const wish = { id, input: { purpose: 'refer' }, revision: await revisionOf(office, id) }
    await expect(lookInto(road, wish, staff.focal)).rejects.toMatchObject({ status: 422 })
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('takes the appeal and the referral about it along', async () => {
    const office = await openOffice((await open()).db)
    const id = await complain(office)
    const about = await office.register({
      ...{
        channel: 'ombudsman',
        about: id,
        name: 'Médiateur',
        description: 'Le même marqueurtexte, par le Médiateur.',
      },
      externalKey: 'MED-77',
    })

    await transfer(office, about)
    await office.work()

    expect((await office.db.read('cases').whereIn('id', [id, about])).map(({ outcome }) => outcome)).toEqual([
      'takenOver',
      'takenOver',
    ])
    expect(await dump(office)).not.toContain('marqueurtexte')
    expect(await onDesk(office.road, office.staff.focal)).toHaveLength(1)
    expect((await verify({ ...office, projection })).faults).toEqual([])
  })

  test('is whole here or whole there, at whatever statement it is interrupted', {
    timeout: 120_000,
  }, async () => {
    const power = openPower()
    const office = await openOffice((await open(power)).db)
    const id = await complain(office)
    const before = await dump(office)

    // What is interrupted after the last statement of all has happened: it is whole there.
    let statements = 0
    for (let moved = false; !moved; statements++) {
      await power.lasts(statements, () => transfer(office, id))
      moved = (await office.row(id)).outcome === 'takenOver'
      if (!moved) expect((await dump(office)) === before, `after statement ${statements}`).toBe(true)
    }

    expect(statements).toBeGreaterThan(40)
    expect(await dump(office)).not.toContain('marqueurtexte')
    expect(await onDesk(office.road, office.staff.focal)).toHaveLength(1)
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is refused to whoever does not work on it, and cannot be transferred or moved again', async () => {
    const office = await openOffice((await open()).db)
    const { staff } = office
    const id = await complain(office)
    const wish = {
      nature: 'harassment',
      revision: await office.db
        .read('instances')
        .where({ id })
        .first('revision')
        .then(({ revision }) => revision),
    }

    for (const who of [staff.stranger, staff.admin, staff.focal, staff.reporter, staff.verifier])
      await expect(office.transfer(id, wish, who)).rejects.toMatchObject({ status: 404 })
    await expect(office.transfer(id, wish, staff.auditor)).rejects.toMatchObject({ status: 403 })
    await expect(office.transfer(id, { ...wish, nature: 'nonsense' }, staff.clerk)).rejects.toMatchObject({
      status: 422,
    })
    await expect(
      office.transfer(id, { ...wish, revision: wish.revision - 1 }, staff.clerk),
    ).rejects.toMatchObject({ status: 409 })
    await transfer(office, id)

    await expect(transfer(office, id)).rejects.toMatchObject({ status: 422 })
    await expect(
      office.act(id, staff.clerk, 'ADD_NOTE', { note: 'Encore une note ici.' }),
    ).rejects.toMatchObject({ status: 422 })
    expect(await onDesk(office.road, staff.focal)).toHaveLength(1)
  })

  test('erased with its case, an enclosure cannot be opened by anybody', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff } = office
    await transfer(office, await complain(office))
    const [id = ''] = await onDesk(road, staff.focal)

    await act(
      road,
      {
        id,
        type: 'ERASE',
        input: { ground: 'wish', confirmed: true },
        revision: await revisionOf(office, id),
      },
      staff.focal,
    )
    await office.work()

    expect(await office.db.read('sensitive_enclosures')).toEqual([])
    expect(await office.db.read('sensitive_files')).toEqual([])
    expect((await readDesk(road, staff.focal, { waiting: true })).rows).toEqual([])
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })
})
