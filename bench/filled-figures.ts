// An archive to count: cases, sheets, promises and seals by the million, straight into the tables.
import type { Database } from '../src/platform/database.ts'
import { createProgrammes, programmes as packs } from '../src/programmes/index.ts'
import { dayAfter, fillWith, numbers, pick } from './filling.ts'
import { say } from './report.ts'

/** Where 94 of a hundred cases are; the other programmes share the rest. */
export const LARGE = 'MICROFINANCE'
export const others = packs.map(({ code }) => code).filter((code) => code !== LARGE)
export const YEAR = { from: '2025-01-01', to: '2025-12-31' }
/** So many cases lie under one seal, as many as one takes. */
export const UNDER_A_SEAL = 1000
/** One of so many cases is restricted. */
const RESTRICTED = 500
/** A channel that one of 50,000 cases came by. */
export const RARE = 'social'
/** So many of a hundred cases are closed; have a sheet; were promised a day. */
const OF_100 = { closed: 92, sheet: 60, promised: 20 }

const programmes = createProgrammes(packs)
const large = programmes.get(LARGE)
export const entities = large.entities.map(({ code }) => code)

/** A number below `below` that looks drawn: another `salt`, another draw. */
const drawn = (salt: number, below: number) => `(CAST(i AS bigint) * ${salt} + i / 97) % ${below}`

/** The code of each programme's own list that a draw stands for; every third draw is one of the first two. */
function ofProgramme(salt: number, codesOf: (code: string) => readonly string[]): string {
  const one = (codes: readonly string[]): string =>
    `CASE WHEN ${drawn(salt, 3)} = 0 THEN ${pick(drawn(salt + 2, Math.min(2, codes.length)), codes.slice(0, 2))}
     ELSE ${pick(drawn(salt + 4, codes.length), codes)} END`
  const cases = others.map((code, n) => `WHEN ${94 + n} THEN ${one(codesOf(code))}`)
  return `CASE i % 100 ${cases.join(' ')} ELSE ${one(codesOf(LARGE))} END`
}

