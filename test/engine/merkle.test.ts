// One hash that changes when anything under it does.
import { describe, expect, test } from 'vitest'
import { foldHidden, type Leaf, rootOf, rootOfParts } from '../../src/engine/merkle.ts'

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

  test('is the same over what is shown and the fewest hashes of the rest, whatever is hidden', () => {
    const many = (n: number) =>
      Array.from({ length: n }, (_, at) => leaf(`c${String(at).padStart(2, '0')}`, at + 1))
    for (let n = 0; n <= 19; n += 1)
      for (const hidden of [() => false, () => true, (at: number) => at % 3 === 0, (at: number) => at > 4]) {
        const all = many(n)
        const parts = foldHidden(all, ({ revision }) => !hidden(revision - 1))

        expect(rootOfParts(parts)).toBe(rootOf(all))
        const shown = parts.filter((part) => !('node' in part))
        expect(shown).toEqual(all.filter((_, at) => !hidden(at)))
      }
    expect(foldHidden(many(16), () => false)).toHaveLength(1)
    expect(foldHidden(many(16), ({ revision }) => revision === 1)).toHaveLength(5)
  })

  test('is none over parts that are no tree, and another one when any part changes', () => {
    const parts = foldHidden(leaves, ({ instance_id }) => instance_id === 'b')

    expect(rootOfParts(parts.toReversed())).not.toBe(rootOf(leaves))
    for (let n = 0; n < parts.length; n += 1)
      expect(rootOfParts(parts.toSpliced(n, 1))).not.toBe(rootOf(leaves))
    expect(rootOfParts([{ leaves: 3, node: 'x' }, leaf('a')])).toBeUndefined()
  })
})
