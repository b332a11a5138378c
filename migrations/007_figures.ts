// How long cases stand in each state, counted as seals come; where they stand now; and who took a log of the journal away.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // A histogram of the stays that ended on a day; a bucket is a step of 10 % in minutes (docs/figures.md).
  // Entity '' is the whole programme, so that whoever oversees it reads no more rows than whoever oversees one entity.
  await knex.raw(`CREATE TABLE stay_figures (
    workflow text NOT NULL,
    programme text NOT NULL,
    entity text NOT NULL,
    day text NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    bucket integer NOT NULL,
    n integer NOT NULL,
    PRIMARY KEY (workflow, programme, entity, day, version, state, bucket)
  ) ${clustered}`)

  // The same by whole months (YYYY-MM): a year is then read in twelve pieces.
  await knex.raw(`CREATE TABLE stay_months (
    workflow text NOT NULL,
    programme text NOT NULL,
    entity text NOT NULL,
    month text NOT NULL,
    version integer NOT NULL,
    state text NOT NULL,
    bucket integer NOT NULL,
    n integer NOT NULL,
    PRIMARY KEY (workflow, programme, entity, month, version, state, bucket)
  ) ${clustered}`)

  // One row: the last seal whose journals are counted.
  await knex.raw(
    'CREATE TABLE folded_seals (one integer PRIMARY KEY CHECK (one = 1), seal_id integer NOT NULL)',
  )
  await knex.raw('INSERT INTO folded_seals (one, seal_id) VALUES (1, 0)')

  // Counts what stands in each state, and lists it by place, newest reception first.
  await knex.raw(
    'CREATE INDEX cases_by_state ON cases (workflow, programme, entity, state, received_at DESC, id)',
  )

  await knex.raw(`CREATE TABLE exports (
    id text PRIMARY KEY,
    user_id text NOT NULL REFERENCES users (id),
    at bigint NOT NULL,
    kind text NOT NULL,
    programme text NOT NULL,
    from_day text NOT NULL,
    to_day text NOT NULL
  )`)
  await knex.raw('CREATE INDEX exports_by_programme ON exports (programme, at DESC)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
