// A large database: walked complaints multiplied, every row of every table, chains and seals that the verifier accepts.
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import { indexAgain, indexExisting } from '../src/cases/index-existing.ts'
import { projection } from '../src/cases/projection.ts'
import { createMachines } from '../src/engine/machines.ts'
import { seal } from '../src/engine/seals.ts'
import { readCases } from '../src/engine/stored-case.ts'
import { compareCase } from '../src/engine/verify-case.ts'
import type { Fault } from '../src/engine/verify-chain.ts'
import { systemClock as clock } from '../src/platform/clock.ts'
import { openDatabase, type Row } from '../src/platform/database.ts'
import { migrate } from '../src/platform/migrate.ts'
import { workflows } from '../workflows/index.ts'
import type { Template } from './copies.ts'
import { multiply } from './multiply.ts'
import { office } from './office.ts'
import { hire } from './people.ts'
import { folder, say } from './report.ts'
import { walk } from './walks.ts'

const WALKED = { closed: 320, open: 120 }
/** Cases checked by the verifier after loading. */
const SAMPLE = 400
/** What follows from a case without being projected. */
const BESIDE = ['messages', 'notices']

/** The path of a SQLite file with so many cases and the people of the office: made once, then kept, nobody else's. */
export async function largeDatabase(cases: number): Promise<string> {
  mkdirSync(folder, { recursive: true })
  const name = `cases-${cases}-`
  const file = path.join(folder, `${name}${digest(['copies', 'multiply', 'names', 'walks'])}.sqlite`)
  if (existsSync(file)) {
    const stale = await firstFault(file)
    if (stale) say(`${file} is of other days (${stale.place}: ${stale.what}); remove it to have it made anew`)
    return file
  }
  for (const old of readdirSync(folder)) if (old.startsWith(name)) rmSync(path.join(folder, old))

  const from = performance.now()
  const making = path.join(folder, `making-${cases}.sqlite`)
  rmSync(making, { force: true })
  copyFileSync(await walkedFile(), making)
  const templates = await takeTemplates(making)
  say(`${templates.length} complaints walked after ${seconds(from)} s; multiplying them to ${cases}`)
  multiply(making, templates, cases)
  await sealAll(making)
  await indexAll(making)
  const fault = await firstFault(making)
  if (fault) throw new Error(`a loaded case is wrong: ${fault.place} ${fault.what}`)
  renameSync(making, file)
  say(`${cases} cases loaded in ${seconds(from)} s`)
  return file
}

const seconds = (from: number): string => ((performance.now() - from) / 1000).toFixed(0)

/** What a kept file depends on, besides what the verifier tells. */
function digest(files: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(office))
  for (const file of files) hash.update(readFileSync(path.join(import.meta.dirname, `${file}.ts`)))
  return hash.digest('hex').slice(0, 10)
}

/** Walked complaints with their people, in a file that every size starts from. */
async function walkedFile(): Promise<string> {
  const file = path.join(folder, `walked-${digest(['walks'])}.sqlite`)
  if (existsSync(file) && (await firstFault(file)) === undefined) return file
  for (const old of readdirSync(folder)) if (old.startsWith('walked-')) rmSync(path.join(folder, old))
  const making = path.join(folder, 'making-walked.sqlite')
  rmSync(making, { force: true })
  const db = openDatabase(`sqlite:${making}`)
  try {
    await migrate(db, `sqlite:${making}`)
    const ids = await hire(db, office)
    await walk(
      db,
      folder,
      office.map((person) => ({ id: ids.get(person.login) ?? '', person })),
      WALKED,
    )
  } finally {
    await db.close()
  }
  renameSync(making, file)
  return file
}

/** Reads every case of a file, and leaves it without any. */
async function takeTemplates(file: string): Promise<Template[]> {
  const db = openDatabase(`sqlite:${file}`)
  try {
    const instances = await db.read('instances').orderBy('id')
    const cases = await readCases(db.read, projection, instances)
    const beside = new Map<string, Map<string, Row[]>>()
    for (const table of BESIDE) {
      const rows: (Row & { case_id: string })[] = await db.read(table)
      beside.set(
        table,
        Map.groupBy(rows, ({ case_id }) => case_id),
      )
    }
    const owned = [
      'journal',
      'journal_inputs',
      'timers',
      'outbox',
      ...projection.tables.map(({ table }) => table),
    ]
    await db.run("INSERT INTO search_index (search_index) VALUES ('delete-all')")
    for (const table of [...BESIDE, ...owned, 'search_texts', 'instances']) await db.write(table).delete()
    return cases.map((stored) => ({
      ...stored,
      beside: new Map([...beside].map(([table, rows]) => [table, rows.get(stored.instance.id) ?? []])),
    }))
  } finally {
    await db.close()
  }
}

async function sealAll(file: string): Promise<void> {
  const db = openDatabase(`sqlite:${file}`)
  await seal(db, clock).finally(() => db.close())
}

async function indexAll(file: string): Promise<void> {
  const db = openDatabase(`sqlite:${file}`)
  try {
    await indexAgain(db)
    await indexExisting(db, Number.POSITIVE_INFINITY)
  } finally {
    await db.close()
  }
}

/** What the product's own verifier finds wrong in a sample of the cases, in today's shape and by today's lifecycles. */
async function firstFault(file: string): Promise<Fault | undefined> {
  const url = `sqlite:${file}`
  const db = openDatabase(url)
  try {
    await migrate(db, url)
    const ids = await db.read('instances').orderByRaw('random()').limit(SAMPLE).pluck('id')
    const instances = await db.read('instances').whereIn('id', ids)
    const machines = createMachines(workflows)
    const cases = await readCases(db.read, projection, instances)
    return cases.flatMap(
      (stored) => compareCase({ machines, projection, now: clock.now() }, stored).faults,
    )[0]
  } finally {
    await db.close()
  }
}
