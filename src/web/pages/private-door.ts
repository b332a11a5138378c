// What every answer of this door has in common: nothing is kept of it, and its language stands in the address, not in a cookie.
import type { RequestHandler } from 'express'
import { z } from 'zod'
import { formats } from '../../i18n/format.ts'
import { dirOf, type Language, languages, translator } from '../../i18n/i18n.ts'
import type { LanguageLink } from '../language.ts'
import { EXIT, helplines } from './private-help.ts'

const language = z.enum(languages).optional().catch(undefined)
/** `draw` is the language that a form is to be drawn in again; `lang` the one it was drawn in. */
const Chosen = z.object({ lang: language, draw: language })

/** The address of the form, and that of the page which a code opens. */
export const FORM = '/private'
export const FOLLOW = '/private/follow'

/** Prepares an answer that no cache, no search engine and no cookie remembers, in the language that was chosen here. */
export const discreet: RequestHandler = (req, res, next) => {
  res.set({ 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex, nofollow, noarchive' })
  const chosen = Chosen.parse({ ...Object(req.query), ...Object(req.body) })
  const lang = chosen.draw ?? chosen.lang ?? res.locals.lang
  const here = req.path.startsWith(`${FORM}/`) ? FOLLOW : FORM
  const langs: LanguageLink[] = res.locals.langs.map(({ code, label }) => {
    return { code, label, href: inLanguage(here, code), current: code === lang }
  })
  Object.assign(res.locals, {
    ...{ lang, langs, t: translator(lang), dir: dirOf(lang), f: formats(lang) },
    ...{ exit: EXIT, helplines, form: inLanguage(FORM, lang), follow: inLanguage(FOLLOW, lang) },
  })
  next()
}

const inLanguage = (address: string, lang: Language): string => `${address}?lang=${lang}`
