// The ombudsman's referrals are few among many: a list of them reads no other case.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.raw(
    "CREATE INDEX cases_referred ON cases (programme, entity, received_at DESC, id) WHERE workflow = 'ombudsman'",
  )
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
