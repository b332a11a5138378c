// The engine's own tables: instances, their journal with its seals, timers and the outbox.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  await knex.raw(`CREATE TABLE instances (
    id text PRIMARY KEY,
    workflow text NOT NULL,
    version integer NOT NULL,
    revision integer NOT NULL,
    snapshot text NOT NULL,
    hands text NOT NULL,
    last_hash text NOT NULL,
    opening_key text UNIQUE,
    sealed_revision integer NOT NULL DEFAULT 0
  )`)
  await knex.raw('CREATE INDEX instances_unsealed ON instances (id) WHERE revision > sealed_revision')

  await knex.raw(`CREATE TABLE journal (
    instance_id text NOT NULL REFERENCES instances (id),
    seq integer NOT NULL,
    at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    event text NOT NULL,
    input_hash text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (instance_id, seq)
  ) ${clustered}`)

  // Erasable beside the journal: the row above commits to it by SHA-256(salt, input).
  await knex.raw(`CREATE TABLE journal_inputs (
    instance_id text NOT NULL,
    seq integer NOT NULL,
    salt text NOT NULL,
    input text NOT NULL,
    PRIMARY KEY (instance_id, seq)
  )`)

  await knex.raw(`CREATE TABLE erasures (
    instance_id text NOT NULL,
    seq integer NOT NULL,
    at bigint NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (instance_id, seq)
  ) ${clustered}`)

  await knex.raw(`CREATE TABLE timers (
    instance_id text NOT NULL REFERENCES instances (id),
    name text NOT NULL,
    due_at bigint NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_at bigint NOT NULL,
    error text,
    PRIMARY KEY (instance_id, name)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX timers_next ON timers (next_at)')
  await knex.raw('CREATE INDEX timers_in_trouble ON timers (due_at) WHERE error IS NOT NULL')

  await knex.raw(`CREATE TABLE outbox (
    instance_id text NOT NULL REFERENCES instances (id),
    seq integer NOT NULL,
    n integer NOT NULL,
    effect text NOT NULL,
    at bigint NOT NULL,
    status text NOT NULL DEFAULT 'waiting',
    attempts integer NOT NULL DEFAULT 0,
    next_at bigint NOT NULL,
    error text,
    PRIMARY KEY (instance_id, seq, n)
  ) ${clustered}`)
  await knex.raw("CREATE INDEX outbox_next ON outbox (next_at) WHERE status = 'waiting'")
  await knex.raw("CREATE INDEX outbox_failed ON outbox (at) WHERE status = 'failed'")

  await knex.raw(`CREATE TABLE seals (
    id integer PRIMARY KEY,
    at bigint NOT NULL,
    leaves integer NOT NULL,
    root text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL
  )`)
  await knex.raw(`CREATE TABLE seal_leaves (
    seal_id integer NOT NULL REFERENCES seals (id),
    instance_id text NOT NULL,
    revision integer NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (seal_id, instance_id)
  ) ${clustered}`)
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
