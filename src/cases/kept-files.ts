// Where the files of cases and plans lie within DATA_DIR, so that whoever writes them and whoever removes them mean the same.
import type { Database } from '../platform/database.ts'

/** The folder of letters that no mail server and no gateway carried. */
const OUTGOING = 'outgoing'

/** A document by its hash. */
export const documentFile = (sha256: string): string => `documents/${sha256.slice(0, 2)}/${sha256}`

/** The key of a message as a name that every file system and mail server takes. */
export const letterName = (id: string): string => id.replaceAll(':', '.')

/** Every file a message may have left as: a mail, a text message. */
export const letterFiles = (id: string): string[] =>
  ['eml', 'txt'].map((kind) => `${OUTGOING}/${letterName(id)}.${kind}`)

/** Which of these hashes a document of a case, or a file of a plan that was not withdrawn, still names. */
export async function namedHashes(db: Database, hashes: readonly string[]): Promise<Set<string>> {
  const [documents, plans]: { sha256: string }[][] = await Promise.all([
    db.read('documents').whereIn('sha256', hashes).distinct('sha256'),
    db.read('plan_files').whereIn('sha256', hashes).whereNull('withdrawn_at').distinct('sha256'),
  ])
  return new Set([...(documents ?? []), ...(plans ?? [])].map(({ sha256 }) => sha256))
}
