// Samples of closures that auditors look at again, and the plans of what is put right.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''
  await audits(knex, clustered)
  await plans(knex, clustered)
}

async function audits(knex: Knex, clustered: string): Promise<void> {
  // Entity '' is the whole programme. `edge` is the first closure that was not drawn: its draw and its weight
  // (null when all were), which say how likely each of the others was to be drawn.
  await knex.raw(`CREATE TABLE audit_samples (
    id text PRIMARY KEY,
    programme text NOT NULL,
    entity text NOT NULL,
    from_day text NOT NULL,
    to_day text NOT NULL,
    size integer NOT NULL,
    seed text NOT NULL,
    rule integer NOT NULL,
    points text NOT NULL,
    population integer NOT NULL,
    population_hash text NOT NULL,
    edge_draw text,
    edge_weight integer,
    drawn_by text NOT NULL REFERENCES users (id),
    drawn_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX audit_samples_by_programme ON audit_samples (programme, drawn_at DESC, id)')

  // One closure of a sample; `n` is its place in it, `risks` the facts that weighed.
  await knex.raw(`CREATE TABLE audit_items (
    sample_id text NOT NULL REFERENCES audit_samples (id),
    case_id text NOT NULL REFERENCES instances (id),
    n integer NOT NULL,
    closed_on text NOT NULL,
    weight integer NOT NULL,
    risks text NOT NULL,
    auditor text REFERENCES users (id),
    status text NOT NULL,
    verdict text,
    findings text NOT NULL,
    concluded_at bigint,
    concluded_by text,
    asked_at bigint,
    asked_by text,
    PRIMARY KEY (sample_id, case_id)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX audit_items_by_case ON audit_items (case_id)')
  await knex.raw('CREATE INDEX audit_items_of_auditor ON audit_items (auditor, status)')

  await knex.raw(`CREATE TABLE audit_checks (
    sample_id text NOT NULL,
    case_id text NOT NULL,
    name text NOT NULL,
    answer text NOT NULL,
    reason text NOT NULL,
    note text NOT NULL,
    PRIMARY KEY (sample_id, case_id, name)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX audit_checks_by_case ON audit_checks (case_id)')
}

async function plans(knex: Knex, clustered: string): Promise<void> {
  // Entity '' is the whole programme; `origin` says what kind of thing it comes from, `why` which one.
  await knex.raw(`CREATE TABLE plans (
    id text PRIMARY KEY,
    programme text NOT NULL,
    entity text NOT NULL,
    title text NOT NULL,
    origin text NOT NULL,
    why text NOT NULL,
    status text NOT NULL,
    opened_by text NOT NULL REFERENCES users (id),
    opened_at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX plans_by_programme ON plans (programme, opened_at DESC, id)')

  // As they are now; `owner` is somebody with an account, or else `owner_name` says who; `dropped` why it no longer counts.
  await knex.raw(`CREATE TABLE plan_actions (
    plan_id text NOT NULL REFERENCES plans (id),
    n integer NOT NULL,
    title text NOT NULL,
    weight integer NOT NULL CHECK (weight > 0),
    owner text,
    owner_name text NOT NULL,
    due_on text NOT NULL,
    progress integer NOT NULL CHECK (progress BETWEEN 0 AND 100),
    evidence text NOT NULL,
    dropped text NOT NULL,
    PRIMARY KEY (plan_id, n)
  ) ${clustered}`)

  // Every value anything ever had, its first one too; rows are only added. Action 0 is the plan itself.
  await knex.raw(`CREATE TABLE plan_changes (
    plan_id text NOT NULL REFERENCES plans (id),
    n integer NOT NULL,
    at bigint NOT NULL,
    day text NOT NULL,
    actor text NOT NULL,
    action integer NOT NULL,
    field text NOT NULL,
    old text NOT NULL,
    new text NOT NULL,
    PRIMARY KEY (plan_id, n)
  ) ${clustered}`)
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
