// The figures of states over a large archive: rows straight into the tables, then what a page asks of them, and the pages.
import type { Viewer } from '../src/cases/desks.ts'
import { casesInState } from '../src/cases/in-state.ts'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { createProgrammes, programmes as packs } from '../src/programmes/index.ts'
import { stateFigures } from '../src/reports/state-figures.ts'
import { type Bench, type Kind, withDatabase } from './databases.ts'
import { named, numbers, pick, two } from './filling.ts'
import { figuresOf, repeat } from './measure.ts'
import type { Options } from './options.ts'
import { hire } from './people.ts'
import { type Line, type Section, say } from './report.ts'
import { visits } from './visits.ts'

/** Where 94 of a hundred cases are; the other programmes share the rest. */
const LARGE = 'MICROFINANCE'
const STATES = [
  ...['closed', 'received', 'qualified', 'referred', 'awaited', 'promised'],
  ...['answerable', 'submitted', 'approved', 'waiting', 'settled', 'committed'],
]
/** So many lengths the stays of one day, entity and state have, and so many there are. */
const LENGTHS = { each: 4, all: 75 }
/** One of so many cases is restricted. */
const RESTRICTED = 500

const programmes = createProgrammes(packs)
const entities = programmes.get(LARGE).entities.map(({ code }) => code)
const others = packs.map(({ code }) => code).filter((code) => code !== LARGE)
const over = (role: 'auditor' | 'supervisor', entity: string, ...codes: string[]): Viewer => ({
  id: role,
  grants: codes.map((programme) => ({ role, programme, entity })),
})
const auditor = over('auditor', '', LARGE)
const everywhere = over('auditor', '', LARGE, ...others)
const supervisor = over('supervisor', entities[7] ?? '', LARGE)

/** Measures both databases, unless only SQLite is asked for. */
export async function figures({ cases, seconds, postgres }: Options): Promise<Section[]> {
  const kinds: Kind[] = postgres ? ['sqlite', 'postgres'] : ['sqlite']
  const sections: Section[] = []
  for (const kind of kinds) {
    const lines = await withDatabase(kind, async (bench) => {
      const db = openDatabase(bench.url)
      try {
        await fill(db, cases)
        await hire(db, [{ login: LOGIN, grants: everywhere.grants }])
        return [...(await measure(db, seconds)), ...(await pages(bench, seconds))]
      } finally {
        await db.close()
      }
    })
    sections.push({ title: `Figures of states, ${cases} cases, ${kind}`, lines })
  }
  return sections
}

const inState = { workflow: 'complaint', version: 1, state: 'closed' }
/** Half a year down the list. */
const far = { at: 1_750_000_000_000, id: '' }

async function measure(db: Database, seconds: number): Promise<Line[]> {
  const year = { workflow: 'complaint', from: '2025-01-01', to: '2025-12-30' }
  const odd = { ...year, from: '2025-01-02', to: '2025-12-29' }
  const month = { ...year, from: '2025-11-12', to: '2025-12-11' }
  const questions: Record<string, () => Promise<unknown>> = {
    'a year, a programme': () => stateFigures(db, auditor, year),
    'a year less a day at each end': () => stateFigures(db, auditor, odd),
    'thirty days': () => stateFigures(db, auditor, month),
    'a year, one entity': () => stateFigures(db, supervisor, year),
    'a year, one version of two': () => stateFigures(db, auditor, { ...year, version: 1 }),
    'a year, seven programmes': () => stateFigures(db, everywhere, year),
    'a year, one version, seven programmes': () => stateFigures(db, everywhere, { ...year, version: 1 }),
    'cases in the fullest state': () => casesInState(db, programmes, everywhere, inState),
    'the same, half a year down': () => casesInState(db, programmes, everywhere, { ...inState, after: far }),
  }
  const lines: Line[] = []
  for (const [what, ask] of Object.entries(questions))
    lines.push({ what, figures: figuresOf(await repeat(seconds, 1, ask)) })
  return lines
}

const LOGIN = 'auditor@bench.jawab'

/** The pages somebody looks at. */
function pages(bench: Bench, seconds: number): Promise<Line[]> {
  const list = `/lifecycles/complaint/cases?state=${inState.state}&version=${inState.version}`
  const looks: Record<string, string> = {
    'the page of a lifecycle': '/lifecycles/complaint/1?from=2025-01-01&to=2025-12-30',
    'the page of its cases in a state': list,
    'a later one': `${list}&after=${far.at}~MIC-00000`,
  }
  return visits(bench, LOGIN, looks, seconds)
}