/** A year of cases at every entity, each under a seal that is not counted yet. */
export async function fillArchive(db: Database, cases: number): Promise<void> {
  const from = performance.now()
  const i = numbers('i', cases)
  const id = "'MIC-' || CAST(100000000 + i AS text)"
  const sheet = `CASE WHEN ${drawn(61, 100)} < ${OF_100.sheet} THEN 'S' || CAST(i AS text) ELSE NULL END`
  const lists = (of: 'categories' | 'units' | 'channels') => (code: string) =>
    programmes.get(code)[of].map((item) => item.code)
  const services = (code: string) => ['', ...programmes.get(code).services.map((item) => item.code)].slice(-2)
  const entity = `CASE WHEN i % 100 < 94 THEN ${pick('i % 100', entities)} ELSE ${pick(
    'i % 100 - 94',
    others.map((code) => programmes.get(code).entities[0]?.code ?? ''),
  )} END`
  const due = dayAfter(db, 'received_on', '10')
  const statements = [
    `INSERT INTO instances (id, workflow, version, revision, snapshot, hands, last_hash, sealed_revision)
     WITH RECURSIVE ${i} SELECT ${id}, 'complaint', 1, 8, '{}', '{}', '', 8 FROM i`,
    `INSERT INTO cases (id, workflow, version, programme, entity, unit, channel, category, service, object,
       received_on, received_at, due_on, due_at, stage, state, mark, broken, identity, admissibility, founded, ground,
       outcome, reopened, restricted, closing_on, days)
     WITH RECURSIVE ${i}, drawn AS (SELECT i, ${drawn(7919, 365)} AS day,
       CASE WHEN ${drawn(53, 10)} = 0 THEN ${drawn(67, 90)} ELSE ${drawn(71, 14)} END AS took,
       CASE WHEN ${drawn(31, 100)} < ${OF_100.closed} THEN 1 ELSE 0 END AS closed FROM i),
     dated AS (SELECT i, took, closed, day, ${dayAfter(db, `'${YEAR.from}'`, 'day')} AS received_on FROM drawn)
     SELECT ${id}, 'complaint', 1,
       CASE WHEN i % 100 < 94 THEN '${LARGE}' ELSE ${pick('i % 100 - 94', others)} END, ${entity},
       CASE WHEN ${drawn(37, 3)} = 0 THEN ${ofProgramme(41, lists('units'))} ELSE NULL END,
       CASE WHEN i % 50000 = 7 THEN '${RARE}' ELSE ${ofProgramme(11, lists('channels'))} END, ${ofProgramme(17, lists('categories'))}, ${ofProgramme(23, services)},
       'X', received_on, 1735689600000 + CAST(day AS bigint) * 86400000 + i % 86400000, ${due}, 0,
       CASE WHEN closed = 1 THEN 'close' ELSE ${pick(drawn(43, 5), ['receive', 'qualify', 'analyse', 'commit', 'respond'])} END,
       'received', CASE WHEN closed = 1 THEN 'stopped' ELSE ${pick(drawn(47, 4), ['onTime', 'dueSoon', 'overdue', 'late'])} END,
       0, '', CASE WHEN ${drawn(73, 12)} = 0 THEN 'notComplaint' ELSE 'complaint' END,
       ${pick(drawn(79, 3), ['yes', 'no', 'unknown'])},
       CASE WHEN ${drawn(79, 3)} = 1 THEN ${pick(drawn(83, 3), ['contestsRules', 'undeclaredChange', 'falseDeclaration'])} ELSE NULL END,
       '', 0, CASE WHEN i % ${RESTRICTED} = 0 THEN 1 ELSE 0 END,
       CASE WHEN closed = 1 THEN ${dayAfter(db, 'received_on', 'took')} ELSE NULL END,
       CASE WHEN closed = 1 THEN took ELSE NULL END FROM dated`,
    `INSERT INTO registrations (case_id, description, language, relation, name, phone, email, address, cnie,
       beneficiary_id, external_key, registered_by, registered_at)
     WITH RECURSIVE ${i} SELECT ${id}, '', 'fr', 'anonymous', '', '', '', '', '', ${sheet}, '', '', 0 FROM i`,
    `INSERT INTO beneficiaries (id, programme, number, cnie, name, name_ar, phone, sex, commune, province, rural,
       children, payment, amount)
     SELECT beneficiary_id, '${LARGE}', beneficiary_id, '', '', '', '',
       CASE WHEN case_id < ${"'MIC-' || CAST(100000000 + "}${Math.floor(cases / 3)} AS text) THEN 'M' ELSE 'F' END, '', '',
       CASE WHEN substr(beneficiary_id, length(beneficiary_id), 1) < '4' THEN 1 ELSE 0 END, 0, '', 0
     FROM registrations WHERE beneficiary_id IS NOT NULL`,
    `INSERT INTO commitments (case_id, n, programme, unit, given_on, due_on, notified_on, realised_on, status)
     WITH RECURSIVE ${i}, p AS (SELECT ${id} AS case_id FROM i WHERE ${drawn(59, 100)} < ${OF_100.promised})
     SELECT id, 1, programme, coalesce(unit, ''), received_on, ${dayAfter(db, 'received_on', '15')}, received_on,
       CASE WHEN founded = 'yes' THEN ${dayAfter(db, 'received_on', '20')} ELSE ${dayAfter(db, 'received_on', '12')} END, 'kept'
     FROM cases JOIN p ON p.case_id = cases.id`,
    ...['chief', 'clerk'].map(
      (user) =>
        `INSERT INTO case_handlers (case_id, user_id) SELECT id, '${user}' FROM cases WHERE restricted = 1`,
    ),
    `INSERT INTO seals (id, at, leaves, root, prev_hash, hash)
     WITH RECURSIVE ${numbers('s', Math.ceil(cases / UNDER_A_SEAL))} SELECT s + 1, 0, ${UNDER_A_SEAL}, '', '', '' FROM s`,
    `INSERT INTO seal_leaves (seal_id, instance_id, revision, hash)
     SELECT (row_number() OVER (ORDER BY received_at, id) - 1) / ${UNDER_A_SEAL} + 1, id, 8, '' FROM cases`,
  ]
  await fillWith(db, statements)
  say(`filled in ${((performance.now() - from) / 1000).toFixed(0)} s`)
}
