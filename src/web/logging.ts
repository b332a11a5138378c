// One line a request: what was asked, how it ended, how long it took. Never who, never with what.
import { randomUUID } from 'node:crypto'
import type { Request, RequestHandler, Response } from 'express'
import { pinoHttp } from 'pino-http'
import type { Log } from '../platform/log.ts'

declare module 'http' {
  interface IncomingMessage {
    /** When it arrived, on a clock that only moves forward. */
    arrivedAt?: number
  }
}

/** Gives each request its id and writes its line when it ends. */
export function requestLog(log: Log): RequestHandler[] {
  const writer = pinoHttp<Request, Response>({
    logger: log,
    genReqId: () => randomUUID(),
    // A log line carries the id and nothing else of the request: addresses hold tokens and references.
    quietReqLogger: true,
    quietResLogger: true,
    wrapSerializers: false,
    serializers: { req: () => undefined, res: () => undefined },
    customAttributeKeys: { reqId: 'id' },
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? 'error' : 'info'),
    customSuccessObject: factsOf,
    customErrorObject: factsOf,
    customSuccessMessage: () => 'request',
    customErrorMessage: () => 'request',
    // Of the confidential road there is no line at all: a line that only it leaves would tell of it.
    autoLogging: { ignore: (req) => /^\/(assets|health|metrics|private|confidential)\b/i.test(req.url) },
  })
  const stamp: RequestHandler = (req, res, next) => {
    req.arrivedAt = performance.now()
    res.setHeader('X-Request-Id', String(req.id))
    next()
  }
  return [writer, stamp]
}

function factsOf(req: Request, res: Response) {
  const facts = { method: req.method, path: patternOf(req), status: res.statusCode }
  if (handsOver(req)) return facts
  return { ...facts, ms: Math.round((performance.now() - (req.arrivedAt ?? 0)) * 10) / 10 }
}

/** Whether a case is handed over: how long it takes, and how it fails, tell which way it went. */
export const handsOver = ({ method, originalUrl }: Request): boolean =>
  method === 'POST' && /^\/cases\/[^/?]+\/release\b/i.test(originalUrl)

/** What the log says of a failure: of a handover that it failed, and nothing else. */
export const failureOf = (req: Request, error: unknown): object =>
  handsOver(req) ? { kind: 'handover' } : { error: safeError(error) }

/** The pattern of the route (`/users/:id`), never the address itself. */
const patternOf = (req: Request): string => (req.route ? `${req.baseUrl}${req.route.path}` : '-')

export type SafeError = { name: string; code?: string; message?: string; at: string[] }

/** What may be written of an error: where it happened, and its words unless they may quote what people typed. */
export function safeError(error: unknown): SafeError {
  if (!(error instanceof Error)) return { name: typeof error, at: [] }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(!mayQuote(error, code) && { message: error.message }),
    at: at.map((line) => line.trim()).slice(0, 12),
  }
}

/** Databases print the statement with its values, parsers the text they stumbled over. */
const mayQuote = (error: Error, code: string | undefined): boolean =>
  error instanceof SyntaxError || (code !== undefined && /^(SQLITE_|[0-9A-Z]{5}$)/.test(code))
