// Structured logs: facts about requests and jobs, never about people.
import pino, { type Logger } from 'pino'

export type Log = Logger

/** A logger that writes JSON lines to standard output. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    serializers: { err: bare },
    redact: { paths: ['req.headers.cookie', 'req.headers.authorization'], remove: true },
  })
}

/** What a fault is and where; a database's details hold the values of rows. */
function bare(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const { name, message, stack } = error
  return { type: name, message, stack, ...('code' in error && { code: error.code }) }
}
