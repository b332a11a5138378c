// The door of whoever enters by herself: a form with nothing to write, and a page that her code opens. Her browser keeps nothing.
import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { inputs } from '../../../workflows/sensitive-inputs.ts'
import { createLimiter, networkOf } from '../../accounts/attempts.ts'
import { Bringing, bring } from '../../confidential/commands.ts'
import { readOwn, speak } from '../../confidential/own-voice.ts'
import type { Road } from '../../confidential/road.ts'
import { readVault } from '../../confidential/vault.ts'
import { type FieldErrors, Invalid, NotFound, Refused, TooMany, Unavailable } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import type { Programme, Programmes } from '../../programmes/index.ts'
import { type Bad, blank, type Form, readForm } from '../forms.ts'
import { discreet, FORM } from '../pages/private-door.ts'
import { asMeant, privateForm, UNSURE } from '../pages/private-form.ts'
import { codeField, ownPage, replies, type Told } from '../pages/private-own.ts'
import { reachLines } from '../pages/private-reach.ts'
import { sayOf } from '../pages/say.ts'
import { typedTexts } from '../pages/typed-text.ts'
import { type Routes, routes } from '../router.ts'

const QUARTER = 15 * 60_000
const HOUR = 60 * 60_000

type Deps = { db: Database; clock: Clock; road: Road }
type Door = { road: Road; brought: Brake; guessed: Brake }
type Brake = (what: 'take' | 'giveBack', req: Request) => Promise<void>

/** The routes of the public side of the confidential road. */
export function privateRoutes(deps: Deps): Routes {
  const { road } = deps
  // Many people share one address of a telephone network: what is slowed down is a program, not a waiting room.
  // Nobody can shut the door for somebody else: there is no limit for everybody together.
  const brought = brakeOf(deps, 'form', HOUR)
  const guessed = brakeOf(deps, 'code', QUARTER)
  const door: Door = { road, brought, guessed }
  const own = routes()
  const ways = [discreet, onlyOpen(road)]
  own.get('/private', 'public', ...ways, (_req, res) => drawForm(road, res, blank({ key: randomUUID() })))
  own.post('/private', 'public', ...ways, (req, res) => take(door, req, res))
  own.get('/private/follow', 'public', ...ways, (_req, res) => drawFollow(res, blank()))
  own.post('/private/follow', 'public', ...ways, (req, res) => follow(door, req, res))
  // Where an answer was posted has no page of its own: whoever comes back to it finds where the code is typed.
  own.get('/private/say', 'public', ...ways, (_req, res) => drawFollow(res, blank()))
  own.post('/private/say', 'public', ...ways, (req, res) => follow(door, req, res))
  own.router.use(inWords)
  return own
}

/** Without a key nothing is asked: what cannot be kept safe is not taken. */
const onlyOpen =
  ({ open }: Road): RequestHandler =>
  (req, res, next) => {
    if (open) return next()
    drawWord(res.status(req.method === 'GET' ? 200 : 503), 'closed')
  }

/** What went wrong before anybody could answer, in words and with the numbers to call. */
const inWords: ErrorRequestHandler = (error, req, res, next) => {
  // Who tried codes sent nothing that could have been kept, and waits less long.
  const wait = req.path === FORM ? 'wait' : 'waitCode'
  if (error instanceof TooMany) drawWord(res.status(429).set('Retry-After', String(error.seconds)), wait)
  else if (error instanceof Unavailable) drawWord(res.status(503), 'closed')
  else next(error)
}

/** A form whose key was lost on the way begins anew. */
const Key = z.uuid().catch(() => randomUUID())

