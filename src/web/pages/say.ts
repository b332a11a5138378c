// The words of one request: what every presenter needs to speak the reader's language.
import type { Response } from 'express'
import type { Formats } from '../../i18n/format.ts'
import type { Language, T } from '../../i18n/i18n.ts'
import { type Life, lifeWords } from '../../i18n/life.ts'

export type Say = { t: T; f: Formats; lang: Language; life: Life }

/** The words of the request being answered. */
export function sayOf(res: Response): Say {
  const { t, f, lang } = res.locals
  return { t, f, lang, life: lifeWords(t, lang) }
}
