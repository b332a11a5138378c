// Acts on many cases at once, and the causes that many complaints have in common.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  // Chosen by somebody, then ordered (act, input as JSON), then carried out; `next_at` is when a worker may take it.
  await knex.raw(`CREATE TABLE bulk_jobs (
    id text PRIMARY KEY,
    act text NOT NULL,
    input text NOT NULL,
    cause_id text,
    made_by text NOT NULL REFERENCES users (id),
    made_at bigint NOT NULL,
    ordered_at bigint,
    next_at bigint NOT NULL,
    finished_at bigint
  )`)
  await knex.raw(
    'CREATE INDEX bulk_jobs_to_do ON bulk_jobs (next_at, id) WHERE ordered_at IS NOT NULL AND finished_at IS NULL',
  )
  await knex.raw('CREATE INDEX bulk_jobs_of_person ON bulk_jobs (made_by, made_at DESC, id)')
  await knex.raw(
    'CREATE INDEX bulk_jobs_of_cause ON bulk_jobs (cause_id, made_at) WHERE cause_id IS NOT NULL',
  )

  // One row a case; `said` (JSON) is why it was refused.
  await knex.raw(`CREATE TABLE bulk_items (
    job_id text NOT NULL REFERENCES bulk_jobs (id),
    case_id text NOT NULL,
    n integer NOT NULL,
    outcome text NOT NULL,
    said text,
    attempts integer NOT NULL,
    settled_at bigint,
    PRIMARY KEY (job_id, case_id)
  ) ${clustered}`)
  await knex.raw('CREATE UNIQUE INDEX bulk_items_in_order ON bulk_items (job_id, n)')
  await knex.raw("CREATE INDEX bulk_items_waiting ON bulk_items (job_id, n) WHERE outcome = 'waiting'")
  await knex.raw('CREATE INDEX bulk_items_by_case ON bulk_items (case_id)')

  // Entity '' is the whole programme, category '' any.
  await knex.raw(`CREATE TABLE causes (
    id text PRIMARY KEY,
    programme text NOT NULL,
    entity text NOT NULL,
    category text NOT NULL,
    since text NOT NULL,
    title_fr text NOT NULL,
    title_ar text NOT NULL,
    text_fr text NOT NULL,
    text_ar text NOT NULL,
    status text NOT NULL,
    opened_by text NOT NULL REFERENCES users (id),
    opened_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX causes_by_programme ON causes (programme, opened_at DESC, id)')

  // What was done to a cause; it names no case, so that nothing of one that leaves stays in it.
  await knex.raw(`CREATE TABLE cause_log (
    cause_id text NOT NULL REFERENCES causes (id),
    n integer NOT NULL,
    at bigint NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    PRIMARY KEY (cause_id, n)
  ) ${clustered}`)

  // `live` while the case belongs, or may belong, to an open cause: to one at most.
  await knex.raw(`CREATE TABLE cause_cases (
    cause_id text NOT NULL REFERENCES causes (id),
    case_id text NOT NULL REFERENCES instances (id),
    status text NOT NULL,
    live smallint NOT NULL,
    added_by text NOT NULL,
    added_at bigint NOT NULL,
    decided_by text,
    decided_at bigint,
    PRIMARY KEY (cause_id, case_id)
  ) ${clustered}`)
  await knex.raw('CREATE UNIQUE INDEX cause_cases_alive ON cause_cases (case_id) WHERE live = 1')
  await knex.raw('CREATE INDEX cause_cases_by_case ON cause_cases (case_id)')
  await knex.raw('CREATE INDEX cause_cases_by_status ON cause_cases (cause_id, status, case_id)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
