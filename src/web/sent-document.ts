// A document on its way to a browser, which may show some kinds of them and run none.
import type { RequestHandler, Response } from 'express'
import type { Located } from '../cases/documents.ts'

type Next = Parameters<RequestHandler>[2]

/** What a browser may show itself; everything else is only ever saved. */
const shown = /^(image\/(jpeg|png|webp)|application\/pdf|audio\/|video\/webm$)/

/** Answers with bytes that whoever asks may see; they are kept nowhere on the way. */
export function sendBytes(
  res: Response,
  { name, type, content }: Pick<Located, 'name' | 'type'> & { content: Buffer },
): void {
  res.set(headersOf({ name, type })).end(content)
}

const headersOf = ({ name, type }: Pick<Located, 'name' | 'type'>): Record<string, string> => ({
  'Content-Type': type,
  'Content-Disposition': `${shown.test(type) ? 'inline' : 'attachment'}; ${fileName(name)}`,
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': policyFor(type),
  'Cache-Control': 'private, no-store',
})

/** Answers with a document that whoever asks may see. */
export function sendDocument(res: Response, { name, type, file }: Located, next: Next): void {
  const headers = headersOf({ name, type })
  const plain = { dotfiles: 'allow', cacheControl: false, etag: false, lastModified: false } as const
  res.sendFile(file, { ...plain, headers }, (error) => {
    // Whoever went away needs no answer.
    if (!error || res.headersSent) return
    if ('status' in error && error.status === 416) res.status(416).end()
    else next(new Error('a document has no file', { cause: error }))
  })
}

// Whatever a document is, it runs nothing and reaches nothing. Chromium draws no PDF in a sandbox: its viewer is one
// already, in a process of its own, and what is called a PDF was found to be one by its content.
const sealed = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
const policyFor = (type: string): string =>
  type === 'application/pdf'
    ? "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
    : sealed

/** A name in any script (RFC 6266), with a plain one for what does not read the other. */
function fileName(name: string): string {
  const whole = name.toWellFormed()
  const plain = whole.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const coded = encodeURIComponent(whole).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`)
  return `filename="${plain}"; filename*=UTF-8''${coded}`
}
