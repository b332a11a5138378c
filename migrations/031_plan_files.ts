// Files that prove what a plan's actions did. They lie in the house's one store of files, but belong to no case.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''
  // A row stays when its file is withdrawn: who, when and why; its bytes go.
  await knex.raw(`CREATE TABLE plan_files (
    id text PRIMARY KEY,
    plan_id text NOT NULL REFERENCES plans (id),
    action integer NOT NULL,
    sha256 text NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    bytes integer NOT NULL,
    added_by text NOT NULL REFERENCES users (id),
    added_at bigint NOT NULL,
    withdrawn_by text REFERENCES users (id),
    withdrawn_at bigint,
    why text NOT NULL
  ) ${clustered}`)
  await knex.raw('CREATE INDEX plan_files_of_plan ON plan_files (plan_id, action, added_at)')
  await knex.raw('CREATE INDEX plan_files_by_hash ON plan_files (sha256) WHERE withdrawn_at IS NULL')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
