// Files that have to go because the case they belonged to is gone, until a worker has removed them.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  // A path within DATA_DIR; `at` (UTC ms, by the machine that keeps the files) is when it was given up.
  await knex.raw('CREATE TABLE departures (file text PRIMARY KEY, at bigint NOT NULL)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
