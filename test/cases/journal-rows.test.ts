// The journal across cases: what an auditor may see of it, each filter, page after page without a row lost or doubled.
import { beforeAll, expect, test } from 'vitest'
import { type JournalQuery, type JournalRow, journalRows } from '../../src/cases/journal-rows.ts'
import { recordReveal } from '../../src/cases/reveals.ts'
import { recordExport, recordFile } from '../../src/reports/exports.ts'
import { readsPage } from '../../src/reports/reads.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, type Office, openOffice } from '../support/office.ts'
import { handOver } from './release-office.ts'
import { lead, leadTo } from './roads.ts'

type Viewer = Office['staff'][Name]

eachDatabase('rows of the journal', (open) => {
  let office: Office
  let ids: { closed: string; late: string; gone: string; restricted: string; elsewhere: string }

  const all = async (query: JournalQuery = {}, viewer: Viewer = office.staff.auditor) => {
    const rows: JournalRow[] = []
    for (let after: JournalQuery['after'] | null; after !== null; ) {
      const page = await journalRows(office.db, viewer, { ...query, after })
      expect(page.rows.length).toBeLessThanOrEqual(50)
      rows.push(...page.rows)
      after = page.next
    }
    return rows
  }
  const keys = (rows: readonly { instance_id: string; seq: number }[]) =>
    rows.map(({ instance_id, seq }) => `${instance_id} ${seq}`)

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-11-02') })
    const { stranger } = office.staff
    const elsewhere = await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, stranger)
    const closed = await leadTo(office, 'closed')
    const restricted = await leadTo(office, 'qualified')
    await office.db.write('cases').where({ id: restricted }).update({ restricted: 1 })
    await office.db.write('case_handlers').insert({ case_id: restricted, user_id: office.staff.auditor.id })
    const gone = await leadTo(office, 'qualified')
    await handOver(office, gone)
    const late = await leadTo(office, 'overdue')
    for (let n = 0; n < 60; n += 1) await office.register()
    const wide = await office.hire('wide', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
    await office.register({ entity: 'CASABLANCA' }, wide)
    office.clock.advance(days(1))
    await lead(office, late, 'conclude')
    ids = { closed, late, gone, restricted, elsewhere }
  }, 120_000)

  test('are all there, newest first, once each', async () => {
    const expected = await office.db
      .read('journal')
      .join('cases', 'cases.id', 'journal.instance_id')
      .where({ programme: 'DAAM', restricted: 0 })
      .orderBy([
        { column: 'at', order: 'desc' },
        { column: 'instance_id', order: 'desc' },
        { column: 'seq', order: 'desc' },
      ])
      .select('instance_id', 'seq')

    expect(expected.length).toBeGreaterThan(75)
    expect(keys(await all())).toEqual(keys(expected))
  })

  test('are nobody’s whom somebody alone handles, not even for an auditor who does', async () => {
    const rows = await all()
    for (const id of [ids.restricted, ids.elsewhere])
      expect(rows.some(({ instance_id }) => instance_id === id)).toBe(false)
    expect(await all({ id: ids.restricted })).toEqual([])
  })

  test.each(names.filter((name) => name !== 'auditor'))('are none for %s', async (name) => {
    expect(await all({}, office.staff[name])).toEqual([])
    expect(await all({ id: ids.closed }, office.staff[name])).toEqual([])
  })

  test('are those of the places somebody audits', async () => {
    const casablanca = await office.hire('casablanca', [
      { role: 'auditor', programme: 'DAAM', entity: 'CASABLANCA' },
    ])
    const rows = await all({}, casablanca)
    expect(rows.map(({ entity }) => entity)).toEqual(['CASABLANCA'])
    expect(await all({ entity: 'RABAT' }, casablanca)).toEqual([])
    expect(keys(await all({ programme: 'DAAM', entity: 'CASABLANCA' }))).toEqual(keys(rows))
    expect(await all({ programme: 'TAYSSIR' })).toEqual([])
  })

  test('are found by person, event, day and case, and by all of them', async () => {
    const rows = await all()
    const { clerk } = office.staff
    const byHand = (test: (row: JournalRow) => boolean) => keys(rows.filter(test))

    expect(keys(await all({ actor: clerk.id }))).toEqual(byHand(({ actor }) => actor === clerk.id))
    expect(keys(await all({ actor: clerk.id, events: ['QUALIFY'] }))).toEqual(
      byHand(({ actor, event }) => actor === clerk.id && event === 'QUALIFY'),
    )
    const events = ['QUALIFY', 'CLOSE', 'xstate.after.untilDue.complaint.clock.running.dueSoon']
    expect(keys(await all({ events }))).toEqual(byHand(({ event }) => events.includes(event)))
    expect((await all({ events })).map(({ event }) => event)).toContain(events[2])
    expect(await all({ events: [] })).toEqual([])
    const day = office.clock.dayOf(rows[0]?.at ?? 0)
    expect(keys(await all({ from: day }))).toEqual(byHand(({ at }) => office.clock.dayOf(at) >= day))
    expect(keys(await all({ to: '2026-11-10' }))).toEqual(
      byHand(({ at }) => office.clock.dayOf(at) <= '2026-11-10'),
    )
    expect(keys(await all({ id: ids.closed, actor: clerk.id }))).toEqual(
      byHand(({ instance_id, actor }) => instance_id === ids.closed && actor === clerk.id),
    )
  })

  test('do not say whose hand gave a case away', async () => {
    const intruder = office.db.write('journal').where({ instance_id: ids.gone, event: 'RELEASE' })
    await intruder.update({ actor: office.staff.supervisor.id, role: 'supervisor' })

    const [last] = await all({ id: ids.gone })

    expect(last).toMatchObject({ event: 'RELEASE', actor: 'system', role: 'system' })
  })

  test('end a page early where few rows are the reader’s, and go on from there', async () => {
    const jerada = await office.hire('jerada', [{ role: 'auditor', programme: 'DAAM', entity: 'JERADA' }])
    const [first] = await office.db.read('journal').limit(1)
    // As many rows as one page looks at, all of another place, and one older row of this one.
    const rows = Array.from({ length: 20_300 }, (_, n) => ({
      ...first,
      instance_id: ids.closed,
      seq: 100 + n,
      at: 50 + n,
    }))
    for (let n = 0; n < rows.length; n += 400) await office.db.write('journal').insert(rows.slice(n, n + 400))
    const wide = await office.hire('wide2', [{ role: 'clerk', programme: 'DAAM', entity: '' }])
    const old = await office.register({ entity: 'JERADA' }, wide)
    await office.db.write('journal').where({ instance_id: old }).update({ at: 7 })

    const page = await journalRows(office.db, jerada, { to: '1970-01-01' })

    expect(page).toMatchObject({ rows: [], cut: true })
    const next = await journalRows(office.db, jerada, { to: '1970-01-01', after: page.next ?? undefined })
    expect(keys(next.rows)).toEqual([`${old} 1`])
    expect(next).toMatchObject({ cut: false, next: null })
  })

  test('stand beside who read what', async () => {
    const { db, clock } = office
    const { auditor, clerk, supervisor } = office.staff
    for (let n = 0; n < 55; n += 1) {
      await recordReveal(db, clock, ids.closed, clerk)
      clock.advance(1_000)
    }
    await recordReveal(db, clock, ids.late, supervisor)
    await db.write('reveals').insert({ case_id: ids.restricted, user_id: auditor.id, at: clock.now() })
    await db.write('reveals').insert({ case_id: ids.elsewhere, user_id: auditor.id, at: clock.now() })
    await recordExport(db, clock, auditor, { programme: 'DAAM', from: '2026-11-01', to: '2026-11-02' })
    await recordFile(db, clock, auditor, { programme: 'DAAM', seal: 4 })
    await recordFile(db, clock, auditor, { programme: 'TAYSSIR', seal: 4 })
    const read = async (query: Parameters<typeof readsPage>[2], viewer: Viewer = auditor) => {
      const first = await readsPage(db, viewer, query)
      const second = first.next ? await readsPage(db, viewer, { ...query, after: first.next }) : { rows: [] }
      return [...first.rows, ...second.rows]
    }

    const rows = await read({})

    expect(rows).toHaveLength(58)
    expect(new Set(rows.map(({ at, key }) => `${at} ${key}`)).size).toBe(58)
    expect(rows.map(({ at }) => at)).toEqual(rows.map(({ at }) => at).toSorted((a, b) => b - a))
    expect(
      rows
        .map(({ kind }) => kind)
        .sort()
        .slice(0, 2),
    ).toEqual(['file', 'journal'])
    expect(await read({ actor: supervisor.id })).toHaveLength(1)
    expect(await read({ id: ids.late })).toMatchObject([{ case_id: ids.late, user_id: supervisor.id }])
    expect(await read({ id: ids.restricted })).toEqual([])
    expect(await read({ to: '2026-11-02' })).toEqual([])
    expect(await read({ programme: 'DAAM', entity: 'CASABLANCA' })).toEqual([])
    for (const name of names.filter((one) => one !== 'auditor'))
      expect(await read({}, office.staff[name])).toEqual([])
  })
})
