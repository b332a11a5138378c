// A new version tested for free: the one before is walked everywhere, and every case found there is carried over.
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyMachineSnapshot } from 'xstate'
import { carry, type Position } from '../../src/engine/carry.ts'
import { initialOf, persist, restore } from '../../src/engine/machines.ts'
import { Refused } from '../../src/errors.ts'
import { has, languages } from '../../src/i18n/i18n.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { explore } from './explore.ts'
import { metasOf, type Sampler, type Walk } from './walk.ts'

/** Where a walk through the older version was carried to, or the key of the reason why it stays. */
type Fate =
  | { walk: Walk; key: string; carried?: undefined }
  | { walk: Walk; key?: undefined; carried: Position }

/** Describes what holds for every upgrade from one version to the next. */
export function upgradeSuite(older: Workflow, newer: Workflow, sampler: Sampler): void {
  describe(`an upgrade of ${older.name} from ${older.version} to ${newer.version}`, () => {
    let fates: Fate[]
    beforeAll(() => {
      const unborn = initialOf(older.machine).value
      const walks = [...explore(older, sampler).places.values()]
      fates = walks.filter(({ snapshot }) => !isDeepStrictEqual(snapshot.value, unborn)).map(fateOf)
    }, 180_000)

    const fateOf = (walk: Walk): Fate => {
      try {
        return {
          walk,
          carried: carry(older, newer, { snapshot: walk.snapshot, timers: walk.timers }, walk.at),
        }
      } catch (error) {
        if (error instanceof Refused) return { walk, key: keyOf(error) }
        throw error
      }
    }
    const carriedOnes = () => fates.flatMap(({ walk, carried }) => (carried ? [{ walk, carried }] : []))

    test('carries open cases', () => {
      expect(carriedOnes().filter(({ walk }) => isOpen(walk.snapshot)).length).toBeGreaterThan(0)
    })

    test('leads no case to a place the newer version does not have', () => {
      const lost = fates.filter(({ key }) => key?.startsWith('refusal.upgrade.impossible'))

      expect(lost.map(({ walk, key }) => [walk.snapshot.value, key])).toEqual([])
    })

    test('says in every language why a case stays', () => {
      const keys = [...new Set(fates.flatMap(({ key }) => key?.split(' ')[0] ?? []))]

      expect(languages.flatMap((language) => keys.filter((key) => !has(language, key)))).toEqual([])
    })

    test('leaves no open case without somebody it waits for, and opens none that was over', () => {
      const wrong = carriedOnes().filter(
        ({ walk, carried }) => isOpen(walk.snapshot) !== isOpen(carried.snapshot),
      )

      expect(wrong.map(({ walk, carried }) => [walk.snapshot.value, carried.snapshot.value])).toEqual([])
    })

    test('gives a case that is the same after it was stored and read back', () => {
      for (const { carried } of carriedOnes()) {
        const stored = persist(newer.machine, carried.snapshot)
        const again = restore(newer.machine, stored)

        expect(persist(newer.machine, again)).toBe(stored)
        expect(again.value).toEqual(carried.snapshot.value)
      }
    })

    test('starts no deadline before its time, and none that the newer version does not know', () => {
      for (const { walk, carried } of carriedOnes())
        for (const [name, dueAt] of carried.timers) {
          expect(newer.machine.events).toContain(name)
          expect(dueAt).toBeGreaterThanOrEqual(walk.at)
        }
    })

    test('is the same each time, and changes nothing of what it is given', () => {
      for (const fate of fates) {
        const before = persist(older.machine, fate.walk.snapshot)
        const again = fateOf(fate.walk)

        expect(persist(older.machine, fate.walk.snapshot)).toBe(before)
        expect(again.key).toBe(fate.key)
        if (fate.carried && again.carried)
          expect(persist(newer.machine, again.carried.snapshot)).toBe(
            persist(newer.machine, fate.carried.snapshot),
          )
      }
    })
  })
}

/** The reason's key, with what made it impossible. */
const keyOf = ({ said }: Refused) => [said.key, said.values?.reason].filter(Boolean).join(' ')

const isOpen = (snapshot: AnyMachineSnapshot) => metasOf(snapshot).some((meta) => meta?.owner)
