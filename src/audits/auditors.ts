// The people who audit a place.
import { peopleWith } from '../accounts/names.ts'
import type { Database } from '../platform/database.ts'

/** The active people who audit a place. */
export const auditorsOf = async (db: Database, programme: string, entity: string): Promise<string[]> =>
  (await peopleWith(db, 'auditor', programme, entity)).map(({ id }) => id)
