// What was said: messages to complainants with what became of them, and notices at the desks of the staff.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  // body is the whole letter, as the follow-up page shows it; sms is the same in one sentence.
  await knex.raw(`CREATE TABLE messages (
    id text PRIMARY KEY,
    case_id text NOT NULL REFERENCES instances (id),
    seq integer NOT NULL,
    effect text NOT NULL,
    channel text NOT NULL,
    recipient text NOT NULL,
    language text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    sms text NOT NULL,
    status text NOT NULL,
    proof text NOT NULL,
    at bigint NOT NULL,
    sent_at bigint,
    attempts integer NOT NULL DEFAULT 0,
    error text
  )`)
  await knex.raw('CREATE INDEX messages_by_case ON messages (case_id, at)')

  await knex.raw(`CREATE TABLE notices (
    id text PRIMARY KEY,
    desk text NOT NULL,
    case_id text NOT NULL REFERENCES instances (id),
    effect text NOT NULL,
    at bigint NOT NULL,
    read_at bigint,
    read_by text
  )`)
  await knex.raw('CREATE INDEX notices_unread ON notices (desk, at) WHERE read_at IS NULL')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
