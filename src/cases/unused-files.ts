// Files that neither a document nor a plan names: what was uploaded with a form that nobody sent in the end.
import { randomUUID } from 'node:crypto'
import { readdir, rename, stat, unlink } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../platform/database.ts'
import { namedHashes } from './kept-files.ts'

const AT_ONCE = 500

/** Removes the files last sent before an instant that no document names, and says how many. Several may do it at once. */
export async function removeUnused(db: Database, folder: string, before: number): Promise<number> {
  let count = 0
  for (const shelf of await namesIn(folder)) count += await tidy(db, path.join(folder, shelf), before)
  return count
}

async function tidy(db: Database, shelf: string, before: number): Promise<number> {
  const names = await namesIn(shelf)
  let count = 0
  for (let at = 0; at < names.length; at += AT_ONCE) {
    const some = names.slice(at, at + AT_ONCE)
    const named = await namedHashes(db, some)
    for (const name of some) {
      if (!named.has(name) && (await removeOld(path.join(shelf, name), before))) count++
    }
  }
  return count
}

/**
 * The same content may be sent again at this very moment, which makes the file young: it is taken aside first, where
 * nobody finds it any more, and looked at once again.
 */
async function removeOld(file: string, before: number): Promise<boolean> {
  if (!(await isOlder(file, before))) return false
  // What lies aside already was left half-way: nobody sends it again under that name.
  if (path.basename(file).includes('.')) return removed(file)
  const aside = `${file}.${randomUUID()}`
  if ((await rename(file, aside).catch(gone)) === null) return false
  if (await isOlder(aside, before)) return removed(aside)
  await rename(aside, file).catch(gone)
  return false
}

const removed = async (file: string): Promise<boolean> => (await unlink(file).catch(gone)) !== null

/** Whether a file is there and was last sent before an instant (UTC ms). */
export async function isOlder(file: string, before: number): Promise<boolean> {
  const found = await stat(file).catch(gone)
  return found !== null && found.mtimeMs < before
}

/** What lies in a folder; nothing when there is none. */
export const namesIn = async (folder: string): Promise<string[]> => (await readdir(folder).catch(gone)) ?? []

/** Another worker may have removed it; a folder is there only once something lies in it. */
export function gone(error: NodeJS.ErrnoException): null {
  if (error.code !== 'ENOENT') throw error
  return null
}
