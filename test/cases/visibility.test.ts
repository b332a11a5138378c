// Who sees which case: one rule, said twice, as a function and as a condition of queries; the two must never differ.
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { findCase, viewCase } from '../../src/cases/case-view.ts'
import { commitmentsBetween } from '../../src/cases/commitments.ts'
import type { Grant, Viewer } from '../../src/cases/desks.ts'
import { earlierCases } from '../../src/cases/earlier.ts'
import { rolesIn, visible } from '../../src/cases/policy.ts'
import { search } from '../../src/cases/search.ts'
import { workPage } from '../../src/cases/worklist.ts'
import { NotFound } from '../../src/errors.ts'
import { roles } from '../../workflows/kit.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { typed } from './roads.ts'

type Place = { programme: string; entity: string; unit: string | null }

const entities = { DAAM: ['CNRA', 'RABAT', 'JERADA'], TAYSSIR: ['CNRA'] }
const units = { DAAM: [null, 'PENSIONS', 'PAYMENTS'], TAYSSIR: [null, 'PAYMENTS', 'SYSTEMS'] }

/** Every place a case can belong to; two programmes have an entity and a unit of the same name. */
const everyPlace: Place[] = (['DAAM', 'TAYSSIR'] as const).flatMap((programme) =>
  entities[programme].flatMap((entity) => units[programme].map((unit) => ({ programme, entity, unit }))),
)

const grant: fc.Arbitrary<Grant> = fc.record({
  role: fc.constantFrom(...roles),
  programme: fc.constantFrom('DAAM', 'TAYSSIR', '*'),
  entity: fc.constantFrom('', 'CNRA', 'RABAT', 'JERADA', 'PAYMENTS', 'PENSIONS'),
})
const viewers = fc.array(grant, { maxLength: 3 }).map((grants): Viewer => ({ id: 'somebody', grants }))

const fixed = { seed: 20_261_125, numRuns: 60 }

eachDatabase('a case', (open) => {
  let office: Office
  const cases = new Map<string, Place>()

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    for (const place of everyPlace) cases.set(await caseIn(office, place), place)
  })

  const allowed = (viewer: Viewer) =>
    [...cases].filter(([, place]) => rolesIn(viewer, place).length > 0).map(([id]) => id)

  test('is listed for exactly those who have a role on it, whatever roles they hold where', async () => {
    await fc.assert(
      fc.asyncProperty(viewers, async (viewer) => {
        const query = office.db.read('cases')
        visible(query, viewer)
        const rows = await query.select('cases.id')

        expect(rows.map(({ id }) => id).sort()).toEqual(allowed(viewer).sort())
      }),
      fixed,
    )
  })

  test('is found by name, telephone, earlier complaint or commitment by nobody else', async () => {
    const { db } = office
    await fc.assert(
      fc.asyncProperty(viewers, async (viewer) => {
        const known = { beneficiary: null, cnie: '', phone: '0612345678' }
        const expected = allowed(viewer)
        const [byName, byPhone, earlier, promises] = await Promise.all([
          search(db, 'rkia', viewer),
          search(db, '06 12 34 56 78', viewer),
          earlierCases(db, known, viewer),
          commitmentsBetween(db, viewer, '2026-11-01', '2026-12-31'),
        ])

        expect(byName.rows.map(({ id }) => id).sort()).toEqual(expected.sort())
        expect(byPhone.rows.map(({ id }) => id).sort()).toEqual(expected)
        expect(earlier).toHaveLength(Math.min(10, expected.length))
        expect(earlier.every(({ id }) => expected.includes(id))).toBe(true)
        expect(promises.rows.every(({ case_id }) => expected.includes(case_id))).toBe(true)
      }),
      { ...fixed, numRuns: 30 },
    )
  })

  test('that waits for somebody is one they may open', async () => {
    const moments = { now: office.clock.now(), soonUntil: office.clock.now() + days(2) }
    await fc.assert(
      fc.asyncProperty(viewers, async (viewer) => {
        for (const filter of ['all', 'held'] as const) {
          const page = await workPage(office.db, office.programmes, viewer, { filter }, moments)
          const expected = allowed(viewer)
          expect(page.rows.filter(({ id }) => !expected.includes(id))).toEqual([])
        }
      }),
      { ...fixed, numRuns: 30 },
    )
  })

  test('opens for those it is visible to, and does not exist for the others, by its reference either', async () => {
    const { db } = office
    const somebody: Viewer = {
      id: 'somebody',
      grants: [{ role: 'clerk', programme: 'DAAM', entity: 'RABAT' }],
    }
    for (const [id, place] of cases) {
      const mine = place.programme === 'DAAM' && place.entity === 'RABAT'
      const [found, view, searched] = await Promise.allSettled([
        findCase(db, id, somebody),
        viewCase(office, id, somebody),
        search(db, id, somebody),
      ])

      const status = mine ? 'fulfilled' : 'rejected'
      expect([found.status, view.status]).toEqual([status, status])
      if (found.status === 'rejected') expect(found.reason).toBeInstanceOf(NotFound)
      expect(searched).toHaveProperty('value.rows.length', mine ? 1 : 0)
    }
  })

  test('is read by an auditor where the grant says: one entity, or the whole programme', async () => {
    const listed = async (entity: string) => {
      const query = office.db.read('cases')
      visible(query, { id: 'driss', grants: [{ role: 'auditor', programme: 'DAAM', entity }] })
      const rows = await query.select('cases.id')
      return new Set(rows.map(({ id }) => cases.get(id)?.entity))
    }

    expect(await listed('RABAT')).toEqual(new Set(['RABAT']))
    expect(await listed('')).toEqual(new Set(entities.DAAM))
  })

  test('of nobody’s is as unknown as one somebody may not see: neither act tells them apart', async () => {
    const foreign = [...cases].find(([, { programme }]) => programme === 'TAYSSIR')?.[0] ?? ''
    const { clerk } = office.staff

    for (const id of [foreign, 'DAA-0000-0000']) {
      for (const type of ['QUALIFY', 'ASSIGN', 'NO_SUCH_EVENT', 'DELIVERY_FAILED']) {
        const act = office.commands.act(id, type, { role: 'clerk', to: clerk.id }, 1, clerk)
        await expect(act).rejects.toThrow(NotFound)
      }
    }
  })
})

/** A case that belongs there; with a unit, one the unit promised a date for. */
async function caseIn(office: Office, { programme, entity, unit }: Place): Promise<string> {
  const grants = (['clerk', 'processor'] as const).map((role) => ({ role, programme, entity: '' }))
  const everywhere: Viewer = { id: 'everywhere', grants }
  const id = await office.register(
    { programme, entity, name: 'Rkia Amrani', phone: '0612345678' },
    everywhere,
  )
  if (unit === null) return id
  await office.act(id, everywhere, 'QUALIFY', typed.qualify)
  await office.act(id, everywhere, 'CONCLUDE', { ...typed.treat, unit })
  await office.act(id, everywhere, 'COMMIT', { dueOn: '2026-12-03', work: typed.done.work })
  await office.act(id, everywhere, 'NOTIFY_COMMITMENT', { toldOn: '2026-11-25' })
  return id
}
