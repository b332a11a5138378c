// Reports as they were made, and which files left the product with what in them.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // Entity '' is the whole programme. No case is named: figures are JSON, by codes. `seal_id` is the last seal that was
  // counted; with `settled` every case was sealed and counted as it stood, so that the journal must give the same.
  await knex.raw(`CREATE TABLE reports (
    id text PRIMARY KEY,
    kind text NOT NULL,
    programme text NOT NULL,
    entity text NOT NULL,
    from_day text NOT NULL,
    to_day text NOT NULL,
    made_by text NOT NULL REFERENCES users (id),
    made_at bigint NOT NULL,
    seal_id integer NOT NULL,
    settled smallint NOT NULL,
    figures text NOT NULL
  ) ${clustered}`)
  await knex.raw('CREATE INDEX reports_by_place ON reports (programme, made_at DESC, id)')

  // Figures worked out anew from the journal up to the seal of a report; `next_at` is when a worker may take it.
  await knex.raw(`CREATE TABLE report_replays (
    report_id text PRIMARY KEY REFERENCES reports (id),
    asked_at bigint NOT NULL,
    next_at bigint NOT NULL,
    finished_at bigint,
    cases integer NOT NULL,
    erased integer NOT NULL,
    figures text
  ) ${clustered}`)
  await knex.raw('CREATE INDEX report_replays_to_do ON report_replays (next_at) WHERE finished_at IS NULL')

  // What a file holds, by codes: the part of a figure, the entity; and what kind of file it is.
  await knex.raw("ALTER TABLE exports ADD COLUMN about text NOT NULL DEFAULT ''")
  await knex.raw("ALTER TABLE exports ADD COLUMN format text NOT NULL DEFAULT 'xes'")
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
