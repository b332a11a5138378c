// An office of visits: the versions it knows, what follows from a visit, its engine on a database of a test.
import { createEngine, type Engine, type Prepare } from '../../src/engine/engine.ts'
import { createMachines, type Machines } from '../../src/engine/machines.ts'
import type { Instance, Projection } from '../../src/engine/projection.ts'
import { type Report, verify } from '../../src/engine/verify.ts'
import { type Clock, endOfDay } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { person } from './library.ts'

export const dina = person('dina', 'clerk')
export const farid = person('farid', 'clerk')

/** How a visit stands, in the words a comparison is made of. */
export function standingOf({ snapshot }: Instance): { state: string; mark: string; closedOn: string | null } {
  const { handling, clock } = snapshot.value
  const leaf = (value: unknown): string =>
    typeof value === 'string' ? value : leaf(Object.values(value ?? { nowhere: 'nowhere' })[0])
  return { state: leaf(handling), mark: leaf(clock), closedOn: snapshot.context.closedOn }
}

export const projection: Projection = {
  tables: [
    { table: 'visits', key: ['id'], owner: 'id' },
    { table: 'visitors', key: ['id'], owner: 'id' },
  ],
  ofState: (instance) => {
    const { state, mark, closedOn } = standingOf(instance)
    return [{ table: 'visits', key: ['id'], rows: [{ id: instance.id, state, mark, closed_on: closedOn }] }]
  },
  ofEvent: ({ id }, { type, by }) =>
    type === 'OPEN' ? [{ table: 'visitors', key: ['id'], rows: [{ id, entered_by: by }] }] : [],
}

export const ownTables = ['visits', 'visitors']

export type Visits = {
  db: Database
  machines: Machines
  engine: Engine
  open(
    id: string,
    options?: { dueOn?: string; hard?: boolean; workflow?: string },
  ): ReturnType<Engine['open']>
  send(id: string, type: string, by?: typeof dina): ReturnType<Engine['send']>
  verify(): Promise<Report>
}

/** An office that knows some versions; without its tables when `furnished` before. */
export async function openVisits(
  db: Database,
  clock: Clock,
  workflows: readonly Workflow[],
  furnished = false,
): Promise<Visits> {
  if (!furnished)
    await db.transaction(async (tx) => {
      await tx.run(
        'CREATE TABLE visits (id text PRIMARY KEY, state text NOT NULL, mark text NOT NULL, closed_on text)',
      )
      await tx.run('CREATE TABLE visitors (id text PRIMARY KEY, entered_by text NOT NULL)')
    })
  const machines = createMachines(workflows)
  // Nobody weighs before a version wants it.
  const weighs = workflows.some(({ version }) => version >= 3)
  const prepare: Prepare = (_workflow, _type, input) => {
    const dueOn = (input as { dueOn?: string }).dueOn
    return { ends: dueOn ? { dueOn: endOfDay(dueOn) } : {}, facts: weighs ? { weight: 7 } : null }
  }
  const engine = createEngine({ db, clock, machines, projection, prepare })
  return {
    db,
    machines,
    engine,
    open: (id, { dueOn = '2026-03-20', hard = false, workflow = 'visit' } = {}) =>
      engine.open({
        workflow,
        id,
        key: `key of ${id}`,
        type: 'OPEN',
        input: { visitor: 'Idris', dueOn, hard },
        actor: dina,
        scope: { programme: 'visits', entity: 'rabat', unit: null },
      }),
    send: (id, type, by = dina) => engine.send({ id, type, input: {}, actor: by }),
    verify: () => verify({ db, clock, machines, projection }),
  }
}
