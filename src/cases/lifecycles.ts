// Which life a case leads: by what was brought, and through which door it came.
import type { Programme } from '../programmes/schema.ts'
import type { Came } from './deadlines.ts'

/** The lifecycle of what came so, by its name: `complaint`, or `complaint@1` where a programme stays on a version. */
export function lifecycleOf(programme: Programme, { service, channel }: Came): string {
  if (channel === 'ombudsman') return 'ombudsman'
  return programme.services.find(({ code }) => code === service)?.workflow ?? programme.workflow
}
