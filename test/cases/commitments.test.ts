// The board of commitments: however many are due on one day, each day keeps its own, and none is out of reach.
import { beforeAll, expect, test } from 'vitest'
import { type CommitmentPlace, commitmentsBetween, commitmentsOn } from '../../src/cases/commitments.ts'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { wordsOf } from '../web/reading.ts'

const [crowded, later, unseen] = ['2027-03-04', '2027-03-25', '2027-03-26']

eachDatabase('commitments', (open) => {
  let office: Office
  let ids: string[]

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    ids = []
    for (let n = 0; n < 6; n++) ids.push(await office.register())
    await promise(office, ids, crowded, 100)
    await promise(office, ids.slice(0, 2), later, 1)
    const elsewhere = await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
    await promise(office, [elsewhere], crowded, 1, 'TAYSSIR')
    await promise(office, [elsewhere], unseen, 1, 'TAYSSIR')
  })

  const everyOne = async (day: string) => {
    const found: [string, number][] = []
    let after: CommitmentPlace | undefined
    do {
      const page = await commitmentsOn(office.db, office.staff.clerk, day, after)
      found.push(...page.rows.map(({ case_id, n }): [string, number] => [case_id, n]))
      after = page.next ?? undefined
    } while (after)
    return found
  }

  test('of a crowded day leave the other days theirs, and are counted all', async () => {
    const { rows, counts } = await commitmentsBetween(
      office.db,
      office.staff.clerk,
      '2027-03-01',
      '2027-03-31',
    )

    expect([...counts].sort()).toEqual([
      [crowded, 600],
      [later, 2],
    ])
    expect(rows.filter(({ due_on }) => due_on === crowded)).toHaveLength(20)
    expect(rows.filter(({ due_on }) => due_on === later).map(({ case_id }) => case_id)).toEqual(
      ids.slice(0, 2).sort(),
    )
  })

  test('of one day come in pages that lose nothing and show nothing twice', async () => {
    const found = await everyOne(crowded)

    expect(found).toHaveLength(600)
    expect(new Set(found.map(String)).size).toBe(600)
    expect(await everyOne(unseen)).toEqual([])
  })

  test('on the board say how many more there are, and lead to them', async () => {
    const browser = await openApp(office).enter('clerk')

    const month = await browser.get('/commitments?month=2027-03').expect(200)
    const day = await browser.get(`/commitments?day=${crowded}`).expect(200)
    const [, next = ''] = /href="([^"]*after=[^"]*)"/.exec(day.text) ?? []
    const second = await browser.get(next.replaceAll('&amp;', '&')).expect(200)

    expect(month.text).toContain(`href="/commitments?day=${crowded}"`)
    expect(wordsOf(month.text)).toContain('et 596 autres')
    expect(wordsOf(month.text)).toContain('et 580 autres')
    expect(day.text.match(/<li><a href="\/cases\//g)).toHaveLength(100)
    expect(second.text.match(/<li><a href="\/cases\//g)).toHaveLength(100)
    expect(wordsOf(second.text)).toContain('Première page')
  })

  test.each([
    'day=2027-02-30',
    'day=soon',
    `day=${crowded}&after=x`,
    'day=2027-03-07',
    'day=9999-12-31',
    'day=a&day=b',
  ])('of the address ?%s are a page all the same', async (query) => {
    const browser = await openApp(office).enter('clerk')

    expect((await browser.get(`/commitments?${query}`)).status).toBe(200)
  })
})

/** Writes so many promises for each case, all due on one day. */
async function promise({ db }: Office, ids: string[], day: string, each: number, programme = 'DAAM') {
  const offset = day === crowded ? 0 : 1000 + Number(day.slice(8))
  const rows = ids.flatMap((case_id) =>
    Array.from({ length: each }, (_, n) => ({
      case_id,
      n: offset + n + 1,
      programme,
      unit: 'PAYMENTS',
      given_on: '2027-01-04',
      due_on: day,
      status: 'running',
    })),
  )
  await db.write.batchInsert('commitments', rows, 100)
}
