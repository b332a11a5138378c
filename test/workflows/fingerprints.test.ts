// The chart of a released version does not change by accident: running cases and old journals depend on it.
import { describe, expect, test } from 'vitest'
import { setup } from 'xstate'
import { confidential, workflows } from '../../workflows/index.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { fingerprintOf } from '../support/fingerprint.ts'
import fingerprints from './fingerprints.json' with { type: 'json' }

const all = [...workflows, ...confidential]

const frozen = new Map<string, string>(Object.entries(fingerprints))
const nameOf = ({ name, version }: Workflow) => `${name}@${version}`

describe('the charts that were released', () => {
  test.each(all.filter((workflow) => frozen.has(nameOf(workflow))).map((w) => [nameOf(w), w] as const))(
    '%s is as it was',
    (name, workflow) => {
      expect(
        fingerprintOf(workflow),
        `${name} changed: running cases depend on it, and journals are replayed by it. Make a new version beside it ` +
          `(docs/lifecycles.md), or, when no case of it was ever opened anywhere, run: node test/workflows/freeze.ts ${name}`,
      ).toBe(frozen.get(name))
    },
  )

  test('are all still here', () => {
    const known = new Set(all.map(nameOf))

    expect(
      [...frozen.keys()].filter((name) => !known.has(name)),
      'cases of these versions could never move again',
    ).toEqual([])
  })

  test('are written down before a newer version follows', () => {
    const older = all.filter(({ name, version }) =>
      all.some((other) => other.name === name && other.version > version),
    )

    expect(
      older.map(nameOf).filter((name) => !frozen.has(name)),
      'run: node test/workflows/freeze.ts',
    ).toEqual([])
  })
})

describe('a fingerprint', () => {
  const rules = setup({
    types: { context: {} as { at: number } },
    delays: { untilDue: 1, untilLate: 2 },
    guards: { mayGo: () => true },
    actions: { tell: () => {} },
  })
  const drawn = (more: object, rest: object = {}) =>
    fingerprintOf({
      name: 'any',
      version: 1,
      inputs: {},
      machine: rules.createMachine({
        context: { at: 0 },
        initial: 'a',
        states: { a: { on: { GO: { target: 'b', ...more } }, ...rest }, b: {} },
      }),
    })
  const plain = drawn({})

  test.each<[string, object, object?]>([
    ['another guard', { guard: 'mayGo' }],
    ['another action', { actions: 'tell' }],
    ['another target', { target: 'a' }],
    ['another role', { meta: { by: ['clerk'] } }],
    ['another owner', {}, { meta: { owner: 'clerk' } }],
    ['another deadline', {}, { after: { untilDue: 'b' } }],
    ['another word on entry', {}, { entry: 'tell' }],
    ['another event', {}, { on: { STAY: 'b' } }],
  ])('shows %s', (_title, more, rest) => {
    expect(drawn(more, rest)).not.toBe(plain)
  })

  test('tells one deadline from another, and says the same twice', () => {
    expect(drawn({}, { after: { untilDue: 'b' } })).not.toBe(drawn({}, { after: { untilLate: 'b' } }))
    expect(drawn({ meta: { by: ['clerk'], apart: ['GO'] } })).toBe(
      drawn({ meta: { apart: ['GO'], by: ['clerk'] } }),
    )
    expect(drawn({})).toBe(plain)
  })
})
