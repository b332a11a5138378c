// Figures for everybody: each period once, as it was published.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  // A quarter (2026-Q3) or a year (2026): when it was made, up to which seal was counted, and the file itself.
  // Rows are only added: two editions of a period would tell what was corrected in between.
  await knex.raw(`CREATE TABLE publications (
    period text PRIMARY KEY,
    made_at bigint NOT NULL,
    seal integer NOT NULL,
    content text NOT NULL
  )`)

  // The step a case stands at tells what is open, and nothing else is asked of it.
  await knex.raw("DELETE FROM case_figures WHERE facet = 'stage' AND measure <> 'open'")
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
