// What every view may count on, prepared for each request and worked out only when a page is drawn.
import type { Request, RequestHandler, Response } from 'express'
import type { SignedIn } from '../accounts/schema.ts'
import { type Formats, formats } from '../i18n/format.ts'
import { dirOf, type Language, type T, translator } from '../i18n/i18n.ts'
import type { Names } from '../programmes/schema.ts'
import { HTMX_HEADERS, isFragment, isHtmx } from './asked.ts'
import { capital } from './capital.ts'
import { type Flash, takeFlash } from './flash.ts'
import { type LanguageLink, languageLinks, languageOf } from './language.ts'
import { type Nav, type NavItem, withCurrent } from './nav.ts'
import { pathOf } from './safe-path.ts'

declare global {
  namespace Express {
    interface Locals {
      t: T
      lang: Language
      dir: 'rtl' | 'ltr'
      f: Formats
      user: UserView | null
      langs: LanguageLink[]
      nav: NavItem[]
      flash: Flash | null
      /** The address under which the product is known from outside. */
      site: string
    }
  }
}

export type UserView = { name: string; roleLine: string }

/** A programme as far as a person's role line names it. */
export type NamedProgramme = { code: string; names: Names }

/** Prepares the words of a request; whoever comes later reads `res.locals.t` and `res.locals.lang`. */
export function locals(
  programmes: readonly NamedProgramme[],
  siteOf: (req: Request) => string,
): RequestHandler {
  return (req, res, next) => {
    const { user } = req
    const lang = languageOf(req)
    const t = translator(lang)
    Object.assign(res.locals, {
      t,
      lang,
      dir: dirOf(lang),
      f: formats(lang),
      nav: [],
      flash: null,
      site: siteOf(req),
      // Whoever only asks for something has nothing that could have been kept.
      asks: req.method === 'GET',
      user: user ? { name: user.name, roleLine: roleLine(user, { t, lang }, programmes) } : null,
      langs: languageLinks(lang, hereOf(req)),
    })
    res.vary(HTMX_HEADERS.join(', '))
    // What a person saw must not come back from a shared computer's memory after they left.
    res.setHeader('Cache-Control', user ? 'no-store' : 'private, no-cache')
    next()
  }
}

/** Where a language link leads back to: a form that was refused has no address of its own. */
const hereOf = (req: Parameters<RequestHandler>[0]): string =>
  req.method === 'GET' ? req.originalUrl : (pathOf(req.get('Referer')) ?? '/')

/** So many programmes are named; whoever works in more has them counted, so that the line stays one. */
const NAMED_PROGRAMMES = 2

/** What somebody is, in a line: roles, then programmes. */
export function roleLine(
  user: Pick<SignedIn, 'grants'>,
  { t, lang }: { t: T; lang: Language },
  programmes: readonly NamedProgramme[],
): string {
  const roles = [...new Set(user.grants.map(({ role }) => t(`word.role.${role}`)))]
  const codes = [...new Set(user.grants.map(({ programme }) => programme))]
  const names = programmes.filter(({ code }) => codes.includes(code)).map(({ names }) => names[lang])
  const where = names.length > NAMED_PROGRAMMES ? [t('frame.programmes', { count: names.length })] : names
  return capital([...roles, ...where].join(' · '))
}

/**
 * Adds to every page what costs a question: the navigation with its counts, and the message left for it.
 * A redirect or a fragment does not pay for it.
 */
export function drawPages(nav: Nav): RequestHandler {
  return (req, res, next) => {
    const draw: Response['render'] = res.render.bind(res)
    // A page that answers a form directly (refused, or shown once) has no address to come back to.
    if (isHtmx(req) && req.method !== 'GET') res.setHeader('HX-Push-Url', 'false')
    res.render = (view: string, values?: object | Drawn, drawn?: Drawn) => {
      const given = isDrawn(values) ? {} : { ...values }
      const then = isDrawn(values) ? values : drawn
      if (isFragment(req)) return draw(view, given, then)
      res.locals.flash ??= takeFlash(req, res.locals.lang)
      const here = { ...sectionOf(given), path: req.path }
      navFor(nav, req.user, res, here).then((items) => draw(view, { nav: items, ...given }, then), next)
    }
    next()
  }
}

type Drawn = (error: Error, html: string) => void

const isDrawn = (value: unknown): value is Drawn => typeof value === 'function'

async function navFor(
  nav: Nav,
  user: SignedIn | undefined,
  res: Response,
  here: { section?: string; path: string },
): Promise<NavItem[]> {
  if (!user) return []
  try {
    return withCurrent(await nav(user, res.locals.t), here)
  } catch (error) {
    // A page that says what went wrong is worth more than its navigation.
    if (res.statusCode >= 400) return []
    throw error
  }
}

const sectionOf = (values: object): { section?: string } =>
  'section' in values && typeof values.section === 'string' ? { section: values.section } : {}
