// The kept calendar: public holidays, who changed them, and how far open cases were looked at since.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  const numbered = knex.client.config.client === 'sqlite3' ? '' : 'GENERATED ALWAYS AS IDENTITY'

  await knex.raw(`CREATE TABLE holidays (
    day text PRIMARY KEY,
    kind text NOT NULL,
    status text NOT NULL,
    name_fr text NOT NULL,
    name_ar text NOT NULL,
    name_en text NOT NULL
  )`)

  // A pass over the open cases: how far it is, how many it moved, how many it could not, and when it goes on.
  await knex.raw(`CREATE TABLE holiday_changes (
    id integer PRIMARY KEY ${numbered},
    at bigint NOT NULL,
    actor text NOT NULL,
    act text NOT NULL,
    day text NOT NULL,
    to_day text,
    name_fr text NOT NULL,
    name_ar text NOT NULL,
    name_en text NOT NULL,
    note text NOT NULL,
    cursor text NOT NULL DEFAULT '',
    touched integer NOT NULL DEFAULT 0,
    missed integer NOT NULL DEFAULT 0,
    next_at bigint NOT NULL,
    recomputed_at bigint
  )`)
  await knex.raw('CREATE INDEX holiday_changes_open ON holiday_changes (id) WHERE recomputed_at IS NULL')

  // A new calendar is a matter of the open cases alone; the archive must not be read for it.
  await knex.raw("CREATE INDEX cases_running ON cases (id) WHERE mark NOT IN ('stopped', 'counted')")
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
