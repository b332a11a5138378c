// When a case was sealed: found by the case, however many seals there are.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE INDEX seal_leaves_by_instance ON seal_leaves (instance_id, revision)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
