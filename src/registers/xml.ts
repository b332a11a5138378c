// Walks an XML stream and yields what the visitor makes of it, piece by piece, without keeping the document.
import type { Readable } from 'node:stream'
import sax from 'sax'

export type Attributes = Record<string, string>

/** What to do at the start, the text and the end of an element; names come without their prefix. */
export type Visitor = {
  open?(name: string, attributes: Attributes): void
  text?(text: string): void
  close?(name: string): void
}

/** Drives the visitor; after every piece of the stream whatever `made` holds is yielded and forgotten. */
export async function* walk<T>(stream: Readable, visitor: Visitor, made: T[] = []): AsyncGenerator<T> {
  const parser = parserOf(visitor)
  const decoder = new TextDecoder()
  for await (const bytes of stream) {
    parser.write(decoder.decode(bytes, { stream: true }))
    yield* made.splice(0)
  }
  parser.close()
  yield* made.splice(0)
}

/** Drives a visitor that keeps what it needs by itself. */
export async function visit(stream: Readable, visitor: Visitor): Promise<void> {
  for await (const _ of walk(stream, visitor));
}

function parserOf(visitor: Visitor): sax.SAXParser {
  // Strict, and without a DTD: entities of the file's own are an error, so that none can expand.
  const parser = sax.parser(true)
  parser.onopentag = (tag) => visitor.open?.(local(tag.name), attributesOf(tag))
  parser.ontext = parser.oncdata = (text) => visitor.text?.(text)
  parser.onclosetag = (name) => visitor.close?.(local(name))
  parser.onerror = (error) => {
    throw error
  }
  return parser
}

function attributesOf(tag: sax.Tag | sax.QualifiedTag): Attributes {
  const all = Object.entries(tag.attributes)
  return Object.fromEntries(
    all.map(([name, value]) => [name, typeof value === 'string' ? value : value.value]),
  )
}

const local = (name: string) => name.slice(name.indexOf(':') + 1)
