// Who sends a request: the session cookie, the person behind it, and how one comes in and goes out.
import type { Request, RequestHandler, Response } from 'express'
import session from 'express-session'
import { Passport } from 'passport'
import { Strategy } from 'passport-local'
import type { SignedIn } from '../accounts/schema.ts'
import type { Door } from '../accounts/sign-in.ts'
import type { Said } from '../errors.ts'
import type { Config } from '../platform/config.ts'
import type { SessionStore } from './session-store.ts'

declare global {
  namespace Express {
    interface User extends SignedIn {}
  }
}

declare module 'express-session' {
  interface SessionData {
    passport: { user?: string }
    flash: { kind: 'done' | 'bad' | 'note'; said: Said; more?: Said; link?: { href: string; said: Said } }
  }
}

/** Whether the product is reached over HTTPS: then the cookie is bound to this host and to TLS. */
export const isSecure = (config: Pick<Config, 'baseUrl'>): boolean =>
  config.baseUrl?.startsWith('https:') ?? false

const cookieName = (config: Pick<Config, 'baseUrl'>): string => (isSecure(config) ? '__Host-sid' : 'sid')

/** Reads the session of a request, if it has one; nobody gets a cookie for merely looking. */
export function sessions(config: Config, secret: string, store: SessionStore): RequestHandler {
  const secure = isSecure(config)
  return session({
    name: cookieName(config),
    secret,
    store,
    resave: false,
    saveUninitialized: false,
    // TLS ends at the proxy in front of us; it says so in X-Forwarded-Proto.
    proxy: secure ? true : undefined,
    cookie: { path: '/', httpOnly: true, sameSite: 'lax', secure },
  })
}

/**
 * A browser follows a redirect as soon as it sees its headers, which express-session sends before it has saved:
 * the next page must find what this request left in the session.
 */
export const saveBeforeRedirect: RequestHandler = (req, res, next) => {
  const redirect = res.redirect.bind(res)
  const saved = (go: () => void) =>
    // Whoever just left has no session any more.
    req.session?.flash ? req.session.save((error) => (error ? next(error) : go())) : go()
  res.redirect = (first: string | number, second?: string | number) =>
    saved(() => (typeof first === 'number' ? redirect(first, String(second)) : redirect(first)))
  next()
}

export type Doorkeeper = {
  /** Puts the person of the session into `req.user`. */
  recognise: RequestHandler[]
  /** The person whose login and password a form carries; nobody when they do not belong together. */
  authenticate(req: Request, res: Response): Promise<SignedIn | undefined>
}

/** Passport over our door and our sessions. */
export function createDoorkeeper(door: Door, store: SessionStore): Doorkeeper {
  const passport = new Passport()
  passport.use(
    new Strategy({ usernameField: 'login', passReqToCallback: true }, (req, login, password, done) => {
      const knock = { login: login.trim().toLowerCase(), ip: req.ip }
      door.signIn(knock, password).then((user) => done(null, user ?? false), done)
    }),
  )
  passport.serializeUser((user, done) => done(null, user.id))
  // The session was read together with its person: there is nothing left to ask.
  passport.deserializeUser(
    (req: Request, _id: string, done: (error: unknown, user?: SignedIn | null) => void) =>
      done(null, store.userOf(req.session)),
  )
  return {
    recognise: [passport.initialize(), passport.session()],
    authenticate: (req, res) =>
      new Promise((resolve, reject) => {
        const answered = (error: unknown, user?: SignedIn | false | null) =>
          error ? reject(error) : resolve(user || undefined)
        passport.authenticate('local', answered)(req, res, reject)
      }),
  }
}

/** Lets somebody in: under a new session id, so that one that was known before opens nothing. */
export function comeIn(req: Request, user: SignedIn): Promise<void> {
  return new Promise((resolve, reject) => {
    req.login(user, (error) => (error ? reject(error) : resolve()))
  })
}

/** Lets somebody out: the session is gone, here and in the browser. */
export async function goOut(req: Request, res: Response, config: Config): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    req.session.destroy((error) => (error ? reject(error) : resolve()))
  })
  res.clearCookie(cookieName(config), {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(config),
  })
}
