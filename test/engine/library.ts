// A library around the lent book: its projection, its people, its engine on a database of a test.
import type { Actor } from '../../src/engine/decide.ts'
import { createEngine, type Engine, type Prepare } from '../../src/engine/engine.ts'
import { createMachines } from '../../src/engine/machines.ts'
import type { Projection } from '../../src/engine/projection.ts'
import { type Report, type VerifyOptions, verify } from '../../src/engine/verify.ts'
import { Conflict } from '../../src/errors.ts'
import { type Clock, endOfDay } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import type { Party } from '../../workflows/kit.ts'
import { loan, Note } from './toy-workflow.ts'

/** Roles in the library of Rabat; elsewhere this person is nobody. */
export const person = (id: string, ...roles: Party[]): Actor => ({
  id,
  rolesIn: ({ entity }) => (entity === 'rabat' || roles.includes('system') ? roles : []),
})

export const amina = person('amina', 'agent')
export const bachir = person('bachir', 'agent')
export const salma = person('salma', 'supervisor')
export const stranger: Actor = { id: 'stranger', rolesIn: () => [] }

export const projection: Projection = {
  tables: [
    { table: 'loans', key: ['id'], owner: 'id' },
    { table: 'waits', key: ['loan_id', 'slot'], owner: 'loan_id' },
    { table: 'notes', key: ['loan_id', 'shelf'], owner: 'loan_id' },
  ],
  ofState: ({ id, snapshot, revision }) => {
    const { reader, dueAt } = snapshot.context
    const out = snapshot.matches({ book: 'out' })
    return [
      { table: 'loans', key: ['id'], rows: [{ id, reader, due_at: dueAt, revision }] },
      {
        table: 'waits',
        key: ['loan_id', 'slot'],
        rows: out ? [{ loan_id: id, slot: 'book', due_at: dueAt }] : [],
      },
    ]
  },
  ofEvent: ({ id }, event) => {
    if (event.type !== 'NOTE') return []
    const { shelf, text, signed } = Note.parse(event.input)
    const row = { loan_id: id, shelf, text, at: event.at, signed: signed ?? null }
    return [{ table: 'notes', key: ['loan_id', 'shelf'], rows: [row] }]
  },
}

const tables = [
  'CREATE TABLE loans (id text PRIMARY KEY, reader text NOT NULL, due_at bigint NOT NULL, revision integer NOT NULL)',
  'CREATE TABLE waits (loan_id text NOT NULL, slot text NOT NULL, due_at bigint NOT NULL, PRIMARY KEY (loan_id, slot))',
  `CREATE TABLE notes (loan_id text NOT NULL, shelf text NOT NULL, text text NOT NULL, at bigint NOT NULL,
     signed text, PRIMARY KEY (loan_id, shelf))`,
]

const prepare: Prepare = (_workflow, _type, input) => {
  const dueOn = (input as { dueOn?: string }).dueOn
  return { ends: dueOn ? { dueOn: endOfDay(dueOn) } : {}, facts: null }
}

export const machines = createMachines([loan])

/** Makes the library's own tables. */
export const furnish = (db: Database): Promise<void> =>
  db.transaction(async (tx) => {
    for (const table of tables) await tx.run(table)
  })

export type Library = {
  engine: Engine
  projection: Projection
  prepare: Prepare
  lend(id: string, dueOn: string, options?: { key?: string; price?: number }): ReturnType<Engine['open']>
  send(id: string, type: string, actor: Actor, input?: unknown, revision?: number): ReturnType<Engine['send']>
  verify(options?: VerifyOptions): Promise<Report>
}

/** A library on a furnished database. */
export function openLibrary(db: Database, clock: Clock): Library {
  const engine = createEngine({ db, clock, machines, projection, prepare })
  return {
    engine,
    projection,
    prepare,
    lend: (id, dueOn, { key, price = 20 } = {}) =>
      engine.open({
        workflow: 'loan',
        id,
        key: key ?? null,
        type: 'LEND',
        input: { reader: 'Idris', dueOn, price },
        actor: amina,
        scope: { programme: 'books', entity: 'rabat', unit: null },
      }),
    send: (id, type, actor, input = {}, revision = undefined) =>
      engine.send({ id, type, input, actor, ...(revision === undefined ? {} : { revision }) }),
    verify: (options) => verify({ db, clock, machines, projection }, options),
  }
}

/** The life of a book, act by act, each with the day it happens; what was done already is not done again. */
export const acts: readonly [
  name: string,
  day: string,
  (library: Library, id: string) => Promise<unknown>,
][] = [
  ['lend', '2026-03-02', (library, id) => library.lend(id, '2026-03-10', { key: `key of ${id}` })],
  [
    'note',
    '2026-03-03',
    (library, id) => once(library.send(id, 'NOTE', amina, { shelf: 'A', text: 'dry' }, 1)),
  ],
  // A deadline is carried out in the same breath.
  ['ask', '2026-03-12', (library, id) => once(library.send(id, 'ASK_BACK', bachir, {}, 2))],
  ['lose', '2026-03-30', (library, id) => library.engine.fire(id)],
]

function once(outcome: Promise<unknown>): Promise<unknown> {
  return outcome.catch((error) => {
    if (!(error instanceof Conflict)) throw error
  })
}