async function take({ road, brought }: Door, req: Request, res: Response): Promise<void> {
  const typed = asMeant(textsOf(req), sayOf(res).lang)
  const values = { ...typed, key: Key.parse(typed.key) }
  // Another language was asked for: the same form, with everything that was chosen.
  if (typed.draw !== undefined) return drawForm(road, res, blank(values))
  const again = (errors: FieldErrors) => drawForm(road, res.status(422), { ok: false, values, errors })
  const begun = readForm(Bringing, values)
  // The engine asks again; asked here as well, everything that is wrong is said at once.
  const { errors } = readForm(inputs.OPEN, { ...values, via: 'self' })
  if (!begun.ok) return again({ ...errors, ...begun.errors })
  const place = placeOf(road.programmes, begun.data.programme)
  if (!place) return again({ ...errors, programme: { key: 'field.programme.choose' } })
  if (Object.keys(errors).length > 0) return again(errors)
  await brought('take', req)
  try {
    const { code } = await bring(road, { ...begun.data, programme: place.code }, values, null)
    // Shown in the answer itself and kept nowhere: a second answer to the same form has no code to show.
    if (code !== null) return res.render('private/code', { code, reach: reachLines(sayOf(res), place.reach) })
    await brought('giveBack', req)
    drawWord(res, 'again')
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    await brought('giveBack', req)
    again(error.fields)
  }
}

/** Where a case goes: whoever does not know her programme is heard by the one that says so of itself. */
const placeOf = (programmes: Programmes, chosen: string): Programme | undefined =>
  chosen === UNSURE ? programmes.all.find(({ hearsUnsure }) => hearsUnsure) : programmes.find(chosen)

const Posted = z.object({
  code: z.string().max(100).catch(''),
  say: z
    .enum([...replies, 'withdraw'])
    .optional()
    .catch(undefined),
})

/** What a code opens, after what she says with it, if anything; a wrong code is one sentence, whatever is wrong with it. */
async function follow({ road, guessed }: Door, req: Request, res: Response): Promise<void> {
  const { code, say } = Posted.parse(textsOf(req))
  try {
    const done = say && (await tell(road, code, say))
    const view = await readOwn(road, code)
    // Whoever waits to be contacted must know that nobody can.
    const told = done === 'sent' && say === 'contactMe' && !view.reachable ? 'unreachable' : done
    const reach = road.programmes.find(view.programme)?.reach
    const undone = told === 'refused' || told === 'enough'
    res
      .status(undone ? 422 : 200)
      .render('private/own', ownPage(sayOf(res), view, { code, told, said: say, reach }))
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    // A right code opens whoever tried what from here; it is far too long to be found by trying.
    await guessed('take', req)
    const errors = { code: { key: 'private.follow.wrong' } }
    drawFollow(res.status(422), { ok: false, values: { code }, errors })
  }
}

type Saying = NonNullable<z.output<typeof Posted>['say']>

/** Says something with a code; what the case does not take now is told on the page. */
async function tell(road: Road, code: string, say: Saying): Promise<Told> {
  const stops = say === 'withdraw'
  try {
    if (!stops) await speak(road, { code, type: 'REPLY', input: { phrase: say } })
    else if (await speak(road, { code, type: 'WITHDRAW_CONSENT', input: {} })) return 'stopped'
    if (stops) return 'takenBack'
    return say === 'dontContactMe' ? 'silenced' : 'sent'
  } catch (error) {
    if (error instanceof Refused) return 'refused'
    if (error instanceof TooMany) return 'enough'
    throw error
  }
}

const textsOf = ({ body }: Request): Record<string, string> => typedTexts({ ...Object(body) })

function drawForm(road: Road, res: Response, form: Form<unknown>): void {
  res.render('private/enter', privateForm(sayOf(res), form, road.programmes.all))
}

const drawFollow = (res: Response, form: Bad): void =>
  res.render('private/follow', codeField(sayOf(res), form))

/** A page that says one thing: closed, too many tries, received already. */
const drawWord = (res: Response, word: 'closed' | 'wait' | 'waitCode' | 'again'): void =>
  res.render('private/word', { word })

const TRIES = 20

/**
 * Counts tries from one network, under a name that does not say of what. Networks are few enough to be found by trying:
 * without the key of the vault a copy of the house names none, and no instant that would lead from one to a case.
 */
function brakeOf({ db, clock, road }: Deps, what: string, within: number): Brake {
  const limiter = createLimiter(db, clock, { name: 'visit', tries: TRIES, within, whole: true })
  return async (act, req) => {
    // The keys of a new house are made once, in a transaction; every try after that only reads.
    if (await readVault(db)) await road.vault.unlock(db)
    else await db.transaction((tx) => road.vault.unlock(tx))
    await limiter[act](road.vault.tag(`visit ${what} ${networkOf(req.ip)}`))
  }
}
