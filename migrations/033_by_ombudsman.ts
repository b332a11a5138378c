// The list of what the ombudsman sent goes by the channel: complaints that came through him lead a complaint's life.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw('DROP INDEX cases_referred')
  await knex.raw(
    "CREATE INDEX cases_by_ombudsman ON cases (programme, entity, received_at DESC, id) WHERE channel = 'ombudsman'",
  )
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
