// What has to be known before a case is opened: what is brought, who alone may see it, which case it is about.

import type { Engine } from '../engine/engine.ts'
import type { Machines } from '../engine/machines.ts'
import { Invalid } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { findCase } from './case-view.ts'
import type { Viewer } from './desks.ts'
import { staysHere } from './family.ts'
import { keepersAt } from './keepers.ts'
import { guardedLifecycle, mayBeRestricted, serviceOf } from './lifecycles.ts'
import { system } from './policy.ts'
import { readReference } from './reference.ts'
import type { RegistrationForm } from './registration.ts'
import { type CaseRow, isTakenOver } from './rows.ts'

/**
 * The case a referral of the ombudsman is about, by the reference that was typed; null when there is none.
 * @throws Invalid when no case that the viewer sees has it, or when another service took it over.
 */
export async function caseMeant(
  db: Database,
  { channel, about }: RegistrationForm,
  viewer: Viewer,
): Promise<CaseRow | null> {
  if (channel !== 'ombudsman' || about === '') return null
  const reference = readReference(about)
  const row = reference ? await findCase(db, reference, viewer).catch(() => null) : null
  if (!row) throw new Invalid({ about: { key: 'field.about.unknown' } })
  if (isTakenOver(row)) throw goneBy()
  return row
}

/** Nothing new names what was emptied: it would say again what left with it. */
const goneBy = (): Invalid => new Invalid({ about: { key: 'field.about.gone' } })

/**
 * Makes sure that the case a referral is about does not leave before the referral stands, in its transaction.
 * @throws Invalid when it has left.
 */
export async function keepMeant(db: Pick<Database, 'kind'>, tx: Tx, about: CaseRow): Promise<void> {
  if (!(await staysHere(db, tx, about))) throw goneBy()
}

type Office = { db: Pick<Tx, 'all'>; machines: Machines; programmes: Programmes }
type Came = Pick<RegistrationForm, 'programme' | 'entity' | 'channel' | 'category'> & {
  service?: string | undefined
}

/** What a case is about, and who alone may see it: nobody in particular when `handlers` is null. */
export type Brought = { service: string; handlers: string[] | null }

/**
 * The same for the form of the desk, where people choose a service.
 * @throws Invalid as `broughtBy` does, and when a service has to be chosen.
 */
export function chosenBy(office: Office, form: Came): Promise<Brought> {
  const programme = office.programmes.find(form.programme)
  const services = programme?.services ?? []
  const service = programme && serviceOf(programme, form)
  if (services.length > 0 && form.channel !== 'ombudsman' && !services.some(({ code }) => code === service))
    throw new Invalid({ service: { key: 'field.service.choose' } })
  return broughtBy(office, form)
}

/**
 * What came so: its service by its category, where that says it, and for a restricted case its first handlers,
 * the supervisors of its place, until they name who handles it.
 * @throws Invalid when it is not said whether it is restricted, or when nobody there keeps such a list.
 */
export async function broughtBy({ db, machines, programmes }: Office, came: Came): Promise<Brought> {
  const programme = programmes.find(came.programme)
  if (!programme) throw new Invalid({ programme: { key: 'field.programme.choose' } })
  const service = serviceOf(programme, came)
  if (service === '' && mayBeRestricted(machines, programme, came.category))
    throw new Invalid({ service: { key: 'field.service.choose' } })
  const lifecycle = guardedLifecycle(machines, programme, { ...came, service })
  if (!machines.newest(lifecycle).restricted) return { service, handlers: null }
  const handlers = await keepersAt(db, came)
  if (handlers.length === 0) throw new Invalid({ entity: { key: 'field.entity.noKeeper' } })
  return { service, handlers }
}

/** The case a referral is about knows of it, unless its version of the lifecycle is older than that. */
export async function joinReferral(
  { engine, machines }: { engine: Engine; machines: Machines },
  tx: Tx,
  about: CaseRow,
  referral: string,
): Promise<void> {
  const [instance] = await tx.all<{ workflow: string; version: number }>(
    'SELECT workflow, version FROM instances WHERE id = ?',
    [about.id],
  )
  if (!instance) return
  if (!machines.get(instance.workflow, instance.version).inputs.JOIN_REFERRAL) return
  await engine.send({ id: about.id, type: 'JOIN_REFERRAL', input: { referral }, actor: system }, tx)
}
