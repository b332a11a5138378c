// A message as a mail: plain text, and for Arabic a page that runs from right to left.
import { createTransport } from 'nodemailer'
import { letterName } from '../cases/kept-files.ts'
import { writeLetter } from './outgoing.ts'
import type { Carry, Parcel } from './parcel.ts'
import { Undelivered } from './undelivered.ts'

type Mailing = {
  /** The host that signs when the settings name no sender. */
  host: string
  outgoing: string
  patience: number
}

/** Sends through a mail server, or without one writes .eml files. */
export function createMailer(smtpUrl: string | undefined, { host, outgoing, patience }: Mailing): Carry {
  return smtpUrl ? bySmtp(smtpUrl, host, patience) : toFiles(outgoing, host)
}

function bySmtp(smtpUrl: string, host: string, patience: number): Carry {
  const sender = senderOf(smtpUrl, host)
  const transport = createTransport({
    url: smtpUrl,
    dnsTimeout: patience,
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (parcel) => {
    const signal = AbortSignal.timeout(patience)
    await transport.sendMail({ ...mailOf(parcel, sender), signal }).catch((error: unknown) => {
      throw signal.aborted ? new Undelivered('ETIMEDOUT', false) : refusal(error)
    })
  }
}

function toFiles(folder: string, host: string): Carry {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  return async (parcel) => {
    const { message } = await transport.sendMail(mailOf(parcel, senderOf(undefined, host)))
    if (!Buffer.isBuffer(message)) throw new TypeError('a mail for a file is a buffer')
    await writeLetter(folder, `${letterName(parcel.id)}.eml`, message)
  }
}

/** The address that signs: `?from=` of the mail server's address, else one of our own host. */
const senderOf = (smtpUrl: string | undefined, host: string): string =>
  (smtpUrl && new URL(smtpUrl).searchParams.get('from')) || `jawab@${host}`

function mailOf(parcel: Parcel, sender: string) {
  const { id, to, language, subject, body } = parcel
  return {
    messageId: `<${letterName(id)}@${sender.slice(sender.lastIndexOf('@') + 1)}>`,
    date: new Date(parcel.at),
    from: { name: parcel.sender, address: sender },
    // As an object: whatever stands in it is one address.
    to: { name: '', address: to },
    subject,
    text: body,
    ...(language === 'ar' ? { html: page(subject, body) } : {}),
    // Machines answer to machines for ever, unless they are told.
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
  }
}

/** Mail programs guess the direction of plain text line by line; a page says it. */
function page(title: string, body: string): string {
  const paragraphs = body.split(/\n{2,}/).map((text) => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`)
  return `<!doctype html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>${escaped(title)}</title></head>
<body dir="rtl">${paragraphs.join('\n')}</body></html>`
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign)

/** What a mail server says of the address or the letter is final; of the connection or our account it is not. */
function refusal(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const { code } = error
  const about = code === 'EENVELOPE' || code === 'EMESSAGE'
  const answered = 'responseCode' in error && typeof error.responseCode === 'number'
  if (answered)
    return new Undelivered(replyOf(error), about && 'permanent' in error && error.permanent === true)
  if (about) return new Undelivered(String(code), true)
  return 'originalCode' in error ? new Undelivered(String(error.originalCode), false) : error
}

/** The reply codes of a mail server without its words, which quote the address. */
function replyOf(error: Error): string {
  const response = 'response' in error ? String(error.response) : ''
  const [, code = '', detail = ''] = /^(\d{3})[ -](\d\.\d{1,3}\.\d{1,3})?/.exec(response) ?? []
  return ['SMTP', code, detail].filter(Boolean).join(' ')
}
