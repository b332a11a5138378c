// The log of accesses, and whatever is changed behind the road's back: the verifier names the table.
import type { Knex } from 'knex'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SETTLED } from '../../src/accounts/settled.ts'
import { readLog } from '../../src/confidential/access-log.ts'
import { searchCase } from '../../src/confidential/desk.ts'
import { readDoors } from '../../src/confidential/door-lists.ts'
import { acknowledgeDoor, askDoor, grantDoor, refuseDoor } from '../../src/confidential/doors.ts'
import { readFigures } from '../../src/confidential/figures.ts'
import { lookInto } from '../../src/confidential/looking.ts'
import { readOwn } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { sealRoad } from '../../src/confidential/road.ts'
import { rotate } from '../../src/confidential/rotation.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import type { Database, Row } from '../../src/platform/database.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { breakIn, keepTables } from '../engine/intruder.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { bringCase, onDesk, refer, step } from './steps.ts'

const master = masterKey(VAULT_KEY)

const elsewhere = [{ role: 'focal_point' as const, programme: 'TAYSSIR', entity: '' }]

eachDatabase('the log of accesses', (open) => {
  let office: Office
  beforeEach(async () => {
    office = await openOffice((await open()).db)
  })
  const kinds = async (before?: number) => {
    const { road, staff } = office
    const { lines } = await readLog(road, { programme: 'DAAM', before }, staff.focal)
    return lines.map(({ kind }) => kind)
  }

  test('tells a focal point everything that was read, searched or destroyed in her programme, that of the log too', async () => {
    const { road, staff } = office
    const { id, code } = await bringCase(office)
    const { id: other } = await bringCase(office)
    await onDesk(road, staff.focal)
    await searchCase(road, id, staff.focal)
    await searchCase(road, 'nonsense', staff.specialist)
    await readCase(road, id, staff.focal)
    await readOwn(road, code)
    await readFigures(road, { programme: 'DAAM', from: '2026-01-01', to: '2026-12-31' }, staff.focal)
    await step(road, staff.focal, other, 'ERASE', { ground: 'wish', confirmed: true })
    await rotate(office, master, masterKey(Buffer.alloc(32, 8).toString('base64'))).catch(() => 0)
    await rotate(office, masterKey(Buffer.alloc(32, 8).toString('base64')), master)

    expect(await kinds()).toEqual([
      ...['log', 'rotated', 'rotated', 'erased', 'figures', 'case', 'case', 'search', 'search'],
      // What waits and what lies there besides, of which there is nothing.
      ...['list', 'list', 'opened', 'opened'],
    ])
    const { lines } = await readLog(road, { programme: 'DAAM' }, staff.focal)
    expect(lines.find(({ kind }) => kind === 'erased')).toMatchObject({ actor: staff.focal.id, case: other })
    expect(lines.filter(({ kind }) => kind === 'case').map(({ actor }) => actor)).toEqual([
      'survivor',
      staff.focal.id,
    ])
    expect((await verifyRoad(office, master)).faults).toEqual([])
  })

  test('is told to the focal point of the programme alone, and says nothing of another programme', async () => {
    const { road, staff } = office
    const far = await office.hire('far', elsewhere)
    const { id } = await bringCase(office)
    await readCase(road, id, staff.focal)

    const { lines } = await readLog(road, { programme: 'TAYSSIR' }, far)

    expect(lines.map(({ kind }) => kind)).toEqual(['log'])
    for (const who of [staff.specialist, staff.auditor, staff.admin, staff.supervisor, far])
      await expect(readLog(road, { programme: 'DAAM' }, who)).rejects.toMatchObject({ status: 404 })
    await expect(readLog(road, { programme: 'NOWHERE' }, staff.focal)).rejects.toMatchObject({ status: 404 })
  })

  test('is read page by page, every line once', async () => {
    const { road, staff } = office
    const { id } = await bringCase(office)
    for (let n = 0; n < 60; n++) await searchCase(road, n % 2 ? id : 'nothing', staff.focal)

    const seen: number[] = []
    let before: number | undefined
    do {
      const { lines, next } = await readLog(road, { programme: 'DAAM', before }, staff.focal)
      seen.push(...lines.map(({ n }) => n))
      before = next ?? undefined
    } while (before)

    // The search, the opening, and the first page's own line; that of the second page came after it.
    expect(seen).toEqual(Array.from({ length: 62 }, (_, n) => 62 - n))
  })
})

