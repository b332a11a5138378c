// What an act on a case does elsewhere, in the same transaction: an appeal opened or passed on, a sheet put right.
import type { z } from 'zod'
import type { inputs } from '../../workflows/case-inputs.ts'
import type { Engine } from '../engine/engine.ts'
import type { Machines } from '../engine/machines.ts'
import { Invalid, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { isUnbiased, openAppeal, passDecision, passWithdrawal } from './appeals.ts'
import { applyCorrection, isCorrectable, markEligibility } from './corrections.ts'
import type { Viewer } from './desks.ts'

type Parts = {
  db: Pick<Database, 'kind'>
  engine: Engine
  machines: Machines
  programmes: Programmes
  clock: Clock
}

/** An act that was just recorded. */
export type Done = { id: string; viewer: Viewer }

/** Does it, and gives the reference of the case it opened, if it opened one. */
type Consequence = (parts: Parts, tx: Tx, done: Done) => Promise<string | undefined>

/** By event; most acts have none. */
const consequences: Record<string, Consequence> = {
  LODGE_APPEAL: async (parts, tx, { id, viewer }) => {
    const { seq, input } = await lastOf(tx, id, 'LODGE_APPEAL')
    return openAppeal(parts, tx, id, { seq, ...input }, viewer)
  },
  DECIDE_APPEAL: async (parts, tx, { id, viewer }) => {
    await requireUnbiased(parts, tx, id, viewer)
    const { input } = await lastOf(tx, id, 'DECIDE_APPEAL')
    return passDecision(parts, tx, id, input)
  },
  RETURN_DECISION: async (parts, tx, { id, viewer }) => {
    await requireUnbiased(parts, tx, id, viewer)
    return undefined
  },
  ASSIGN: async (parts, tx, { id }) => {
    const { role, to } = (await lastOf(tx, id, 'ASSIGN')).input
    if (role === 'supervisor' && to && !(await isUnbiased(parts, tx, id, to)))
      throw new Invalid({ to: { key: 'linked.barred.assign' } })
    return undefined
  },
  CLOSE: (parts, tx, { id }) => passWithdrawal(parts, tx, id),
  APPROVE_CORRECTION: async ({ clock }, tx, { id, viewer }) => {
    const { actor, input } = await lastOf(tx, id, 'REQUEST_CORRECTION')
    const { field, old, claimed } = input
    if (!isCorrectable(field)) return
    await applyCorrection(tx, {
      ...{ caseId: id, field, old, claimed },
      ...{ requestedBy: actor, approvedBy: viewer.id, at: clock.now() },
    })
  },
  CONFIRM_DECISION: async ({ clock }, tx, { id, viewer }) => {
    const { actor, input } = await lastOf(tx, id, 'DECIDE_ELIGIBILITY')
    await markEligibility(tx, {
      ...{ caseId: id, claimed: input.decision },
      ...{ requestedBy: actor, approvedBy: viewer.id, at: clock.now() },
    })
  },
}

/** What follows from this event elsewhere, if anything. */
export const consequenceOf = (event: string): Consequence | undefined =>
  Object.hasOwn(consequences, event) ? consequences[event] : undefined

/** Whoever acted on the first case after its appeal was lodged does not decide it: what they sent is not kept. */
async function requireUnbiased(parts: Parts, tx: Tx, id: string, { id: person }: Viewer): Promise<void> {
  if (!(await isUnbiased(parts, tx, id, person))) throw new Refused('refusal.noHandInFirst')
}

type InputOf<Type extends keyof typeof inputs> = z.output<(typeof inputs)[Type]>

/** Who last sent an event, where it stands in the journal, and what the journal keeps of it: it was checked against that event's schema when it was written. */
async function lastOf<Type extends keyof typeof inputs>(
  tx: Tx,
  id: string,
  event: Type,
): Promise<{ seq: number; actor: string; input: InputOf<Type> }> {
  const [row] = await tx.all<{ seq: number; actor: string; payload: string }>(
    `SELECT j.seq, j.actor, i.input AS payload FROM journal j
     JOIN journal_inputs i ON i.instance_id = j.instance_id AND i.seq = j.seq
     WHERE j.instance_id = ? AND j.event = ? ORDER BY j.seq DESC LIMIT 1`,
    [id, event],
  )
  if (!row) throw new Error(`${event} was never recorded`)
  return { seq: row.seq, actor: row.actor, input: JSON.parse(row.payload).input }
}
