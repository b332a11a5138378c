// The way a case took through its lifecycle: which states it stood in before and after each event.
import type { Workflow } from '../../workflows/kit.ts'
import type { Machines } from '../engine/machines.ts'
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'

/** One step: what happened, and the states before and after, each by its place: `handling.alive.settled`. */
export type Stride = { event: string; from: string[]; to: string[] }

export type Journey = { flow: Workflow; strides: Stride[] }

/**
 * The journey of a case, oldest step first; whoever asks made sure that it may be seen.
 * @throws NotFound when there is no such case.
 */
export async function readJourney(db: Database, machines: Machines, id: string): Promise<Journey> {
  const [instance, rows] = await Promise.all([
    db.read('instances').where({ id }).first('workflow', 'version'),
    db.read('journal').where('instance_id', id).orderBy('seq').select('event', 'from_state', 'to_state'),
  ])
  if (!instance) throw new NotFound()
  return {
    flow: machines.get(instance.workflow, instance.version),
    strides: rows.map(({ event, from_state, to_state }) => ({
      event,
      from: placesIn(JSON.parse(from_state)),
      to: placesIn(JSON.parse(to_state)),
    })),
  }
}

/** The innermost states of a stored state, one for each region. */
function placesIn(value: unknown, path: readonly string[] = []): string[] {
  if (typeof value === 'string') return [[...path, value].join('.')]
  const inner = Object.entries(value ?? {})
  // A region without states of its own is stored as an empty record.
  return inner.length === 0 && path.length > 0
    ? [path.join('.')]
    : inner.flatMap(([key, deeper]) => placesIn(deeper, [...path, key]))
}
