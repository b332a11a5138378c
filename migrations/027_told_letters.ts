// Who was mailed on the confidential road, under a key that names nobody; when a door that could not be told is tried again.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // A letter that left, or (heard = 0) that was refused for good: it is not written again.
  await knex.raw(`CREATE TABLE sensitive_told (
    letter text NOT NULL PRIMARY KEY,
    heard smallint NOT NULL,
    at bigint NOT NULL
  ) ${clustered}`)

  // How often it was tried to tell a door, and when (UTC ms) somebody may try again.
  await knex.raw('ALTER TABLE sensitive_doors ADD COLUMN tell_tries integer NOT NULL DEFAULT 0')
  await knex.raw('ALTER TABLE sensitive_doors ADD COLUMN tell_at bigint NOT NULL DEFAULT 0')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
