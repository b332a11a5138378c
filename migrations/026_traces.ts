// Nothing of a case that left stays beside the rows that were deleted: in statistics, in figures, in who saw its numbers.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  // One row while a case has left and indexes and statistics were not made anew since; `n` counts those cases.
  await knex.raw('CREATE TABLE traces (one integer PRIMARY KEY CHECK (one = 1), n bigint NOT NULL)')
  await knex.raw(
    "INSERT INTO traces (one, n) SELECT 1, 1 WHERE EXISTS (SELECT 1 FROM cases WHERE outcome = 'takenOver')",
  )

  await knex.raw("DELETE FROM reveals WHERE case_id IN (SELECT id FROM cases WHERE outcome = 'takenOver')")
  await knex.raw('DELETE FROM case_figures WHERE n = 0')

  if (knex.client.config.client === 'pg') await keepNoSamples(knex)
}

/** Text that no statement looks for, by table: what was told, and what is closed with a key. */
const untold: Readonly<Record<string, readonly string[]>> = {
  instances: ['snapshot', 'hands'],
  journal_inputs: ['salt', 'input'],
  cases: ['object'],
  registrations: ['description', 'name', 'phone', 'email', 'address', 'cnie', 'external_key'],
  documents: ['name'],
  messages: ['recipient', 'subject', 'body', 'sms', 'proof', 'error'],
  beneficiary_changes: ['old', 'new'],
  bulk_items: ['said'],
  cause_answers: ['text_fr', 'text_ar'],
  audit_items: ['risks', 'findings'],
  audit_checks: ['reason', 'note'],
  counted_cases: ['facts'],
  searches: ['query'],
  vault: ['tag_key', 'log_key'],
  sensitive_instances: ['snapshot', 'hands'],
  sensitive_journal_inputs: ['salt', 'input'],
  sensitive_keys: ['wrapped'],
  sensitive_enclosures: ['wrapped', 'body'],
  sensitive_files: ['about'],
}

/** PostgreSQL samples whole values for its plans. No plan needs these. */
async function keepNoSamples(knex: Knex): Promise<void> {
  for (const [table, columns] of Object.entries(untold)) {
    // A column that is given its type, even the one it has, forgets the samples taken before. No row is rewritten.
    const changes = columns.flatMap((column) => [
      `ALTER COLUMN ${column} TYPE text`,
      `ALTER COLUMN ${column} SET STATISTICS 0`,
    ])
    await knex.raw(`ALTER TABLE ${table} ${changes.join(', ')}`)
  }
}

export async function down(): Promise<void> {
  throw new Error('migrations only add')
}
