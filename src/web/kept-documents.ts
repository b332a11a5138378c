// Documents that are stored but belong to no case yet travel in the form that is shown again, signed: a browser cannot
// choose a file a second time for somebody, and nobody may put another case's document into theirs.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { z } from 'zod'
import type { StoredDocument } from '../cases/documents.ts'

declare module 'express-session' {
  interface SessionData {
    /** Signs what this session uploaded; it never leaves the server. */
    keptKey: string
  }
}

/** A document that was received, as the form carries it. */
export type KeptDocument = { token: string; name: string; bytes: number }

const Stored = z.object({
  id: z.uuid(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  type: z.string(),
  bytes: z.int(),
})
const Tokens = z
  .union([z.string(), z.array(z.string())])
  .transform((given) => [given].flat())
  .catch([])

/** The documents as a form carries them; only the same form of the same session can give them back. */
export function carry(req: Request, form: string, documents: readonly StoredDocument[]): KeptDocument[] {
  if (documents.length === 0) return []
  req.session.keptKey ??= randomBytes(32).toString('base64url')
  const key = req.session.keptKey
  return documents.map((document) => {
    const text = Buffer.from(JSON.stringify(document)).toString('base64url')
    return { token: `${text}.${sign(key, form, text)}`, name: document.name, bytes: document.bytes }
  })
}

/** The documents a form brings back; what was not signed for it is not there. */
export function carried(req: Request, form: string, tokens: unknown): StoredDocument[] {
  const key = req.session.keptKey
  if (!key) return []
  const found = Tokens.parse(tokens).flatMap((token) => open(key, form, token))
  return [...new Map(found.map((document) => [document.id, document])).values()]
}

function open(key: string, form: string, token: string): StoredDocument[] {
  const [text = '', signature = ''] = token.split('.')
  if (!same(signature, sign(key, form, text))) return []
  const read = Stored.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString()))
  return read.success ? [read.data] : []
}

const sign = (key: string, form: string, text: string): string =>
  createHmac('sha256', key).update(`${form}.${text}`).digest('base64url')

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
