// The housing group's year, as it was published: 641 received, 99 % closed, 60 days on average; for each company and for all.
import { beforeAll, expect, test } from 'vitest'
import type { FigureTable } from '../../src/reports/figure-table.ts'
import { housingFigures } from '../../src/reports/housing.ts'
import { reportPlace } from '../../src/reports/report-kinds.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Copies, multiply } from '../support/multiplied.ts'
import { type Office, openOffice } from '../support/office.ts'

const YEAR = { from: '2025-01-01', to: '2025-12-31', today: '2026-01-15' }
const COMPANIES = ['TANGER_TETOUAN', 'ORIENTAL', 'FES_MEKNES', 'RABAT_SALE', 'BENI_MELLAL', 'CASABLANCA']

/** 635 of 641 are 99 %. */
const [RECEIVED, CLOSED] = [641, 635]
/** As often each as the next, so that the mean is 60. */
const LONG = [20, 60, 100]

eachDatabase('the year of the housing group', (open) => {
  let office: Office

  beforeAll(async () => {
    office = await openOffice((await open()).db, { clock: testClock('2025-01-06') })
    const at = (role: 'clerk' | 'supervisor' | 'closer') =>
      office.hire(`housing-${role}`, [{ role, programme: 'HOUSING', entity: '' }])
    const [clerk, supervisor, closer] = [await at('clerk'), await at('supervisor'), await at('closer')]
    const start = office.clock.now()
    const opened = (entity: string) => {
      office.clock.set(start)
      const fields = { programme: 'HOUSING', channel: 'desk', category: 'DEFECT', object: 'Fissures' }
      return office.register({ ...fields, entity }, clerk)
    }
    const closed = async (entity: string, long: number) => {
      const id = await opened(entity)
      const checks = { checkQualification: 'true', checkBeneficiary: 'true', checkUnit: 'true' }
      await office.act(id, clerk, 'QUALIFY', {
        ...{ identity: 'verified', kind: 'payment', nature: 'individual', object: 'Fissures', ...checks },
        ...{ category: 'DEFECT', admissibility: 'complaint', answerExists: 'no' },
      })
      const conclusion = 'Les fissures ont été reprises.'
      await office.act(id, clerk, 'CONCLUDE', { conclusion, founded: 'yes', route: 'answer' })
      office.clock.advance(days(long))
      const text = 'Monsieur, les fissures ont été reprises par l’entreprise.'
      await office.act(id, clerk, 'SUBMIT_ANSWER', { language: 'fr', text })
      await office.act(id, supervisor, 'APPROVE')
      const sentOn = office.clock.dayOf(office.clock.now())
      await office.act(id, clerk, 'SEND_ANSWER', { channel: 'desk', sentOn, proof: 'Remise signée' })
      await office.act(id, closer, 'CLOSE', { synthesis: 'Travaux faits, réponse remise.' })
      return id
    }
    // Received in the first months, closed within the year.
    const later = (n: number) => Array.from({ length: n }, (_, at) => (at % 30) * 7)
    const copies: Copies[] = []
    const rounds = COMPANIES.flatMap((entity) => LONG.map((long) => ({ entity, long })))
    for (const [at, { entity, long }] of rounds.entries()) {
      // 630 in even rounds, and five that took the mean itself.
      const more = long === 60 && at < 15 ? 1 : 0
      copies.push({ id: await closed(entity, long), later: later(630 / rounds.length + more - 1) })
    }
    copies.push({ id: await opened('CASABLANCA'), later: later(RECEIVED - CLOSED - 1) })
    office.clock.set(Date.parse('2026-01-15T10:00:00Z'))
    await multiply(office, copies)
  }, 240_000)

  const figures = (entity = '') => {
    const entities = office.programmes.find('HOUSING')?.entities.map(({ code }) => code) ?? []
    return housingFigures(office.db, { places: [{ programme: 'HOUSING', entity }], ...YEAR }, entities)
  }
  const line = ([table]: FigureTable[], code: string) =>
    Object.fromEntries(
      table?.columns.map(({ key }, at) => [key, table.lines.find((one) => one.code === code)?.values[at]]) ??
        [],
    )

  test('641 received, 99 % closed, 60 days on average', async () => {
    const group = line(await figures(), 'companies')

    expect(group).toMatchObject({
      received: RECEIVED,
      treatedCount: CLOSED,
      average: 60,
      median: 60,
      p90: 100,
    })
    expect(Math.round(Number(group.treated))).toBe(99)
  })

  test('every company stands there, also the one without complaints, and they come to the group', async () => {
    const [table] = await figures()
    const companies = table?.lines.filter(({ by }) => by === 'entity') ?? []

    expect(companies).toHaveLength(11)
    expect(companies.reduce((sum, { values }) => sum + Number(values[0]), 0)).toBe(RECEIVED)
    expect(line(await figures(), 'SUD')).toMatchObject({ received: 0, treated: null, average: null })
  })

  test('whoever oversees one company has that one alone', async () => {
    const [table] = await figures('ORIENTAL')
    const viewer = {
      id: 'somebody',
      grants: [{ role: 'supervisor', programme: 'HOUSING', entity: 'ORIENTAL' }],
    } as const

    expect(table?.lines.map(({ code }) => code)).toEqual(['ORIENTAL'])
    expect(reportPlace(office.programmes, viewer, 'housing', {})).toEqual({
      programme: 'HOUSING',
      entity: 'ORIENTAL',
    })
    const other = { programme: 'HOUSING', entity: 'SUD' }
    expect(reportPlace(office.programmes, viewer, 'housing', other)).toBeUndefined()
  })
})
