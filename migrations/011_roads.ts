// What a case needs to travel on any road: its service, its civil due day, who verifies it, who alone may see it.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''

  for (const column of [
    'version integer NOT NULL DEFAULT 1',
    "service text NOT NULL DEFAULT ''",
    "due_on text NOT NULL DEFAULT ''",
    'transmitted_to text',
    'restricted smallint NOT NULL DEFAULT 0',
    'about text',
    'decision text',
    "appeal text NOT NULL DEFAULT 'none'",
  ]) {
    await knex.raw(`ALTER TABLE cases ADD COLUMN ${column}`)
  }
  await knex.raw(
    'CREATE INDEX cases_transmitted ON cases (programme, transmitted_to, id) WHERE transmitted_to IS NOT NULL',
  )
  await knex.raw('CREATE INDEX cases_about ON cases (about) WHERE about IS NOT NULL')

  // Counts what stands in each state of a version without reading a case.
  await knex.raw('CREATE INDEX cases_standing ON cases (workflow, version, programme, entity, state)')

  // Who alone may see a restricted case.
  await knex.raw(`CREATE TABLE case_handlers (
    case_id text NOT NULL REFERENCES instances (id),
    user_id text NOT NULL,
    PRIMARY KEY (case_id, user_id)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX case_handlers_by_user ON case_handlers (user_id, case_id)')

  // What was changed on a beneficiary's sheet, on whose request and with whose approval; rows are only added.
  await knex.raw(`CREATE TABLE beneficiary_changes (
    beneficiary_id text NOT NULL REFERENCES beneficiaries (id),
    n integer NOT NULL,
    at bigint NOT NULL,
    case_id text NOT NULL,
    field text NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    requested_by text NOT NULL,
    approved_by text NOT NULL,
    PRIMARY KEY (beneficiary_id, n)
  ) ${clustered}`)
  await knex.raw("ALTER TABLE beneficiaries ADD COLUMN eligibility text NOT NULL DEFAULT ''")
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
