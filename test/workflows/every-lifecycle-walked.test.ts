// What holds for every lifecycle, whatever it is about, found by leading cases through all of it.
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyMachineSnapshot, AnyTransitionDefinition } from 'xstate'
import { permit } from '../../src/engine/decide.ts'
import { initialOf, persist, restore, run } from '../../src/engine/machines.ts'
import { AppError } from '../../src/errors.ts'
import { confidential, workflows } from '../../workflows/index.ts'
import type { Meta, Workflow } from '../../workflows/kit.ts'
import { branchesAt, isPlace, isTimer, nodesOf } from '../support/drawing.ts'
import { type Explored, explore } from '../support/explore.ts'
import { wanderers } from '../support/properties.ts'
import { rareWaysOf } from '../support/rare-ways.ts'
import { samplerOf } from '../support/samplers.ts'
import { awaited, metasOf, parties } from '../support/walk.ts'
import { outOfReach } from './sensitive-story.ts'

const all = [...workflows, ...confidential]

describe.each(all.map((workflow) => [`${workflow.name}@${workflow.version}`, workflow] as const))(
  'the lifecycle %s, tried out from end to end,',
  (_name, workflow) => {
    let found: Explored
    /** The branches that were taken, by trying everything or by wandering far. */
    const taken = new Set<AnyTransitionDefinition>()
    beforeAll(() => {
      found = explore(workflow, samplerOf(workflow))
      const { always, letThemWander } = wanderers(workflow, 200)
      letThemWander()
      always(({ walk }) => {
        for (const { branches } of walk.trail) for (const branch of branches) taken.add(branch)
      })
      for (const { walk } of [...rareWaysOf(workflow), ...rareOnTheRoad(workflow)])
        for (const { branches } of walk.trail) for (const branch of branches) taken.add(branch)
      for (const branch of found.branches) taken.add(branch)
    }, 180_000)

    test('reaches every state', () => {
      const never = nodesOf(workflow.machine.root).filter(
        (node) => isPlace(node) && !found.states.has(node.id),
      )

      expect(never.map((node) => node.id)).toEqual([])
    })

    test('takes every branch it has', () => {
      const never = nodesOf(workflow.machine.root)
        .flatMap(branchesAt)
        .filter((branch) => !taken.has(branch) && !saysWhyNot(branch))
        // A part of several lifecycles may know a word that this one never says.
        .filter(({ eventType }) => isTimer(eventType) || eventType in workflow.inputs)

      expect(never.map((branch) => `${branch.source.id} ${branch.eventType} ${guardOf(branch)}`)).toEqual([])
    })

    test('takes none that is only there to say why not', () => {
      const refusing = [...taken].filter(saysWhyNot)

      expect(refusing.map((branch) => `${branch.source.id} ${branch.eventType}`)).toEqual([])
    })

    test('stands nowhere without an owner, unless it is at rest', () => {
      const orphans = [...found.places].filter(([, { snapshot }]) => {
        const metas = metasOf(snapshot)
        return !isUnborn(workflow, snapshot) && !isResting(metas) && !metas.some((meta) => meta.owner)
      })

      expect(orphans.map(([place]) => place)).toEqual([])
    })

    test('can always come to rest, from wherever it stands', () => {
      const resting = [...found.places].filter(([, { snapshot }]) => isResting(metasOf(snapshot)))
      const able = comingTo(new Set(resting.map(([place]) => place)), found.roads)

      expect(resting.length).toBeGreaterThan(0)
      expect([...found.places.keys()].filter((place) => !able.has(place))).toEqual([])
    })

    test('answers every deadline: somebody is told, or the case moves on', () => {
      const passed = found.steps.filter(({ event }) => isTimer(event.type))
      const idle = passed.filter(
        ({ before, after, effects }) => effects.length === 0 && isDeepStrictEqual(before.value, after.value),
      )
      const drawn = nodesOf(workflow.machine.root).flatMap((node) =>
        node.after.map((after) => after.eventType),
      )

      expect(idle.map(({ event }) => event.type)).toEqual([])
      expect(drawn.filter((type) => !passed.some(({ event }) => event.type === type))).toEqual([])
    })

    test('is the same after it was stored and read back', () => {
      for (const { snapshot } of found.places.values()) {
        const stored = persist(workflow.machine, snapshot)
        const again = restore(workflow.machine, stored)

        expect(persist(workflow.machine, again)).toBe(stored)
        expect(again.context).toEqual(snapshot.context)
        expect(statesOf(again)).toEqual(statesOf(snapshot))
      }
    })

    test('remembers only what JSON can hold', () => {
      for (const { after } of found.steps)
        expect(JSON.parse(JSON.stringify(after.context))).toEqual(after.context)
    })

    test('moves for nobody but those it names: foreign words and foreign deadlines change nothing', () => {
      const deadlines = workflow.machine.events.filter(isTimer)
      for (const { snapshot, timers, at } of found.places.values()) {
        // A deadline may pass without the case leaving its state; the engine then forgets it.
        const own = new Set(snapshot._nodes.flatMap((node) => node.after.map(({ eventType }) => eventType)))
        const foreign = [
          'NO_SUCH_EVENT',
          'xstate.done',
          ...deadlines.filter((name) => !timers.has(name) && !own.has(name)),
        ]
        for (const type of foreign) {
          const step = run(workflow.machine, snapshot, { type, at })

          expect([type, step.snapshot.value, step.effects, step.started]).toEqual([
            type,
            snapshot.value,
            [],
            [],
          ])
        }
      }
    })

    test('refuses everybody the events that its state does not await', () => {
      const anybody = { id: 'anybody', rolesIn: () => parties }
      for (const { snapshot, at } of found.places.values()) {
        const open = awaited(snapshot).map((branch) => branch.eventType)
        const others = [...Object.keys(workflow.inputs), ...workflow.machine.events.filter(isTimer)]
        for (const type of others.filter((other) => !open.includes(other))) {
          const event = { type, at }
          expect(() => permit(workflow.machine, snapshot, event, anybody, {})).toThrow(AppError)
        }
      }
    })
  },
)

