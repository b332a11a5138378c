// The journal as an event log: every event of what an auditor may see, well-formed, nobody's name, no faster than it is read.
import { Readable, Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import sax from 'sax'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/cases/desks.ts'
import { languages } from '../../src/i18n/i18n.ts'
import { eventLog } from '../../src/reports/event-log.ts'
import { trace } from '../../src/reports/xes.ts'
import { leadTo, typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { MEANWHILE, turns } from '../support/turns.ts'
import { missingTexts, summaryOf, wordsOf } from '../web/reading.ts'

const DAAM = { programme: 'DAAM', from: '2000-01-01', to: '2100-12-31' }

type Parsed = { globals: Record<string, string[]>; traces: { about: Fields; events: Fields[] }[] }
type Fields = Record<string, string>

/** Reads a log strictly: what is not well-formed throws. */
function parse(xml: string): Parsed {
  const parsed: Parsed = { globals: {}, traces: [] }
  const parser = sax.parser(true)
  let fields: Fields = {}
  let scope = ''
  parser.onerror = (error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }) => {
    if (name === 'global') scope = String(attributes.scope)
    if (name === 'trace') {
      fields = {}
      parsed.traces.push({ about: fields, events: [] })
    }
    if (name === 'event') {
      fields = {}
      parsed.traces.at(-1)?.events.push(fields)
    }
    if (!['string', 'date', 'int'].includes(name)) return
    const key = String(attributes.key)
    if (scope) parsed.globals[scope] = [...(parsed.globals[scope] ?? []), key]
    else fields[key] = String(attributes.value)
  }
  parser.onclosetag = (name) => {
    if (name === 'global') scope = ''
  }
  parser.write(xml).close()
  return parsed
}

async function logOf(office: Office, viewer: Viewer, query = DAAM): Promise<string> {
  let xml = ''
  for await (const piece of eventLog(office.db, viewer, query, office.clock.now())) xml += piece
  return xml
}

eachDatabase('the event log', (open) => {
  let office: Office
  let app: App

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    for (const place of ['closed', 'reopened', 'overdue', 'undelivered'] as const) await leadTo(office, place)
    const { stranger } = office.staff
    const other = await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, stranger)
    await office.act(other, stranger, 'QUALIFY', typed.qualify)
    // More than one batch.
    for (let n = 0; n < 230; n += 1) await office.register()
  }, 120_000)

  test('has a trace for every case of the programme and an event for every row of its journal', async () => {
    const rows = await office.db
      .read('journal')
      .join('cases', 'cases.id', 'journal.instance_id')
      .where('programme', 'DAAM')
      .orderBy(['instance_id', 'seq'])
      .select('instance_id', 'at', 'event', 'role')

    const { traces } = parse(await logOf(office, office.staff.auditor))

    const told = traces.flatMap(({ about, events }) =>
      events.map((event) => [about['concept:name'], event['time:timestamp'], event['org:role']]),
    )
    expect(told).toEqual(
      rows.map(({ instance_id, at, role }) => [instance_id, new Date(at).toISOString(), role]),
    )
    const names = traces.flatMap(({ events }) => events.map((event) => event['concept:name']))
    expect(new Set(names)).toContain('untilDue')
    expect(names.filter((name) => name?.includes('.'))).toEqual([])
  })

  test('declares what it says everywhere, and says it everywhere', async () => {
    const xml = await logOf(office, office.staff.auditor)

    const { globals, traces } = parse(xml)

    expect(xml).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<log xes.version="1849.2016"/)
    for (const { about, events } of traces) {
      expect(Object.keys(about).sort()).toEqual(globals.trace?.toSorted())
      for (const event of events) expect(Object.keys(event).sort()).toEqual(globals.event?.toSorted())
    }
    const prefixes = [...xml.matchAll(/<extension [^>]*prefix="(\w+)"/g)].map(([, prefix]) => prefix)
    const used = [...xml.matchAll(/key="(\w+):/g)].map(([, prefix]) => prefix)
    expect([...new Set(used)].sort()).toEqual(prefixes.sort())
    for (const [, keys = ''] of xml.matchAll(/<classifier [^>]*keys="([^"]+)"/g))
      for (const key of keys.split(' ')) expect(globals.event).toContain(key)
  })

  test('chains states as the journal does', async () => {
    const { traces } = parse(await logOf(office, office.staff.auditor))

    for (const { events } of traces) {
      expect(events[0]?.from).toBe('unborn')
      expect(events.slice(1).map(({ from }) => from)).toEqual(events.slice(0, -1).map(({ to }) => to))
    }
  })

  test('names nobody: one pseudonym for a person within a log, another one in the next', async () => {
    const [first, second] = [
      await logOf(office, office.staff.auditor),
      await logOf(office, office.staff.auditor),
    ]

    for (const { id, name } of Object.values(office.staff)) {
      expect(first).not.toContain(id)
      expect(first).not.toContain(name)
    }
    expect(first).not.toMatch(/Fatima|Idrissi|Versement/)
    const people = (xml: string) =>
      new Set(parse(xml).traces.flatMap(({ events }) => events.map((event) => event['org:resource'])))
    expect(people(first).size).toBe(people(second).size)
    expect([...people(first)].filter((one) => people(second).has(one))).toEqual(['system'])
  })

  test('is of the programmes and entities somebody audits, of the days asked for, and of nobody else', async () => {
    const jerada = await office.hire('jerada', [{ role: 'auditor', programme: 'DAAM', entity: 'JERADA' }])
    const traces = async (viewer: Viewer, part = {}) =>
      parse(await logOf(office, viewer, { ...DAAM, ...part })).traces.length

    expect(await traces(office.staff.auditor, { programme: 'TAYSSIR' })).toBe(0)
    expect(await traces(jerada)).toBe(0)
    expect(await traces(office.staff.supervisor)).toBe(0)
    expect(await traces(office.staff.clerk)).toBe(0)
    expect(await traces(office.staff.auditor, { from: '2026-11-26' })).toBeLessThan(
      await traces(office.staff.auditor),
    )
    expect(await traces(office.staff.auditor, { to: '2026-11-24' })).toBe(0)
  })

  test('leaves restricted cases out, even for an auditor who handles one', async () => {
    const id = await office.register()
    const { auditor } = office.staff
    expect(await logOf(office, auditor)).toContain(id)

    await office.db.write('cases').where({ id }).update({ restricted: 1 })
    await office.db.write('case_handlers').insert({ case_id: id, user_id: auditor.id })

    expect(await logOf(office, auditor)).not.toContain(id)
  })

  test('tells only what stood in the journal when it was begun', async () => {
    const before = office.clock.now()
    office.clock.advance(days(1))
    await office.register()
    const events = (xml: string) => parse(xml).traces.flatMap((one) => one.events).length

    let xml = ''
    for await (const piece of eventLog(office.db, office.staff.auditor, DAAM, before)) xml += piece

    expect(events(xml)).toBe(events(await logOf(office, office.staff.auditor)) - 1)
  })

  test('reads no further than somebody takes it, and stops when nobody does', async () => {
    let asked = 0
    const count = ({ sql }: { sql: string }) => {
      if (sql !== MEANWHILE) asked += 1
    }
    office.db.read.on('query', count)
    const taken: number[] = []
    const slow = new Writable({
      highWaterMark: 1,
      write: (piece: Buffer, _encoding, done) => {
        taken.push(piece.length)
        // The third piece is never finished with.
        if (taken.length < 3) done()
      },
    })
    const log = Readable.from(eventLog(office.db, office.staff.auditor, DAAM, office.clock.now()), {
      objectMode: false,
    })

    const flowing = pipeline(log, slow).catch((error: NodeJS.ErrnoException) => error.code)
    await expect.poll(() => taken.length).toBe(3)
    await turns(office.db)
    const held = asked
    slow.destroy()

    expect(await flowing).toBe('ERR_STREAM_PREMATURE_CLOSE')
    await turns(office.db)
    office.db.read.removeListener('query', count)
    // One batch of two: its cases and their journals.
    expect(held).toBe(2)
    expect(asked).toBe(held)
    expect(taken).toHaveLength(3)
  })

  test('is sent to an auditor, who is written down', async () => {
    const auditor = await app.enter('auditor')
    const address = '/exports/journal.xes?programme=DAAM&from=2026-11-01&to=2027-12-31'

    const answer = await auditor.get(address).buffer(true).expect(200)

    expect(answer.headers['content-type']).toBe('application/xml; charset=utf-8')
    expect(answer.headers['content-disposition']).toContain('journal-DAAM-2026-11-01-2027-12-31.xes')
    expect(parse(answer.text).traces.length).toBeGreaterThan(230)
    const [row] = await office.db.read('exports')
    expect(row).toMatchObject({ user_id: office.staff.auditor.id, programme: 'DAAM', kind: 'journal' })
    for (const language of languages) {
      const { text } = await (await app.enter('auditor', language)).get('/exports').expect(200)
      expect(missingTexts(text)).toEqual([])
      expect(text).not.toMatch(/\bexport\.\w/)
      expect(wordsOf(text)).toContain(office.staff.auditor.name)
    }
  })

  test.each([
    ['programme=TAYSSIR&from=2026-11-01&to=2026-11-30', 'programme'],
    ['programme=DAAM&from=&to=2026-11-30', 'from'],
    ['programme=DAAM&from=2026-11-30&to=2026-11-01', 'to'],
  ])('is refused beside the field that is wrong: %s', async (query, field) => {
    const exported = await office.db.read('exports')

    const { text } = await (await app.enter('auditor')).get(`/exports/journal.xes?${query}`).expect(422)

    expect(summaryOf(text).map(({ id }) => id)).toEqual([field])
    expect(await office.db.read('exports')).toHaveLength(exported.length)
  })

  test('is nothing to anybody else', async () => {
    for (const who of ['supervisor', 'clerk', 'admin']) {
      const browser = await app.enter(who)
      await browser.get('/exports').expect(404)
      await browser.get('/exports/journal.xes?programme=DAAM&from=2026-11-01&to=2026-11-30').expect(404)
    }
  })
})

describe('a trace', () => {
  test('holds any text: Arabic, signs of XML, and what XML cannot hold is left out', () => {
    const said = 'شكوى «مستعجلة» & <b a="1">\u0000\u0008\ud800 \n 😀'

    const { traces } = parse(`<log>${trace([['category', said]], [[['to', said]]])}</log>`)

    expect(traces[0]?.about.category).toBe('شكوى «مستعجلة» & <b a="1">\ufffd \n 😀')
    expect(traces[0]?.events[0]?.to).toBe(traces[0]?.about.category)
  })
})
