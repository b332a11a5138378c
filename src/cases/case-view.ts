// One case as a viewer may see it: where it stands, what was told, what they may do and why not the rest.
import type { AnyMachineSnapshot, AnyStateNode } from 'xstate'
import type { z } from 'zod'
import { type CaseContext, caseContext } from '../../workflows/case-facts.ts'
import { type Limits, type Meta, stages, type Workflow } from '../../workflows/kit.ts'
import { foresee, type Hands, type Possibility, possibilities } from '../engine/decide.ts'
import { type InstanceRow, type Live, wake } from '../engine/instance.ts'
import type { Machines } from '../engine/machines.ts'
import { NotFound, Refused } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { inDays } from './appeal-days.ts'
import { withHands } from './appeals.ts'
import { readSheet, type Sheet } from './beneficiaries.ts'
import type { Viewer } from './desks.ts'
import { type Earlier, earlierCases, linkedCases } from './earlier.ts'
import { actorOf, rolesIn, visible } from './policy.ts'
import { instantOf, stand } from './projection.ts'
import { readReference } from './reference.ts'
import { type CaseRow, type DocumentRow, isTakenOver, type RegistrationRow } from './rows.ts'
import { readTimeline, type TimelineEntry } from './timeline.ts'

/** A state that waits for somebody. */
export type Waiting = {
  state: string
  owner: string
  next: string
  stage: string
  named: string | null
  /** By when, where it has a date of its own. */
  due: number | null
}

export type CaseView = CaseRow & {
  revision: number
  registration: RegistrationRow
  context: CaseContext
  waiting: Waiting[]
  timeline: TimelineEntry[]
  documents: DocumentRow[]
  beneficiary: Sheet | undefined
  related: Earlier[]
  /** The case it is about, and those that are about it: appeals, referrals of the ombudsman. */
  linked: Earlier[]
  /** Every act of this state for people, with the reason why the viewer may not, or null. */
  acts: (Possibility & { schema: z.ZodType })[]
  /** The main acts of other steps, with what would keep the viewer from them even then, and whether they are reviews still ahead. */
  later: (Possibility & { reviews: boolean })[]
  hands: Hands
  /** What each event of the lifecycle carries. */
  inputs: Workflow['inputs']
  /** The deadlines they set. */
  limits: Limits
  /** Its answers name no appeal, no ombudsman and no court. */
  noRemedy: boolean
  /** When the journal of this case was last sealed up to its newest row (UTC ms); null while it waits for its seal. */
  sealedAt: number | null
}

type StoredInstance = InstanceRow & { sealed_revision: number }

export type ViewParts = { db: Database; clock: Clock; machines: Machines }

/** The row of a case. @throws NotFound when it is not there, or not for this viewer. */
export async function findCase(db: Database, id: string, viewer: Viewer): Promise<CaseRow> {
  if (readReference(id) !== id) throw new NotFound()
  const query = db.read('cases').where('cases.id', id)
  visible(query, viewer)
  const row: CaseRow | undefined = await query.first('cases.*')
  if (!row) throw new NotFound()
  return row
}

/**
 * Makes sure that the viewer may do this as the case stands, before anything is read from them.
 * @throws NotFound as `findCase`, and what the engine refuses the act with.
 */
export async function requireAct(parts: ViewParts, id: string, type: string, viewer: Viewer): Promise<void> {
  const row = await findCase(parts.db, id, viewer)
  if (isTakenOver(row)) throw new Refused('refusal.released')
  const instance = await readInstance(parts.db, id)
  if (!instance) throw new NotFound()
  const live = await withHands(parts.db, wake(parts.machines, instance))
  const act = actsOf(live, parts.clock, viewer).find((one) => one.type === type)
  if (!act) throw new Refused('refusal.notNow')
  if (act.refusal) throw act.refusal
}

/** Everything a viewer may see of a case. @throws NotFound as `findCase`, and of a case that another service took over. */
export const viewCase = async (parts: ViewParts, id: string, viewer: Viewer): Promise<CaseView> =>
  viewFound(parts, await findCase(parts.db, id, viewer), viewer)

