// Every column of the engine's tables and of the library's: what the verifier answers for.

/** The column that says to which case a row belongs. */
export const owners: Record<string, string> = {
  instances: 'id',
  journal: 'instance_id',
  journal_inputs: 'instance_id',
  erasures: 'instance_id',
  timers: 'instance_id',
  outbox: 'instance_id',
  seals: 'id',
  seal_leaves: 'instance_id',
  loans: 'id',
  waits: 'loan_id',
  notes: 'loan_id',
}
export const tables = Object.keys(owners)

/** The columns whose change is found. */
export const columns: Record<string, string[]> = {
  instances: [
    'id',
    'workflow',
    'version',
    'opened_version',
    'revision',
    'snapshot',
    'hands',
    'last_hash',
    'opening_key',
    'sealed_revision',
  ],
  journal: [
    'instance_id',
    'seq',
    'at',
    'recorded_at',
    'actor',
    'role',
    'event',
    'input_hash',
    'from_state',
    'to_state',
    'prev_hash',
    'hash',
  ],
  journal_inputs: ['instance_id', 'seq', 'salt', 'input'],
  erasures: ['instance_id', 'seq'],
  timers: ['instance_id', 'name', 'due_at', 'attempts', 'next_at', 'error'],
  outbox: ['instance_id', 'seq', 'n', 'effect', 'at', 'status', 'attempts', 'next_at', 'error'],
  seals: ['id', 'at', 'leaves', 'root', 'prev_hash', 'hash'],
  seal_leaves: ['seal_id', 'instance_id', 'revision', 'hash'],
  loans: ['id', 'reader', 'due_at', 'revision'],
  waits: ['loan_id', 'slot', 'due_at'],
  notes: ['loan_id', 'shelf', 'text', 'at', 'signed'],
}
