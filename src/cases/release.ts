// Cases that another service takes over: they leave with everything that was told, and only the line of the register stays.
import type { Role, Scope } from '../../workflows/kit.ts'
import type { Actor } from '../engine/decide.ts'
import type { Engine } from '../engine/engine.ts'
import { Conflict, Forbidden } from '../errors.ts'
import type { Database, Tx } from '../platform/database.ts'
import { forgetAudits } from './audit-traces.ts'
import { forgetInBulk } from './bulk-jobs.ts'
import { findCase } from './case-view.ts'
import { forgetAnswers } from './cause-answers.ts'
import { forgetCauses } from './cause-cases.ts'
import { forgetChanges } from './corrections.ts'
import { countNow } from './counting.ts'
import { giveUp } from './departures.ts'
import type { Viewer } from './desks.ts'
import { familyOf, hasGrown, lockAll } from './family.ts'
import { rolesIn, system } from './policy.ts'
import { forgetReveals } from './reveals.ts'
import { type CaseRow, isTakenOver } from './rows.ts'
import { leaveTraces } from './traces.ts'
import { forgetInRuns } from './verify-runs.ts'

export { familyOf } from './family.ts'
export { isTakenOver } from './rows.ts'
export { gather, type Told, type ToldCase } from './told.ts'

/** Where a case may go. What is left of it here is the same, so that it does not say where it went. */
export const destinations = ['otherBody', 'confidential'] as const
export type Destination = (typeof destinations)[number]

const senders: Readonly<Record<Destination, readonly Role[]>> = {
  otherBody: ['supervisor'],
  // Whoever meets such facts takes them out of everybody's sight at once.
  confidential: ['agent', 'clerk', 'processor', 'supervisor', 'closer'],
}

/** Where the viewer may send a case that they see. */
export function destinationsFor(
  viewer: Viewer,
  { programme, entity, unit }: Pick<Scope, 'programme' | 'entity' | 'unit'>,
): Destination[] {
  const roles = rolesIn(viewer, { programme, entity, unit })
  return destinations.filter((one) => senders[one].some((role) => roles.includes(role)))
}

/** What was decided, and by whom. */
export type Decided = { programme: string; ids: readonly string[]; viewer: Viewer }

/** Writes down who handed cases over, in the same transaction, where the row they leave does not tell. */
export type Witness = (tx: Tx, decided: Decided) => Promise<void>

/** Somebody in one role, wherever: a family leaves by the decision about one of its cases. */
export const inRole = ({ id }: Pick<Viewer, 'id'>, role: Role): Actor => ({ id, rolesIn: () => [role] })

type Releasing = { db: Pick<Database, 'kind'>; engine: Pick<Engine, 'release'> }

/** Stands beside every erased input: the same whatever became of the case. */
const REASON = 'takenOver'

/**
 * Empties these cases for good, with all that stands of them anywhere on this side; their files are removed by a job
 * soon after. All or nothing with the caller's transaction, which must be rolled back when this throws.
 * @param ids in the order of `familyOf`.
 * @param actor stands in the row of the release: the product itself, wherever whoever decided could tell where to.
 * @param seen the case that was decided about, as it was seen.
 * @throws Conflict when somebody was faster, on this case or by adding another one to its family; and as `Engine.release`.
 */
export async function releaseCases(
  { db, engine }: Releasing,
  tx: Tx,
  ids: readonly string[],
  actor: Actor,
  seen: { id: string; revision: number },
): Promise<void> {
  await lockAll(db, tx, ids)
  await giveUp(tx, ids)
  for (const id of ids) {
    const revision = id === seen.id ? seen.revision : undefined
    await engine.release({ id, actor, revision, reason: REASON }, tx)
    await tx.run('DELETE FROM messages WHERE case_id = ?', [id])
    await tx.run('DELETE FROM notices WHERE case_id = ?', [id])
    await forgetChanges(tx, id)
    await forgetCauses(tx, id)
    await forgetAnswers(tx, id)
    await forgetInBulk(tx, id)
    await forgetInRuns(tx, id)
    await forgetAudits(tx, id)
    await forgetReveals(tx, id)
  }
  await countNow(tx, ids)
  // Somebody may have looked for a name just now; whoever did looks again.
  await tx.run('DELETE FROM searches')
  await leaveTraces(tx)
  if (await hasGrown(tx, ids)) throw new Conflict('error.conflict')
}

/** A case as whoever would send it somewhere sees it. */
export type Releasable = { row: CaseRow; revision: number; destinations: Destination[] }

/** @throws NotFound as `findCase`, Forbidden for whoever may send it nowhere. */
export async function readReleasable(db: Database, id: string, viewer: Viewer): Promise<Releasable> {
  const row = await findCase(db, id, viewer)
  const open = destinationsFor(viewer, row)
  if (open.length === 0 && !isTakenOver(row)) throw refusedTo('confidential')
  const { revision } = await db.read('instances').where({ id }).first('revision')
  return { row, revision, destinations: open }
}

const refusedTo = (destination: Destination): Forbidden =>
  new Forbidden({ key: 'refusal.role', values: { roles: senders[destination].join(' ') } })

/** Without a witness there is no other way to go: then the row itself says who decided. */
type HandParts = { db: Database; engine: Engine; witness?: Witness | undefined }

/**
 * Hands a case and its family over to another body: a supervisor decides, and tells the person.
 * @throws NotFound as `findCase`, Forbidden for everybody else, and as `releaseCases`.
 */
export async function handToOtherBody(
  parts: HandParts,
  id: string,
  revision: number,
  viewer: Viewer,
): Promise<void> {
  const row = await findCase(parts.db, id, viewer)
  if (!destinationsFor(viewer, row).includes('otherBody')) throw refusedTo('otherBody')
  const { witness } = parts
  const hand = witness ? system : inRole(viewer, 'supervisor')
  await parts.db.transaction(async (tx) => {
    const ids = await familyOf(tx, id)
    await releaseCases(parts, tx, ids, hand, { id, revision })
    await witness?.(tx, { programme: row.programme, ids, viewer })
  })
}
