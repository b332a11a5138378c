// A few hundred complaints led through their lives by the real engine, with deadlines that pass and letters that
// leave: what a large database is multiplied from.
import { actorOf } from '../src/cases/policy.ts'
import { newReference } from '../src/cases/reference.ts'
import { compose, type House } from '../src/compose.ts'
import { possibilities } from '../src/engine/decide.ts'
import { leaseEffects, settleEffect } from '../src/engine/due.ts'
import { type InstanceRow, wake } from '../src/engine/instance.ts'
import { AppError } from '../src/errors.ts'
import { createDelivery } from '../src/notifications/delivery.ts'
import { type Clock, dayOf } from '../src/platform/clock.ts'
import type { Database } from '../src/platform/database.ts'
import type { Programme } from '../src/programmes/index.ts'
import { sampleInput, type Walked } from '../test/support/case-walk.ts'
import { type Draw, seededDraw } from '../test/support/draw.ts'
import { type CaseContext, unborn } from '../workflows/case-facts.ts'
import type { Person } from './people.ts'

const HOUR = 3_600_000
const START = Date.UTC(2026, 9, 5, 9)
const MOST_STEPS = 30

/** What nobody sends here: registers are imported elsewhere, files lie beside the database. */
const unwanted = ['IMPORT', 'ATTACH', 'RESCHEDULE', 'DELIVERY_FAILED']

export type Office = { id: string; person: Person }[]

/** Walks `closed` complaints to their end and leaves `open` ones on their way, in a database of their own. */
export async function walk(
  db: Database,
  dataDir: string,
  office: Office,
  { closed, open }: { closed: number; open: number },
): Promise<void> {
  const clock = wanderingClock()
  const house = compose({ db, clock, dataDir })
  const deliver = delivering(house)
  for (let n = 0; n < closed + open; n += 1) {
    const draw = seededDraw(n + 1)
    clock.set(START + draw.below(24 * 7) * HOUR)
    const programme = draw.pick(house.programmes.all)
    const steps = n < closed ? MOST_STEPS : draw.below(6)
    await lead({ house, clock, draw, office: office.filter(worksFor(programme)), deliver }, programme, steps)
  }
}

const worksFor =
  ({ code }: Programme) =>
  ({ person }: Office[number]) =>
    person.grants.some((grant) => grant.programme === code)

type Way = {
  house: House
  clock: WanderingClock
  draw: Draw
  office: Office
  deliver: () => Promise<void>
}

async function lead(way: Way, programme: Programme, steps: number): Promise<void> {
  const { house, clock, draw, deliver } = way
  const id = newReference(programme.prefix)
  const input = sampled(way, house.machines.newest(programme.workflow), 'OPEN', unborn, programme)
  const { entity } = input
  const scope = { programme: programme.code, entity: String(entity), unit: null }
  const actor = { id: 'system', rolesIn: () => ['system' as const] }
  const opening = { workflow: programme.workflow, id, key: `form:${id}`, type: 'OPEN', input, actor, scope }
  await house.engine.open(opening)
  await deliver()
  for (let step = 0; step < steps; step += 1) {
    clock.set(clock.now() + draw.pick([1, 2, 5, 20, 26, 50]) * HOUR)
    await house.engine.fire(id)
    if (!(await oneAct(way, id, programme))) return
    await deliver()
  }
}

/** Somebody does something that is allowed, the next step more often than not; false when the case is closed. */
async function oneAct(way: Way, id: string, programme: Programme): Promise<boolean> {
  const { house, clock, draw, office } = way
  const row: InstanceRow | undefined = await house.db.read('instances').where({ id }).first()
  if (!row) throw new Error('a walked case is gone')
  const live = wake(house.machines, row)
  const context: CaseContext = live.snapshot.context
  if (context.closingOn !== null && !draw.chance(3)) return false
  const metas: { next?: string }[] = Object.values(live.snapshot.getMeta())
  const expected = metas.flatMap(({ next }) => next ?? [])
  const stamp = { at: clock.now(), on: dayOf(clock.now()) }

  for (const { id: by, person } of shuffled(draw, office)) {
    const actor = actorOf({ id: by, grants: person.grants })
    const open = possibilities(live.flow.machine, live.snapshot, stamp, actor, live.hands)
      .filter(({ type, refusal }) => refusal === null && !unwanted.includes(type))
      .map(({ type }) => type)
    const wanted = open.filter((type) => expected.includes(type))
    if (open.length === 0 || (wanted.length === 0 && draw.chance(85))) continue
    const type = wanted.length > 0 && draw.chance(92) ? draw.pick(wanted) : draw.pick(open)
    const input = sampled(way, live.flow, type, context, programme)
    try {
      await house.engine.send({ id, type, input, actor })
      return true
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return true
}

function sampled(
  { clock, draw, office }: Way,
  workflow: Walked,
  type: string,
  context: CaseContext,
  pack: Programme,
) {
  const stamp = { at: clock.now(), on: dayOf(clock.now()), by: '' }
  // Work is named for people who are there, or for nobody.
  const typed = type === 'ASSIGN' ? { to: draw.pick(office).id } : {}
  return sampleInput(workflow, type, context, stamp, draw, { pack, typed }).input
}

/** Carries out what waits to be told, as the worker does, with carriers that never fail. */
function delivering(house: House): () => Promise<void> {
  const { db, clock, programmes, machines } = house
  const carry = async () => undefined
  const failed = async () => undefined
  const carriers = { email: carry, sms: carry }
  const deliver = createDelivery({
    db,
    clock,
    programmes,
    lifecycles: machines,
    carriers,
    mostAttempts: 5,
    failed,
  })
  return async () => {
    for (const effect of await leaseEffects(db, clock.now(), 100)) {
      await deliver(effect)
      await settleEffect(db, effect)
    }
  }
}

function shuffled<T>(draw: Draw, list: readonly T[]): T[] {
  const first = draw.below(list.length)
  return [...list.slice(first), ...list.slice(0, first)]
}

type WanderingClock = Clock & { set(at: number): void }

function wanderingClock(): WanderingClock {
  let now = START
  return {
    now: () => now,
    dayOf,
    set: (at) => {
      now = at
    },
  }
}
