// Cases led through their lives by the real engine, and then copied: journals, chains and rows as true as the first ones.
import { copier, type Template } from '../../bench/copies.ts'
import type { Somebody } from '../../bench/names.ts'
import { countSealed } from '../../src/cases/counting.ts'
import { projection } from '../../src/cases/projection.ts'
import { newReference } from '../../src/cases/reference.ts'
import { seal } from '../../src/engine/seals.ts'
import { readCases } from '../../src/engine/stored-case.ts'
import { compareCase } from '../../src/engine/verify-case.ts'
import type { Fault } from '../../src/engine/verify-chain.ts'
import type { Row, Value } from '../../src/platform/database.ts'
import type { Office } from './office.ts'

/** So many copies of a walked case, each so many days later than it. */
export type Copies = { id: string; later: readonly number[] }

const nobody: Somebody = { name: 'Fatima Alaoui', phone: '', cnie: '' }
/** Values one statement may carry: what both databases take. */
const MOST_VALUES = 30_000
/** Cases that are written in one transaction. */
const TOGETHER = 3_000

/** Adds the copies, all of one programme, seals them and counts them as the worker does. */
export async function multiply(office: Office, wanted: readonly Copies[]): Promise<void> {
  const { db, clock } = office
  // Nothing here has to outlive the machine.
  if (db.kind === 'sqlite') await db.write.raw('PRAGMA synchronous = OFF')
  const templates = await templatesOf(
    office,
    wanted.map(({ id }) => id),
  )
  const waiting = new Map<string, Row[]>()
  const copiers = wanted.map(({ id, later }) => ({ later, copy: copierOf(templates, id) }))
  const prefix = wanted[0]?.id.slice(0, 3) ?? ''
  const ids = free(
    prefix,
    wanted.reduce((sum, { later }) => sum + later.length, 0),
    new Set(wanted.map(({ id }) => id)),
  ).values()
  for (const { copy, later } of copiers) {
    for (const days of later) {
      const rows = copy(ids.next().value ?? '', days, nobody)
      for (const [table, some] of rows) keep(waiting, table, some)
      if ((waiting.get('instances')?.length ?? 0) >= TOGETHER) await write(office, waiting)
    }
  }
  await write(office, waiting)
  await seal(db, clock)
  await countSealed(db)
}

/** So many references that nobody has, in order: rows that come in the order of a table cost it least. */
function free(prefix: string, count: number, taken: ReadonlySet<string>): string[] {
  const found = new Set<string>()
  while (found.size < count) {
    const id = newReference(prefix)
    if (!taken.has(id)) found.add(id)
  }
  return [...found].sort()
}

function keep(waiting: Map<string, Row[]>, table: string, rows: readonly Row[]): void {
  const kept = waiting.get(table)
  if (kept) kept.push(...rows)
  else waiting.set(table, [...rows])
}

function copierOf(templates: readonly Template[], id: string) {
  const template = templates.find(({ instance }) => instance.id === id)
  if (!template) throw new Error(`nobody walked ${id}`)
  return copier(template)
}

async function templatesOf({ db }: Office, ids: readonly string[]): Promise<Template[]> {
  const instances = await db.read('instances').whereIn('id', ids)
  const cases = await readCases(db.read, projection, instances)
  return cases.map((stored) => ({ ...stored, beside: new Map() }))
}

/** What others refer to goes first. */
const first = ['instances', 'cases']

async function write({ db }: Office, waiting: Map<string, Row[]>): Promise<void> {
  const tables = [...first, ...[...waiting.keys()].filter((table) => !first.includes(table))]
  await db.transaction(async (tx) => {
    for (const table of tables) {
      const rows = waiting.get(table) ?? []
      const columns = Object.keys(rows[0] ?? {})
      const together = Math.floor(MOST_VALUES / Math.max(1, columns.length))
      for (let at = 0; at < rows.length; at += together) {
        const some = rows.slice(at, at + together)
        const line = `(${columns.map(() => '?').join(', ')})`
        await tx.run(
          `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => line).join(', ')}`,
          some.flatMap((row) => columns.map((name) => storable(row[name]))),
        )
      }
    }
  })
  waiting.clear()
}

const storable = (value: unknown): Value =>
  typeof value === 'string' || typeof value === 'number' ? value : null

/** What the product's own verifier finds wrong in some of the cases. */
export async function faultsIn({ db, machines, clock }: Office, most: number): Promise<Fault[]> {
  const ids: string[] = await db.read('instances').orderByRaw('random()').limit(most).pluck('id')
  const instances = await db.read('instances').whereIn('id', ids)
  const cases = await readCases(db.read, projection, instances)
  return cases.flatMap((stored) => compareCase({ machines, projection, now: clock.now() }, stored).faults)
}
