// Finds the documents that name a file, so that files nobody names can be removed.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE INDEX documents_by_hash ON documents (sha256)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
