// Routes that name their permission; there is no other way to add one.
import { type Application, type Request, type RequestHandler, type Response, Router } from 'express'
import type { RouteParameters } from 'express-serve-static-core'
import type { SignedIn } from '../accounts/schema.ts'
import { NotFound, Unauthenticated } from '../errors.ts'
import { isHtmx, isSwap, wantsJson } from './asked.ts'
import { may, type Permission } from './permissions.ts'
import { pathOf } from './safe-path.ts'

/** A request of somebody who is signed in. */
export type SignedRequest<P = unknown> = Request<P> & { user: SignedIn }
type PublicHandler<P> = RequestHandler<P>
type SignedHandler<P> = (req: SignedRequest<P>, res: Response, next: (error?: unknown) => void) => unknown

type Add = {
  <Path extends string>(
    path: Path,
    permission: 'public',
    ...handlers: PublicHandler<RouteParameters<Path>>[]
  ): void
  <Path extends string>(
    path: Path,
    permission: Exclude<Permission, 'public'>,
    ...handlers: SignedHandler<RouteParameters<Path>>[]
  ): void
}

export type Routes = { router: Router; get: Add; post: Add }

/** A noun's routes: `get('/work', 'work.read', handler)`. Whoever lacks the permission finds nothing there. */
export function routes(): Routes {
  const router = Router()
  const add =
    (method: 'get' | 'post'): Add =>
    (path: string, permission: Permission, ...handlers: PublicHandler<never>[] | SignedHandler<never>[]) => {
      router[method](path, gate(permission), ...(handlers as RequestHandler[]))
    }
  return { router, get: add('get'), post: add('post') }
}

const gates = new WeakMap<object, Permission>()

function gate(permission: Permission): RequestHandler {
  const check: RequestHandler = (req, res, next) => {
    if (may(req.user, permission)) return next()
    if (req.user) throw new NotFound()
    askToSignIn(req, res)
  }
  gates.set(check, permission)
  return check
}

/** Sends a visitor to the door, and back to where they wanted to go. */
function askToSignIn(req: Request, res: Response): void {
  if (wantsJson(req)) throw new Unauthenticated('error.401')
  const asked = req.method === 'GET' && !isSwap(req) ? req.originalUrl : pathOf(req.get('Referer'))
  const door = `/sign-in?back=${encodeURIComponent(asked ?? '/')}`
  if (isHtmx(req)) res.status(401).set('HX-Redirect', door).end()
  else res.redirect(303, door)
}

export type KnownRoute = { method: string; path: string; permission: Permission | undefined }

/** Every route of an application; one without a permission was added some other way. */
export function allRoutes(app: Application): KnownRoute[] {
  return routesIn(app.router.stack)
}

function routesIn(stack: Application['router']['stack']): KnownRoute[] {
  return stack.flatMap((layer) => {
    const { route } = layer
    if (route) {
      const permission = route.stack.map(({ handle }) => gates.get(handle)).find((found) => found)
      return [...new Set(route.stack.map(({ method }) => method))].map((method) => ({
        method,
        path: route.path,
        permission,
      }))
    }
    const inner: unknown = layer.handle
    return isRouter(inner) ? routesIn(inner.stack) : []
  })
}

const isRouter = (handle: unknown): handle is Router =>
  typeof handle === 'function' && 'stack' in handle && Array.isArray(handle.stack)
