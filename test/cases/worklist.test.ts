// What waits for me: page by page nothing lost and nothing twice, nearest deadline first, counts that agree.
import { beforeAll, describe, expect, test } from 'vitest'
import { desksOf, type Viewer } from '../../src/cases/desks.ts'
import { system } from '../../src/cases/policy.ts'
import {
  COUNT_LIMIT,
  type Cursor,
  filters,
  PAGE,
  type WorkQuery,
  type WorkRow,
  waitingFor,
  workPage,
} from '../../src/cases/worklist.ts'
import { stages } from '../../workflows/kit.ts'
import { eachDatabase } from '../support/databases.ts'
import { formOf, type Name, type Office, openOffice } from '../support/office.ts'
import { countsOf, momentsOf } from './lists.ts'
import { leadTo, type Place, places } from './roads.ts'

eachDatabase('the work of an office', (open) => {
  let office: Office
  /** In a small office one person does everything. */
  let everything: Viewer

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    const daam = ['clerk', 'processor', 'supervisor', 'closer'] as const
    everything = await office.hire('everything', [
      ...daam.map((role) => ({ role, programme: 'DAAM', entity: '' })),
      { role: 'clerk', programme: 'TAYSSIR', entity: '' },
    ])
    for (const place of places) await leadTo(office, place)
    // Time passed on the way to some places: these promises run now.
    for (const place of ['promised', 'renewed', 'promised'] as const) await leadTo(office, place)
    for (let n = 0; n < 3; n++)
      await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
    await takeLetters(office, 30)
    await failDeliveries(office)
  })

  /** The whole list of a viewer, read page by page. */
  const listOf = async (viewer: Viewer, query: WorkQuery) => {
    const pages: WorkRow[][] = []
    let after: Cursor | undefined
    do {
      const page = await workPage(
        office.db,
        office.programmes,
        viewer,
        { ...query, after },
        momentsOf(office),
      )
      pages.push(page.rows)
      after = page.next ?? undefined
    } while (after)
    return pages
  }

  const people = (): Viewer[] => [everything, ...Object.values(office.staff)]

  test('comes in pages that lose nothing and show nothing twice, though many are due at the same instant', async () => {
    const desks = desksOf(office.programmes, everything)
    const tasks = await office.db.read('tasks').whereIn('desk', desks).orderBy(['due_at', 'case_id', 'slot'])

    const pages = await listOf(everything, { filter: 'all' })

    expect(tasks.length).toBeGreaterThan(3 * PAGE)
    expect(pages.flat().map(({ id, slot }) => [id, slot])).toEqual(
      tasks.map(({ case_id, slot }) => [case_id, slot]),
    )
    expect(pages.slice(0, -1).map((rows) => rows.length)).toEqual(pages.slice(1).map(() => PAGE))
  })

  test('stands in the order of its deadlines', async () => {
    for (const filter of filters) {
      const due = (await listOf(everything, { filter })).flat().map((row) => row.task_due_at)

      expect(due).toEqual(due.toSorted((a, b) => a - b))
    }
  })

  test('is held once, whoever watches at two desks', async () => {
    const held = (await listOf(everything, { filter: 'held' })).flat().map(({ id }) => id)

    expect(held.length).toBeGreaterThan(0)
    expect(held).toEqual([...new Set(held)])
  })

  test('is counted as it is listed: every filter, step and programme, for everybody', async () => {
    for (const viewer of people()) {
      const counts = await countsOf(office, viewer, { filter: 'all' })
      for (const filter of filters)
        expect(counts.filters[filter]).toBe((await listOf(viewer, { filter })).flat().length)
      for (const stage of stages)
        expect(counts.stages[stage] ?? 0).toBe((await listOf(viewer, { filter: 'all', stage })).flat().length)
      for (const [programme, count] of Object.entries(counts.programmes))
        expect(count).toBe((await listOf(viewer, { filter: 'all', programme })).flat().length)
      expect(await waitingFor(office.db, office.programmes, viewer)).toBe(counts.filters.all)
    }
  })

  test('is counted as it is listed when choices are combined', async () => {
    for (const filter of filters) {
      for (const programme of [undefined, 'DAAM', 'TAYSSIR', 'HOUSING']) {
        const counts = await countsOf(office, everything, { filter, programme, stage: 'respond' })
        const query = { filter, programme, stage: 'respond' }
        expect(counts.filters[filter]).toBe((await listOf(everything, query)).flat().length)
      }
    }
  })

  test('adds up: each step by itself makes the whole', async () => {
    const counts = await countsOf(office, everything, { filter: 'all' })
    const sum = (figures: Record<string, number>) => Object.values(figures).reduce((a, b) => a + b, 0)

    expect(sum(counts.stages)).toBe(counts.filters.all)
    expect(sum(counts.programmes)).toBe(counts.filters.all)
  })

  test.each<[Name, string]>([
    ['supervisor', 'supervisor'],
    ['closer', 'closer'],
  ])('of a %s has a board of its own', async (name, role) => {
    const viewer = office.staff[name]
    const board = (await listOf(everything, { filter: 'all', role })).flat()

    expect(board.length).toBeGreaterThan(0)
    expect((await listOf(viewer, { filter: 'all', role })).flat().map(({ id }) => id)).toEqual(
      board.map(({ id }) => id),
    )
    expect(await waitingFor(office.db, office.programmes, everything, role)).toBe(board.length)
  })

  test('is what the filter says', async () => {
    const { now, soonUntil } = momentsOf(office)
    const of = async (filter: WorkQuery['filter']) => (await listOf(everything, { filter })).flat()

    expect((await of('overdue')).every((row) => row.task_due_at <= now)).toBe(true)
    expect((await of('soon')).every((row) => row.task_due_at > now && row.task_due_at <= soonUntil)).toBe(
      true,
    )
    expect((await of('held')).every((row) => row.mark === 'held')).toBe(true)
    expect((await of('returned')).every((row) => row.returned === 1)).toBe(true)
  })

  test.each<Place>(['returned', 'sentBack', 'returnedToClerk', 'reopened'])(
    'says that it came back when it is %s',
    async (place) => {
      const id = await leadTo(office, place)
      const rows = (await listOf(office.staff.clerk, { filter: 'returned' })).flat()

      expect(rows.map((row) => row.id)).toContain(id)
    },
  )

  test('of nobody in particular is nothing', async () => {
    const nobody: Viewer = { id: 'nobody', grants: [] }

    expect(await listOf(nobody, { filter: 'all' })).toEqual([[]])
    expect((await countsOf(office, nobody, { filter: 'all' })).filters.all).toBe(0)
  })

  describe('of a campaign', () => {
    test('is counted to five hundred and no further', async () => {
      await takeLetters(office, COUNT_LIMIT + 10)

      const counts = await countsOf(office, office.staff.clerk, { filter: 'all' })

      expect(counts.filters.all).toBe(COUNT_LIMIT + 1)
      expect(counts.stages.qualify).toBe(COUNT_LIMIT + 1)
    })
  })
})

/** Letters of one day, keyed in at once: all of them are due at the same instant. */
async function takeLetters(office: Office, count: number): Promise<void> {
  const { key: _key, ...form } = formOf(office.clock)
  const rows = Array.from({ length: count }, () => ({
    key: crypto.randomUUID(),
    input: { ...form, beneficiary: null },
  }))
  await office.commands.takeRegister(rows, { live: true })
}

/** Receipts that did not arrive: a second task on the same case, at the same desk, due at the same instant. */
async function failDeliveries({ db, engine }: Office): Promise<void> {
  const received = await db.read('cases').where({ state: 'received', programme: 'DAAM' }).select('id')
  const input = { message: 'none', channel: 'sms', error: 'noAddress' }
  for (const { id } of received) await engine.send({ id, type: 'DELIVERY_FAILED', input, actor: system })
}
