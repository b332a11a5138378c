// For auditors: the journal found by time, person and event; who read what; runs of the verifier; how many rows are sealed.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // Each ends with what a page of rows is ordered by, so that a page is one range of one index.
  await knex.raw('CREATE INDEX journal_by_time ON journal (at, instance_id, seq)')
  await knex.raw('CREATE INDEX journal_by_person ON journal (actor, at, instance_id, seq)')
  await knex.raw('CREATE INDEX journal_by_event ON journal (event, at, instance_id, seq)')

  await knex.raw('CREATE INDEX reveals_by_time ON reveals (at, case_id, user_id)')
  await knex.raw('CREATE INDEX reveals_by_person ON reveals (user_id, at, case_id)')
  await knex.raw('CREATE INDEX exports_by_time ON exports (at, id)')
  await knex.raw('CREATE INDEX exports_by_person ON exports (user_id, at, id)')

  // Of a journal file: the last seal in it, and its fingerprint, once it has left whole.
  await knex.raw('ALTER TABLE exports ADD COLUMN seal_id integer')
  await knex.raw('ALTER TABLE exports ADD COLUMN fingerprint text')

  // One row: the last seal whose rows are counted, and how many cases and rows are under it and those before it.
  await knex.raw(`CREATE TABLE tallied_seals (
    one integer PRIMARY KEY CHECK (one = 1),
    seal_id integer NOT NULL,
    cases bigint NOT NULL,
    events bigint NOT NULL
  )`)
  await knex.raw('INSERT INTO tallied_seals (one, seal_id, cases, events) VALUES (1, 0, 0, 0)')

  // A run goes on from `phase` and `after_key`; `next_at` is when a worker may take it.
  await knex.raw(`CREATE TABLE verify_runs (
    id text PRIMARY KEY,
    origin text NOT NULL,
    ordered_by text REFERENCES users (id),
    whole smallint NOT NULL,
    ordered_at bigint NOT NULL,
    next_at bigint NOT NULL,
    finished_at bigint,
    phase text NOT NULL,
    after_key text NOT NULL,
    total bigint NOT NULL,
    cases bigint NOT NULL,
    events bigint NOT NULL,
    seals bigint NOT NULL,
    erased bigint NOT NULL,
    wrong bigint NOT NULL,
    road_wrong smallint,
    head_seal integer,
    head_hash text
  )`)
  await knex.raw('CREATE INDEX verify_runs_to_do ON verify_runs (next_at, id) WHERE finished_at IS NULL')
  await knex.raw(
    'CREATE INDEX verify_runs_by_end ON verify_runs (finished_at, id) WHERE finished_at IS NOT NULL',
  )

  // Where something differs: a table, a case, a number; never what stands there. '' and 0 where there is none.
  await knex.raw(`CREATE TABLE verify_problems (
    run_id text NOT NULL REFERENCES verify_runs (id),
    n integer NOT NULL,
    area text NOT NULL,
    case_id text NOT NULL,
    number integer NOT NULL,
    PRIMARY KEY (run_id, n)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX verify_problems_by_case ON verify_problems (case_id)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
