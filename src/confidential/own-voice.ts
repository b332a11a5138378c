// Whoever a case is about, known by her code: what she may read of it, and what she may say.
import { OUTSIDE, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Outcome } from '../engine/engine.ts'
import type { Live } from '../engine/instance.ts'
import { NotFound, Refused } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { record } from './access-log.ts'
import { codeText, readCode } from './codes.ts'
import { survivor } from './policy.ts'
import type { Road } from './road.ts'
import { wakeCase } from './waking.ts'

/** What whoever a case is about may read with her code: what was said, and where the referral stands. */
export type OwnView = {
  revision: number
  messages: { from: 'office' | 'survivor'; phrase: string; at: number }[]
  /** Where the help that she agreed to stands; null while there is none. */
  referral: string | null
  /** Whether that help is a service which does not use the product. */
  outside: boolean
  /** Whether she left any way to be contacted. */
  reachable: boolean
  consented: boolean
  closed: boolean
}

/** @throws NotFound for a code that leads nowhere, Unavailable when the case cannot be read. */
export function readOwn(parts: Road, typed: string): Promise<OwnView> {
  return parts.db.transaction(async (tx) => {
    const live = await findByCode(parts, tx, typed)
    const { messages, referrals, consent, closedAs, contactBy } = sensitiveContext(live.snapshot.context)
    const latest = referrals.at(-1)
    await record(parts.vault, tx, {
      ...{ at: parts.clock.now(), actor: survivor.id, kind: 'case', case: live.id },
      fields: ['messages', 'referral'],
    })
    return {
      revision: live.revision,
      messages,
      referral: latest?.outcome ?? null,
      outside: latest?.to === OUTSIDE,
      reachable: contactBy !== 'none',
      consented: consent !== null,
      closed: closedAs !== null,
    }
  })
}

/** The events she may send with her code. */
const hers = ['REPLY', 'WITHDRAW_CONSENT']

/** Sends an event as whoever the case is about. @throws NotFound as `readOwn`, refusals as the engine's. */
export function speak(
  parts: Road,
  { code, type, input }: { code: string; type: string; input: Record<string, unknown> },
): Promise<Outcome> {
  if (!hers.includes(type)) throw new Refused('refusal.notNow')
  return parts.db.transaction(async (tx) => {
    const { id } = await findByCode(parts, tx, code)
    return parts.engine.send({ id, type, input, actor: survivor }, tx)
  })
}

/** The case that a code leads to: the index only says where to look, the case itself holds its code. */
async function findByCode(parts: Road, tx: Tx, typed: string): Promise<Live> {
  const { vault } = parts
  await vault.unlock(tx)
  const code = readCode(typed)
  // A code that cannot be one is looked for all the same: the answer takes as long.
  const tag = vault.tag(codeText(code ?? ''))
  const [row] = await tx.all<{ case_id: string }>('SELECT case_id FROM sensitive_codes WHERE tag = ?', [tag])
  if (!row) throw new NotFound()
  const live = await wakeCase(parts, tx, row.case_id)
  if (sensitiveContext(live.snapshot.context).codeTag !== tag) throw new NotFound()
  return live
}
