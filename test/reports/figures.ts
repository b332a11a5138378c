// An office whose cases wander at random, and the figures as somebody would work them out by hand from the journal.

import { dayOf } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import type { FiguresQuery } from '../../src/reports/state-figures.ts'
import { leadTo, places } from '../cases/roads.ts'
import { hours, minutes } from '../support/clock.ts'
import { seededDraw } from '../support/draw.ts'
import type { Office } from '../support/office.ts'

/** Leads so many complaints to places drawn by lot, time passing between them; `look` is called now and then. */
export async function wanderAbout(
  office: Office,
  cases: number,
  seed: number,
  look: () => Promise<unknown>,
): Promise<void> {
  const draw = seededDraw(seed)
  for (let n = 0; n < cases; n += 1) {
    await leadTo(office, draw.pick(places))
    office.clock.advance(draw.pick([0, 30_000, minutes(7), hours(5), hours(40)]))
    await office.work()
    if (draw.chance(30)) await look()
  }
}

export type PlainStay = {
  workflow: string
  programme: string
  entity: string
  state: string
  day: string
  lasted: number
}

/** Every stay that ended, case by case, row by row, with nothing of the product's own reading. */
export async function plainStays(db: Database): Promise<PlainStay[]> {
  const rows = await db
    .read('journal as j')
    .join('cases as c', 'c.id', 'j.instance_id')
    .orderBy(['j.instance_id', 'j.seq'])
    .select('j.instance_id', 'j.at', 'j.to_state', 'c.workflow', 'c.programme', 'c.entity')
  const stays: PlainStay[] = []
  const open = new Map<string, { state: string; at: number }>()
  for (const { instance_id, at, to_state, workflow, programme, entity } of rows) {
    const state = innermost(JSON.parse(to_state).handling)
    const stood = open.get(instance_id)
    if (stood?.state === state) continue
    if (stood)
      stays.push({ workflow, programme, entity, state: stood.state, day: dayOf(at), lasted: at - stood.at })
    open.set(instance_id, { state, at })
  }
  return stays
}

function innermost(value: unknown): string {
  let name = ''
  let inner = value
  while (typeof inner === 'object' && inner !== null) {
    const entries: [string, unknown][] = Object.entries(inner)
    const [only] = entries
    if (!only || entries.length > 1) return name
    ;[name, inner] = only
  }
  return typeof inner === 'string' ? inner : name
}

/** The stays a question is about. */
export const asked = (stays: readonly PlainStay[], query: FiguresQuery): PlainStay[] =>
  stays.filter(
    ({ workflow, programme, entity, day }) =>
      workflow === query.workflow &&
      (query.programme ?? programme) === programme &&
      (query.entity ?? entity) === entity &&
      query.from <= day &&
      day <= query.to,
  )

/** The duration that a share of these lasted at most. */
export function quantile(durations: readonly number[], share: number): number {
  const sorted = durations.toSorted((a, b) => a - b)
  return sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
}
