// What an act names besides the words of its form: people, documents, the sheet. Checked, and completed, before it is sent.
import { inputs } from '../../workflows/case-inputs.ts'
import { Invalid, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { canTake, refuseAway } from './assignees.ts'
import { cardTaken, claimedFor, onSheet } from './corrections.ts'
import { keptWithout } from './keepers.ts'
import type { CaseRow } from './rows.ts'

type Parts = { db: Database; clock: Clock }

/**
 * The input of an act as the engine gets it.
 * @throws Invalid when it names somebody or something it may not, Refused when a sheet that it needs is not there.
 */
export async function completeInput(
  parts: Parts,
  row: CaseRow,
  type: string,
  input: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  if (type === 'ASSIGN') await assigneeKnown(parts, row, input)
  if (type === 'NAME_HANDLER') await handlerKnown(parts, row, input)
  if (type === 'REMOVE_HANDLER') await keeperLeft(parts, row, input)
  if (type !== 'TRANSMIT' && type !== 'REQUEST_CORRECTION') return input
  const read = inputs[type].safeParse({ ...input, old: '' })
  // What is missing is told by the engine, which reads the same schema.
  if (!read.success) return input
  const { field, claimed, evidence } = read.data
  await documentKnown(parts.db, row.id, evidence)
  const old = await onSheet(parts.db, row.id, field)
  if (old === undefined && type === 'REQUEST_CORRECTION') throw new Refused('refusal.noBeneficiary')
  const value = claimedFor(field, claimed, old ?? '')
  if (type === 'REQUEST_CORRECTION' && field === 'cnie' && (await cardTaken(parts.db, row.id, value)))
    throw new Invalid({ claimed: { key: 'field.claimed.taken' } })
  return { ...input, old: old ?? '', claimed: value }
}

/** Work is given only to somebody who can take it, and who is there. */
async function assigneeKnown({ db, clock }: Parts, row: CaseRow, input: Record<string, unknown>) {
  const { to, role } = inputs.ASSIGN.safeParse(input).data ?? {}
  if (!to || !role) return
  const known =
    (await canTake(db, to, role, row)) && (row.restricted === 0 || (await handles(db, row.id, to)))
  if (!known) throw new Invalid({ to: { key: 'field.to.choose' } })
  await refuseAway(db, to, clock.dayOf(clock.now()))
}

/** Only somebody who works where the case belongs can be trusted with it. */
async function handlerKnown({ db }: Parts, row: CaseRow, input: Record<string, unknown>) {
  const { person } = inputs.NAME_HANDLER.safeParse(input).data ?? {}
  if (!person) return
  for (const role of ['clerk', 'supervisor', 'closer', 'processor'])
    if (await canTake(db, person, role, row)) return
  throw new Invalid({ person: { key: 'field.person.choose' } })
}

/** Whoever may still see the case is of no use to it when none of them can name anybody. */
async function keeperLeft({ db }: Parts, row: CaseRow, input: Record<string, unknown>) {
  const { person } = inputs.REMOVE_HANDLER.safeParse(input).data ?? {}
  if (person && !(await keptWithout(db, row, person)))
    throw new Invalid({ person: { key: 'field.person.lastKeeper' } })
}

async function handles(db: Database, case_id: string, user_id: string): Promise<boolean> {
  return (await db.read('case_handlers').where({ case_id, user_id }).first('user_id')) !== undefined
}

async function documentKnown(db: Database, case_id: string, id: string | undefined): Promise<void> {
  if (!id || (await db.read('documents').where({ case_id, id }).first('id'))) return
  throw new Invalid({ evidence: { key: 'field.evidence.choose' } })
}
