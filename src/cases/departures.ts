// Files of cases that have left: named in the transaction that empties the case, removed by a job soon after.
import { randomUUID } from 'node:crypto'
import { rename, unlink } from 'node:fs/promises'
import path from 'node:path'
import { systemClock } from '../platform/clock.ts'
import type { Database, Tx } from '../platform/database.ts'
import { documentFile, letterFiles, namedHashes } from './kept-files.ts'
import { gone, isOlder, namesIn } from './unused-files.ts'

type Departure = { file: string; at: number }

/** No file at all: what SQLite wrote ahead still holds the bytes of what was deleted. */
const WRITTEN_AHEAD = ''

/** Names every file of some cases as one that has to go. @param tx holds their locks. */
export async function giveUp(tx: Tx, ids: readonly string[]): Promise<void> {
  const marks = ids.map(() => '?').join(', ')
  const documents = await tx.all<{ sha256: string }>(
    `SELECT DISTINCT sha256 FROM documents WHERE case_id IN (${marks})`,
    ids,
  )
  const messages = await tx.all<{ id: string }>(`SELECT id FROM messages WHERE case_id IN (${marks})`, ids)
  const files = [
    WRITTEN_AHEAD,
    ...documents.map(({ sha256 }) => documentFile(sha256)),
    ...messages.flatMap(({ id }) => letterFiles(id)),
  ]
  for (const file of files) await name(tx, file)
}

/** Names files that were uploaded for a case that had left, or that a plan no longer keeps: nothing names them. */
export async function giveUpUploads(
  tx: Pick<Tx, 'run'>,
  uploads: readonly { sha256: string }[],
): Promise<void> {
  for (const { sha256 } of uploads) await name(tx, documentFile(sha256))
}

/** Has what SQLite wrote ahead emptied: the rows that were deleted just now are gone for good. */
export const giveUpRows = (tx: Pick<Tx, 'run'>): Promise<void> => name(tx, WRITTEN_AHEAD)

/** Names the files of one message: it left while its case did. */
export async function giveUpLetter(db: Database, id: string): Promise<void> {
  for (const file of letterFiles(id)) await name(db, file)
}

/** The times of files are the machine's, whatever the house's clock says. */
async function name(tx: Pick<Tx, 'run'>, file: string): Promise<void> {
  await tx.run(
    'INSERT INTO departures (file, at) VALUES (?, ?) ON CONFLICT (file) DO UPDATE SET at = excluded.at',
    [file, systemClock.now()],
  )
}

/**
 * Removes the files that have to go, and what SQLite keeps of the rows that went with them; how many were named.
 * Several may do it at once, and whoever is interrupted begins again.
 */
export async function removeDeparted(db: Database, dataDir: string): Promise<number> {
  const named = await db.all<Departure>('SELECT file, at FROM departures ORDER BY file')
  if (named.length === 0) return 0
  const files = named.filter(({ file }) => file !== WRITTEN_AHEAD)
  for (const departure of files) await remove(db, dataDir, departure)
  // Names tell what lay in the files: these rows are gone before what was written ahead of them is.
  if (files.length > 0) await giveUpRows(db)
  for (const departure of files) await forget(db, departure)
  const ahead = await db.all<Departure>('SELECT file, at FROM departures WHERE file = ?', [WRITTEN_AHEAD])
  if (!(await truncateLog(db))) return 0
  for (const departure of ahead) await forget(db, departure)
  return named.length
}

/** Named again meanwhile, it has to go again. */
async function forget(db: Database, { file, at }: Departure): Promise<void> {
  await db.run('DELETE FROM departures WHERE file = ? AND at = ?', [file, at])
}

/** What is no name of ours is left alone: a row that somebody else wrote removes nothing. */
const removable = /^(?:(documents\/[0-9a-f]{2}\/([0-9a-f]{64}))|(?:outgoing|confidential)\/[\w-][\w.-]*)$/

async function remove(db: Database, dataDir: string, { file, at }: Departure): Promise<void> {
  const [known, document, sha256] = removable.exec(file) ?? []
  if (!known) return
  const place = path.join(dataDir, file)
  if (document) {
    // Another case or a plan has the same file, and keeps it.
    if ((await namedHashes(db, [sha256 ?? ''])).size === 0) await removeUnlessYoung(place, at)
    return
  }
  // Half a letter may lie beside it, left by somebody who was interrupted.
  for (const one of [place, `${place}.part`]) await unlink(one).catch(gone)
}

/**
 * The same content may be sent again at this very moment, for another case, which makes the file young: it is taken
 * aside first, where nobody finds it any more, and looked at once again. A young one is left to the sweep.
 */
async function removeUnlessYoung(file: string, at: number): Promise<void> {
  const shelf = path.dirname(file)
  const aside = `${path.basename(file)}.leaving-`
  if (await isOlder(file, at + 1)) await rename(file, path.join(shelf, `${aside}${randomUUID()}`)).catch(gone)
  // Those of somebody who was interrupted too.
  for (const name of (await namesIn(shelf)).filter((one) => one.startsWith(aside))) {
    const taken = path.join(shelf, name)
    await ((await isOlder(taken, at + 1)) ? unlink(taken) : rename(taken, file)).catch(gone)
  }
}

/** Whether nothing of what was deleted is left in what was written ahead; not while somebody reads what was there before. */
async function truncateLog(db: Database): Promise<boolean> {
  if (db.kind !== 'sqlite') return true
  const rows: { busy: number }[] = await db.write.raw('PRAGMA wal_checkpoint(TRUNCATE)')
  return rows.every(({ busy }) => busy === 0)
}
