// The sealed enclosure: what an ordinary case had told, kept for 30 days under a key of its own, opened deliberately.
import { giveUpRows } from '../cases/departures.ts'
import type { Told } from '../cases/release.ts'
import { NotFound } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { closing, newKey } from '../platform/vault.ts'
import { dataKeyOf } from './ledger.ts'
import { FOLDER, keepSealed, readSealed } from './sealed-files.ts'
import type { Vault } from './vault.ts'

type Parts = { vault: Vault; dataDir: string }

/** A file of an enclosure, as whoever opens it sees it. */
export type SealedFile = { id: string; name: string; type: string; bytes: number }

/** What lies in an enclosure. */
export type Enclosure = { told: Told; files: SealedFile[] }

const KEY_PLACE = 'enclosure key'

/**
 * Closes what was told, with its files, in the transaction that takes it from where it stood.
 * @param read gives the bytes of a file that leaves.
 */
export async function encloseAll(
  { vault, dataDir }: Parts,
  tx: Tx,
  id: string,
  told: Told,
  { at, read }: { at: number; read: (file: string) => Promise<Buffer> },
): Promise<void> {
  const key = newKey()
  const own = closing(await dataKeyOf(vault, tx, id))
  await tx.run('INSERT INTO sensitive_enclosures (case_id, at, wrapped, body) VALUES (?, ?, ?, ?)', [
    id,
    at,
    own.close(`${id} ${KEY_PLACE}`, key.toString('base64')),
    closing(key).close(`${id} enclosure`, JSON.stringify(told)),
  ])
  for (const { name, type, bytes, file } of told.cases.flatMap(({ documents }) => documents)) {
    const sealed = await keepSealed(dataDir, key, await read(file))
    const about = closing(key).close(`${sealed} about`, JSON.stringify({ name, type, bytes }))
    await tx.run('INSERT INTO sensitive_files (id, case_id, about, at) VALUES (?, ?, ?, ?)', [
      sealed,
      id,
      about,
      at,
    ])
  }
}

/** What lies in the enclosure of a case. @throws NotFound when there is none any more. */
export async function openEnclosure({ vault }: Parts, tx: Tx, id: string): Promise<Enclosure> {
  const { key, body } = await unwrapped(vault, tx, id)
  const rows = await tx.all<{ id: string; about: string }>(
    'SELECT id, about FROM sensitive_files WHERE case_id = ? ORDER BY at, id',
    [id],
  )
  return {
    told: JSON.parse(closing(key).open(`${id} enclosure`, body)),
    files: rows.map((row) => ({ id: row.id, ...aboutOf(key, row) })),
  }
}

/** One file of the enclosure of a case, with its bytes. @throws NotFound */
export async function openSealedFile(
  { vault, dataDir }: Parts,
  tx: Tx,
  id: string,
  fileId: string,
): Promise<SealedFile & { content: Buffer }> {
  const { key } = await unwrapped(vault, tx, id)
  const [row] = await tx.all<{ id: string; about: string }>(
    'SELECT id, about FROM sensitive_files WHERE case_id = ? AND id = ?',
    [id, fileId],
  )
  if (!row) throw new NotFound()
  return { id: row.id, ...aboutOf(key, row), content: await readSealed(dataDir, key, row.id) }
}

const aboutOf = (key: Buffer, row: { id: string; about: string }): Omit<SealedFile, 'id'> =>
  JSON.parse(closing(key).open(`${row.id} about`, row.about))

/** Destroys the enclosure of a case for good: its key and words at once, its files as soon as the job comes by. */
export async function destroyEnclosure(tx: Tx, id: string, at: number): Promise<void> {
  await tx.run(
    `INSERT INTO departures (file, at)
     SELECT '${FOLDER}/' || id, CAST(? AS bigint) FROM sensitive_files WHERE case_id = ?`,
    [at, id],
  )
  await tx.run('DELETE FROM sensitive_files WHERE case_id = ?', [id])
  await tx.run('DELETE FROM sensitive_enclosures WHERE case_id = ?', [id])
  await giveUpRows(tx)
}

async function unwrapped(vault: Vault, tx: Tx, id: string): Promise<{ key: Buffer; body: string }> {
  const [row] = await tx.all<{ wrapped: string; body: string }>(
    'SELECT wrapped, body FROM sensitive_enclosures WHERE case_id = ?',
    [id],
  )
  if (!row) throw new NotFound()
  const own = closing(await dataKeyOf(vault, tx, id))
  return { key: Buffer.from(own.open(`${id} ${KEY_PLACE}`, row.wrapped), 'base64'), body: row.body }
}
