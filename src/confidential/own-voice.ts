// Whoever a case is about, known by her code: what she may read of it, and what she may say.
import {
  gaveNothing,
  OUTSIDE,
  type Referral,
  type Said,
  sensitiveContext,
} from '../../workflows/sensitive-facts.ts'
import type { Live } from '../engine/instance.ts'
import { type Entry, openEntry } from '../engine/journal.ts'
import { NotFound, Refused, TooMany } from '../errors.ts'
import { endOfDay, startOfDay } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { record } from './access-log.ts'
import { codeText, readCode } from './codes.ts'
import { survivor } from './policy.ts'
import { stateIn } from './projection.ts'
import type { Road } from './road.ts'
import { wakeCase } from './waking.ts'

/** What whoever a case is about may read with her code: what was said, and where the referral stands. */
export type OwnView = {
  revision: number
  programme: string
  messages: Said[]
  /** Where the help that she agreed to stands; null while there is none. */
  referral: Referral['outcome'] | null
  /** Whether that help ended before anything was given. */
  unhelped: boolean
  /** Whether that help is a service which does not use the product. */
  outside: boolean
  /** Whether she left any way to be contacted. */
  reachable: boolean
  /** Whether she asked to be left alone, and no way to reach her was named since. */
  silenced: boolean
  consented: boolean
  /** Whether she took her yes back, and was asked nothing since. */
  tookBack: boolean
  /** Whether a body of the programme can read her case now. */
  shared: boolean
  closed: boolean
}

/** @throws NotFound for a code that leads nowhere, Unavailable when the case cannot be read. */
export function readOwn(parts: Road, typed: string): Promise<OwnView> {
  return parts.db.transaction(async (tx) => {
    const live = await findByCode(parts, tx, typed)
    const { programme, messages, referrals, consent, closedAs, contactBy, sharedWith } = sensitiveContext(
      live.snapshot.context,
    )
    const latest = referrals.at(-1)
    await record(parts.vault, tx, {
      ...{ at: parts.clock.now(), actor: survivor.id, kind: 'case', case: live.id },
      ...{ fields: ['messages', 'referral'], revision: live.revision },
    })
    return {
      revision: live.revision,
      programme,
      messages,
      referral: latest?.outcome ?? null,
      outside: latest?.to === OUTSIDE,
      unhelped: latest !== undefined && gaveNothing(latest),
      reachable: contactBy !== 'none',
      silenced: contactBy === 'none' && asksForSilence(messages),
      consented: consent !== null,
      tookBack: closedAs === 'withdrawn' || stateIn(live.snapshot, 'handling') === 'withdrawn',
      shared: sharedWith !== null,
      closed: closedAs !== null,
    }
  })
}

/** What she said last of being contacted. */
const asksForSilence = (messages: readonly Said[]): boolean =>
  messages.findLast(({ phrase }) => phrase === 'contactMe' || phrase === 'dontContactMe')?.phrase ===
  'dontContactMe'

/** The events she may send with her code. */
const hers = ['REPLY', 'WITHDRAW_CONSENT']

/** How many answers a case takes on one day of the calendar: more than anybody needs, too few to drown a desk. */
export const REPLIES_A_DAY = 30

/**
 * Sends an event as whoever the case is about.
 * @returns whether a body of the programme could read her case until then.
 * @throws NotFound as `readOwn`, refusals as the engine's, TooMany until the next day for one answer too many: to be
 * left alone, and to stop the sharing, is never too much.
 */
export function speak(
  parts: Road,
  { code, type, input }: { code: string; type: string; input: Record<string, unknown> },
): Promise<boolean> {
  if (!hers.includes(type)) throw new Refused('refusal.notNow')
  return parts.db.transaction(async (tx) => {
    const live = await findByCode(parts, tx, code)
    await parts.engine.send({ id: live.id, type, input, actor: survivor }, tx)
    // Counted once the case is locked and the answer stands in its journal: one too many is undone with all it did.
    if (type === 'REPLY' && !silences(live, input)) await refuseTooMany(parts, tx, live)
    return sensitiveContext(live.snapshot.context).sharedWith !== null
  })
}

/** Whether an answer ends what still may reach her. */
const silences = ({ snapshot }: Live, { phrase }: Record<string, unknown>): boolean =>
  phrase === 'dontContactMe' && sensitiveContext(snapshot.context).contactBy !== 'none'

type Answered = Pick<Entry, 'seq' | 'actor' | 'role' | 'event' | 'from_state' | 'to_state'>

async function refuseTooMany({ clock }: Road, tx: Tx, { id, keeping }: Live): Promise<void> {
  const now = clock.now()
  const today = clock.dayOf(now)
  const rows = await tx.all<Answered>(
    `SELECT seq, actor, role, event, from_state, to_state FROM ${keeping.tables.journal}
     WHERE instance_id = ? AND at >= ?`,
    [id, startOfDay(today)],
  )
  const replies = rows.filter((row) => openEntry(row, keeping.safe).event === 'REPLY')
  if (replies.length > REPLIES_A_DAY) throw new TooMany(Math.ceil((endOfDay(today) - now) / 1000))
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
