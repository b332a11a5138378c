// Refusals and failures as pages: one place turns every error into an answer.
import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { AppError, BadRequest, Conflict, Invalid, NotFound, TooMany } from '../errors.ts'
import { formats } from '../i18n/format.ts'
import { has, type Language, translator } from '../i18n/i18n.ts'
import { spoken } from '../i18n/said.ts'
import type { Log } from '../platform/log.ts'
import { isHtmx, isSwap, wantsJson } from './asked.ts'
import { failureOf } from './logging.ts'

/** What was sent is larger than we take. */
class TooLarge extends AppError {
  readonly status = 413
}

/** Nobody has this address. */
export const nothingHere: RequestHandler = () => {
  throw new NotFound()
}

/** Answers every error: a refusal with its reason, a failure with nothing but the number to quote. */
export function errorPage(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    const refusal = refusalOf(error)
    if (!refusal) (req.log ?? log).error(failureOf(req, error), 'failed')
    if (res.headersSent) return next(error)
    if (refusal instanceof TooMany) res.setHeader('Retry-After', String(refusal.seconds))
    res.status(refusal?.status ?? 500)
    if (wantsJson(req)) answerJson(req, res, refusal)
    // htmx shows no page of a failure, only what is addressed to a place.
    else if (isSwap(req) || (isHtmx(req) && res.statusCode >= 500)) answerFlash(req, res, refusal)
    else answerPage(req, res, refusal)
  }
}

/** Errors of the layers below that are the sender's doing; anything else is ours. */
function refusalOf(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error
  if (!(error instanceof Error)) return undefined
  if ('code' in error && String(error.code).startsWith('LIMIT_')) return new TooLarge('error.413')
  if (!('status' in error) || typeof error.status !== 'number') return undefined
  if (error.status === 413) return new TooLarge('error.413')
  return error.status >= 400 && error.status < 500 ? new BadRequest('error.400') : undefined
}

type Words = { title: string; text: string; more?: string; changes?: string[] }

// What these say depends on the case; the other statuses have one sentence for everybody.
const WITH_REASON = [403, 409, 422, 503]

function wordsOf(language: Language, refusal: AppError | undefined): Words {
  const t = translator(language)
  const status = refusal?.status ?? 500
  const reasoned = refusal && WITH_REASON.includes(status) && isReason(language, refusal)
  return {
    title: t(refusal ? titleOf(language, refusal) : `error.${status}.title`),
    text: reasoned ? spoken(language, refusal.said) : t(`error.${status}.text`),
    ...pointsOf(language, refusal),
  }
}

/** What is shut for a reason of its own says so above it. */
function titleOf(language: Language, { said, status }: AppError): string {
  const own = said.key.replace(/\.\w+$/, '.title')
  return status === 503 && has(language, own) ? own : `error.${status}.title`
}

const isReason = (language: Language, { said }: AppError): boolean =>
  !(said.key.startsWith('error.') && has(language, `${said.key}.title`))

function pointsOf(language: Language, refusal: AppError | undefined): Pick<Words, 'more' | 'changes'> {
  const t = translator(language)
  if (refusal instanceof TooMany) return { more: t('account.wait', { count: minutesOf(refusal) }) }
  if (refusal instanceof Invalid) {
    const points = Object.values(refusal.fields).map((said) => spoken(language, said))
    return { more: points.join(' ') }
  }
  if (!(refusal instanceof Conflict) || refusal.changes.length === 0) return {}
  const { time } = formats(language)
  return {
    changes: refusal.changes.map(({ actor, at }) => t('error.conflict.by', { name: actor, time: time(at) })),
  }
}

/** How long to wait, in minutes that are never too few. */
export const minutesOf = ({ seconds }: TooMany): number => Math.ceil(seconds / 60)

function answerPage(req: Request, res: Response, refusal: AppError | undefined): void {
  const words = wordsOf(res.locals.lang ?? 'fr', refusal)
  const drawn = (error: Error | null, html: string) => (error ? answerPlain(res, words) : res.send(html))
  // The error may be older than the words of the request.
  if (!('t' in res.locals)) answerPlain(res, words)
  // A refusal has the frame of every page; a failure asks the database nothing more.
  else if (refusal) res.render('shared/error', words, drawn)
  else req.app.render('shared/error', { ...res.locals, ...words, requestId: String(req.id) }, drawn)
}

function answerPlain(res: Response, { title, text }: Words): void {
  res.type('text').send(`${title}\n${text}\n`)
}

/** A message into the page that stays; the form it came from keeps what was typed. */
function answerFlash(req: Request, res: Response, refusal: AppError | undefined): void {
  const { title, text, more } = wordsOf(res.locals.lang ?? 'fr', refusal)
  const number = refusal ? undefined : String(req.id)
  const flash = { kind: 'bad', text: title, more: [text, more, number].filter(Boolean).join(' ') }
  req.app.render('shared/_flash', { ...res.locals, flash }, (error, html) => {
    if (error) answerPlain(res, { title, text })
    else res.send(`<hx-partial hx-target="#flash" hx-swap="innerHTML">${html}</hx-partial>`)
  })
}

/** Problem details (RFC 9457). */
function answerJson(req: Request, res: Response, refusal: AppError | undefined): void {
  const { text } = wordsOf(res.locals.lang ?? 'fr', refusal)
  const status = refusal?.status ?? 500
  const problem = {
    type: 'about:blank',
    title: STATUS_CODES[status],
    status,
    code: refusal?.said.key ?? 'error.500',
    detail: text,
    requestId: String(req.id),
    ...(refusal instanceof Invalid && { errors: refusal.fields }),
    ...(refusal instanceof Conflict && { changes: refusal.changes }),
  }
  res.type('application/problem+json').send(JSON.stringify(problem))
}
