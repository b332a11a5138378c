// Structured logs: facts about requests and jobs, never about people.
import pino, { type Logger } from 'pino'

export type Log = Logger

/** A logger that writes JSON lines to standard output. */
export function createLog(level: string): Log {
  return pino({
    level,
    base: null,
    redact: { paths: ['req.headers.cookie', 'req.headers.authorization'], remove: true },
  })
}
