// The journal of a case as people read it: what, who, when, and what was written then.
import type { AnyStateMachine, AnyStateNode } from 'xstate'
import type { Meta, Stage } from '../../workflows/kit.ts'
import type { Database } from '../platform/database.ts'

export type TimelineEntry = {
  seq: number
  at: number
  actor: string
  role: string
  event: string
  /** What was typed; null for the system's own events, or when it was lawfully erased. */
  input: Record<string, unknown> | null
  erased: boolean
  /** The due day it computed, when the calendar changed. */
  due: string | null
  /** The step the case was in before and after. */
  from: Stage | undefined
  to: Stage | undefined
}

/** The entries of a case, oldest first. */
export async function readTimeline(
  db: Database,
  machine: AnyStateMachine,
  id: string,
): Promise<TimelineEntry[]> {
  const rows = await db
    .read('journal')
    .leftJoin('journal_inputs', (on) =>
      on.on('journal_inputs.instance_id', 'journal.instance_id').on('journal_inputs.seq', 'journal.seq'),
    )
    .where('journal.instance_id', id)
    .orderBy('journal.seq')
    .select(
      'journal.seq',
      'at',
      'actor',
      'role',
      'event',
      'journal_inputs.input as payload',
      'from_state',
      'to_state',
    )
  return rows.map(({ payload, from_state, to_state, ...entry }) => {
    const { input = null, facts } = payload === null ? {} : JSON.parse(payload)
    return {
      ...entry,
      input,
      erased: payload === null,
      due: entry.event === 'RESCHEDULE' ? (facts?.dueOn ?? null) : null,
      from: stageIn(machine.root, JSON.parse(from_state)),
      to: stageIn(machine.root, JSON.parse(to_state)),
    }
  })
}

/** What was typed when an event was last sent; undefined when it never was. */
export function lastInput(timeline: readonly TimelineEntry[], event: string): TimelineEntry | undefined {
  return timeline.findLast((entry) => entry.event === event)
}

/** The step of a stored state: that of the innermost state that names one, in the order of the regions. */
function stageIn(node: AnyStateNode | undefined, value: unknown): Stage | undefined {
  const meta: Meta | undefined = node?.meta
  const inner = typeof value === 'string' ? [[value, undefined] as const] : Object.entries(value ?? {})
  for (const [key, deeper] of inner) {
    const stage = stageIn(node?.states[key], deeper)
    if (stage) return stage
  }
  return meta?.stage
}
