// Who is away when, and the secret addresses under which people's calendars read their commitments.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  // Civil days, both ends included; `ended_at` when somebody came back earlier, or the entry was a mistake.
  await knex.raw(`CREATE TABLE absences (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES users (id),
    from_day text NOT NULL,
    to_day text NOT NULL,
    recorded_by text NOT NULL,
    recorded_at bigint NOT NULL,
    ended_by text,
    ended_at bigint
  )`)
  await knex.raw('CREATE INDEX absences_that_count ON absences (user_id, to_day) WHERE ended_at IS NULL')

  // token_hash is SHA-256 of what the calendar program holds: a copy of the database opens no feed.
  await knex.raw(`CREATE TABLE feeds (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES users (id),
    token_hash text NOT NULL UNIQUE,
    created_at bigint NOT NULL,
    last_read_at bigint,
    revoked_at bigint
  )`)
  await knex.raw('CREATE UNIQUE INDEX feeds_alive ON feeds (user_id) WHERE revoked_at IS NULL')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
