// The confidential road: its own instances, journal, seals, timers and outbox, all closed; its keys, its log, its doors.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const clustered = knex.client.config.client === 'sqlite3' ? 'WITHOUT ROWID' : ''
  await engine(knex, clustered)
  await keys(knex, clustered)
  await enclosures(knex)
  await doors(knex, clustered)
}

/** The same tables as the engine's own (001, 005, 010), so that no count, size or sequence of those moves. */
async function engine(knex: Knex, clustered: string): Promise<void> {
  await knex.raw(`CREATE TABLE sensitive_instances (
    id text PRIMARY KEY,
    workflow text NOT NULL,
    version integer NOT NULL,
    opened_version integer NOT NULL,
    revision integer NOT NULL,
    snapshot text NOT NULL,
    hands text NOT NULL,
    last_hash text NOT NULL,
    opening_key text UNIQUE,
    sealed_revision integer NOT NULL DEFAULT 0
  )`)
  await knex.raw(
    'CREATE INDEX sensitive_unsealed ON sensitive_instances (id) WHERE revision > sealed_revision',
  )
  await knex.raw(`CREATE TABLE sensitive_journal (
    instance_id text NOT NULL REFERENCES sensitive_instances (id),
    seq integer NOT NULL,
    at bigint NOT NULL,
    recorded_at bigint NOT NULL,
    actor text NOT NULL,
    role text NOT NULL,
    event text NOT NULL,
    input_hash text NOT NULL,
    from_state text NOT NULL,
    to_state text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (instance_id, seq)
  ) ${clustered}`)
  await knex.raw(`CREATE TABLE sensitive_journal_inputs (
    instance_id text NOT NULL,
    seq integer NOT NULL,
    salt text NOT NULL,
    input text NOT NULL,
    PRIMARY KEY (instance_id, seq)
  )`)
  await knex.raw(`CREATE TABLE sensitive_erasures (
    instance_id text NOT NULL,
    seq integer NOT NULL,
    at bigint NOT NULL,
    reason text NOT NULL,
    PRIMARY KEY (instance_id, seq)
  ) ${clustered}`)
  await knex.raw(`CREATE TABLE sensitive_timers (
    instance_id text NOT NULL REFERENCES sensitive_instances (id),
    name text NOT NULL,
    due_at bigint NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    next_at bigint NOT NULL,
    error text,
    PRIMARY KEY (instance_id, name)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX sensitive_timers_next ON sensitive_timers (next_at)')
  await knex.raw(`CREATE TABLE sensitive_outbox (
    instance_id text NOT NULL REFERENCES sensitive_instances (id),
    seq integer NOT NULL,
    n integer NOT NULL,
    effect text NOT NULL,
    at bigint NOT NULL,
    status text NOT NULL DEFAULT 'waiting',
    attempts integer NOT NULL DEFAULT 0,
    next_at bigint NOT NULL,
    error text,
    PRIMARY KEY (instance_id, seq, n)
  ) ${clustered}`)
  await knex.raw("CREATE INDEX sensitive_outbox_next ON sensitive_outbox (next_at) WHERE status = 'waiting'")
  await knex.raw(`CREATE TABLE sensitive_seals (
    id integer PRIMARY KEY,
    at bigint NOT NULL,
    leaves integer NOT NULL,
    root text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL
  )`)
  await knex.raw(`CREATE TABLE sensitive_seal_leaves (
    seal_id integer NOT NULL REFERENCES sensitive_seals (id),
    instance_id text NOT NULL,
    revision integer NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (seal_id, instance_id)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX sensitive_leaves_by_instance ON sensitive_seal_leaves (instance_id, revision)')
}

async function keys(knex: Knex, clustered: string): Promise<void> {
  // One row: which master key wraps the others, two keys of the house, and where the log of accesses ends.
  await knex.raw(`CREATE TABLE vault (
    one integer PRIMARY KEY CHECK (one = 1),
    key_id text NOT NULL,
    tag_key text NOT NULL,
    log_key text NOT NULL,
    log_n integer NOT NULL,
    log_hash text NOT NULL
  )`)
  // The data key of each case, wrapped; null once it was destroyed.
  await knex.raw(`CREATE TABLE sensitive_keys (
    instance_id text PRIMARY KEY,
    wrapped text,
    destroyed_at bigint
  )`)
  // Whose desk a case lies on. A tag is a keyed hash of the desk: who has no key learns not even the programme.
  await knex.raw(`CREATE TABLE sensitive_desks (
    case_id text NOT NULL REFERENCES sensitive_instances (id),
    tag text NOT NULL,
    waiting smallint NOT NULL,
    due_at bigint NOT NULL,
    PRIMARY KEY (case_id, tag)
  ) ${clustered}`)
  await knex.raw('CREATE INDEX sensitive_desks_by_tag ON sensitive_desks (tag, waiting, due_at, case_id)')
  await knex.raw(`CREATE TABLE sensitive_codes (
    tag text PRIMARY KEY,
    case_id text NOT NULL REFERENCES sensitive_instances (id)
  )`)
  await knex.raw('CREATE INDEX sensitive_codes_by_case ON sensitive_codes (case_id)')
  // Every read, search and key that was used: when; who and what, closed with a key of its own.
  await knex.raw(`CREATE TABLE sensitive_log (
    n integer PRIMARY KEY,
    at bigint NOT NULL,
    body text NOT NULL,
    prev_hash text NOT NULL,
    hash text NOT NULL
  )`)
  await knex.raw(`CREATE TABLE sensitive_log_tags (
    tag text NOT NULL,
    n integer NOT NULL REFERENCES sensitive_log (n),
    PRIMARY KEY (tag, n)
  ) ${clustered}`)
}

/** What an ordinary case had told before it was transferred, under a key of its own that goes after 30 days. */
async function enclosures(knex: Knex): Promise<void> {
  await knex.raw(`CREATE TABLE sensitive_enclosures (
    case_id text PRIMARY KEY REFERENCES sensitive_instances (id),
    at bigint NOT NULL,
    wrapped text NOT NULL,
    body text NOT NULL
  )`)
  await knex.raw(`CREATE TABLE sensitive_files (
    id text PRIMARY KEY,
    case_id text NOT NULL REFERENCES sensitive_instances (id),
    about text NOT NULL,
    at bigint NOT NULL
  )`)
  await knex.raw('CREATE INDEX sensitive_files_by_case ON sensitive_files (case_id)')
}

/** Break-glass: asked by one, granted by another to a third, for a while. */
async function doors(knex: Knex, clustered: string): Promise<void> {
  await knex.raw(`CREATE TABLE sensitive_doors (
    id text PRIMARY KEY,
    programme text NOT NULL,
    reason text NOT NULL,
    asked_by text NOT NULL REFERENCES users (id),
    asked_at bigint NOT NULL,
    reader text REFERENCES users (id),
    granted_by text REFERENCES users (id),
    granted_at bigint,
    refused_at bigint,
    expires_at bigint,
    told_at bigint
  )`)
  await knex.raw('CREATE INDEX sensitive_doors_by_programme ON sensitive_doors (programme, asked_at)')
  await knex.raw(
    'CREATE INDEX sensitive_doors_untold ON sensitive_doors (granted_at) WHERE told_at IS NULL AND granted_at IS NOT NULL',
  )
  await knex.raw('CREATE INDEX sensitive_doors_open ON sensitive_doors (reader, expires_at)')
  await knex.raw(`CREATE TABLE sensitive_doors_seen (
    door_id text NOT NULL REFERENCES sensitive_doors (id),
    user_id text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (door_id, user_id)
  ) ${clustered}`)
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
