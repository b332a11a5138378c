// Fills a database with copies of walked complaints: every row of every table, the indexes made afterwards.
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { systemClock as clock } from '../src/platform/clock.ts'
import type { Row, Value } from '../src/platform/database.ts'
import { programmes } from '../src/programmes/index.ts'
import { seededDraw } from '../test/support/draw.ts'
import { type Copy, copier, DAY, isOpen, spanOf, type Template } from './copies.ts'
import { complainants } from './names.ts'
import { nthReference } from './references.ts'
import { say } from './report.ts'

/** So many of a hundred cases are open. */
const OPEN = 8
const COMMIT_EVERY = 20_000
/** How far back cases lie, in days. */
const YEAR = 365
const MOST_AGE = 30

/** Adds so many copies to a file that has no case. */
export function multiply(file: string, templates: readonly Template[], cases: number): void {
  const db = new DatabaseSync(file, { enableForeignKeyConstraints: false })
  // Nothing is lost when the making is cut short: it is begun anew.
  db.exec('PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000;')
  const indexes = db
    .prepare("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    .all()
  for (const { name } of indexes) db.exec(`DROP INDEX ${name}`)
  const insert = inserter(db)
  db.exec('BEGIN')
  let made = 0
  for (const copy of copies(templates, cases)) {
    for (const [table, rows] of copy) for (const row of rows) insert(table, row)
    made += 1
    if (made % COMMIT_EVERY === 0) {
      db.exec('COMMIT; BEGIN')
      if (made % (5 * COMMIT_EVERY) === 0) say(`${made} cases`)
    }
  }
  db.exec('COMMIT')
  for (const { sql } of indexes) db.exec(String(sql))
  db.exec('PRAGMA journal_mode = WAL')
  db.close()
}

function* copies(templates: readonly Template[], cases: number): Generator<Copy> {
  const draw = seededDraw(cases)
  const next = complainants(draw)
  const now = clock.now()
  for (const { prefix, code } of programmes.toSorted((a, b) => (a.prefix < b.prefix ? -1 : 1))) {
    const own = templates.filter(({ instance }) => instance.id.startsWith(prefix))
    const split = Object.groupBy(own, (template) => (isOpen(template) ? 'open' : 'closed'))
    const open = (split.open ?? []).map((template) => ({ template, copy: copier(template) }))
    const closed = (split.closed ?? []).map((template) => ({ template, copy: copier(template) }))
    const count = Math.round(cases * (code === 'TAYSSIR' ? 0.7 : 0.3))
    for (let n = 0; n < count; n += 1) {
      const isNew = draw.chance(OPEN)
      const { template, copy } = draw.pick(isNew ? open : closed)
      const { lastAt, nextAt } = spanOf(template)
      // An open case moved lately, and its next deadline lies ahead; a closed one lies anywhere in the year.
      const latest = Math.floor((now - lastAt) / DAY)
      const earliest = isNew ? Math.max(latest - MOST_AGE, Math.ceil((now - nextAt) / DAY)) : latest - YEAR
      yield copy(nthReference(prefix, n, count), draw.between(Math.min(earliest, latest), latest), next())
    }
  }
}

function inserter(db: DatabaseSync): (table: string, row: Row) => void {
  const statements = new Map<string, StatementSync>()
  return (table, row) => {
    const columns = Object.keys(row)
    const key = `${table} ${columns.length}`
    let statement = statements.get(key)
    if (!statement) {
      const marks = columns.map(() => '?').join(', ')
      statement = db.prepare(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${marks})`)
      statements.set(key, statement)
    }
    statement.run(...(Object.values(row) as Value[]))
  }
}
