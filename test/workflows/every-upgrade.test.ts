// What holds for every newer version that takes over cases of the one before.
import { describe, expect, test } from 'vitest'
import { UPGRADE } from '../../src/engine/carry.ts'
import { workflows } from '../../workflows/index.ts'
import { samplerOf } from '../support/samplers.ts'
import { upgradeSuite } from '../support/upgrade-suite.ts'

const before = ({ name, version }: { name: string; version: number }) =>
  workflows.find((other) => other.name === name && other.version === version - 1)

describe('versions', () => {
  test('have no event of the name that the engine keeps for itself', () => {
    const named = workflows.filter(
      ({ machine, inputs }) => UPGRADE in inputs || machine.events.includes(UPGRADE),
    )

    expect(named.map(({ name }) => name)).toEqual([])
  })

  test('that take over cases follow one another without a gap', () => {
    const lonely = workflows.filter((workflow) => workflow.upgrade && !before(workflow))

    expect(lonely.map(({ name, version }) => `${name}@${version}`)).toEqual([])
  })
})

for (const newer of workflows.filter(({ upgrade }) => upgrade)) {
  const older = before(newer)
  if (older) upgradeSuite(older, newer, samplerOf(older))
}
