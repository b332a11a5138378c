// Statements of SQLite connections, prepared once: preparing one costs as much as running it.
import type sqlite3 from 'sqlite3'
import type { Row, Tx, Value } from './connection.ts'

export type Statements = {
  /** Statements run on this connection. */
  on(connection: sqlite3.Database): Tx
  /** Gives up everything prepared; a connection cannot be closed before. */
  end(): Promise<void>
}

/** So many are kept on a connection, none of them endless; the engine's have some dozens of shapes. */
const MOST = 400
const LONGEST = 6000

/** The statements of one file's connections. */
export function createStatements(): Statements {
  const connections = new Map<sqlite3.Database, { tx: Tx; prepared: Prepared }>()
  return {
    on: (connection) => {
      const known = connections.get(connection)
      if (known) return known.tx
      const prepared: Prepared = new Map()
      const tx = txOn(connection, prepared)
      connections.set(connection, { tx, prepared })
      return tx
    },
    end: async () => {
      const all = [...connections.values()].flatMap(({ prepared }) => [...prepared.values()])
      connections.clear()
      await Promise.all(all.map((statement) => new Promise<void>((done) => statement.finalize(() => done()))))
    },
  }
}

type Prepared = Map<string, sqlite3.Statement>

function txOn(connection: sqlite3.Database, prepared: Prepared): Tx {
  const using = async <T>(sql: string, use: (statement: sqlite3.Statement) => Promise<T>): Promise<T> => {
    const known = prepared.get(sql)
    if (known) return use(known)
    const statement = await prepare(connection, sql)
    // Of one prepared twice at once the first stays.
    const stays = prepared.size < MOST && sql.length <= LONGEST && !prepared.has(sql)
    if (!stays) return use(statement).finally(() => statement.finalize())
    prepared.set(sql, statement)
    return use(statement)
  }
  return {
    all: (sql, values = []) => using(sql, (statement) => all(statement, values)),
    run: (sql, values = []) => using(sql, (statement) => run(statement, values)),
  }
}

function prepare(connection: sqlite3.Database, sql: string): Promise<sqlite3.Statement> {
  return new Promise((resolve, reject) => {
    const statement: sqlite3.Statement = connection.prepare(sql, (error: Error | null) =>
      error ? reject(error) : resolve(statement),
    )
  })
}

function all<T extends Row>(statement: sqlite3.Statement, values: readonly Value[]): Promise<T[]> {
  return new Promise((resolve, reject) => {
    statement.all<T>(values, (error, rows) => (error ? reject(error) : resolve(rows)))
  })
}

function run(statement: sqlite3.Statement, values: readonly Value[]): Promise<number> {
  return new Promise((resolve, reject) => {
    statement.run(values, function (this: sqlite3.RunResult, error: Error | null) {
      if (error) reject(error)
      else resolve(this.changes)
    })
  })
}
