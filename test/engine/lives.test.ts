// Whatever people and time do to cases, the database stays what the journals say, and a verifier misses nothing.
import type { Knex } from 'knex'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { projection } from '../../src/cases/projection.ts'
import { compose, type House } from '../../src/compose.ts'
import { type Actor, possibilities } from '../../src/engine/decide.ts'
import { type InstanceRow, wake } from '../../src/engine/instance.ts'
import { seal } from '../../src/engine/seals.ts'
import { verify } from '../../src/engine/verify.ts'
import { AppError } from '../../src/errors.ts'
import type { Row } from '../../src/platform/database.ts'
import { unborn } from '../../workflows/case-facts.ts'
import { workflows } from '../../workflows/index.ts'
import type { Party, Workflow } from '../../workflows/kit.ts'
import { sampleInput } from '../support/case-walk.ts'
import { days, hours, type TestClock, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Draw, seededDraw } from '../support/draw.ts'
import { breakIn, keepTables } from './intruder.ts'

const complaints = workflows.filter(({ name }) => name === 'complaint')
/** One of each lifecycle in each version, and two more complaints of each, which have most to be told of. */
const lives = [...workflows, ...complaints, ...complaints]
const STEPS = 25

const parties = ['agent', 'clerk', 'processor', 'supervisor', 'closer', 'complainant', 'system'] as const
const someone = (role: Party, n: number): Actor => ({
  id: role === 'system' ? 'system' : `${role}-${n}`,
  rolesIn: () => [role],
})

/** Acts beside the way of a case; most of the time something else moves it on. */
const asides = [
  'ADD_NOTE',
  'ASSIGN',
  'ATTACH',
  'RATE',
  'ASK_DOCUMENTS',
  'WITHDRAW',
  'DISPENSE',
  'DELIVERY_FAILED',
  'RESCHEDULE',
]

type Lived = { house: House; clock: TestClock; draw: Draw; id: string; flow: Workflow }

const stampOf = (clock: TestClock) => ({ at: clock.now(), on: clock.dayOf(clock.now()), by: 'somebody' })

/** A case led through a life that was drawn; returns which acts were done. */
async function lead(lived: Lived): Promise<string[]> {
  const { house, clock, draw, id, flow } = lived
  const { input } = sampleInput(flow, 'OPEN', unborn, stampOf(clock), draw)
  const scope = { programme: String(input.programme), entity: String(input.entity), unit: null }
  const opening = {
    workflow: `${flow.name}@${flow.version}`,
    id,
    key: `key of ${id}`,
    type: 'OPEN',
    input,
    scope,
  }
  await house.engine.open({ ...opening, actor: someone('agent', 1) })

  const done: string[] = []
  for (let n = 0; n < STEPS; n++) {
    if (draw.chance(20)) clock.advance(draw.pick([hours(7), days(1), days(4), days(20)]))
    done.push(...(await actOnce(lived)))
  }
  return done
}

/** Something that somebody may do now; an input that is refused after all does nothing. */
async function actOnce({ house, clock, draw, id, flow }: Lived): Promise<string[]> {
  const row: InstanceRow = await house.db.read('instances').where({ id }).first()
  const { snapshot, hands } = wake(house.machines, row)
  const possible = parties.flatMap((party) => {
    const actor = someone(party, draw.below(3))
    return possibilities(flow.machine, snapshot, stampOf(clock), actor, hands)
      .filter(({ refusal }) => !refusal)
      .map(({ type }) => ({ type, actor }))
  })
  const onward = possible.filter(({ type }) => !asides.includes(type))
  const { type, actor } = draw.pick(onward.length > 0 && draw.chance(80) ? onward : possible)
  const { input } = sampleInput(flow, type, snapshot.context, stampOf(clock), draw)
  try {
    await house.engine.send({ id, type, input, actor })
    return [type]
  } catch (error) {
    if (error instanceof AppError) return []
    throw error
  }
}

eachDatabase('cases of every lifecycle', (open) => {
  const clock = testClock('2026-03-02')
  let house: House
  let intruder: Knex
  const done: string[] = []

  beforeAll(async () => {
    const database = await open()
    house = compose({ db: database.db, clock, dataDir: 'none' })
    intruder = breakIn(database)
    for (const [n, flow] of lives.entries()) {
      done.push(...(await lead({ house, clock, draw: seededDraw(n + 1), id: `DAM-${n}`, flow })))
      if (n % 4 === 0) await seal(house.db, clock)
    }
    for (const n of lives.keys()) await house.engine.fire(`DAM-${n}`)
  })
  afterAll(() => intruder.destroy())

  const check = () => verify({ db: house.db, clock, machines: house.machines, projection })

  test('that lived drawn lives are what their journals say', async () => {
    const report = await check()

    expect(report.faults).toEqual([])
    expect(report.instances).toBe(lives.length)
    expect(new Set(done).size).toBeGreaterThan(12)
  })

  describe('show every change behind their back', () => {
    test.each(projection.tables)('in every column of $table', async ({ table, owner }) => {
      const putBack = await keepTables(intruder, [table])
      const rows: Row[] = await intruder(table).orderBy(owner)
      const row = rows.at(-1) ?? {}
      expect(rows.length, `the drawn lives left no ${table}`).toBeGreaterThan(0)

      for (const [column, value] of Object.entries(row)) {
        const other = typeof value === 'string' ? `${value}x` : Number(value) + 7
        await intruder(table)
          .where(row)
          .update({ [column]: other })
        const { faults } = await check()
        await putBack()

        expect(faults[0]?.place, `${table}.${column}`).toMatch(new RegExp(`^${table} `))
      }
    })
  })
})
