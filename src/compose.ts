// Puts the domain together over a database and a clock: the same house for the server, the worker, tools and tests.
import path from 'node:path'
import { workflows } from '../workflows/index.ts'
import type { Workflow } from '../workflows/kit.ts'
import { type Commands, createCommands } from './cases/commands.ts'
import { createDocuments, type Documents } from './cases/documents.ts'
import { createPrepare } from './cases/facts.ts'
import { projection } from './cases/projection.ts'
import { createEngine, type Engine } from './engine/engine.ts'
import { createMachines, type Machines } from './engine/machines.ts'
import type { Clock } from './platform/clock.ts'
import type { Database } from './platform/database.ts'
import { holidays } from './programmes/holidays.ts'
import { createProgrammes, type Programmes, programmes as packs } from './programmes/index.ts'

export type House = {
  db: Database
  clock: Clock
  machines: Machines
  engine: Engine
  programmes: Programmes
  holidays: ReadonlySet<string>
  commands: Commands
  documents: Documents
}

export type Ground = {
  db: Database
  clock: Clock
  dataDir: string
  /** Programmes beside those of the product: a register's own pack. */
  extraPacks?: readonly unknown[]
  /** Lifecycles instead of the product's own. */
  lifecycles?: readonly Workflow[]
}

/** The domain over its ground; nothing is started. */
export function compose({ db, clock, dataDir, extraPacks = [], lifecycles = workflows }: Ground): House {
  const programmes = createProgrammes([...packs, ...extraPacks])
  const machines = createMachines(lifecycles)
  const engine = createEngine({
    db,
    clock,
    machines,
    projection,
    prepare: createPrepare(programmes, holidays),
  })
  const documents = createDocuments(db, path.join(dataDir, 'documents'))
  return {
    db,
    clock,
    machines,
    engine,
    programmes,
    holidays,
    commands: createCommands({ db, engine, programmes }),
    documents,
  }
}
