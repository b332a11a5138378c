// The durable event: what one act of a complaint costs the engine, beside the same rows written by the bare driver.
import { randomUUID } from 'node:crypto'
import { newReference } from '../src/cases/reference.ts'
import { compose } from '../src/compose.ts'
import type { Engine } from '../src/engine/engine.ts'
import { systemClock as clock } from '../src/platform/clock.ts'
import { type Database, openDatabase, type Tx } from '../src/platform/database.ts'
import { acts, anybody, opening } from './acts.ts'
import { openBare, type Statement } from './bare.ts'
import { type Bench, type Kind, withDatabase } from './databases.ts'
import { cpuEach, figuresOf, inTurn, perSecond, repeat } from './measure.ts'
import type { Options } from './options.ts'
import type { Line, Section } from './report.ts'

const SENDERS = [1, 16]
const ROUNDS = 4

/** Measures events on both databases, by one sender and by several at once. */
export async function events(options: Options): Promise<Section[]> {
  const kinds: Kind[] = options.postgres ? ['sqlite', 'postgres'] : ['sqlite']
  const sections: Section[] = []
  for (const kind of kinds) {
    sections.push(await withDatabase(kind, (bench) => measure(bench, options)))
  }
  return sections
}

async function measure(bench: Bench, { seconds }: Options): Promise<Section> {
  const db = openDatabase(bench.url, { connections: 20 })
  const bare = await openBare(bench, 20)
  const { engine } = compose({ db, clock, dataDir: bench.dataDir })
  const recorded = await record(db, bench)
  const lines: Line[] = []
  for (const senders of SENDERS) {
    const slice = seconds / ROUNDS
    const { raw, engine: ours } = await inTurn(ROUNDS, {
      raw: () => repeat(slice, senders, writer(bare.transaction, recorded, senders)),
      engine: () => repeat(slice, senders, lives(engine, senders)),
    })
    lines.push(
      { what: `the rows alone, ${senders} at once`, figures: figuresOf(raw) },
      {
        what: `the engine, ${senders} at once`,
        figures: {
          ...figuresOf(ours),
          'to raw': `${(perSecond(ours) / perSecond(raw)).toFixed(2)} of its events`,
          'cpu to raw': `${(cpuEach(ours) / cpuEach(raw)).toFixed(1)} times`,
        },
      },
    )
  }
  await bare.close()
  await db.close()
  return { title: `The durable event on ${bench.kind}`, lines }
}

/** Each sender leads its own case through its acts, then the next one. */
function lives(engine: Engine, senders: number): (sender: number) => Promise<unknown> {
  const cases = Array.from({ length: senders }, () => ({ id: '', next: acts.length }))
  return (sender) => {
    const mine = cases[sender]
    const act = mine && acts[mine.next]
    if (!mine) throw new RangeError('no such sender')
    if (!act) {
      Object.assign(mine, { id: newReference('TAY'), next: 0 })
      return open(engine, mine.id)
    }
    mine.next += 1
    const { event: type, input, by } = act
    return engine.send({ id: mine.id, type, input, actor: anybody(by), revision: mine.next })
  }
}

function open(engine: Engine, id: string): Promise<unknown> {
  return engine.open({
    workflow: 'complaint',
    id,
    key: `form:${randomUUID()}`,
    type: 'OPEN',
    input: opening(),
    actor: anybody('clerk'),
    scope: { programme: 'TAYSSIR', entity: 'CNRA', unit: null },
  })
}

/** The statements that the engine wrote with, event by event, through one life. */
async function record(db: Database, { dataDir }: Bench): Promise<{ id: string; events: Statement[][] }> {
  const written: Statement[][] = []
  const spied: Database = {
    ...db,
    transaction: (work) =>
      db.transaction((tx) => {
        const statements: Statement[] = []
        written.push(statements)
        return work(spyOn(tx, statements))
      }),
  }
  const { engine } = compose({ db: spied, clock, dataDir })
  const id = newReference('TAY')
  await open(engine, id)
  for (const [n, { event: type, input, by }] of acts.entries())
    await engine.send({ id, type, input, actor: anybody(by), revision: n + 1 })
  return { id, events: written }
}

function spyOn(tx: Tx, statements: Statement[]): Tx {
  return {
    ...tx,
    run: (sql, values = []) => {
      statements.push({ sql, values })
      return tx.run(sql, values)
    },
  }
}

/** Writes the recorded rows again and again, each time for a case of its own. */
function writer(
  transaction: (statements: readonly Statement[]) => Promise<void>,
  recorded: { id: string; events: Statement[][] },
  senders: number,
): (sender: number) => Promise<void> {
  const cases = Array.from({ length: senders }, () => ({ id: '', next: recorded.events.length }))
  return (sender) => {
    const mine = cases[sender]
    if (!mine) throw new RangeError('no such sender')
    if (mine.next === recorded.events.length) Object.assign(mine, { id: newReference('TAY'), next: 0 })
    const statements = recorded.events[mine.next++] ?? []
    const renamed = statements.map(({ sql, values }) => ({
      sql,
      values: values.map((value) =>
        value === recorded.id ? mine.id : String(value).startsWith('form:') ? `form:${mine.id}` : value,
      ),
    }))
    return transaction(renamed)
  }
}
