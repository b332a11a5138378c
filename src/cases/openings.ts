// What has to be known before a case is opened: what is brought, who alone may see it, which case it is about.

import type { Engine } from '../engine/engine.ts'
import type { Machines } from '../engine/machines.ts'
import { Invalid } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { findCase } from './case-view.ts'
import type { Viewer } from './desks.ts'
import { lifecycleOf } from './lifecycles.ts'
import { system } from './policy.ts'
import { readReference } from './reference.ts'
import type { RegistrationForm } from './registration.ts'
import type { CaseRow } from './rows.ts'

/**
 * The case a referral of the ombudsman is about, by the reference that was typed; null when there is none.
 * @throws Invalid when no case that the viewer sees has it.
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
  return row
}

type Office = { db: Database; machines: Machines; programmes: Programmes }

/**
 * Who keeps the access list where a restricted case is opened: its supervisors, until they name who handles it.
 * Null for a case that is open to everybody its place is open to.
 * @throws Invalid when a service has to be chosen, or when nobody there keeps such a list.
 */
export async function firstHandlers(
  { db, machines, programmes }: Office,
  form: RegistrationForm,
): Promise<string[] | null> {
  const programme = programmes.find(form.programme)
  if (!programme) throw new Invalid({ programme: { key: 'field.programme.choose' } })
  const { services } = programme
  if (
    services.length > 0 &&
    form.channel !== 'ombudsman' &&
    !services.some(({ code }) => code === form.service)
  )
    throw new Invalid({ service: { key: 'field.service.choose' } })
  if (!machines.newest(lifecycleOf(programme, form)).restricted) return null
  const keepers = await db.all<{ id: string }>(
    `SELECT DISTINCT users.id FROM grants JOIN users ON users.id = grants.user_id
     WHERE role = 'supervisor' AND programme = ? AND entity IN ('', ?) AND pending = 0 AND users.active = 1
     ORDER BY users.id`,
    [form.programme, form.entity],
  )
  if (keepers.length === 0) throw new Invalid({ entity: { key: 'field.entity.noKeeper' } })
  return keepers.map(({ id }) => id)
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
  if (!instance || !machines.get(instance.workflow, instance.version).inputs.JOIN_REFERRAL) return
  await engine.send({ id: about.id, type: 'JOIN_REFERRAL', input: { referral }, actor: system }, tx)
}
