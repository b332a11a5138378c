// A lifecycle as it is drawn, in one number: whatever running cases depend on changes it.
import { createHash } from 'node:crypto'
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import type { Workflow } from '../../workflows/kit.ts'
import { nodesOf } from './drawing.ts'

/** The hash of states, ways, guards, actions, deadlines and metas; what they compute is not in it. */
export const fingerprintOf = ({ machine }: Workflow): string =>
  createHash('sha256')
    .update(JSON.stringify(nodesOf(machine.root).map(drawingOf)))
    .digest('hex')

function drawingOf(node: AnyStateNode): unknown {
  return {
    id: node.id,
    type: node.type,
    history: node.history,
    initial: node.initial?.target?.map(({ id }: AnyStateNode) => id) ?? null,
    meta: sorted(node.meta),
    tags: [...node.tags].sort(),
    entry: node.entry.map(nameOf),
    exit: node.exit.map(nameOf),
    ways: [...node.transitions.values()].flat().map(wayOf),
    always: (node.always ?? []).map(wayOf),
  }
}

const wayOf = (way: AnyTransitionDefinition): unknown => ({
  event: way.eventType,
  target: way.target?.map(({ id }) => id) ?? null,
  guard: nameOf(way.guard ?? null),
  actions: way.actions.map(nameOf),
  reenter: way.reenter,
  meta: sorted(way.meta),
})

/** A named action or guard, with what it is given; a deadline that the machine starts itself, with its delay. */
function nameOf(named: unknown): unknown {
  if (named === null || typeof named === 'string') return named
  const { type, params, id, delay } = named as Record<string, unknown>
  return sorted({ type, params, id, delay })
}

/** The order in which somebody wrote the keys of a meta changes nothing. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inside]) => inside !== undefined)
      .map(([key, inside]): [string, unknown] => [key, sorted(inside)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  )
}
