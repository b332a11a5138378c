// The rows that follow from a complaint: the case, its tasks and commitments, and what each event adds for good.
import type { AnyMachineSnapshot } from 'xstate'
import type { z } from 'zod'
import {
  type CaseContext,
  caseContext,
  heldUntil,
  lastCommitment,
  satisfactionWith,
} from '../../workflows/case-facts.ts'
import type { inputs, Registration } from '../../workflows/case-inputs.ts'
import { firstNotified, processingDays } from '../../workflows/closing-date.ts'
import type { Meta, Role } from '../../workflows/kit.ts'
import type { Instance, Projection, Recorded, Rows } from '../engine/projection.ts'
import { addDays, endOfDay } from '../platform/clock.ts'
import type { Row } from '../platform/database.ts'
import { deskOf, heldDesk, personalDesk } from './desks.ts'
import { foldCnie, foldPhone, words } from './folding.ts'

export const projection: Projection = {
  tables: [
    { table: 'cases', key: ['id'], owner: 'id' },
    { table: 'tasks', key: ['case_id', 'slot'], owner: 'case_id' },
    { table: 'commitments', key: ['case_id', 'n'], owner: 'case_id' },
    { table: 'case_handlers', key: ['case_id', 'user_id'], owner: 'case_id' },
    { table: 'registrations', key: ['case_id'], owner: 'case_id' },
    { table: 'search_keys', key: ['word', 'case_id'], owner: 'case_id' },
    { table: 'documents', key: ['id'], owner: 'case_id' },
  ],
  ofState: (instance) => {
    const context = caseContext(instance.snapshot.context)
    const standing = stand(instance.snapshot)
    return [
      { table: 'cases', key: ['id'], rows: [caseRow(instance, context, standing)] },
      { table: 'tasks', key: ['case_id', 'slot'], rows: taskRows(instance.id, context, standing) },
      {
        table: 'commitments',
        key: ['case_id', 'n'],
        rows: commitmentRows(instance.id, context, standing.state),
      },
      {
        table: 'case_handlers',
        key: ['case_id', 'user_id'],
        rows: (context.handlers ?? []).map((user_id) => ({ case_id: instance.id, user_id })),
      },
    ]
  },
  // The engine checked the input against the schema of this very event.
  ofEvent: ({ id }, event) => {
    if (event.type === 'OPEN' || event.type === 'IMPORT')
      return registered(id, event, event.input as Registration)
    if (event.type === 'ATTACH') return attached(id, event, event.input as z.output<typeof inputs.ATTACH>)
    return []
  },
}

type Standing = {
  state: string
  stage: string
  mark: string
  owned: { slot: string; state: string; meta: Meta }[]
}

/** Where a snapshot stands: the handling state, the clock's mark, and every state that waits for somebody. */
export function stand(snapshot: AnyMachineSnapshot): Standing {
  const metas: [string, Meta][] = Object.entries(snapshot.getMeta())
  const owned = metas
    .filter(([, meta]) => meta?.owner)
    .map(([id, meta]) => ({
      slot: id.slice(0, Math.max(0, id.lastIndexOf('.'))) || id,
      state: id.slice(id.lastIndexOf('.') + 1),
      meta,
    }))
  const state = leafOf(snapshot.value.handling)
  const { machine } = snapshot
  const handling = metas.find(
    ([id, meta]) => meta?.stage && machine.getStateNodeById(id).path[0] === 'handling',
  )
  const stage = handling?.[1].stage ?? 'receive'
  return { state, stage, mark: leafOf(snapshot.value.clock), owned }
}

/** The innermost state of a region before its own regions part; empty for a case that is not born. */
export function leafOf(value: unknown): string {
  if (typeof value === 'string') return value
  const [entry, ...others] = Object.entries(value ?? {})
  if (!entry || others.length > 0) return ''
  return leafOf(entry[1]) || entry[0]
}

function caseRow(instance: Instance, context: CaseContext, { state, stage, mark }: Standing): Row {
  const closingOn = context.closingOn
  return {
    id: instance.id,
    workflow: instance.workflow,
    version: instance.version,
    programme: context.programme,
    entity: context.entity,
    unit: context.unit,
    channel: context.channel,
    category: context.category,
    object: context.object,
    received_on: context.receivedOn,
    received_at: context.receivedAt,
    due_at: context.dueAt,
    due_on: context.dueOn,
    stage,
    state,
    mark,
    held_until: mark === 'held' ? heldUntil(context) : null,
    wait_until: state === 'waiting' ? context.waitUntil : null,
    broken: context.broken ? 1 : 0,
    identity: context.identity,
    admissibility: context.admissibility,
    founded: context.founded,
    ground: context.ground,
    outcome: context.outcome,
    reopened: context.reopened,
    closing_on: closingOn,
    service: context.service,
    transmitted_to: context.transmittedTo,
    restricted: context.handlers === null ? 0 : 1,
    about: context.about,
    decision: context.decision,
    appeal: context.appeal,
    satisfaction: satisfactionWith(context),
    days: closingOn === null ? null : processingDays(context.receivedOn, closingOn),
  }
}

