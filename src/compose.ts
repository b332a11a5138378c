// Puts the domain together over a database and a clock: the same house for the server, the worker, tools and tests.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { workflows } from '../workflows/index.ts'
import type { Workflow } from '../workflows/kit.ts'
import { createHolidayBook, type HolidayBook } from './calendars/book.ts'
import { type Commands, createCommands } from './cases/commands.ts'
import type { Holidays } from './cases/deadlines.ts'
import { createDocuments, type Documents } from './cases/documents.ts'
import { createPrepare } from './cases/facts.ts'
import { indexed } from './cases/indexed-engine.ts'
import { projection } from './cases/projection.ts'
import { createRoad, type Road } from './confidential/road.ts'
import { createTransfer, type Transfer, witnessOf } from './confidential/transfer.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import { createMachines, type Machines } from './engine/machines.ts'
import { addTexts, languages } from './i18n/i18n.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database.ts'
import type { MasterKey } from './platform/vault.ts'
import { createProgrammes, type Programmes, programmes as packs, WrongPack } from './programmes/index.ts'

export type House = {
  db: Database
  clock: Clock
  machines: Machines
  engine: Engine
  programmes: Programmes
  /** The public holidays: what the product knows until a program opens the kept calendar. */
  calendar: HolidayBook
  holidays: Holidays
  commands: Commands
  documents: Documents
  /** Where sensitive cases are; nobody meets them on any other. */
  road: Road
  /** From the ordinary road to that one. */
  transfer: Transfer
}

export type Ground = {
  db: Database
  clock: Clock
  dataDir: string
  /** Programmes beside those of the product and those in DATA_DIR/programmes. */
  extraPacks?: readonly unknown[]
  /** Lifecycles instead of the product's own. */
  lifecycles?: readonly Workflow[]
  /** The key of the confidential road, which is shut without one. */
  master?: MasterKey | null
}

/** The domain over its ground; nothing is started. */
export function compose({
  db,
  clock,
  dataDir,
  extraPacks = [],
  lifecycles = workflows,
  master = null,
}: Ground): House {
  const programmes = programmesOf(dataDir, extraPacks)
  requireLifecycles(programmes, lifecycles)
  learnWords(lifecycles)
  const machines = createMachines(lifecycles)
  const calendar = createHolidayBook(db)
  const engine = indexed(
    db,
    createEngine({ db, clock, machines, projection, prepare: createPrepare(programmes, calendar.days) }),
  )
  const documents = createDocuments(db, path.join(dataDir, 'documents'))
  const road = createRoad({ db, clock, programmes, dataDir }, master)
  return {
    db,
    clock,
    machines,
    engine,
    programmes,
    calendar,
    holidays: calendar.days,
    commands: createCommands({ machines, db, clock, engine, programmes, witness: witnessOf(road) }),
    documents,
    road,
    transfer: createTransfer(road, engine),
  }
}

/** A lifecycle from elsewhere brings its words along. */
function learnWords(lifecycles: readonly Workflow[]): void {
  for (const { texts } of lifecycles)
    for (const language of languages) if (texts) addTexts(language, texts[language])
}

/** A programme whose complaints could not be opened is found out before anybody brings one. */
function requireLifecycles({ all }: Programmes, lifecycles: readonly Workflow[]): void {
  const known = new Set(lifecycles.flatMap(({ name, version }) => [name, `${name}@${version}`]))
  for (const { code, workflow, services } of all) {
    const lost = [workflow, ...services.map((service) => service.workflow)].find((name) => !known.has(name))
    if (lost) throw new WrongPack(`Wrong programme pack (${code}). No lifecycle is called ${lost}`)
  }
}

/** The programmes of the product and those of the installation: one JSON file each in DATA_DIR/programmes. */
export function programmesOf(dataDir: string, extraPacks: readonly unknown[] = []): Programmes {
  const folder = packFolder(dataDir)
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json')) : []
  const installed = files.sort().map((file) => readPack(path.join(folder, file)))
  return createProgrammes([...packs, ...installed, ...extraPacks])
}

function readPack(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new WrongPack(`Wrong programme pack (${path.basename(file)}). It is no JSON: ${error.message}`)
  }
}

/** Where an installation keeps the packs of its own programmes. */
export const packFolder = (dataDir: string): string => path.join(dataDir, 'programmes')