/** A year of stays at every entity, and cases of which 92 of a hundred are closed. */
async function fill(db: Database, cases: number): Promise<void> {
  const from = performance.now()
  const i = numbers('i', cases)
  const id = "'MIC-' || CAST(100000 + i AS text)"
  const version = 'CASE WHEN i % 3 = 0 THEN 2 ELSE 1 END'
  const at = `1735689600000 + CAST(i AS bigint) * 7919 % ${cases} * ${Math.floor(31_536_000_000 / cases)}`
  const standing = `CASE WHEN i / 100 % 100 < 92 THEN 'closed' ELSE ${pick(`i % ${STATES.length}`, STATES)} END`
  const programme = `CASE WHEN i % 100 < 94 THEN '${LARGE}' ELSE ${pick('i % 100 - 94', others)} END`
  const entity = `CASE WHEN i % 100 < 94 THEN ${pick('i % 100', entities)} ELSE ${pick(
    'i % 100 - 94',
    others.map((code) => programmes.get(code).entities[0]?.code ?? ''),
  )} END`
  const restricted = `CASE WHEN i % ${RESTRICTED} = 0 THEN 1 ELSE 0 END`
  const statements = [
    `INSERT INTO instances (id, workflow, version, revision, snapshot, hands, last_hash, sealed_revision)
     WITH RECURSIVE ${i} SELECT ${id}, 'complaint', ${version}, 8, '{}', '{}', '', 8 FROM i`,
    `INSERT INTO cases (id, workflow, version, programme, entity, channel, category, object, received_on, received_at,
       due_at, stage, state, mark, broken, identity, admissibility, founded, outcome, reopened, restricted)
     WITH RECURSIVE ${i} SELECT ${id}, 'complaint', ${version}, ${programme}, ${entity}, 'desk', 'X', 'X', '2025-01-01',
       ${at}, 0, 'close', ${standing}, 'stopped', 0, '', '', '', '', 0, ${restricted} FROM i`,
    `INSERT INTO registrations (case_id, description, language, relation, name, phone, email, address, cnie,
       external_key, registered_by, registered_at)
     WITH RECURSIVE ${i} SELECT ${id}, '', 'fr', 'anonymous', '', '', '', '', '', '', '', 0 FROM i`,
    ...['chief', 'clerk'].map(
      (user) =>
        `INSERT INTO case_handlers (case_id, user_id) SELECT id, '${user}' FROM cases WHERE restricted = 1`,
    ),
    `INSERT INTO stay_figures (workflow, programme, entity, day, version, state, bucket, n)
     WITH RECURSIVE ${named('e', 'entity', entities)}, ${numbers('d', 360)}, ${named('s', 'state', STATES)},
       ${numbers('l', LENGTHS.each)}
     SELECT 'complaint', '${LARGE}', entity, '2025-' || ${two('(d / 30 + 1)')} || '-' || ${two('(d % 30 + 1)')},
       1 + d / 180, state, (7 * l + d + e * 3 + s) % ${LENGTHS.all}, 1 + l % 3 FROM e, d, s, l`,
    ...[LARGE, ...others].map(
      (code) => `INSERT INTO stay_figures (workflow, programme, entity, day, version, state, bucket, n)
     SELECT workflow, '${code}', '', day, version, state, bucket, sum(n) FROM stay_figures
     WHERE programme = '${LARGE}' AND ${code === LARGE ? "entity <> ''" : `entity = '${entities[0]}'`}
     GROUP BY workflow, day, version, state, bucket`,
    ),
    `INSERT INTO stay_months (workflow, programme, entity, month, version, state, bucket, n)
     SELECT workflow, programme, entity, substr(day, 1, 7), version, state, bucket, sum(n)
     FROM stay_figures GROUP BY 1, 2, 3, 4, 5, 6, 7`,
  ]
  for (const statement of statements) await db.run(statement)
  if (db.kind === 'postgres') await db.write.raw('VACUUM ANALYZE')
  say(`filled in ${((performance.now() - from) / 1000).toFixed(0)} s`)
}
