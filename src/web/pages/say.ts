// The words of one request: what every presenter needs to speak the reader's language.
import type { Response } from 'express'
import type { Formats } from '../../i18n/format.ts'
import type { Language, T } from '../../i18n/i18n.ts'

export type Say = { t: T; f: Formats; lang: Language }

/** The words of the request being answered. */
export const sayOf = (res: Response): Say => ({ t: res.locals.t, f: res.locals.f, lang: res.locals.lang })