function taskRows(case_id: string, context: CaseContext, { owned, mark }: Standing): Row[] {
  const tasks = owned.flatMap(({ slot, state, meta }) => {
    const role = meta.owner ?? 'clerk'
    const task = {
      case_id,
      stage: meta.stage ?? '',
      state,
      next: meta.next ?? '',
      due_at: mark === 'counted' ? finishBy(context) : (instantOf(context, meta.due) ?? context.dueAt),
      returned: context.returned || state === 'failed' ? 1 : 0,
    }
    return placesOf(context, role).map(({ at, desk }) => ({ ...task, slot: `${slot}${at}`, desk }))
  })
  if (mark !== 'held') return tasks
  // Held cases stay in sight of the clerks and of the unit that promised, apart from what waits for them.
  const watch = {
    case_id,
    stage: 'commit',
    state: 'promised',
    next: '',
    due_at: heldUntil(context),
    returned: 0,
  }
  const watched = (['clerk', 'processor'] as const).map((role) => ({
    ...watch,
    slot: `held.${role}`,
    desk: heldDesk(deskOf(context, role)),
  }))
  return [...tasks, ...watched]
}

/** Where work for a role waits: with whoever was named, else at its desk; of a restricted case, with its handlers alone. */
function placesOf(context: CaseContext, role: Role): { at: string; desk: string }[] {
  const { programme, assignees, handlers } = context
  const named = assignees[role]
  if (named) return [{ at: '', desk: personalDesk(programme, named, role) }]
  if (handlers === null) return [{ at: '', desk: deskOf(context, role) }]
  return handlers.map((person) => ({ at: `.@${person}`, desk: personalDesk(programme, person, role) }))
}

/** Days from the work being done until a case that is not closed stands out as late on worklists; the figures do not know it. */
const FINISH_DAYS = 3

function finishBy({ realisedOn, dueAt }: CaseContext): number {
  return realisedOn === null ? dueAt : endOfDay(addDays(realisedOn, FINISH_DAYS))
}

/** What a state calls its due: the end of the last promise, or a fact of the context by its name; null where it has none. */
export function instantOf(context: CaseContext, due: string | undefined): number | null {
  if (due === 'promise') return lastCommitment(context)?.endsAt ?? null
  const fact: unknown = due === undefined ? undefined : Reflect.get(context, due)
  return typeof fact === 'number' ? fact : null
}

function commitmentRows(case_id: string, context: CaseContext, state: string): Row[] {
  const last = context.commitments.length - 1
  return context.commitments.map((commitment, n) => ({
    case_id,
    n: n + 1,
    programme: context.programme,
    unit: context.unit ?? '',
    given_on: commitment.givenOn,
    due_on: commitment.dueOn,
    notified_on: commitment.notifiedOn,
    realised_on: n === last ? context.realisedOn : null,
    status: n < last ? 'replaced' : statusOf(context, state),
  }))
}

function statusOf(context: CaseContext, state: string): string {
  const first = firstNotified(context.commitments)
  if (context.realisedOn !== null) return first && context.realisedOn <= first.dueOn ? 'honoured' : 'late'
  if (state === 'broken') return 'broken'
  return state === 'committed' ? 'toNotify' : 'running'
}

function registered(case_id: string, event: Recorded, input: Registration): Rows[] {
  const row = {
    case_id,
    description: input.description,
    language: input.language,
    relation: input.relation,
    name: input.name,
    phone: input.phone,
    email: input.email,
    address: input.address,
    cnie: input.cnie,
    beneficiary_id: input.beneficiary,
    external_key: input.externalKey,
    registered_by: event.by,
    registered_at: event.at,
  }
  return [
    { table: 'registrations', key: ['case_id'], rows: [row] },
    {
      table: 'search_keys',
      key: ['word', 'case_id'],
      rows: searchWords(input).map((word) => ({ word, case_id })),
    },
  ]
}

/** Under which words a case is found; the letter says of what kind the word is. */
function searchWords(input: Registration): string[] {
  const found = input.externalKey ? [`x:${input.externalKey.toUpperCase()}`] : []
  // Finding a restricted case by a name would say whose it is.
  return [...new Set(input.handlers ? found : [...found, ...wordsOfPerson(input)])]
}

function wordsOfPerson({ name, cnie, phone }: Registration): string[] {
  const found = words(name).map((word) => `n:${word}`)
  if (cnie) found.push(`c:${foldCnie(cnie)}`)
  if (phone) found.push(`p:${foldPhone(phone)}`)
  return found
}

function attached(case_id: string, event: Recorded, input: z.output<typeof inputs.ATTACH>): Rows[] {
  const rows = input.documents.map((document) => ({
    ...document,
    case_id,
    added_by: event.by,
    added_at: event.at,
  }))
  return [{ table: 'documents', key: ['id'], rows }]
}
