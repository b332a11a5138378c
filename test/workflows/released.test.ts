// What is left of a case that another service took over, wherever it stood: at rest, empty, and the same when asked again.
import { beforeAll, describe, expect, test } from 'vitest'
import type { AnyMachineSnapshot } from 'xstate'
import { emptied, isReleased, RELEASE } from '../../src/engine/emptied.ts'
import { initialOf, persist, restore } from '../../src/engine/machines.ts'
import { workflows } from '../../workflows/index.ts'
import { explore } from '../support/explore.ts'
import { samplerOf } from '../support/samplers.ts'
import { metasOf, type Walk } from '../support/walk.ts'

const TODAY = '2026-11-25'

const kept = [
  'programme',
  'entity',
  'channel',
  'receivedAt',
  'receivedOn',
  'soonAt',
  'dueAt',
  'lateAt',
  'dueOn',
  'handlers',
]

describe.each(workflows)('a case of $name@$version that left', (workflow) => {
  let before: Walk[]
  let after: [AnyMachineSnapshot, AnyMachineSnapshot][]
  beforeAll(() => {
    before = [...explore(workflow, samplerOf(workflow)).places.values()].slice(1)
    after = before.map(({ snapshot }) => [snapshot, emptied({ flow: workflow, snapshot }, TODAY)])
  }, 180_000)

  test('is closed, waits for nobody and has no deadline', () => {
    for (const [, left] of after) {
      expect(left.matches({ handling: 'closed' })).toBe(true)
      expect(metasOf(left).filter((meta) => meta?.owner)).toEqual([])
      expect(left._nodes.flatMap((node) => node.after)).toEqual([])
    }
  })

  test('keeps the line of the register, and nothing that could say what it was about', () => {
    const constants = initialOf(workflow.machine).context
    for (const [stood, left] of after) {
      const { outcome, closingOn, ...rest } = left.context
      const register = Object.fromEntries(
        kept.filter((name) => name in stood.context).map((name) => [name, stood.context[name]]),
      )

      expect(rest).toEqual({ ...without(constants, 'outcome', 'closingOn'), ...register })
      expect(outcome).toBe('takenOver')
      expect(closingOn).toBe(stood.context.closingOn ?? TODAY)
    }
  })

  test('is known as such, and no other case is', () => {
    expect(before.filter(({ snapshot }) => isReleased({ flow: workflow, snapshot }))).toEqual([])
    for (const [, left] of after) expect(isReleased({ flow: workflow, snapshot: left })).toBe(true)
  })

  test('is the same once it was stored, and emptied again on another day', () => {
    for (const [, left] of after) {
      const stored = persist(workflow.machine, left)
      const snapshot = restore(workflow.machine, stored)

      expect(persist(workflow.machine, emptied({ flow: workflow, snapshot }, '2027-01-01'))).toBe(stored)
    }
  })

  test('leaves by an event of which no lifecycle has the name', () => {
    expect([...workflow.machine.events, ...Object.keys(workflow.inputs)]).not.toContain(RELEASE)
  })
})

function without(facts: Record<string, unknown>, ...names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.includes(name)))
}
