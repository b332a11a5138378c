// What kind of answer a request expects: a page, a piece of one, or facts for a program.
import type { Request } from 'express'

/** A request as far as its headers go, whatever its parameters are. */
export type Asked = Pick<Request, 'get'>

/** Whether htmx sent it: it follows `HX-Redirect`, not a redirect to another page. */
export const isHtmx = (req: Asked): boolean => req.get('HX-Request') === 'true'

/** Whether only a piece of the page is wanted; with `hx-select` htmx asks for all of it. */
export const isFragment = (req: Asked): boolean =>
  isHtmx(req) && req.get('HX-Request-Type') === 'partial' && !req.get('HX-History-Restore-Request')

/** Whether the answer goes into a page that stays: what a whole page would replace must not be lost to an error. */
export const isSwap = (req: Asked): boolean =>
  isHtmx(req) &&
  !req.get('HX-Boosted') &&
  !req.get('HX-History-Restore-Request') &&
  !req.get('HX-Target')?.startsWith('body')

/** What the shape of an answer depends on; a cache between us and the browser has to know. */
export const HTMX_HEADERS = ['HX-Request', 'HX-Request-Type', 'HX-History-Restore-Request', 'HX-Target']

/** Whether a program asks. */
export const wantsJson = (req: Pick<Request, 'accepts'>): boolean => req.accepts(['html', 'json']) === 'json'
