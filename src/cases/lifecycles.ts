// Which life a case leads: by what was brought, and through which door it came.
import type { Machines } from '../engine/machines.ts'
import type { Programme } from '../programmes/schema.ts'
import type { Came } from './deadlines.ts'

type Brought = { service?: string | undefined; category: string }

/** The services a category belongs to; undefined when it belongs to all. */
const offeredBy = ({ categories }: Programme, category: string): readonly string[] | undefined =>
  categories.find(({ code }) => code === category)?.services

/** What was brought: the service that was chosen, else the only one its category belongs to; '' when neither says. */
export function serviceOf(programme: Programme, { service, category }: Brought): string {
  if (service) return service
  const [only = '', ...others] = offeredBy(programme, category) ?? []
  return others.length === 0 ? only : ''
}

/** The lifecycle of what came so, by its name: `complaint`, or `complaint@1` where a programme stays on a version. */
export function lifecycleOf(programme: Programme, { service, channel }: Came): string {
  if (channel === 'ombudsman') return 'ombudsman'
  return ofService(programme, service)
}

/** The same, where no door opens what named people alone may see: such a service keeps its lifecycle. */
export function guardedLifecycle(machines: Machines, programme: Programme, came: Came): string {
  const own = ofService(programme, came.service)
  return machines.newest(own).restricted ? own : lifecycleOf(programme, came)
}

/** Whether a category may stand on a case of a service; one that names no service may have those of its lifecycle. */
export function belongs(programme: Programme, { service, category }: Brought, lifecycle: string): boolean {
  const offered = offeredBy(programme, category)
  if (!offered) return true
  if (service) return offered.includes(service)
  return offered.some((code) => ofService(programme, code).split('@')[0] === lifecycle)
}

/** Whether some service of a category is for named people alone: then it has to be known which one is meant. */
export function mayBeRestricted(machines: Machines, programme: Programme, category: string): boolean {
  const offered = offeredBy(programme, category) ?? []
  return offered.some((code) => machines.newest(ofService(programme, code)).restricted)
}

const ofService = ({ services, workflow }: Programme, service: string | undefined): string =>
  services.find(({ code }) => code === service)?.workflow ?? workflow
