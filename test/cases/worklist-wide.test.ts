// My work where a programme has hundreds of entities: desks are asked in groups, and nobody notices.
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/cases/desks.ts'
import { countUnread, noticeDesks, postNotices, unreadNotices } from '../../src/cases/notices.ts'
import { waitingFor, workPage } from '../../src/cases/worklist.ts'
import { daam } from '../../src/programmes/daam.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { countsOf, momentsOf } from './lists.ts'

eachDatabase('the work of a programme with hundreds of entities', (open) => {
  const codes = Array.from({ length: 300 }, (_, n) => `AGENCY_${n}`)
  let office: Office
  let everything: Viewer

  beforeAll(async () => {
    const entities = codes.map((code) => ({ code, names: { fr: code, ar: code, en: code } }))
    const wide = { ...daam, code: 'WIDE', prefix: 'WID', entities }
    office = await openOffice((await open()).db, { extraPacks: [wide] })
    const roles = ['clerk', 'processor', 'supervisor', 'closer'] as const
    everything = await office.hire(
      'everything',
      roles.map((role) => ({ role, programme: 'WIDE', entity: '' })),
    )
    for (const entity of [codes[0], codes[150], codes[299]])
      for (let n = 0; n < 10; n++)
        await office.register({ programme: 'WIDE', entity: entity ?? '' }, everything)
  })

  test('comes in pages, across all of them, and is counted as it is listed', async () => {
    const moments = momentsOf(office)
    const first = await workPage(office.db, office.programmes, everything, { filter: 'all' }, moments)
    const after = first.next ?? undefined
    const second = await workPage(office.db, office.programmes, everything, { filter: 'all', after }, moments)
    const tasks = await office.db.read('tasks').orderBy(['due_at', 'case_id', 'slot'])

    expect(tasks).toHaveLength(30)
    expect([...first.rows, ...second.rows].map(({ id }) => id)).toEqual(tasks.map(({ case_id }) => case_id))
    expect((await countsOf(office, everything, { filter: 'all' })).filters.all).toBe(30)
    expect((await countsOf(office, everything, { filter: 'held' })).filters.held).toBe(0)
    expect(await waitingFor(office.db, office.programmes, everything)).toBe(30)
  })

  test('has its alerts, wherever they were posted', async () => {
    const { db } = office
    const [task] = await db.read('tasks').limit(1)
    const desks = noticeDesks(office.programmes, everything)
    const told = [desks[0], desks[450], desks.at(-1)].map((desk, n) => ({
      id: `told-${n}`,
      desk: desk ?? '',
      case_id: String(task.case_id),
      effect: 'warned',
      at: n,
    }))
    await postNotices(db, told)

    expect(await countUnread(db, desks)).toBe(3)
    expect((await unreadNotices(db, desks, 50)).map(({ id }) => id)).toEqual(['told-2', 'told-1', 'told-0'])
  })
})
