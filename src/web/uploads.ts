// Files that come with a form. Each is checked and stored as it arrives, so that a bad one costs neither the others
// nor what was typed, and so that no more than one at a time lies in memory.
import type { Readable } from 'node:stream'
import type { Request, RequestHandler } from 'express'
import multer from 'multer'
import { type Documents, MOST_BYTES, MOST_FILES, type StoredDocument } from '../cases/documents.ts'
import { AppError, BadRequest, Invalid, type Said } from '../errors.ts'

/** The name of the field in every form that takes files. */
export const FILES_FIELD = 'documents'

/** What came with a form: the documents that are stored by now, and why each of the others is not. */
export type Received = { documents: StoredDocument[]; refused: Said[] }

type Receiving = {
  seen: number
  /** By the order of the form, whichever was stored first. */
  stored: Map<number, StoredDocument>
  refused: Map<number, Said>
  /** What went wrong with our own disk. */
  failure?: unknown
}

const receiving = new WeakMap<Request, Receiving>()

/** Ten of the largest files, and as much again that is refused by name; beyond that nobody means it. */
const MOST_BODY = 2 * MOST_FILES * MOST_BYTES

const limits = { files: 4 * MOST_FILES, fields: 100, fieldSize: 256 * 1024, fieldNameSize: 100 }

/** Reads a multipart form: its fields into `req.body`, its files into the documents; `filesOf` tells what became of them. */
export function receiveFiles(documents: Documents): RequestHandler {
  const read = multer({
    storage: storageOver(documents),
    limits,
    // Browsers write the names of files in UTF-8 and do not say so.
    defParamCharset: 'utf8',
    fileFilter: (_req, file, take) => take(null, file.fieldname === FILES_FIELD),
  }).any()
  return (req, res, next) => {
    if (Number(req.get('Content-Length') ?? 0) > MOST_BODY) {
      res.setHeader('Connection', 'close')
      throw new TooLarge('error.413')
    }
    const state: Receiving = { seen: 0, stored: new Map(), refused: new Map() }
    receiving.set(req, state)
    read(req, res, (error: unknown) => next(problemOf(error, state)))
  }
}

/** What came with this request. */
export function filesOf(req: Request): Received {
  const state = receiving.get(req)
  if (!state) return { documents: [], refused: [] }
  return { documents: inOrder(state.stored), refused: inOrder(state.refused) }
}

/** More than anybody means to send. */
class TooLarge extends AppError {
  readonly status = 413
}

function storageOver(documents: Documents): multer.StorageEngine {
  return {
    _handleFile: (req, file, done) => {
      const state = receiving.get(req)
      if (!state) return done(new Error('a file without its form'))
      const place = ++state.seen
      take(documents, state, place, file).then(
        () => done(null, {}),
        (error: unknown) => {
          state.failure = error
          done(error)
        },
      )
    },
    _removeFile: (_req, _file, done) => done(null),
  }
}

async function take(
  documents: Documents,
  state: Receiving,
  place: number,
  file: Express.Multer.File,
): Promise<void> {
  const name = safeName(file.originalname)
  const content = await readUpTo(file.stream, place > MOST_FILES ? 0 : MOST_BYTES)
  if (place > MOST_FILES) return void state.refused.set(MOST_FILES + 1, { key: 'error.file.tooMany' })
  if (!content) return void state.refused.set(place, { key: 'error.file.tooLarge', values: { name } })
  try {
    const [stored] = await documents.keep([{ name, content }])
    if (stored) state.stored.set(place, stored)
  } catch (error) {
    if (!(error instanceof Invalid)) throw error
    state.refused.set(place, error.fields.documents ?? { key: 'error.file.type', values: { name } })
  }
}

/** The content of a stream; nothing when it is larger than that. It is read to its end all the same, for what follows. */
async function readUpTo(stream: Readable, most: number): Promise<Buffer | undefined> {
  let chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream) {
    bytes += chunk.length
    if (bytes <= most) chunks.push(chunk)
    else chunks = []
  }
  return bytes <= most ? Buffer.concat(chunks) : undefined
}

/** A name without what turns text around or hides in it: `fdp.exe` must not read `exe.pdf`. */
const safeName = (name: string): string => name.replace(/[\p{Cc}\p{Cf}]/gu, '').trim() || '?'

function problemOf(error: unknown, state: Receiving): unknown {
  if (error === undefined || error === null) return undefined
  if (state.failure !== undefined) return state.failure
  if (!(error instanceof multer.MulterError)) return new BadRequest('error.400')
  // The fields stand before the files, so what was typed is all there.
  if (error.code === 'LIMIT_FILE_COUNT') {
    state.refused.set(MOST_FILES + 1, { key: 'error.file.tooMany' })
    return undefined
  }
  return error
}

const inOrder = <T>(byPlace: Map<number, T>): T[] =>
  [...byPlace].sort(([a], [b]) => a - b).map(([, value]) => value)
