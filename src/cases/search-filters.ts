// What a search is narrowed by, besides words: each filter is a condition on the case, and they combine.
import type { Knex } from 'knex'
import { z } from 'zod'
import { stages } from '../../workflows/kit.ts'
import { type Viewer, working } from './desks.ts'

/** Marks of the clock as people ask for them. */
export const askedMarks = ['onTime', 'dueSoon', 'late', 'held', 'stopped'] as const
const marks: Readonly<Record<(typeof askedMarks)[number], readonly string[]>> = {
  onTime: ['onTime', 'counted'],
  dueSoon: ['dueSoon'],
  late: ['overdue', 'late'],
  held: ['held'],
  stopped: ['stopped'],
}

/** What was found: founded or not, not known yet, or no complaint at all. */
export const verdicts = ['yes', 'no', 'unknown', 'request'] as const

const code = z
  .string()
  .regex(/^[A-Za-z][\w-]{0,59}$/)
  .optional()

/** Filters as they are kept; what is absent narrows nothing. */
export const Filters = z.object({
  programme: code,
  entity: code,
  unit: code,
  stage: z.enum(stages).optional(),
  state: code,
  mark: z.enum(askedMarks).optional(),
  channel: code,
  category: code,
  verdict: z.enum(verdicts).optional(),
  ground: code,
  receivedFrom: z.iso.date().optional(),
  receivedTo: z.iso.date().optional(),
  closedFrom: z.iso.date().optional(),
  closedTo: z.iso.date().optional(),
  /** Somebody of the staff, by id. */
  assigned: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .optional(),
})
export type Filters = z.output<typeof Filters>

export const filterNames = Filters.keyof().options

/** Whether anything is narrowed. */
export const narrows = (filters: Filters): boolean => filterNames.some((name) => filters[name] !== undefined)

/** Leaves in a query over `cases` what every filter lets through. */
export function narrowBy(cases: Knex.QueryBuilder, viewer: Viewer, filters: Filters): void {
  for (const name of [
    'programme',
    'entity',
    'unit',
    'stage',
    'state',
    'channel',
    'category',
    'ground',
  ] as const) {
    const value = filters[name]
    if (value !== undefined) cases.where(`cases.${name}`, value)
  }
  if (filters.mark) cases.whereIn('cases.mark', marks[filters.mark])
  if (filters.verdict === 'request') cases.where('cases.admissibility', 'notComplaint')
  else if (filters.verdict)
    cases.where('cases.founded', filters.verdict).whereNot('cases.admissibility', 'notComplaint')
  between(cases, 'received_on', filters.receivedFrom, filters.receivedTo)
  between(cases, 'closing_on', filters.closedFrom, filters.closedTo)
  if (filters.assigned)
    cases.whereRaw(
      `EXISTS (SELECT 1 FROM tasks WHERE tasks.case_id = cases.id AND tasks.desk IN (${desksOfPerson(
        viewer,
        filters.assigned,
      )
        .map(() => '?')
        .join(', ')}))`,
      desksOfPerson(viewer, filters.assigned),
    )
}

function between(
  cases: Knex.QueryBuilder,
  column: string,
  from: string | undefined,
  to: string | undefined,
): void {
  if (from) cases.where(`cases.${column}`, '>=', from)
  if (to) cases.where(`cases.${column}`, '<=', to)
}

/** Where work waits that was given to somebody by name, in the programmes the viewer is in. */
export const desksOfPerson = (viewer: Viewer, person: string): string[] =>
  [...new Set(viewer.grants.map(({ programme }) => programme))].flatMap((programme) =>
    working.map((role) => `${programme}/@${person}/${role}`),
  )