/** Cases of the confidential road that chance hardly ever finds. */
const rareOnTheRoad = ({ name }: Workflow) =>
  name === 'sensitive'
    ? [outOfReach(), outOfReach().does('MESSAGE_FAILED')].map((story) => story.does('CLOSE_UNREACHABLE'))
    : []

const statesOf = (snapshot: AnyMachineSnapshot) => snapshot._nodes.map((node) => node.id).sort()

/** A branch whose guard asks nothing and is never true: whoever wants it is told why it is not time yet. */
const saysWhyNot = ({ guard, source }: AnyTransitionDefinition) => {
  const rule = typeof guard === 'string' ? source.machine.implementations.guards[guard] : undefined
  return typeof rule === 'function' && rule.length === 0
}

const guardOf = (branch: AnyTransitionDefinition) => JSON.stringify(branch.guard ?? null)

/** At rest: no state waits for anybody, and at least one says which stage this is. */
const isResting = (metas: readonly Meta[]) =>
  metas.some((meta) => meta.stage) && !metas.some((meta) => meta.owner)

const isUnborn = (workflow: Workflow, snapshot: AnyMachineSnapshot) =>
  isDeepStrictEqual(snapshot.value, initialOf(workflow.machine).value)

/** The places from which one of the targets can be reached. */
function comingTo(
  targets: ReadonlySet<string>,
  roads: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const able = new Set(targets)
  for (let grown = true; grown; ) {
    grown = false
    for (const [place, next] of roads) {
      if (able.has(place) || ![...next].some((there) => able.has(there))) continue
      able.add(place)
      grown = true
    }
  }
  return able
}
