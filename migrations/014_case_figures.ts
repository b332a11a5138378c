// What cases add to the figures: counted as seals come, each case once, taken back when it changes.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // Facet '' is everything together, entity '' the whole programme; a span is a day, a month, or '' for what is so now.
  await knex.raw(`CREATE TABLE case_figures (
    programme text NOT NULL,
    entity text NOT NULL,
    facet text NOT NULL,
    measure text NOT NULL,
    grain text NOT NULL,
    span text NOT NULL,
    part text NOT NULL,
    bucket integer NOT NULL,
    n integer NOT NULL,
    PRIMARY KEY (programme, entity, facet, measure, grain, span, part, bucket)
  ) ${clustered}`)

  // What a case was counted as, so that it can be taken back exactly.
  await knex.raw(`CREATE TABLE counted_cases (case_id text PRIMARY KEY, facts text NOT NULL) ${clustered}`)

  // One row: the last seal whose cases are counted.
  await knex.raw(
    'CREATE TABLE counted_seals (one integer PRIMARY KEY CHECK (one = 1), seal_id integer NOT NULL)',
  )
  await knex.raw('INSERT INTO counted_seals (one, seal_id) VALUES (1, 0)')

  // Where a figure of what was closed leads: the latest first.
  await knex.raw(
    'CREATE INDEX cases_by_closing ON cases (programme, entity, closing_on DESC, id) WHERE closing_on IS NOT NULL',
  )
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
