// A walked complaint under another reference, on other days, of another person: its rows, with a chain of their own.
import { randomBytes } from 'node:crypto'
import { projection } from '../src/cases/projection.ts'
import { commitTo, type Entry, genesis, hashOf, type Payload } from '../src/engine/journal.ts'
import type { InputRow, StoredCase } from '../src/engine/stored-case.ts'
import { addDays } from '../src/platform/clock.ts'
import type { Row, Value } from '../src/platform/database.ts'
import type { Somebody } from './names.ts'

export type Template = StoredCase & { beside: Map<string, Row[]> }

/** The rows of a copy, by table. */
export type Copy = Map<string, Row[]>

export const DAY = 86_400_000

/** Whether it still waits for somebody. */
export const isOpen = ({ rows }: Template): boolean => rows.get('cases')?.[0]?.closing_on === null

const readAll = (notices: readonly Row[]): Row[] =>
  notices.map((notice) => ({ ...notice, read_at: notice.at, read_by: 'bench' }))

/** Where a template's last event lies, and its next deadline, if it has one. */
export function spanOf({ journal, timers }: Template): { lastAt: number; nextAt: number } {
  return {
    lastAt: Math.max(...journal.map(({ at }) => at)),
    nextAt: Math.min(...timers.map(({ due_at }) => due_at)),
  }
}

/** A copier of one template; what does not change from copy to copy is worked out once. */
export function copier(template: Template): (id: string, days: number, who: Somebody) => Copy {
  const { instance, journal, inputs } = template
  const from = instance.id
  const snapshot = shiftable(instance.snapshot)
  const texts = journal.map(({ seq }) => shiftable((inputs.get(seq) as InputRow).input))
  const plain = new Map<string, Row[]>([
    ['timers', template.timers],
    ['outbox', template.outbox],
    ...template.rows,
    ...template.beside,
  ])
  for (const table of ['registrations', 'search_keys', 'documents']) plain.delete(table)
  // Of what is over everybody has been told, and knows it.
  if (!isOpen(template)) plain.set('notices', readAll(plain.get('notices') ?? []))

  return (id, days, who) => {
    const openingKey = `form:${id}`
    const copy: Copy = new Map([
      ['journal', []],
      ['journal_inputs', []],
    ])
    let last = genesis(id, instance.workflow, instance.version, openingKey)
    for (const [n, entry] of journal.entries()) {
      const text = n === 0 ? openedBy(texts[0]?.(days) ?? '', who) : (texts[n]?.(days) ?? '')
      const salt = newSalt()
      const moved = { at: entry.at + days * DAY, recorded_at: entry.recorded_at + days * DAY }
      const bare = { ...entry, ...moved, instance_id: id, prev_hash: last, input_hash: commitTo(salt, text) }
      last = hashOf(bare)
      copy.get('journal')?.push({ ...bare, hash: last })
      copy.get('journal_inputs')?.push({ instance_id: id, seq: entry.seq, salt, input: text })
      if (n === 0) for (const { table, rows } of registered(id, bare, text)) copy.set(table, [...rows])
    }
    copy.set('instances', [
      {
        ...instance,
        id,
        snapshot: snapshot(days),
        last_hash: last,
        opening_key: openingKey,
        sealed_revision: 0,
      },
    ])
    for (const [table, rows] of plain)
      copy.set(
        table,
        rows.map((row) => moved(row, from, id, days)),
      )
    return copy
  }
}

/** The rows an opening adds for good, by the product's own rule. */
function registered(id: string, entry: Omit<Entry, 'hash'>, text: string) {
  const payload: Payload = JSON.parse(text)
  const { seq, event: type, at, actor: by } = entry
  // It looks at nothing of the case but its reference.
  return projection.ofEvent({ id } as never, { seq, type, at, by, ...payload })
}

const nobody = { name: '', phone: '', cnie: '' }

/** What the office knows of an opening, of another person; of an anonymous one it knows nobody. */
function openedBy(text: string, who: Somebody): string {
  const payload = JSON.parse(text)
  const person = payload.input.relation === 'anonymous' ? nobody : who
  Object.assign(payload.input, person, { email: '', address: '' })
  return JSON.stringify(payload)
}

const INSTANTS_AND_DAYS = /(?<=[:,[])(\d{13})(?=[,}\]])|(?<=")(\d{4}-\d\d-\d\d)(?=")/g

/** JSON whose instants and civil days can be moved: taken apart once, put together for each copy. */
function shiftable(text: string): (days: number) => string {
  const parts = text.split(INSTANTS_AND_DAYS)
  return (days) => {
    let moved = parts[0] ?? ''
    for (let n = 1; n < parts.length; n += 3) {
      const [instant, day] = [parts[n], parts[n + 1]]
      moved += instant === undefined ? dayLater(day ?? '', days) : String(Number(instant) + days * DAY)
      moved += parts[n + 2] ?? ''
    }
    return moved
  }
}

/** A row with its instants and days moved, and every mention of the old reference replaced. */
function moved(row: Row, from: string, id: string, days: number): Row {
  const copy: Row = {}
  for (const [column, value] of Object.entries(row)) copy[column] = movedValue(value as Value, from, id, days)
  return copy
}

function movedValue(value: Value, from: string, id: string, days: number): Value {
  if (typeof value === 'number') return value > 1e12 ? value + days * DAY : value
  if (value === null || value === from) return value && id
  if (value.length === 10 && /^\d{4}-\d\d-\d\d$/.test(value)) return dayLater(value, days)
  return value.includes(from) ? value.replaceAll(from, id) : value
}

const laterDays = new Map<string, string>()

function dayLater(day: string, days: number): string {
  const key = `${day} ${days}`
  const known = laterDays.get(key) ?? addDays(day, days)
  laterDays.set(key, known)
  return known
}

let salts = Buffer.alloc(0)
let used = 0

/** Random as the engine's are; drawn many at a time. */
function newSalt(): string {
  if (used === salts.length) [salts, used] = [randomBytes(65_536), 0]
  used += 16
  return salts.toString('hex', used - 16, used)
}
