// Draws of audit samples, and proofs of them, as a worker carries them out.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''
  // A sample that waits for its draw has an empty `population_hash`; its seed is there from the first moment on.
  // `next_at` is when a worker may take the order, `seen` how many closures it has read; no case is named.
  await knex.raw(`CREATE TABLE audit_draws (
    sample_id text NOT NULL REFERENCES audit_samples (id),
    kind text NOT NULL,
    asked_by text NOT NULL REFERENCES users (id),
    asked_at bigint NOT NULL,
    next_at bigint NOT NULL,
    finished_at bigint,
    seen integer NOT NULL,
    outcome text,
    population integer,
    PRIMARY KEY (sample_id, kind)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX audit_draws_to_do ON audit_draws (next_at) WHERE finished_at IS NULL')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
