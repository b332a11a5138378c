// The files of an enclosure: closed under its key, each under a random name, beside the database.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { Tx } from '../platform/database.ts'
import { closeBytes, openBytes } from '../platform/vault.ts'

/** Where they lie, within DATA_DIR. */
export const FOLDER = 'confidential'

const fileOf = (dataDir: string, id: string): string => path.join(dataDir, FOLDER, id)

/** The least room a file takes; whatever needs more takes twice as much, and so on. */
const LEAST = 64 * 1024
/** Before the bytes stands how many they are. */
const HEAD = 4

/** The bytes with room around them: the size of a file matches it to nothing that a copy from before has. */
function padded(content: Buffer): Buffer {
  let size = LEAST
  while (size < content.length + HEAD) size *= 2
  const room = Buffer.alloc(size)
  room.writeUInt32BE(content.length)
  content.copy(room, HEAD)
  return room
}

const unpadded = (room: Buffer): Buffer => room.subarray(HEAD, HEAD + room.readUInt32BE())

/** Where the bytes of a file are closed with room around them; those from before have its bare name. */
const roomFor = (id: string): string => `${id} padded`

/** Closes the bytes of a file and keeps them; its new name. What no row names in the end is swept. */
export async function keepSealed(dataDir: string, key: Buffer, content: Buffer): Promise<string> {
  const id = randomUUID()
  const file = fileOf(dataDir, id)
  const folder = path.dirname(file)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // A reader never meets half a file: it is written aside, flushed, then named.
  const handle = await open(`${file}.part`, 'wx', 0o600)
  await handle.writeFile(closeBytes(key, roomFor(id), padded(content)))
  await handle.sync()
  await handle.close()
  await rename(`${file}.part`, file)
  // Its name is on the disk too before the row that needs it.
  for (const one of [folder, dataDir]) await syncFolder(one)
  return id
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r')
  await handle
    .sync()
    .catch(unable)
    .finally(() => handle.close())
}

/** Some file systems flush no folder; no case waits for that. */
function unable(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EINVAL' && error.code !== 'ENOTSUP') throw error
}

/** The bytes of a file. @throws when its key is another one, or it was altered. */
export async function readSealed(dataDir: string, key: Buffer, id: string): Promise<Buffer> {
  const kept = await readFile(fileOf(dataDir, id))
  try {
    return unpadded(openBytes(key, roomFor(id), kept))
  } catch {
    return openBytes(key, id, kept)
  }
}

/** Removes the files that no enclosure names and that are older than an instant; how many. */
export async function sweepSealed(db: Pick<Tx, 'all'>, dataDir: string, before: number): Promise<number> {
  const folder = path.join(dataDir, FOLDER)
  const names = await readdir(folder).catch(() => [])
  let removed = 0
  for (const name of names) {
    const [named] = await db.all('SELECT id FROM sensitive_files WHERE id = ?', [name])
    const found = named ? undefined : await stat(path.join(folder, name)).catch(() => undefined)
    if (!found || found.mtimeMs >= before) continue
    await unlink(path.join(folder, name)).catch(() => undefined)
    removed += 1
  }
  return removed
}
