// Documents of a case: checked by content, stored once by hash outside public/, found again through their case.
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, rename } from 'node:fs/promises'
import path from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import type { FieldErrors } from '../errors.ts'
import { Invalid, NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { visible } from './policy.ts'
import { removeUnused } from './unused-files.ts'

export const MOST_BYTES = 20 * 1024 * 1024
export const MOST_FILES = 10

const types = new Set([
  'application/pdf',
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/mpeg',
  'audio/ogg',
  'audio/wav',
  'audio/mp4',
  'audio/x-m4a',
  'audio/aac',
  'audio/webm',
  'video/webm',
  'audio/opus',
  'audio/ogg; codecs=opus',
])

export type StoredDocument = { id: string; sha256: string; name: string; type: string; bytes: number }

export type Located = { name: string; type: string; bytes: number; sha256: string; file: string }

export type Upload = { name: string; content: Buffer }

export type Documents = {
  /**
   * Keeps uploads by their hash; the same content is stored once.
   * @throws Invalid naming the file that is too large, empty or not of an accepted kind, whatever its name says.
   */
  keep(uploads: readonly Upload[]): Promise<StoredDocument[]>
  /** A document of a case the viewer may see, and the file it lies in. @throws NotFound */
  find(id: string, viewer: Viewer): Promise<Located>
  /** A document of one case, for somebody who was let see this very one. @throws NotFound */
  findIn(caseId: string, id: string): Promise<Located>
  /** Where a file lies of which the caller was let know the hash. */
  locate(row: Omit<Located, 'file'>): Located
  /** Removes the files last sent before an instant that belong to no case and no plan, and says how many. */
  sweep(olderThan: number): Promise<number>
}

const columns = ['documents.name', 'documents.type', 'documents.bytes', 'documents.sha256']

/** Documents in a folder (DATA_DIR/documents), described by the database. */
export function createDocuments(db: Database, folder: string): Documents {
  const fileOf = (sha256: string) => path.join(folder, sha256.slice(0, 2), sha256)
  const located = (row: Omit<Located, 'file'> | undefined): Located => {
    if (!row) throw new NotFound()
    return { ...row, file: fileOf(row.sha256) }
  }
  return {
    async keep(uploads) {
      const typed = await Promise.all(uploads.map(inspect))
      return Promise.all(typed.map((upload) => store(upload, fileOf)))
    },
    async find(id, viewer) {
      const query = db
        .read('documents')
        .join('cases', 'cases.id', 'documents.case_id')
        .where('documents.id', id)
      visible(query, viewer)
      return located(await query.first(columns))
    },
    findIn: async (caseId, id) =>
      located(await db.read('documents').where({ case_id: caseId, id }).first(columns)),
    locate: located,
    sweep: (olderThan) => removeUnused(db, folder, olderThan),
  }
}

/** Which of these hashes are documents of cases that the viewer may see; of any other case nothing is told. */
export async function hashesSeen(
  db: Database,
  viewer: Viewer,
  hashes: readonly string[],
): Promise<Set<string>> {
  const query = db
    .read('documents')
    .join('cases', 'cases.id', 'documents.case_id')
    .whereIn('documents.sha256', hashes)
  visible(query, viewer)
  const rows: { sha256: string }[] = await query.distinct('documents.sha256')
  return new Set(rows.map(({ sha256 }) => sha256))
}

type Typed = Upload & { type: string }

async function inspect(upload: Upload): Promise<Typed> {
  const wrong = (key: string): FieldErrors => ({ documents: { key, values: { name: upload.name } } })
  if (upload.content.length === 0) throw new Invalid(wrong('error.file.empty'))
  if (upload.content.length > MOST_BYTES) throw new Invalid(wrong('error.file.tooLarge'))
  const found = await fileTypeFromBuffer(upload.content)
  if (!found || !types.has(found.mime)) throw new Invalid(wrong('error.file.type'))
  return { ...upload, type: found.mime }
}

async function store(upload: Typed, fileOf: (sha256: string) => string): Promise<StoredDocument> {
  const sha256 = createHash('sha256').update(upload.content).digest('hex')
  const file = fileOf(sha256)
  // Written anew even where it lies already: by how long it takes nobody learns what others sent. And it is young
  // again, so that no sweep takes it before its case names it.
  await writeWhole(file, upload.content)
  return {
    id: randomUUID(),
    sha256,
    name: upload.name.slice(0, 200),
    type: upload.type,
    bytes: upload.content.length,
  }
}

/** A reader never meets half a file: it is written aside, flushed, then named. */
async function writeWhole(file: string, content: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const aside = `${file}.${randomUUID()}`
  const handle = await open(aside, 'wx', 0o600)
  await handle.writeFile(content)
  await handle.sync()
  await handle.close()
  await rename(aside, file)
}
