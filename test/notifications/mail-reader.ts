// A mail as whoever receives it reads it: headers decoded, the plain text and the page of it.

export type Mail = {
  to: string
  messageId: string
  from: string
  subject: string
  headers: Map<string, string>
  text: string
  html: string
}

/** Reads a mail as it travelled. */
export function readMail(raw: string, to: string): Mail {
  const { headers, body } = split(raw.replaceAll('\r\n', '\n'))
  const parts = partsOf(headers, body)
  const of = (type: string) => parts.find((part) => headerOf(part.headers, 'content-type').startsWith(type))
  return {
    to,
    messageId: headerOf(headers, 'message-id'),
    from: decodeWords(headerOf(headers, 'from')),
    subject: decodeWords(headerOf(headers, 'subject')),
    headers,
    text: decode(of('text/plain')),
    html: decode(of('text/html')),
  }
}

type Part = { headers: Map<string, string>; body: string }

const headerOf = (headers: Map<string, string>, name: string): string => headers.get(name) ?? ''

function split(text: string): Part {
  const end = text.indexOf('\n\n')
  const lines = text
    .slice(0, end)
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n')
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  })
  return { headers: new Map(headers), body: text.slice(end + 2) }
}

function partsOf(headers: Map<string, string>, body: string): Part[] {
  const boundary = /boundary="([^"]+)"/.exec(headerOf(headers, 'content-type'))?.[1]
  if (!boundary) return [{ headers, body }]
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.trimStart()))
}

function decode(part: Part | undefined): string {
  if (!part) return ''
  const encoding = headerOf(part.headers, 'content-transfer-encoding')
  if (encoding === 'base64') return Buffer.from(part.body, 'base64').toString().trim()
  return (encoding === 'quoted-printable' ? unquote(part.body.replaceAll('=\n', '')) : part.body).trim()
}

const unquote = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString()

/** Words of a header that are not ASCII travel encoded. */
function decodeWords(header: string): string {
  const joined = header.replaceAll(/\?=\s+=\?/g, '?==?')
  return joined.replaceAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
    kind.toUpperCase() === 'B' ? Buffer.from(word, 'base64').toString() : unquote(word.replaceAll('_', ' ')),
  )
}
