// One hash that changes when anything under it does.
import { describe, expect, test } from 'vitest'
import { type Leaf, rootOf } from '../../src/engine/merkle.ts'

describe('a Merkle root', () => {
  const leaf = (instance_id: string, revision = 1): Leaf => ({ instance_id, revision, hash: `h${revision}` })
  const leaves = ['e', 'b', 'd', 'a', 'c'].map((id) => leaf(id))

  test('does not depend on the order of the leaves', () => {
    expect(rootOf(leaves)).toBe(rootOf(leaves.toReversed()))
  })

  test('changes with every leaf, and with their number', () => {
    const others = [
      ...leaves.map((_, n) => leaves.with(n, leaf('e', 2))),
      ...leaves.map((_, n) => leaves.toSpliced(n, 1)),
      [...leaves, leaf('c')],
      [...leaves, leaf('f')],
    ]
    const roots = new Set([leaves, ...others].map((each) => rootOf(each)))

    expect(roots.size).toBe(others.length + 1)
  })
})
