// The acts that may be done on many cases: on each one what a person would do there, with the same refusals.
import { z } from 'zod'
import { type Role, roles } from '../../workflows/kit.ts'
import type { Engine } from '../engine/engine.ts'
import type { Machines } from '../engine/machines.ts'
import { Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { completeInput } from './act-inputs.ts'
import type { BulkOrder } from './bulk-jobs.ts'
import { findCase } from './case-view.ts'
import { answerCase } from './cause-answer-acts.ts'
import { suggestCase } from './cause-cases.ts'
import { consequenceOf } from './consequences.ts'
import type { Viewer } from './desks.ts'
import { actorOf } from './policy.ts'
import { type CaseRow, isTakenOver } from './rows.ts'

type Parts = { db: Database; clock: Clock; engine: Engine; machines: Machines; programmes: Programmes }

/** Whether it was done, or had been so already. */
export type Done = 'done' | 'same'

type OnCase = { id: string; viewer: Viewer }

/**
 * Does what was ordered on one case, in the caller's transaction, which must be rolled back when this throws.
 * @throws as the engine refuses the act, NotFound for a case that is not the viewer's.
 */
export async function doOnCase(parts: Parts, tx: Tx, one: OnCase, order: BulkOrder): Promise<Done> {
  const row = await findCase(parts.db, one.id, one.viewer)
  if (isTakenOver(row)) throw new Refused('refusal.released')
  switch (order.act) {
    case 'assign':
      return assign(parts, tx, one, row, order)
    case 'handOver':
      return assign(parts, tx, one, row, { role: await waitsFor(tx, row.id), to: order.to })
    case 'attach':
      return suggestCase(parts, tx, order.cause, row, one.viewer)
    case 'print':
      return requireLetter(tx, row.id)
    default:
      return answerCase(parts, tx, { row, viewer: one.viewer }, order)
  }
}

async function assign(
  parts: Parts,
  tx: Tx,
  { id, viewer }: OnCase,
  row: CaseRow,
  { role, to }: { role: Role; to: string },
): Promise<Done> {
  if (((await assigneesOf(tx, id))[role] ?? '') === to) return 'same'
  const input = await completeInput(parts, row, 'ASSIGN', { role, to })
  await parts.engine.send({ id, type: 'ASSIGN', input, actor: actorOf(viewer) }, tx)
  await consequenceOf('ASSIGN')?.(parts, tx, { id, viewer })
  return 'done'
}

const Snapshot = z.object({ context: z.object({ assignees: z.record(z.string(), z.string()) }) })

async function assigneesOf(tx: Tx, id: string): Promise<Record<string, string>> {
  const [row] = await tx.all<{ snapshot: string }>('SELECT snapshot FROM instances WHERE id = ?', [id])
  return Snapshot.safeParse(JSON.parse(row?.snapshot ?? '{}')).data?.context.assignees ?? {}
}

/** The role a case waits for now, the nearest deadline first. @throws Refused when it waits for nobody. */
async function waitsFor(tx: Tx, id: string): Promise<Role> {
  const rows = await tx.all<{ desk: string }>(
    "SELECT desk FROM tasks WHERE case_id = ? AND next <> '' ORDER BY due_at, slot",
    [id],
  )
  const waiting = rows.map(({ desk }) => desk.split('/').at(-1))
  const role = roles.find((one) => one === waiting[0])
  if (!role) throw new Refused('bulk.refusal.waitsForNobody')
  return role
}

/** Only what was approved may be printed. */
async function requireLetter(tx: Tx, id: string): Promise<Done> {
  const [last] = await tx.all<{ event: string }>(
    `SELECT event FROM journal WHERE instance_id = ? AND event IN ('SUBMIT_ANSWER', 'RETURN_ANSWER', 'APPROVE')
     ORDER BY seq DESC LIMIT 1`,
    [id],
  )
  if (last?.event !== 'APPROVE') throw new Refused('bulk.refusal.noLetter')
  return 'done'
}
