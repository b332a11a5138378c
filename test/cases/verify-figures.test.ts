// Figures that somebody wrote into the database are found, whichever of their tables it was.
import { beforeAll, expect, test } from 'vitest'
import { countSealed, rebuildFigures } from '../../src/cases/counting.ts'
import { compareFigures } from '../../src/cases/verify-figures.ts'
import { seal } from '../../src/engine/seals.ts'
import { wanderAbout } from '../reports/figures.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

eachDatabase('the figures of cases', (open) => {
  let office: Office
  const count = async () => {
    await seal(office.db, office.clock)
    await countSealed(office.db)
  }
  const places = async () => (await compareFigures(office.db)).map(({ place }) => place)

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2026-09-25') })
    await wanderAbout(office, 20, 5, count)
    await count()
  }, 120_000)

  test('are what the cases come to, also while some are on their way into them', async () => {
    expect(await places()).toEqual([])
    await office.register()
    expect(await places()).toEqual([])
    await seal(office.db, office.clock)
    expect(await places()).toEqual([])
    await countSealed(office.db)
    expect(await places()).toEqual([])
  })

  test('that were altered are found, and counted anew they are right again', async () => {
    const { db } = office
    const [cell] = await db.read('case_figures').where({ facet: 'category', entity: '' }).limit(1)
    const { n, ...place } = cell
    const [{ case_id: id, facts }] = await db.read('counted_cases').limit(1)
    const altering: [() => PromiseLike<unknown>, string[]][] = [
      [
        () =>
          db
            .write('case_figures')
            .where(place)
            .update({ n: n + 100 }),
        ['case_figures DAAM'],
      ],
      [() => db.write('case_figures').where(place).del(), ['case_figures DAAM']],
      [() => db.write('case_figures').insert({ ...cell, part: 'NOTHING' }), ['case_figures DAAM']],
      [
        () =>
          db
            .write('counted_cases')
            .where({ case_id: id })
            .update({ facts: facts.replace('"mark":"', '"mark":"late') }),
        [`counted_cases ${id}`, 'case_figures DAAM'],
      ],
      [
        () => db.write('counted_cases').where({ case_id: id }).del(),
        [`counted_cases ${id}`, 'case_figures DAAM'],
      ],
      [() => db.write('counted_cases').insert({ case_id: 'DAA-NONE', facts }), ['counted_cases DAA-NONE']],
    ]
    for (const [alter, found] of altering) {
      await alter()
      expect(await places()).toEqual(found)
      await rebuildFigures(db)
      expect(await places()).toEqual([])
    }
  }, 60_000)
})
