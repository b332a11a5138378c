// A form that somebody else's act made stale.
import { Conflict } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import type { Live } from './instance.ts'

/**
 * Somebody else's act since the form was drawn makes it stale; a deadline that passed does not, the guards judge that.
 * @param revision the one the sender saw; absent for senders who look at the case in the same breath.
 * @throws Conflict naming who did what.
 */
export async function refuseStale(
  tx: Tx,
  live: Live,
  { revision }: { revision?: number | undefined },
): Promise<void> {
  if (revision === undefined || revision === live.revision) return
  const { tables, safe } = live.keeping
  const rows = await tx.all<{ seq: number; actor: string; event: string; at: number }>(
    `SELECT seq, actor, event, at FROM ${tables.journal}
     WHERE instance_id = ? AND seq > ? ORDER BY seq`,
    [live.id, revision],
  )
  const changes = rows
    .map(({ seq, actor, event, at }) => ({
      actor: safe.open(`actor ${seq}`, actor),
      event: safe.open(`event ${seq}`, event),
      at,
    }))
    .filter(({ actor }) => actor !== 'system')
  if (changes.length > 0 || revision > live.revision) throw new Conflict('error.conflict', changes)
}