/** The tables of the road, with the column that says whose case a row is of; no row stands for all where there is none. */
const tables: Record<string, string | null> = {
  sensitive_instances: 'id',
  sensitive_journal: 'instance_id',
  sensitive_journal_inputs: 'instance_id',
  sensitive_timers: 'instance_id',
  sensitive_outbox: 'instance_id',
  sensitive_seals: null,
  sensitive_seal_leaves: 'instance_id',
  sensitive_keys: 'instance_id',
  sensitive_desks: 'case_id',
  sensitive_codes: 'case_id',
  sensitive_log: null,
  sensitive_log_tags: null,
  sensitive_doors: null,
  sensitive_doors_seen: null,
  sensitive_enclosures: 'case_id',
  sensitive_files: 'case_id',
  vault: null,
}

/**
 * When something was enclosed is known nowhere else, nor how often it was tried to mail of a door; the vault has one
 * row, and `one` cannot be anything but 1.
 */
const free = [
  ...['sensitive_enclosures.at', 'sensitive_files.at', 'vault.one'],
  ...['sensitive_doors.tell_tries', 'sensitive_doors.tell_at'],
]

/** What is found without a key as well: what the chains hold, and what can be counted. */
const provedShut = [
  ...['sensitive_instances', 'sensitive_journal', 'sensitive_journal_inputs', 'sensitive_seals'],
  ...['sensitive_seal_leaves', 'sensitive_log', 'vault'],
]
/** But where a case stands is only committed to by what is closed; which key it was closed with, nobody knows. */
const notShut = ['snapshot', 'hands', 'key_id', 'tag_key', 'log_key']

/** Another value of the same type. */
function altered(column: string, value: unknown): string | number {
  if (typeof value === 'number') return value + 10
  return column.endsWith('_at') ? 10 : `${value ?? ''}x`
}

