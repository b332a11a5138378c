// The files of an enclosure: closed under its key, each under a random name, beside the database.
import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { Tx } from '../platform/database.ts'
import { closeBytes, openBytes } from '../platform/vault.ts'

/** Where they lie, within DATA_DIR. */
export const FOLDER = 'confidential'

const fileOf = (dataDir: string, id: string): string => path.join(dataDir, FOLDER, id)

/** Closes the bytes of a file and keeps them; its new name. What no row names in the end is swept. */
export async function keepSealed(dataDir: string, key: Buffer, content: Buffer): Promise<string> {
  const id = randomUUID()
  const file = fileOf(dataDir, id)
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  // A reader never meets half a file: it is written aside, flushed, then named.
  const handle = await open(`${file}.part`, 'wx', 0o600)
  await handle.writeFile(closeBytes(key, id, content))
  await handle.sync()
  await handle.close()
  await rename(`${file}.part`, file)
  return id
}

/** The bytes of a file. @throws when its key is another one, or it was altered. */
export const readSealed = async (dataDir: string, key: Buffer, id: string): Promise<Buffer> =>
  openBytes(key, id, await readFile(fileOf(dataDir, id)))

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
