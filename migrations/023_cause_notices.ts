// What is told to everybody about a cause, and the answers written once for all its cases.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // Since when (UTC ms) a cause is over; null for what was closed before anybody kept it.
  await knex.raw('ALTER TABLE causes ADD COLUMN closed_at bigint')

  // Each version of a notice: draft, published, replaced by a later one, or withdrawn. Nothing of a case stands in it.
  await knex.raw(`CREATE TABLE cause_notices (
    cause_id text NOT NULL REFERENCES causes (id),
    n integer NOT NULL,
    title_fr text NOT NULL,
    title_ar text NOT NULL,
    text_fr text NOT NULL,
    text_ar text NOT NULL,
    do_fr text NOT NULL,
    do_ar text NOT NULL,
    avoid_fr text NOT NULL,
    avoid_ar text NOT NULL,
    status text NOT NULL,
    written_by text NOT NULL REFERENCES users (id),
    written_at bigint NOT NULL,
    published_by text REFERENCES users (id),
    published_at bigint,
    PRIMARY KEY (cause_id, n)
  ) ${clustered}`)
  await knex.raw("CREATE UNIQUE INDEX cause_notices_draft ON cause_notices (cause_id) WHERE status = 'draft'")
  await knex.raw(
    "CREATE UNIQUE INDEX cause_notices_public ON cause_notices (cause_id) WHERE status = 'published'",
  )

  // One text for many cases; '' is a language it was not written in. The jobs that write, approve and send it name it.
  await knex.raw(`CREATE TABLE cause_answers (
    id text PRIMARY KEY,
    cause_id text NOT NULL REFERENCES causes (id),
    text_fr text NOT NULL,
    text_ar text NOT NULL,
    written_by text NOT NULL REFERENCES users (id),
    written_at bigint NOT NULL
  ) ${clustered}`)
  await knex.raw('CREATE INDEX cause_answers_of_cause ON cause_answers (cause_id, written_at)')
  await knex.raw('ALTER TABLE bulk_jobs ADD COLUMN answer_id text')
  await knex.raw('CREATE INDEX bulk_jobs_of_answer ON bulk_jobs (answer_id) WHERE answer_id IS NOT NULL')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
