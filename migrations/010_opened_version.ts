// The version a case was opened with: its journal began with it, and cases may be carried to newer ones.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE instances ADD COLUMN opened_version integer NOT NULL DEFAULT 1')
  await knex.raw('UPDATE instances SET opened_version = version WHERE opened_version <> version')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
