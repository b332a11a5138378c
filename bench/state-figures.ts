// The figures of states over a large archive: rows straight into the tables, then what a page asks of them.
import type { Viewer } from '../src/cases/desks.ts'
import { casesInState } from '../src/cases/in-state.ts'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { daam } from '../src/programmes/daam.ts'
import { createProgrammes } from '../src/programmes/index.ts'
import { stateFigures } from '../src/reports/state-figures.ts'
import { type Kind, withDatabase } from './databases.ts'
import { figuresOf, repeat } from './measure.ts'
import type { Options } from './options.ts'
import { type Line, type Section, say } from './report.ts'

const ENTITIES = 40
const STATES = 12
/** So many different lengths the stays of one day, entity and state have. */
const LENGTHS = 25

const names = { fr: 'X', ar: 'X', en: 'X' }
const entities = Array.from({ length: ENTITIES }, (_, n) => ({ code: `E${n}`, names }))
const programmes = createProgrammes([{ ...daam, entities }])
const auditor: Viewer = { id: 'a', grants: [{ role: 'auditor', programme: 'DAAM', entity: '' }] }
const supervisor: Viewer = { id: 's', grants: [{ role: 'supervisor', programme: 'DAAM', entity: 'E7' }] }

/** Measures both databases, unless only SQLite is asked for. */
export async function figures({ cases, seconds, postgres }: Options): Promise<Section[]> {
  const kinds: Kind[] = postgres ? ['sqlite', 'postgres'] : ['sqlite']
  const sections: Section[] = []
  for (const kind of kinds) {
    const lines = await withDatabase(kind, async ({ url }) => {
      const db = openDatabase(url)
      try {
        await fill(db, cases)
        return await measure(db, seconds)
      } finally {
        await db.close()
      }
    })
    sections.push({ title: `Figures of states, ${cases} cases, ${kind}`, lines })
  }
  return sections
}

async function measure(db: Database, seconds: number): Promise<Line[]> {
  const workflow = 'complaint'
  const year = { workflow, from: '2025-01-01', to: '2025-12-31' }
  const inState = { workflow, state: 's0' }
  const far = { receivedAt: 1_750_000_000_000, id: '' }
  const questions: Record<string, () => Promise<unknown>> = {
    'a year, whole programme': () => stateFigures(db, auditor, year),
    'a year less a day at each end': () =>
      stateFigures(db, auditor, { ...year, from: '2025-01-02', to: '2025-12-30' }),
    'thirty days': () => stateFigures(db, auditor, { ...year, from: '2025-11-12', to: '2025-12-11' }),
    'a year, one entity': () => stateFigures(db, supervisor, year),
    'a year, one version of two': () => stateFigures(db, auditor, { ...year, version: 2 }),
    'cases in the fullest state': () => casesInState(db, programmes, auditor, inState),
    'the same, half a year down': () => casesInState(db, programmes, auditor, { ...inState, after: far }),
  }
  const lines: Line[] = []
  for (const [what, ask] of Object.entries(questions))
    lines.push({ what, figures: figuresOf(await repeat(seconds, 1, ask)) })
  return lines
}

const numbers = (name: string, count: number) =>
  `${name}(${name}) AS (SELECT 0 UNION ALL SELECT ${name} + 1 FROM ${name} WHERE ${name} < ${count - 1})`
const two = (n: string) => `CASE WHEN ${n} < 10 THEN '0' ELSE '' END || CAST(${n} AS text)`
const code = (letter: string, n: string) => `'${letter}' || CAST(${n} AS text)`

/** A year of stays at every entity, and cases of which 92 of a hundred are closed. */
async function fill(db: Database, cases: number): Promise<void> {
  const from = performance.now()
  const i = numbers('i', cases)
  const id = code('DAM-', 'i')
  const at = `1735689600000 + CAST(i AS bigint) * 7919 % ${cases} * ${Math.floor(31_536_000_000 / cases)}`
  const standing = `CASE WHEN i % 100 < 92 THEN 's0' ELSE ${code('s', `i % ${STATES}`)} END`
  const statements = [
    `INSERT INTO instances (id, workflow, version, revision, snapshot, hands, last_hash, sealed_revision)
     WITH RECURSIVE ${i} SELECT ${id}, 'complaint', CASE WHEN i % 3 = 0 THEN 2 ELSE 1 END, 8, '{}', '{}', '', 8 FROM i`,
    `INSERT INTO cases (id, workflow, programme, entity, channel, category, object, received_on, received_at, due_at,
       stage, state, mark, broken, identity, admissibility, founded, outcome, reopened)
     WITH RECURSIVE ${i} SELECT ${id}, 'complaint', 'DAAM', ${code('E', `i / 7 % ${ENTITIES}`)}, 'desk', 'X', 'X',
       '2025-01-01', ${at}, 0, 'close', ${standing}, 'stopped', 0, '', '', '', '', 0 FROM i`,
    `INSERT INTO registrations (case_id, description, language, relation, name, phone, email, address, cnie,
       external_key, registered_by, registered_at)
     WITH RECURSIVE ${i} SELECT ${id}, '', 'fr', 'anonymous', '', '', '', '', '', '', '', 0 FROM i`,
    `INSERT INTO stay_figures (workflow, day, programme, entity, version, state, bucket, n)
     WITH RECURSIVE ${numbers('d', 360)}, ${numbers('e', ENTITIES)}, ${numbers('s', STATES)}, ${numbers('l', LENGTHS)}
     SELECT 'complaint', '2025-' || ${two('d / 30 + 1')} || '-' || ${two('d % 30 + 1')}, 'DAAM', ${code('E', 'e')},
       1 + d / 180, ${code('s', 's')}, 3 * l + (d * 7 + e * 3 + s) % 3, 1 + l % 3 FROM d, e, s, l`,
    `INSERT INTO stay_figures (workflow, day, programme, entity, version, state, bucket, n)
     SELECT workflow, day, programme, '', version, state, bucket, sum(n) FROM stay_figures GROUP BY 1, 2, 3, 5, 6, 7`,
    `INSERT INTO stay_months (workflow, month, programme, entity, version, state, bucket, n)
     SELECT workflow, substr(day, 1, 7), programme, entity, version, state, bucket, sum(n)
     FROM stay_figures GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  ]
  for (const statement of statements) await db.run(statement)
  if (db.kind === 'postgres') await db.write.raw('VACUUM ANALYZE')
  say(`filled in ${((performance.now() - from) / 1000).toFixed(0)} s`)
}
