// Which lines of registers were taken, apart from the cases they became; and no history of a sheet without its case.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // SHA-256 of the key of a line. It names no case: once one was emptied, nothing leads from its line to it.
  await knex.raw(`CREATE TABLE import_keys (hash text PRIMARY KEY) ${clustered}`)

  // A change whose case left: the sheet says it, and its history would say whose case that was.
  await knex.raw("DELETE FROM beneficiary_changes WHERE case_id = ''")
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
