// Reading on the confidential road: by the desks a person sits at, in a transaction that writes down who read what.
import type { z } from 'zod'
import { type SensitiveContext, sensitiveContext, unborn } from '../../workflows/sensitive-facts.ts'
import type { Viewer } from '../cases/desks.ts'
import { type Possibility, possibilities } from '../engine/decide.ts'
import type { Live } from '../engine/instance.ts'
import { openEntry } from '../engine/journal.ts'
import type { Clock } from '../platform/clock.ts'
import type { Tx } from '../platform/database.ts'
import { accessesTo, type LoggedAccess, record } from './access-log.ts'
import { beforeItEnds, exactReason } from './exact-reason.ts'
import { type ReadingParts, wakeOnDesk } from './on-desk.ts'
import { actorOf, type Seat } from './policy.ts'
import { type Owned, ownedStates, stateIn } from './projection.ts'
import { asksForNews, proposed } from './proposals.ts'
import { type Bodies, bodiesFor } from './referring.ts'

export const regions = [
  'handling',
  'notice',
  'noticeClock',
  'medical',
  'followUp',
  'enclosure',
  'child',
  'answer',
] as const

/** What a person in that seat may see of a case. */
export type Seen = {
  id: string
  revision: number
  seat: Seat
  /** Of a specialist: only what was shared; the rest stands as before anything was told. */
  context: SensitiveContext
  states: Record<(typeof regions)[number] | 'messages', string>
  owned: Owned[]
}

export type TimelineEntry = {
  seq: number
  at: number
  actor: string
  role: string
  event: string
  input: Record<string, unknown> | null
}

export type SensitiveView = Seen & {
  acts: (Possibility & { schema: z.ZodType })[]
  /** Where it may be referred to; empty where nobody refers it now. */
  bodies: Bodies
  timeline: TimelineEntry[]
  /** Who read the case, the newest first; only the focal point sees it. */
  accesses: LoggedAccess[]
}

/** A case through the eyes of a seat. */
export function seenFrom(seat: Seat, live: Live): Seen {
  const context = sensitiveContext(live.snapshot.context)
  const states = Object.fromEntries(
    [...regions, 'messages'].map((region) => [region, stateIn(live.snapshot, region)]),
  ) as Seen['states']
  const owned = proposed(ownedStates(live.snapshot), context)
  const whole = { id: live.id, revision: live.revision, seat }
  if (seat.role === 'focal_point') return { ...whole, context, states, owned }
  const theirs = {
    handling: states.handling,
    ...(knowsOfCare(context) && { medical: states.medical }),
  }
  const silent = Object.fromEntries(Object.keys(states).map((region) => [region, '']))
  return {
    ...whole,
    context: sharedPart(context),
    states: { ...silent, ...theirs } as Seen['states'],
    owned: owned.filter(({ owner }) => owner === 'specialist'),
  }
}

/** Whoever is told what happened, or is asked for medical care, is told until when it can still prevent the worst. */
const knowsOfCare = ({ consent }: SensitiveContext): boolean =>
  consent !== null && (consent.share.includes('nature') || consent.services.includes('medical'))

/** What she agreed to share, and nothing beside it. */
export function sharedPart(context: SensitiveContext): SensitiveContext {
  const shares = context.consent?.share ?? []
  const { programme, receivedOn, sharedWith, referrals, consent } = context
  // The one in force: what came of an earlier one may be what she took back.
  const mine = referrals.slice(-1).filter(({ to }) => to === sharedWith)
  return {
    ...unborn,
    ...{ programme, receivedOn, sharedWith, consent, referrals: mine },
    ...(shares.includes('nature') && { nature: context.nature }),
    ...(knowsOfCare(context) && { medicalUntil: context.medicalUntil }),
    ...(shares.includes('person') && { ageBand: context.ageBand, sex: context.sex }),
    ...(shares.includes('contact') && {
      contactBy: context.contactBy,
      contactPoint: context.contactPoint,
      contactHours: context.contactHours,
      contactLanguage: context.contactLanguage,
      calls: context.calls,
      wording: context.wording,
    }),
  }
}

