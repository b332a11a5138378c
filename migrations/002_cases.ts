// The domain's tables: cases and what follows from them, people, documents, the beneficiaries' registry.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const sqlite = knex.client.config.client === 'sqlite3'
  const clustered = sqlite ? 'WITHOUT ROWID' : ''
  // Prefix search compares bytes, whatever the server's language.
  const bytes = sqlite ? '' : 'COLLATE "C"'

  await knex.raw(`CREATE TABLE cases (
    id text PRIMARY KEY,
    workflow text NOT NULL,
    programme text NOT NULL,
    entity text NOT NULL,
    unit text,
    channel text NOT NULL,
    category text NOT NULL,
    object text NOT NULL,
    received_on text NOT NULL,
    received_at bigint NOT NULL,
    due_at bigint NOT NULL,
    stage text NOT NULL,
    state text NOT NULL,
    mark text NOT NULL,
    held_until bigint,
    wait_until bigint,
    broken smallint NOT NULL,
    identity text NOT NULL,
    admissibility text NOT NULL,
    founded text NOT NULL,
    ground text,
    outcome text NOT NULL,
    reopened integer NOT NULL,
    closing_on text,
    days integer
  )`)
  await knex.raw('CREATE INDEX cases_by_scope ON cases (programme, entity, received_at DESC, id)')
  await knex.raw(
    'CREATE INDEX cases_by_unit ON cases (programme, unit, received_at DESC, id) WHERE unit IS NOT NULL',
  )

  // What waits for somebody, and nothing else: worklists stay as small as the work.
  await knex.raw(`CREATE TABLE tasks (
    case_id text NOT NULL REFERENCES instances (id),
    slot text NOT NULL,
    desk text NOT NULL,
    stage text NOT NULL,
    state text NOT NULL,
    next text NOT NULL,
    due_at bigint NOT NULL,
    returned smallint NOT NULL,
    PRIMARY KEY (case_id, slot)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX tasks_by_desk ON tasks (desk, due_at, case_id)')
  await knex.raw('CREATE INDEX tasks_by_stage ON tasks (desk, stage, due_at, case_id)')
  await knex.raw('CREATE INDEX tasks_returned ON tasks (desk, due_at, case_id) WHERE returned = 1')

  await knex.raw(`CREATE TABLE commitments (
    case_id text NOT NULL REFERENCES instances (id),
    n integer NOT NULL,
    programme text NOT NULL,
    unit text NOT NULL,
    given_on text NOT NULL,
    due_on text NOT NULL,
    notified_on text,
    realised_on text,
    status text NOT NULL,
    PRIMARY KEY (case_id, n)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX commitments_by_day ON commitments (programme, due_on, case_id)')

  // What the complainant told: written once, by the event that opened the case.
  await knex.raw(`CREATE TABLE registrations (
    case_id text PRIMARY KEY,
    description text NOT NULL,
    language text NOT NULL,
    relation text NOT NULL,
    name text NOT NULL,
    phone text NOT NULL,
    email text NOT NULL,
    address text NOT NULL,
    cnie text NOT NULL,
    beneficiary_id text,
    external_key text NOT NULL,
    registered_by text NOT NULL,
    registered_at bigint NOT NULL
  )`)
  await knex.raw(
    'CREATE INDEX registrations_by_beneficiary ON registrations (beneficiary_id) WHERE beneficiary_id IS NOT NULL',
  )

  await knex.raw(`CREATE TABLE search_keys (
    word text ${bytes} NOT NULL,
    case_id text NOT NULL,
    PRIMARY KEY (word, case_id)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX search_keys_by_case ON search_keys (case_id)')

  await knex.raw(`CREATE TABLE documents (
    id text PRIMARY KEY,
    case_id text NOT NULL,
    sha256 text NOT NULL,
    name text NOT NULL,
    type text NOT NULL,
    bytes integer NOT NULL,
    added_by text NOT NULL,
    added_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX documents_by_case ON documents (case_id)')

  await knex.raw(`CREATE TABLE beneficiaries (
    id text PRIMARY KEY,
    programme text NOT NULL,
    number text NOT NULL,
    cnie text NOT NULL,
    name text NOT NULL,
    name_ar text NOT NULL,
    phone text NOT NULL,
    sex text NOT NULL,
    commune text NOT NULL,
    province text NOT NULL,
    rural smallint NOT NULL,
    children integer NOT NULL,
    payment text NOT NULL,
    amount integer NOT NULL,
    UNIQUE (programme, number)
  )`)
  await knex.raw('CREATE INDEX beneficiaries_by_cnie ON beneficiaries (programme, cnie)')

  await knex.raw(`CREATE TABLE beneficiary_records (
    beneficiary_id text NOT NULL REFERENCES beneficiaries (id),
    n integer NOT NULL,
    day text NOT NULL,
    kind text NOT NULL,
    status text NOT NULL,
    amount integer,
    PRIMARY KEY (beneficiary_id, n)
  ) ${clustered}`)

  // Who asked to see a masked number, and when.
  await knex.raw(`CREATE TABLE reveals (
    case_id text NOT NULL,
    user_id text NOT NULL,
    at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX reveals_by_case ON reveals (case_id, at)')

  // A search is kept under an opaque address for a short while, so that no name or number stands in a URL.
  await knex.raw(`CREATE TABLE searches (
    id text PRIMARY KEY,
    user_id text NOT NULL,
    query text NOT NULL,
    expires_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX searches_expired ON searches (expires_at)')
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
