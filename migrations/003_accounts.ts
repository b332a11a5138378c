// People who work here: accounts, what they were granted, their sessions, one-time links and failed attempts.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE users (
    id text PRIMARY KEY,
    login text NOT NULL UNIQUE,
    name text NOT NULL,
    password_hash text,
    language text NOT NULL,
    active smallint NOT NULL DEFAULT 1,
    created_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX users_name ON users (name, id)')

  // entity '' is the whole programme; programme '*' is the whole installation (administrators).
  await knex.raw(`CREATE TABLE grants (
    user_id text NOT NULL REFERENCES users (id),
    role text NOT NULL,
    programme text NOT NULL,
    entity text NOT NULL DEFAULT '',
    granted_by text NOT NULL,
    granted_at bigint NOT NULL,
    pending smallint NOT NULL DEFAULT 0,
    confirmed_by text,
    confirmed_at bigint,
    PRIMARY KEY (user_id, role, programme, entity)
  )`)
  await knex.raw('CREATE INDEX grants_role ON grants (role, programme)')
  await knex.raw('CREATE INDEX grants_pending ON grants (programme) WHERE pending = 1')

  // sid and token_hash are SHA-256 of what the browser holds: a copy of the database opens no door.
  await knex.raw(`CREATE TABLE sessions (
    sid text PRIMARY KEY,
    user_id text REFERENCES users (id),
    data text NOT NULL,
    started_at bigint NOT NULL,
    expires_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX sessions_user ON sessions (user_id)')
  await knex.raw('CREATE INDEX sessions_expiry ON sessions (expires_at)')

  await knex.raw(`CREATE TABLE links (
    token_hash text PRIMARY KEY,
    user_id text REFERENCES users (id),
    purpose text NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint
  )`)
  await knex.raw('CREATE INDEX links_user ON links (user_id)')
  await knex.raw('CREATE INDEX links_expiry ON links (expires_at)')

  await knex.raw(`CREATE TABLE attempts (
    key text PRIMARY KEY,
    points integer NOT NULL,
    ends_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX attempts_end ON attempts (ends_at)')

  // Who opened which door to whom; rows are only added.
  await knex.raw(`CREATE TABLE account_events (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES users (id),
    at bigint NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    role text,
    programme text,
    entity text
  )`)
  await knex.raw('CREATE INDEX account_events_user ON account_events (user_id, at)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