eachDatabase('the verifier of the road', (open) => {
  let db: Database
  let office: Office
  let intruder: Knex
  let putBack: () => Promise<void>
  const ids = { live: '', erased: '', enclosed: '' }

  /** One of everything: a case that moves, one that was erased, one that was handed over; doors of every kind; seals. */
  beforeAll(async () => {
    const database = await open()
    db = database.db
    office = await openOffice(db)
    intruder = breakIn(database)
    const { road, staff, clock } = office
    await office.hire('far', elsewhere)
    clock.advance(SETTLED)
    const far = (await readers(office))[0] ?? ''
    const contact = { contactBy: 'sms', contactPoint: '0699887766', contactHours: 'evening' }
    ids.live = (await bringCase(office, { nature: 'rape', ...contact })).id
    await refer(office, ids.live)
    await step(road, staff.focal, ids.live, 'SAY', { phrase: 'comeSee' })
    await step(road, staff.focal, ids.live, 'SEND_NOTICE')
    ids.erased = (await bringCase(office)).id
    await step(road, staff.focal, ids.erased, 'ERASE', { ground: 'wish', confirmed: true })
    await sealRoad(road)
    ids.enclosed = await handOver(office)
    for (const reason of ['Elle est partie, personne ne la remplace.', 'Une seconde absence, plus longue.']) {
      await askDoor(road, { programme: 'DAAM', reason }, staff.supervisor)
      const [door] = (await readDoors(road, staff.auditor)).toDecide
      if (reason.startsWith('Elle'))
        await grantDoor(road, door?.id ?? '', { reader: far, hours: 4 }, staff.auditor)
      else await refuseDoor(road, door?.id ?? '', staff.auditor)
      clock.advance(60_000)
    }
    const [opened] = (await readDoors(road, staff.focal)).opened
    await acknowledgeDoor(road, opened?.id ?? '', staff.focal)
    await sealRoad(road)
    putBack = await keepTables(intruder, Object.keys(tables))
  })
  afterAll(() => intruder.destroy())

  const rowOf = async (table: string): Promise<Row> => {
    const owner = tables[table]
    const whose = /enclosures|files/.test(table) ? ids.enclosed : ids.live
    const rows: Row[] = await intruder(table).where(owner ? { [owner]: whose } : {})
    return rows.toSorted((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b))).at(-1) ?? {}
  }
  const everyColumn = async () =>
    (
      await Promise.all(
        Object.keys(tables).map(async (table) =>
          Object.keys(await rowOf(table)).map((name) => [table, name] as const),
        ),
      )
    ).flat()

  /** What is found after a change that is then undone. */
  const found = async (change: () => Promise<unknown>, key = true) => {
    await change()
    const report = await verifyRoad({ db, clock: office.clock }, key ? master : null)
    await putBack()
    return report
  }

  test('finds nothing where nothing was changed, with the key or without', async () => {
    expect(await verifyRoad(office, master)).toEqual({ wrong: 0, faults: [], opened: true })
    expect(await verifyRoad(office, null)).toEqual({ wrong: 0, faults: [], opened: false })
    // Each table has a row to be changed.
    for (const table of Object.keys(tables)) expect(await rowOf(table), table).not.toEqual({})
  })

  test('finds every column that was changed, and names a table of the road', {
    timeout: 240_000,
  }, async () => {
    for (const [table, column] of await everyColumn()) {
      const name = `${table}.${column}`
      if (free.includes(name)) continue
      const row = await rowOf(table)

      const { wrong, faults } = await found(() =>
        intruder(table)
          .where(row)
          .update({ [column]: altered(column, row[column]) }),
      )

      expect(wrong, name).toBeGreaterThan(0)
      expect(faults[0]?.place, name).toMatch(/^(sensitive_\w+|vault) /)
    }
  })

  test('finds without a key what chains and seals hold', { timeout: 240_000 }, async () => {
    for (const [table, column] of await everyColumn()) {
      if (!provedShut.includes(table) || notShut.includes(column) || free.includes(`${table}.${column}`))
        continue
      // Which version a case has come to follows from events that are closed.
      if (column === 'version') continue
      const row = await rowOf(table)

      const { wrong } = await found(
        () =>
          intruder(table)
            .where(row)
            .update({ [column]: altered(column, row[column]) }),
        false,
      )

      expect(wrong, `${table}.${column}`).toBeGreaterThan(0)
    }
  })

  describe('finds a row that is gone', () => {
    test.each(Object.keys(tables))('of %s', async (table) => {
      const row = await rowOf(table)

      const { wrong, faults } = await found(() => intruder(table).where(row).delete())

      expect(wrong).toBeGreaterThan(0)
      expect(faults[0]?.place).toMatch(/^(sensitive_\w+|vault) /)
    })
  })

  test('finds a case that is gone with all its rows, its seals forgotten', async () => {
    const { faults } = await found(async () => {
      for (const [table, owner] of Object.entries(tables))
        if (owner)
          await intruder(table)
            .where({ [owner]: ids.enclosed })
            .delete()
      await intruder('sensitive_seal_leaves').where({ seal_id: 2 }).delete()
      await intruder('sensitive_seals').where({ id: 2 }).delete()
      await intruder('sensitive_instances').update({ sealed_revision: 0 })
    })

    expect(faults.map(({ place }) => place)).toContain(`sensitive_instances ${ids.enclosed}`)
  })

  test('finds a key that was destroyed without a word, and one that was put back', async () => {
    const where = { instance_id: ids.live }
    const silent = await found(() =>
      intruder('sensitive_keys').where(where).update({ wrapped: null, destroyed_at: office.clock.now() }),
    )
    const [kept] = await intruder('sensitive_keys').where(where)
    const back = await found(() =>
      intruder('sensitive_keys')
        .where({ instance_id: ids.erased })
        .update({ wrapped: kept.wrapped, destroyed_at: null }),
    )

    expect(silent.faults.map(({ place }) => place)).toContain(`sensitive_keys ${ids.live}`)
    expect(back.faults.map(({ place }) => place)).toContain(`sensitive_keys ${ids.erased}`)
  })

  test('finds what an erased case left beside, with the key or without', async () => {
    for (const key of [true, false]) {
      const { faults } = await found(
        () => intruder('sensitive_codes').insert({ tag: 'x', case_id: ids.erased }),
        key,
      )
      expect(faults[0]).toEqual({
        place: `sensitive_codes ${ids.erased}`,
        what: 'the key of its case was destroyed',
      })
    }
  })

  test('finds a door that nobody granted, one that was made longer, and one that was never seen', async () => {
    const { staff } = office
    const [row] = await intruder('sensitive_doors').whereNotNull('expires_at')
    const changes = [
      () => intruder('sensitive_doors').insert({ ...row, id: 'forged', reader: staff.stranger.id }),
      () =>
        intruder('sensitive_doors')
          .where({ id: row.id })
          .update({ expires_at: row.expires_at + 1 }),
      () => intruder('sensitive_doors').where({ id: row.id }).update({ reader: staff.stranger.id }),
      () => intruder('sensitive_doors_seen').insert({ door_id: row.id, user_id: staff.stranger.id, at: 1 }),
    ]
    for (const change of changes) {
      const { faults } = await found(change)
      expect(faults[0]?.place).toMatch(/^sensitive_doors(_seen)? /)
    }
  })

  describe('of a log that lost its last lines', () => {
    /** Somebody takes the last lines and sets the vault back to where the log ends then. */
    const cut = (lines: number) => async () => {
      const { log_n } = await intruder('vault').first()
      const n = log_n - lines
      await intruder('sensitive_log_tags').where('n', '>', n).delete()
      await intruder('sensitive_log').where('n', '>', n).delete()
      const last = await intruder('sensitive_log').where({ n }).first()
      await intruder('vault').update({ log_n: n, log_hash: last.hash })
    }

    test('finds it as soon as one of them told of something that is still there', async () => {
      // The last line is that a door was seen.
      expect((await found(cut(1))).faults[0]?.place).toMatch(/^sensitive_doors_seen /)
      expect((await found(cut(8))).wrong).toBeGreaterThan(1)
    })

    test('finds it where the vault was not set back', async () => {
      const { faults } = await found(async () => {
        const { log_n: n } = await intruder('vault').first()
        await intruder('sensitive_log_tags').where({ n }).delete()
        await intruder('sensitive_log').where({ n }).delete()
      }, false)

      expect(faults).toEqual([{ place: 'vault 1', what: 'the log does not end where it says' }])
    })

    test('cannot find it when they told of reading alone, which leaves no other trace', async () => {
      const { road, staff } = office
      await readCase(road, ids.live, staff.focal)
      const { log_n } = await intruder('vault').first()

      await cut(1)()

      expect((await intruder('vault').first()).log_n).toBe(log_n - 1)
      expect((await verifyRoad(office, master)).wrong).toBe(0)
      await putBack()
    })
  })

  test('names tables and rows, and not a word of what stands there', async () => {
    const { faults } = await found(() => intruder('sensitive_doors').update({ reason: 'Mallory' }))

    expect(faults.length).toBeGreaterThan(0)
    expect(JSON.stringify(faults)).not.toMatch(/Mallory|partie|DAAM|rape/)
  })

  test('says that another key fits nothing, and still proves the chains', async () => {
    const report = await verifyRoad(office, masterKey(Buffer.alloc(32, 9).toString('base64')))

    expect(report).toMatchObject({
      ...{ wrong: 1, opened: false },
      faults: [{ place: 'vault 1', what: 'it was closed with another key' }],
    })
  })
})

const readers = async ({ db }: Office): Promise<string[]> =>
  (
    await db.all<{ user_id: string }>(
      "SELECT user_id FROM grants WHERE programme = 'TAYSSIR' AND role = 'focal_point'",
    )
  ).map(({ user_id }) => user_id)

/** An ordinary case with a document, handed over and opened once; its new reference. */
async function handOver(office: Office): Promise<string> {
  const { road, staff, db } = office
  const before = await onDesk(road, staff.focal)
  const id = await office.register()
  const content = Buffer.from('%PDF-1.4\n%%EOF')
  await office.commands.attach(id, await office.documents.keep([{ name: 'piece.pdf', content }]), staff.clerk)
  const { revision } = await db.read('instances').where({ id }).first('revision')
  await office.transfer(id, { nature: 'harassment', revision }, staff.clerk)
  const found = (await onDesk(road, staff.focal)).find((ref) => !before.includes(ref)) ?? ''
  const row = await db.read('sensitive_instances').where({ id: found }).first('revision')
  await lookInto(road, { id: found, input: { purpose: 'refer' }, revision: row.revision }, staff.focal)
  return found
}
