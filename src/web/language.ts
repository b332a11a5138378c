// The language a person reads: their own setting, else what they chose here, else what the browser asks for.
import type { Request, Response } from 'express'
import { isLanguage, type Language, languages } from '../i18n/i18n.ts'
import type { Config } from '../platform/config.ts'
import { isSecure } from './session.ts'

const YEAR = 365 * 86_400_000
const OWN_NAMES: Record<Language, string> = { ar: 'العربية', fr: 'Français', en: 'English' }

/** The language of a request. */
export function languageOf(req: Request): Language {
  if (req.user) return req.user.language
  const chosen = chosenLanguage(req)
  if (chosen) return chosen
  const asked = req.acceptsLanguages([...languages])
  return isLanguage(asked) ? asked : 'fr'
}

/** What a visitor chose here before signing in; undefined when they chose nothing. */
export function chosenLanguage(req: Request): Language | undefined {
  const chosen = /(?:^|;\s*)lang=([a-z]{2})(?:;|$)/.exec(req.headers.cookie ?? '')?.[1]
  return isLanguage(chosen) ? chosen : undefined
}

/** Remembers a visitor's choice. */
export function rememberLanguage(res: Response, config: Pick<Config, 'baseUrl'>, language: Language): void {
  res.cookie('lang', language, {
    maxAge: YEAR,
    httpOnly: true,
    sameSite: 'lax',
    secure: isSecure(config),
    path: '/',
  })
}

export type LanguageLink = { code: Language; label: string; href: string; current: boolean }

/** The languages, each under its own name, leading back to where the reader is. */
export function languageLinks(current: Language, here: string): LanguageLink[] {
  const back = encodeURIComponent(here)
  return (['ar', 'fr', 'en'] as const).map((code) => ({
    code,
    label: OWN_NAMES[code],
    href: `/language/${code}?back=${back}`,
    current: code === current,
  }))
}
