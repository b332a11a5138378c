// One sentence about what just happened, shown once on the next page.
import type { Request } from 'express'
import type { Said } from '../errors.ts'
import type { Language } from '../i18n/i18n.ts'
import { spoken } from '../i18n/said.ts'

export type FlashKind = 'done' | 'bad' | 'note'
export type Flash = { kind: FlashKind; text: string; more?: string; link?: { href: string; text: string } }

/** Leaves a message for the next page: `flash(req, { kind: 'done', key: 'account.saved' })`. */
export function flash(
  req: Pick<Request, 'session'>,
  message: Said & { kind: FlashKind; more?: Said; link?: { href: string; said: Said } },
): void {
  const { kind, key, values, more, link } = message
  const said = values ? { key, values } : { key }
  req.session.flash = { kind, said, ...(more && { more }), ...(link && { link }) }
}

/** Takes the message that was left, in the reader's language. */
export function takeFlash(req: Pick<Request, 'session'>, language: Language): Flash | null {
  const left = req.session?.flash
  if (!left) return null
  delete req.session.flash
  const { kind, said, more, link } = left
  return {
    kind,
    text: spoken(language, said),
    ...(more && { more: spoken(language, more) }),
    ...(link && { link: { href: link.href, text: spoken(language, link.said) } }),
  }
}