/** The same of a case whose row the viewer was let see. */
export async function viewFound(parts: ViewParts, row: CaseRow, viewer: Viewer): Promise<CaseView> {
  const { db, machines, clock } = parts
  const { id } = row
  const [instance, registration, documents] = await Promise.all([
    readInstance(db, id),
    db.read<RegistrationRow>('registrations').where({ case_id: id }).first(),
    db.read('documents').where({ case_id: id }).orderBy('added_at'),
  ])
  if (!instance || !registration) throw new NotFound()
  const live = await withHands(db, wake(machines, instance))
  const [timeline, beneficiary, related, linked, sealedAt] = await Promise.all([
    readTimeline(db, live.flow.machine, id),
    registration.beneficiary_id ? readSheet(db, registration.beneficiary_id) : undefined,
    // What else somebody brought says who they are.
    row.restricted === 1 ? [] : relatedCases(db, id, registration, viewer),
    linkedCases(db, row, viewer),
    lastSeal(db, id, instance),
  ])
  const acts = actsOf(live, clock, viewer)
  return {
    ...row,
    revision: live.revision,
    registration,
    context: caseContext(live.snapshot.context),
    waiting: waitingOf(live.snapshot),
    timeline,
    documents,
    beneficiary,
    related: related.filter((other) => !linked.some(({ id }) => id === other.id)),
    linked,
    acts,
    later: laterActs(live, viewer, acts),
    hands: live.hands,
    inputs: live.flow.inputs,
    limits: live.flow.limits ?? {},
    noRemedy: live.flow.noRemedy === true,
    sealedAt,
  }
}

async function readInstance(db: Database, id: string): Promise<StoredInstance | undefined> {
  return db.read('instances').where('id', id).first()
}

function waitingOf(snapshot: AnyMachineSnapshot): Waiting[] {
  const context = caseContext(snapshot.context)
  return stand(snapshot).owned.map(({ state, meta }) => ({
    state,
    owner: meta.owner ?? '',
    next: meta.next ?? '',
    stage: meta.stage ?? '',
    named: (meta.owner && context.assignees[meta.owner]) ?? null,
    due: instantOf(context, meta.due),
  }))
}

function actsOf(live: Live, clock: Clock, viewer: Viewer): CaseView['acts'] {
  const at = clock.now()
  const { machine, inputs } = live.flow
  return possibilities(
    machine,
    live.snapshot,
    { at, on: clock.dayOf(at) },
    actorOf(viewer),
    live.hands,
  ).flatMap((possible) => {
    const schema = inputs[possible.type]
    const refusal = possible.refusal && inDays(possible.refusal, caseContext(live.snapshot.context), at)
    return schema ? [{ type: possible.type, refusal, schema }] : []
  })
}

/** What each state waits for, as far as it is not possible now: the steps still to come. */
function laterActs(live: Live, viewer: Viewer, acts: CaseView['acts']): CaseView['later'] {
  const metas = nodesOf(live.flow.machine.root).flatMap(({ meta }) => meta ?? [])
  const nexts = metas.map(({ next }) => next).filter((type) => type !== undefined)
  const types = new Set(nexts.filter((type) => !acts.some((act) => act.type === type)))
  const roles = rolesIn(viewer, live.snapshot.context)
  const now = stageOrder(stand(live.snapshot).stage)
  const ahead = metas.filter(({ owner, stage }) => isReviewer(owner) && stageOrder(stage) >= now)
  return foresee(live.flow.machine, [...types], viewer.id, roles, live.hands).map((act) => ({
    ...act,
    reviews: ahead.some(({ next }) => next === act.type),
  }))
}

/** Whoever looks at the work of others: approving it, deciding on it, closing it. */
const isReviewer = (owner: Meta['owner']): boolean => owner === 'supervisor' || owner === 'closer'

const stageOrder = (stage: string | undefined): number => stages.map(String).indexOf(stage ?? '')

/** Other cases of the same beneficiary, card or telephone that the viewer may see, newest first. */
async function relatedCases(
  db: Database,
  id: string,
  registration: RegistrationRow,
  viewer: Viewer,
): Promise<Earlier[]> {
  const { beneficiary_id: beneficiary, cnie, phone } = registration
  const found = await earlierCases(db, { beneficiary, cnie, phone }, viewer)
  return found.filter((other) => other.id !== id).slice(0, 6)
}

async function lastSeal(
  db: Database,
  id: string,
  instance: { revision: number; sealed_revision: number },
): Promise<number | null> {
  if (instance.sealed_revision < instance.revision) return null
  const row = await db
    .read('seal_leaves')
    .join('seals', 'seals.id', 'seal_leaves.seal_id')
    .where({ instance_id: id, revision: instance.revision })
    .max('seals.at as at')
    .first()
  return row?.at ?? null
}

function nodesOf(node: AnyStateNode): { key: string; meta: Meta | undefined }[] {
  return [{ key: node.key, meta: node.meta }, ...Object.values(node.states).flatMap(nodesOf)]
}
