// The journal as a file that proves itself: what its lines say, and how each is bound to those before it (docs/journal-file.md).
import { z } from 'zod'
import { sha256 } from './journal.ts'

const text = z.string()
const number = z.number().int()
const hash = z.string().regex(/^[0-9a-f]{64}$/)

/** The lines of a file, in their order: one head, then each seal with the rows and leaves under it, then one end. */
export const Line = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('journal'),
    format: z.literal(1),
    programme: text,
    at: number,
    seals: number,
  }),
  z.strictObject({
    kind: z.literal('seal'),
    ...{ id: number, at: number, leaves: number, root: hash, prev_hash: hash, hash },
  }),
  z.strictObject({
    kind: z.literal('row'),
    ...{
      instance_id: text,
      seq: number,
      at: number,
      recorded_at: number,
      actor: text,
      role: text,
      event: text,
    },
    ...{ input_hash: hash, from_state: text, to_state: text, prev_hash: hash, hash },
    /** When what was typed was lawfully erased, and the code of the reason. */
    erased: z.strictObject({ at: number, reason: text }).nullable(),
  }),
  z.strictObject({ kind: z.literal('leaf'), instance_id: text, revision: number, hash }),
  z.strictObject({ kind: z.literal('apart'), leaves: number, node: hash }),
  z.strictObject({ kind: z.literal('end'), lines: number }),
])
export type Line = z.output<typeof Line>

/** What the first line is bound to. */
export const FILE_BEGINS = sha256('jawab journal file')

const bind = (before: string, body: string): string => sha256(`${before}\n${body}`)

/** Writes lines one after the other; each holds the hash of all that stands before it and of itself. */
export function createScribe(): { write(line: Line): string; fingerprint(): string } {
  let link = FILE_BEGINS
  return {
    write(line) {
      const body = JSON.stringify(line)
      link = bind(link, body)
      return `${body.slice(0, -1)},"link":"${link}"}\n`
    },
    // The link of the last line vouches for the whole file.
    fingerprint: () => link,
  }
}

/** What a line says, and its link; undefined when it is not bound to the one before, or says what no line says. */
export function readLine(written: string, before: string): { line: Line; link: string } | undefined {
  const [, open, link] = /^(\{.*),"link":"([0-9a-f]{64})"\}$/s.exec(written) ?? []
  if (open === undefined || link === undefined || bind(before, `${open}}`) !== link) return undefined
  const said = parsed(`${open}}`)
  // A member that stands twice says one thing to a reader and another to the next.
  if (JSON.stringify(said) !== `${open}}`) return undefined
  const read = Line.safeParse(said)
  return read.success ? { line: read.data, link } : undefined
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}
