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

/** Leaves that stand next to each other under one node, told by its hash alone. */
export type Folded = { leaves: number; node: string }

export type Part = Leaf | Folded

/** The leaves in their order; those that are not shown are folded into as few nodes as the tree has for them. */
export function foldHidden(leaves: readonly Leaf[], isShown: (leaf: Leaf) => boolean): Part[] {
  const all = leaves.toSorted(byInstance)
  const parts = (from: number, height: number): Part[] => {
    const under = all.slice(from, from + 2 ** height)
    if (under.length === 0) return []
    if (!under.some(isShown)) return [{ leaves: under.length, node: rootOf(under) }]
    if (height === 0) return under
    return [...parts(from, height - 1), ...parts(from + 2 ** (height - 1), height - 1)]
  }
  return parts(0, heightOf(all.length))
}

/** The root over parts, as `rootOf` gives it over all their leaves; undefined when they are no tree. */
export function rootOfParts(parts: readonly Part[]): string | undefined {
  const count = parts.reduce((sum, part) => sum + ('node' in part ? part.leaves : 1), 0)
  const left = [...parts]
  const node = (from: number, height: number): string | undefined => {
    const [next] = left
    const under = Math.min(2 ** height, count - from)
    if (next && 'node' in next && next.leaves === under) return left.shift() && next.node
    if (height === 0) return next && !('node' in next) && left.shift() ? hashOfLeaf(next) : undefined
    const half = 2 ** (height - 1)
    const first = node(from, height - 1)
    if (from + half >= count || first === undefined) return first
    const second = node(from + half, height - 1)
    return second && hashOfPair(first, second)
  }
  const root = count === 0 ? rootOf([]) : node(0, heightOf(count))
  return left.length === 0 ? root : undefined
}

/** How many levels a tree has above its leaves. */
const heightOf = (leaves: number): number => (leaves < 2 ? 0 : Math.ceil(Math.log2(leaves)))
