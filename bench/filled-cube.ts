// What the cases of a filled archive are counted as, by SQL: the product's own counting would take an hour of it.
import type { Database } from '../src/platform/database.ts'
import { fillWith } from './filling.ts'
import { say } from './report.ts'

const facets = {
  '': "''",
  unit: 'unit',
  channel: 'channel',
  category: 'category',
  service: 'service',
  ground: 'ground',
  sex: 'sex',
  area: 'area',
  stage: 'stage',
  channelCategory: "channel || '/' || category",
  channelGround: "channel || '/' || ground",
}

/** Each case as far as it is counted, in a table of its own: joined once, and gone in the end. */
const facts = (
  done: number,
) => `CREATE TABLE bench_facts AS SELECT c.programme, c.entity, coalesce(c.unit, '') AS unit, c.channel,
  c.category, c.service, coalesce(c.ground, '') AS ground, coalesce(b.sex, '') AS sex,
  CASE b.rural WHEN 1 THEN 'rural' WHEN 0 THEN 'urban' ELSE '' END AS area, c.stage, c.received_on, c.closing_on,
  CASE WHEN c.admissibility = 'notComplaint' THEN 6 WHEN c.founded = 'yes' THEN 2 WHEN c.founded = 'no' THEN 4 ELSE 0 END
    + CASE WHEN c.closing_on IS NULL THEN 0 ELSE 1 END AS found,
  c.days * 2 + CASE WHEN c.closing_on > c.due_on THEN 1 ELSE 0 END AS took, p.due_on AS promised_on,
  CASE WHEN p.realised_on <= p.due_on THEN 1 ELSE 0 END AS kept,
  CASE c.mark WHEN 'dueSoon' THEN 1 WHEN 'overdue' THEN 2 WHEN 'late' THEN 3 ELSE 0 END AS mark
  FROM cases c JOIN seal_leaves l ON l.instance_id = c.id JOIN registrations r ON r.case_id = c.id
  LEFT JOIN beneficiaries b ON b.id = r.beneficiary_id LEFT JOIN commitments p ON p.case_id = c.id
  WHERE l.seal_id <= ${done} AND c.restricted = 0`

/** Each measure: its day, its bucket, and which cases it counts. */
const measures = {
  received: ['received_on', 'found', '1 = 1'],
  closed: ['closing_on', 'took', 'closing_on IS NOT NULL'],
  promised: ['promised_on', 'kept', 'promised_on IS NOT NULL'],
  open: ["''", 'mark', 'closing_on IS NULL'],
} as const

const COLUMNS = 'programme, entity, facet, measure, grain, span, part, bucket, n'

/** Fills the figures with every case but those under the last `left` seals, which wait to be counted. */
export async function fillCube(db: Database, left: number): Promise<void> {
  const from = performance.now()
  const [last] = await db.all<{ id: number }>('SELECT max(id) AS id FROM seals')
  const done = (last?.id ?? 0) - left
  const statements = [
    facts(done),
    ...Object.entries(facets).flatMap(([facet, part]) =>
      Object.entries(measures)
        .filter(([measure]) => facet !== 'stage' || measure === 'open')
        .map(
          ([measure, [span, bucket, when]]) => `INSERT INTO case_figures (${COLUMNS})
           SELECT programme, entity, '${facet}', '${measure}', '${measure === 'open' ? 'now' : 'day'}', ${span}, ${part},
             ${bucket}, count(*) FROM bench_facts WHERE ${when} GROUP BY 1, 2, 6, 7, 8`,
        ),
    ),
    `INSERT INTO case_figures (${COLUMNS}) SELECT programme, entity, facet, measure, 'month', substr(span, 1, 7), part,
       bucket, sum(n) FROM case_figures WHERE grain = 'day' GROUP BY 1, 2, 3, 4, 6, 7, 8`,
    `INSERT INTO case_figures (${COLUMNS}) SELECT programme, '', facet, measure, grain, span, part, bucket, sum(n)
       FROM case_figures WHERE entity <> '' GROUP BY 1, 3, 4, 5, 6, 7, 8`,
    `INSERT INTO case_figures (${COLUMNS}) SELECT programme, '', 'entity', measure, grain, span, entity, bucket, n
       FROM case_figures WHERE entity <> '' AND facet = ''`,
    'DROP TABLE bench_facts',
    `UPDATE counted_seals SET seal_id = ${done}`,
  ]
  await fillWith(db, statements)
  say(`counted in ${((performance.now() - from) / 1000).toFixed(0)} s`)
}
