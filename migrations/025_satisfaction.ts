// What people said of the answer to their case, once it was closed; null where nobody said anything.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE cases ADD COLUMN satisfaction text')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
