// What a lifecycle must not do, and what the engine makes of one that does.
import { describe, expect, test } from 'vitest'
import { assign, createMachine, emit, setup } from 'xstate'
import { z } from 'zod'
import { createEngine } from '../../src/engine/engine.ts'
import { createMachines, initialOf, persist, restore, run } from '../../src/engine/machines.ts'
import type { Projection } from '../../src/engine/projection.ts'
import { verify } from '../../src/engine/verify.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { minutes, testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { person } from './library.ts'

const system = person('system', 'system')
const scope = { programme: 'any', entity: 'rabat', unit: null }
const nothing: Projection = { tables: [], ofState: () => [], ofEvent: () => [] }
const context = { ...scope, assignees: {} }
const bySystem = { by: ['system'] }

const endless: Workflow = {
  name: 'endless',
  version: 1,
  inputs: { OPEN: z.object({}) },
  machine: createMachine({
    context,
    initial: 'unborn',
    states: {
      unborn: { on: { OPEN: { target: 'turning', meta: bySystem } } },
      turning: { after: { 0: { target: 'turning', reenter: true } } },
    },
  }),
}

/** It keeps what was typed as it saw it, forgets it, and keeps it again. */
const keeper: Workflow = {
  name: 'keeper',
  version: 1,
  inputs: { OPEN: z.object({ on: z.coerce.date(), note: z.string().optional() }), NOTE: z.object({}) },
  machine: setup({
    actions: {
      keep: assign(({ event }) => ({ kind: typeof event.input.on, seen: event.input, last: true })),
      forget: assign({ seen: undefined }),
    },
  }).createMachine({
    context,
    initial: 'unborn',
    states: {
      unborn: { on: { OPEN: { target: 'open', actions: 'keep', meta: bySystem } } },
      open: { on: { NOTE: { actions: 'keep', meta: bySystem } }, after: { 60000: { actions: 'forget' } } },
    },
  }),
}

eachDatabase('a lifecycle', (open) => {
  const prepare = () => ({ ends: {}, facts: undefined })

  test('whose deadline starts itself for ever is stopped, and nothing of it is written', async () => {
    const { db } = await open()
    const machines = createMachines([endless])
    const engine = createEngine({ db, clock: testClock(), machines, projection: nothing, prepare })
    await engine.open({
      workflow: 'endless',
      id: 'E-1',
      key: null,
      type: 'OPEN',
      input: {},
      actor: system,
      scope,
    })

    await expect(engine.fire('E-1')).rejects.toThrow('starts itself for ever')

    expect(await db.read('journal')).toHaveLength(1)
  })

  test('sees an input as the journal keeps it, so that a replay sees the same', async () => {
    const { db } = await open()
    const [machines, clock] = [createMachines([keeper]), testClock('2026-03-02')]
    const engine = createEngine({ db, clock, machines, projection: nothing, prepare })
    const opening = { workflow: 'keeper', key: null, type: 'OPEN', actor: system, scope }

    await engine.open({ ...opening, id: 'K-1', input: { on: '2026-03-01', note: undefined } })
    clock.advance(minutes(2))
    await engine.send({ id: 'K-1', type: 'NOTE', input: {}, actor: system })
    await engine.open({ ...opening, id: 'K-2', input: { on: '2026-03-01' } })

    const { snapshot } = await db.read('instances').where({ id: 'K-2' }).first()
    expect(JSON.parse(snapshot).context).toMatchObject({
      kind: 'string',
      seen: { on: '2026-03-01T00:00:00.000Z' },
    })
    expect((await verify({ db, clock, machines, projection: nothing })).faults).toEqual([])
  })
})

describe('a machine', () => {
  const event = { type: 'GO', at: 0 }

  test('that calls out or starts actors cannot be durable, and is told so', () => {
    const caller = createMachine({ on: { GO: { actions: emit({ type: 'HELLO' }) } } })
    const spawner = createMachine({
      initial: 'a',
      states: { a: { on: { GO: 'b' } }, b: { invoke: { src: createMachine({}) } } },
    })

    for (const machine of [caller, spawner]) {
      expect(() => run(machine, initialOf(machine), event)).toThrow(/a durable lifecycle cannot xstate\./)
    }
  })

  test('comes back from the database as it went there, its history and regions too', () => {
    const machine = createMachine({
      type: 'parallel',
      states: {
        work: {
          initial: 'on',
          states: {
            on: {
              initial: 'a',
              states: { a: { on: { GO: 'b' } }, b: {}, h: { type: 'history' } },
              on: { OFF: 'off' },
            },
            off: { on: { ON: 'on.h' } },
          },
        },
        clock: { initial: 'x', states: { x: {} } },
      },
    })
    let snapshot = initialOf(machine)
    for (const type of ['GO', 'OFF', 'ON']) {
      snapshot = restore(machine, persist(machine, run(machine, snapshot, { type, at: 0 }).snapshot))
    }

    expect(snapshot.value).toEqual({ work: { on: 'b' }, clock: 'x' })
  })

  test('that was not registered is missed at once, not guessed', () => {
    const machines = createMachines([endless])

    expect(() => machines.get('endless', 2)).toThrow('no lifecycle endless@2 is registered')
    expect(() => machines.newest('other')).toThrow('no lifecycle other is registered')
  })
})
