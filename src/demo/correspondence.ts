// What was said on the way, as the worker would have said it at the time: messages to complainants, notices at desks.
import { z } from 'zod'
import type { MessageRow } from '../cases/messages.ts'
import type { Notice } from '../cases/notices.ts'
import type { House } from '../compose.ts'
import { type Effect, type Entry, entryOf, type Facts } from '../notifications/facts.ts'
import { planOf } from '../notifications/plan.ts'
import type { Value } from '../platform/database.ts'
import type { Colleague } from './accounts.ts'
import { insert } from './registry.ts'

const DAY = 86_400_000
/** Desks keep the notices of so many days; those of the last ones are unread. */
const KEPT_DAYS = 10
const UNREAD_DAYS = 2

const Context = z.object({
  context: z.object({
    assignees: z.record(z.string(), z.string()).default({}),
    answerChannels: z.array(z.string()).default([]),
    waitUntil: z.number().default(0),
    handlers: z.array(z.string()).nullable().default(null),
  }),
})

type Told = { messages: MessageRow[]; notices: Notice[] }

/** Writes the exchange of every case and marks its effects as carried out: nothing leaves the house later. */
export async function writeCorrespondence(house: House, people: readonly Colleague[]): Promise<void> {
  const { db, clock } = house
  const { messages, notices } = await tellAll(house)
  const kept = notices.filter(({ at }) => at > clock.now() - KEPT_DAYS * DAY)
  await db.transaction(async (tx) => {
    await insert(tx, 'messages', messages)
    await insert(
      tx,
      'notices',
      kept.map((notice) => ({ ...notice, ...reading(notice, clock.now(), people) })),
    )
    await tx.run("UPDATE outbox SET status = 'done'")
  })
}

/** A notice of the days before was read some hours later by somebody of its desk. */
function reading(
  { at, desk }: Notice,
  now: number,
  people: readonly Colleague[],
): { read_at: Value; read_by: Value } {
  if (at > now - UNREAD_DAYS * DAY) return { read_at: null, read_by: null }
  const place = desk.slice(desk.lastIndexOf('/') + 1)
  const reader = people.find(({ role, id }) => role === place || `@${id}` === place)
  return { read_at: at + DAY / 3, read_by: reader?.id ?? null }
}

async function tellAll({ db, programmes, machines }: House): Promise<Told> {
  const told: Told = { messages: [], notices: [] }
  const effects = Map.groupBy(
    await db.read<Effect & { status: string }>('outbox').orderBy(['instance_id', 'seq', 'n']),
    ({ instance_id }) => instance_id,
  )
  const [cases, registrations, contexts, desks, journals] = await readAll(db)
  for (const [id, own] of effects) {
    const row = cases.get(id)
    const registration = registrations.get(id)
    const context = contexts.get(id)
    if (!row || !registration || !context) throw new Error('an effect belongs to no case')
    const history = journals.get(id) ?? []
    const common = {
      row,
      registration,
      context,
      programme: programmes.get(row.programme),
      lifecycle: machines.get(row.workflow, row.version),
      owners: desks.get(id) ?? [],
    }
    tellOne(told, own, history, common)
  }
  return told
}

type Common = Omit<Facts, 'at' | 'history' | 'failed'>

function tellOne(told: Told, effects: readonly Effect[], history: readonly Entry[], common: Common): void {
  const sent = new Map<string, MessageRow>()
  const missed = new Map(
    history.flatMap(({ event, input }) =>
      event === 'DELIVERY_FAILED' ? [[String(input?.message), String(input?.error)]] : [],
    ),
  )
  for (const effect of effects) {
    const sofar = history.filter(({ seq }) => seq <= effect.seq)
    const failed = sent.get(sofar.at(-1)?.message ?? '')
    const facts: Facts = { ...common, at: effect.at, history: sofar, failed }
    const { notices, message } = planOf({ ...effect, attempts: 0 }, facts)
    told.notices.push(...notices)
    if (!message) continue
    const carried = carry(message, missed.get(message.id))
    sent.set(carried.id, carried)
    told.messages.push(carried)
  }
}

/** What the product carries left within seconds; what the case was told of did not arrive. */
function carry(message: MessageRow, error: string | undefined): MessageRow {
  if (message.status !== 'waiting') return message
  if (error !== undefined) return { ...message, status: 'failed', attempts: 1, error }
  return { ...message, status: 'sent', sent_at: message.at + 4_000, attempts: 1 }
}

async function readAll(db: House['db']) {
  const [cases, registrations, instances, tasks, journal] = await Promise.all([
    db.read<Facts['row']>('cases').select('*'),
    db.read<Facts['registration']>('registrations').select('*'),
    db.read<{ id: string; snapshot: string }>('instances').select('id', 'snapshot'),
    db.read<{ case_id: string; desk: string; next: string }>('tasks').whereNot('next', '').orderBy('desk'),
    readJournal(db),
  ])
  const byCase = Map.groupBy(tasks, ({ case_id }) => case_id)
  return [
    new Map(cases.map((row) => [row.id, row])),
    new Map(registrations.map((row) => [row.case_id, row])),
    new Map(instances.map(({ id, snapshot }) => [id, Context.parse(JSON.parse(snapshot)).context])),
    new Map([...byCase].map(([id, own]) => [id, [...new Set(own.map(({ desk }) => desk))]])),
    Map.groupBy(journal, ({ id }) => id),
  ] as const
}

async function readJournal(db: House['db']): Promise<(Entry & { id: string })[]> {
  const rows: { id: string; seq: number; event: string; payload: string }[] = await db
    .read('journal')
    .join('journal_inputs as i', (on) =>
      on.on('i.instance_id', 'journal.instance_id').on('i.seq', 'journal.seq'),
    )
    .orderBy(['journal.instance_id', 'journal.seq'])
    .select('journal.instance_id as id', 'journal.seq', 'journal.event', 'i.input as payload')
  return rows.map((row) => ({ id: row.id, ...entryOf(row) }))
}
