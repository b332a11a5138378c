// All the work named to somebody, handed over in one go: each case by an act of the supervisor, as if one by one.
import type { Knex } from 'knex'
import { AppError, Invalid, type Said } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { refuseAway } from './assignees.ts'
import type { Commands } from './commands.ts'
import { personalDesk, type Viewer, working } from './desks.ts'
import { type PersonalDesk, readPersonal } from './personal-desks.ts'
import { visible } from './policy.ts'

/** So many are handed over while somebody waits for the page; the rest at the next press of the button. */
export const AT_ONCE = 200

export type NamedWork = PersonalDesk & { cases: number }

/** How many cases wait at the desks of these people, of those the supervisor may hand over; desks without any are left out. */
export async function namedWork(
  db: Database,
  supervisor: Viewer,
  people: readonly Viewer[],
): Promise<NamedWork[]> {
  const desks = people.flatMap(({ id, grants }) =>
    grants
      .filter(({ role }) => working.includes(role))
      .map(({ programme, role }) => personalDesk(programme, id, role)),
  )
  if (desks.length === 0) return []
  const rows: { desk: string; cases: number }[] = await supervisedTasks(db, supervisor, [...new Set(desks)])
    .groupBy('tasks.desk')
    .orderBy('tasks.desk')
    .select('tasks.desk')
    .countDistinct({ cases: 'tasks.case_id' })
  return rows.flatMap(({ desk, cases }) => {
    const named = readPersonal(desk)
    return named ? [{ ...named, cases: Number(cases) }] : []
  })
}

export type HandedOver = {
  done: number
  refused: { id: string; said: Said }[]
  /** How many still wait at the desk, those that were refused among them. */
  remain: number
}

export type HandoverParts = { db: Database; clock: Clock; commands: Commands }

/**
 * Hands the work of a desk over to somebody (or with '' to everybody of the role), the nearest deadline first, at most
 * `AT_ONCE` cases; each is its own transaction, so that one that is refused holds up no other.
 * @throws Invalid on `to` when they are away.
 */
export async function handOver(
  { db, clock, commands }: HandoverParts,
  supervisor: Viewer,
  desk: PersonalDesk,
  to: string,
): Promise<HandedOver> {
  if (to === desk.person) throw new Invalid({ to: { key: 'absence.handover.same' } })
  if (to) await refuseAway(db, to, clock.dayOf(clock.now()))
  const refused: HandedOver['refused'] = []
  const cases = await nextCases(db, supervisor, desk, to)
  for (const { id, revision } of cases) {
    const said = await refusalOf(() =>
      commands.act(id, 'ASSIGN', { role: desk.role, to }, revision, supervisor),
    )
    if (said) refused.push({ id, said })
  }
  const [left] = await namedWork(db, supervisor, [
    { id: desk.person, grants: [{ role: desk.role, programme: desk.programme, entity: '' }] },
  ])
  return { done: cases.length - refused.length, refused, remain: left?.cases ?? 0 }
}

/** Those the new hands can take come first: what is refused for good must not stand before what is not. */
async function nextCases(
  db: Database,
  supervisor: Viewer,
  { programme, person, role }: PersonalDesk,
  to: string,
): Promise<{ id: string; revision: number }[]> {
  const place = role === 'processor' ? 'cases.unit' : 'cases.entity'
  const takeable = db.read.raw(
    `CASE WHEN ? = '' OR EXISTS (SELECT 1 FROM grants g WHERE g.user_id = ? AND g.role = ? AND g.programme = ?
       AND g.pending = 0 AND (g.entity = '' OR g.entity = ${place})) THEN 0 ELSE 1 END AS elsewhere`,
    [to, to, role, programme],
  )
  const found = supervisedTasks(db, supervisor, [personalDesk(programme, person, role)])
    .join('instances', 'instances.id', 'cases.id')
    .select('cases.id', 'instances.revision', 'tasks.due_at', takeable)
  return db.read
    .from(found.as('t'))
    .groupBy('id', 'revision', 'elsewhere')
    .orderBy([{ column: 'elsewhere' }, { column: db.read.raw('min(due_at)') }, { column: 'id' }])
    .limit(AT_ONCE)
    .select('id', 'revision')
}

/** What waits at these desks on cases where the viewer holds the role of a supervisor. */
function supervisedTasks(db: Database, viewer: Viewer, desks: readonly string[]): Knex.QueryBuilder {
  const query = db
    .read('tasks')
    .join('cases', 'cases.id', 'tasks.case_id')
    .whereIn('tasks.desk', [...desks])
  const supervisor = { id: viewer.id, grants: viewer.grants.filter(({ role }) => role === 'supervisor') }
  visible(query, supervisor)
  return query
}

/** Why an act was refused; undefined when it was done. */
async function refusalOf(act: () => Promise<unknown>): Promise<Said | undefined> {
  try {
    await act()
  } catch (error) {
    if (error instanceof Invalid)
      return error.fields.to?.key === 'absence.refusal.away'
        ? error.fields.to
        : { key: 'absence.handover.elsewhere' }
    if (error instanceof AppError) return error.said
    throw error
  }
  return undefined
}