/** Everything a viewer may see of a case; that they read it is written down first. @throws NotFound, Unavailable */
export function readCase(
  parts: ReadingParts,
  id: string,
  viewer: Viewer,
  { contact = false }: { contact?: boolean } = {},
): Promise<SensitiveView> {
  const { db, clock, vault, programmes } = parts
  return db.transaction(async (tx) => {
    const { seat, live } = await wakeOnDesk(parts, tx, id, viewer)
    const seen = seenFrom(seat, live)
    await record(vault, tx, {
      ...{ at: clock.now(), actor: viewer.id, kind: 'case', case: id, fields: fieldsOf(seen, contact) },
      ...(seat.door && { door: seat.door }),
      revision: live.revision,
    })
    const focal = seat.role === 'focal_point'
    const timeline = await readTimeline(tx, live)
    const acts = seat.door ? [] : actsOf(live, clock, viewer)
    const refers = acts.some(({ type, refusal }) => type === 'REFER' && refusal === null)
    return {
      ...seen,
      acts,
      bodies: refers ? await bodiesFor(tx, programmes.get(seat.programme), seen.context) : new Map(),
      timeline: focal ? timeline : sinceReferred(timeline),
      accesses: focal ? await accessesTo(vault, tx, id, { most: 300 }) : [],
    }
  })
}

/** What a specialist reads beside what always stands there, by what she agreed to share. */
const sharedFields = {
  nature: ['nature'],
  person: ['ageBand', 'sex'],
  contact: ['contactBy', 'contactHours', 'contactLanguage', 'calls', 'wording'],
} as const

/**
 * The names of what a page has room for, filled in or not: the log outlives the case, and never says what was known.
 * The number or address only when it was asked for.
 */
function fieldsOf({ context, seat }: Seen, contact: boolean): string[] {
  const shared = (context.consent?.share ?? []).flatMap((group) => sharedFields[group])
  const shown =
    seat.role === 'focal_point'
      ? [...Object.keys(unborn).filter((name) => name !== 'contactPoint'), 'timeline', 'accesses']
      : ['receivedOn', 'handling', 'consent', 'referrals', 'timeline', ...shared]
  return [...shown, ...(contact ? ['contactPoint'] : [])]
}

/** What specialists did since the case was referred to them, the newest first: the body before them is not theirs to read. */
function sinceReferred(timeline: readonly TimelineEntry[]): TimelineEntry[] {
  const referred = timeline.findIndex(({ event }) => event === 'REFER')
  const since = referred < 0 ? timeline : timeline.slice(0, referred)
  return since.filter(({ role }) => role === 'specialist')
}

function actsOf(live: Live, clock: Clock, viewer: Viewer): SensitiveView['acts'] {
  const at = clock.now()
  const { machine, inputs } = live.flow
  const stamp = { at, on: clock.dayOf(at) }
  const context = sensitiveContext(live.snapshot.context)
  return possibilities(machine, live.snapshot, stamp, actorOf(viewer), live.hands).flatMap((possible) => {
    const schema = inputs[possible.type]
    if (possible.type === 'FOLLOW_UP' && !asksForNews(context)) return []
    const { type } = possible
    const refusal =
      exactReason(possible.refusal, context) ?? beforeItEnds(type, stateIn(live.snapshot, 'answer'))
    return schema ? [{ ...possible, refusal, schema }] : []
  })
}

type Kept = {
  seq: number
  at: number
  actor: string
  role: string
  event: string
  input: string | null
  from_state: string
  to_state: string
}

async function readTimeline(tx: Tx, { id, keeping }: Live): Promise<TimelineEntry[]> {
  const { tables, safe } = keeping
  const rows = await tx.all<Kept>(
    `SELECT j.seq, j.at, j.actor, j.role, j.event, j.from_state, j.to_state, i.input
     FROM ${tables.journal} j LEFT JOIN ${tables.journal_inputs} i ON i.instance_id = j.instance_id AND i.seq = j.seq
     WHERE j.instance_id = ? ORDER BY j.seq DESC LIMIT 200`,
    [id],
  )
  return rows.map((row) => {
    const { seq, at, actor, role, event } = openEntry(row, safe)
    const payload = row.input === null ? null : JSON.parse(safe.open(`input ${seq}`, row.input))
    return { seq, at, actor, role, event, input: payload?.input ?? null }
  })
}
