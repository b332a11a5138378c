// A Merkle tree over the heads of journals: one hash that changes when any of them does.
import { sha256 } from './journal.ts'

/** Where the journal of one instance stood when it was sealed. */
export type Leaf = { instance_id: string; revision: number; hash: string }

const hashOfLeaf = ({ instance_id, revision, hash }: Leaf): string =>
  sha256(JSON.stringify(['leaf', instance_id, revision, hash]))

const hashOfPair = (left: string, right: string): string => sha256(JSON.stringify(['pair', left, right]))

/** The root over the leaves, in whatever order they come. */
export function rootOf(leaves: readonly Leaf[]): string {
  let level = leaves.toSorted(byInstance).map(hashOfLeaf)
  while (level.length > 1) level = pairUp(level)
  return level[0] ?? sha256('no leaves')
}

/** A node without a neighbour moves up as it is; doubling it would let two different trees have one root. */
function pairUp(level: readonly string[]): string[] {
  const above: string[] = []
  for (let n = 0; n < level.length; n += 2) {
    const [left, right] = level.slice(n, n + 2)
    if (left !== undefined) above.push(right === undefined ? left : hashOfPair(left, right))
  }
  return above
}

/** By code units, not by a database's idea of the alphabet. */
function byInstance(a: Leaf, b: Leaf): number {
  if (a.instance_id === b.instance_id) return a.revision - b.revision
  return a.instance_id < b.instance_id ? -1 : 1
}
