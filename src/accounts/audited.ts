// The people an auditor may ask the journal about: those who were ever given a part in the programmes audited.
import type { Database } from '../platform/database.ts'
import type { Named } from './names.ts'

/** So many people are offered, by name; others are found by the rows they stand in. */
const MOST = 1_000

/** Everybody with a part in these programmes, whether they are still active or not; by name. */
export const peopleOf = (db: Database, programmes: readonly string[]): Promise<Named[]> =>
  db
    .read('grants')
    .join('users', 'users.id', 'grants.user_id')
    .whereIn('grants.programme', programmes)
    .orderBy('users.name')
    .limit(MOST)
    .distinct('users.id', 'users.name')
