// Cases with texts by the million, straight into the tables that a search reads: words as frequent and as rare as in life.

import { MOST_ROWS, tokensOf } from '../src/cases/search-index.ts'
import { placeFor, weekMark, weekOf } from '../src/cases/search-place.ts'
import { dayOf } from '../src/platform/clock.ts'
import type { Database, Row, Tx, Value } from '../src/platform/database.ts'
import { createProgrammes, programmes as packs } from '../src/programmes/index.ts'
import { type Draw, seededDraw } from '../test/support/draw.ts'
import { complainants } from './names.ts'
import { nthReference } from './references.ts'
import { say } from './report.ts'

const programmes = createProgrammes(packs)

/** Where 94 of a hundred cases are; the other programmes share the rest. */
export const LARGE = 'MICROFINANCE'
const YEAR = 365 * 86_400_000
const TOGETHER = 100
const COMMIT_EVERY = 2000

const frequent =
  `versement retard banque dossier mois recu pas demande compte agence aide montant carte guichet famille
  enfant ecole prime annee attente reponse service numero erreur paiement الدفعة البنك الملف الشهر المبلغ العائلة
  المدرسة الطلب الحساب تأخير`.split(/\s+/)
const syllables =
  'ba be bi bo da de di do fa fe fi la le li lo ma me mi mo na ne ni no ra re ri ro sa se si ta te ti to'.split(
    ' ',
  )
/** Words that one case in so many tells. */
export const rare = { quinquina: 100_000, bergamote: 5_000, zellij: 500 }

/** Fills a migrated database that has no case. */
export async function fillTold(db: Database, cases: number): Promise<void> {
  const from = performance.now()
  const gin =
    'CREATE INDEX search_texts_words ON search_texts USING gin (search_lexemes(words)) WITH (gin_pending_list_limit = 256)'
  if (db.kind === 'postgres') await db.write.raw('DROP INDEX search_texts_words')
  const draw = seededDraw(7)
  const next = complainants(draw)
  const now = Date.UTC(2026, 10, 20)
  for (let n = 0; n < cases; n += COMMIT_EVERY) {
    await db.transaction(async (tx) => {
      for (let at = n; at < Math.min(cases, n + COMMIT_EVERY); at += TOGETHER)
        await insertSome(
          db,
          tx,
          Array.from({ length: TOGETHER }, (_, one) => made(draw, next(), at + one, { cases, now })),
        )
    })
    if (n % 100_000 === 0) say(`${n} cases, ${((performance.now() - from) / 1000).toFixed(0)} s`)
  }
  if (db.kind === 'postgres') {
    await db.write.raw("SET maintenance_work_mem = '1GB'")
    await db.write.raw(gin)
    await db.write.raw('VACUUM ANALYZE')
  }
  say(`filled in ${((performance.now() - from) / 1000).toFixed(0)} s`)
}

type Rows = Record<'instances' | 'cases' | 'registrations' | 'search_texts', Row>

function made(
  draw: Draw,
  who: { name: string; phone: string; cnie: string },
  n: number,
  { cases, now }: { cases: number; now: number },
): Rows {
  const pack = draw.chance(94) ? programmes.get(LARGE) : draw.pick(programmes.all)
  const entity = draw.pick(pack.entities).code
  const channel = draw.pick(pack.channels).code
  const category = draw.pick(pack.categories).code
  const id = nthReference(pack.prefix, n, cases)
  const received_at = now - YEAR + Math.floor((n * YEAR) / cases)
  const received_on = dayOf(received_at)
  const open = received_at > now - 30 * 86_400_000 && draw.chance(80)
  const closing_on = open ? null : dayOf(received_at + draw.between(1, 30) * 86_400_000)
  const restricted = n % 500 === 0 ? 1 : 0
  const description = text(draw, n)
  const unit = draw.chance(50) ? draw.pick(pack.units).code : null
  const object = `${draw.pick(frequent)} ${draw.pick(frequent)}`
  const known = { programme: pack.code, entity, channel, category, restricted, external_key: '', ...who }
  const place = placeFor(id, received_at)
  const tokens = tokensOf(known, [
    { seq: 1, event: 'OPEN', field: 'description', text: `${object}\n${description}` },
  ])
  const words = tokens.map((token) => weekMark(weekOf(place)) + token).join(' ')
  return {
    instances: {
      id,
      workflow: 'complaint',
      version: 1,
      revision: 8,
      snapshot: '{}',
      hands: '{}',
      last_hash: '',
      sealed_revision: 8,
    },
    cases: {
      ...{
        id,
        workflow: 'complaint',
        version: 1,
        programme: pack.code,
        entity,
        unit,
        channel,
        category,
        object,
      },
      ...{
        received_on,
        received_at,
        due_at: received_at + 10 * 86_400_000,
        due_on: dayOf(received_at + 10 * 86_400_000),
      },
      ...{
        stage: open ? draw.pick(['receive', 'qualify', 'analyse', 'commit', 'respond']) : 'close',
        state: open ? 'qualified' : 'closed',
      },
      ...{
        mark: open ? draw.pick(['onTime', 'dueSoon', 'overdue', 'late', 'held']) : 'stopped',
        broken: 0,
        identity: 'verified',
      },
      ...{
        admissibility: 'complaint',
        founded: open ? 'unknown' : draw.pick(['yes', 'no']),
        ground: draw.chance(3) ? 'contestsRules' : null,
      },
      ...{
        outcome: open ? 'none' : 'answered',
        reopened: 0,
        closing_on,
        service: '',
        restricted,
        appeal: 'none',
        days: open ? null : 8,
      },
    },
    registrations: {
      ...{
        case_id: id,
        description,
        language: 'fr',
        relation: 'beneficiary',
        ...who,
        email: '',
        address: '',
        external_key: '',
      },
      ...{ registered_by: 'bench', registered_at: received_at },
    },
    search_texts: { n: place, case_id: id, words, ends: String(tokens.length) },
  }
}

/** Some forty words: a few that everybody uses, and others the rarer the longer their list. */
function text(draw: Draw, n: number): string {
  const words = Array.from({ length: 40 }, () =>
    draw.chance(45)
      ? (frequent[Math.floor(frequent.length * (draw.below(1000) / 1000) ** 2)] ?? '')
      : seldom(draw),
  )
  for (const [word, among] of Object.entries(rare)) if (n % among === 1) words.push(word)
  return words.join(' ')
}

const seldom = (draw: Draw): string => {
  const at = Math.floor(60_000 * (draw.below(1_000_000) / 1_000_000) ** 3)
  const by = syllables.length
  return `${syllables[at % by]}${syllables[Math.floor(at / by) % by]}${syllables[Math.floor(at / by / by) % by]}n`
}

async function insertSome(db: Database, tx: Tx, rows: readonly Rows[]): Promise<void> {
  const texts = new Map<number, Row>()
  for (const { search_texts } of rows) {
    while (texts.has(Number(search_texts.n))) search_texts.n = Number(search_texts.n) + 1
    texts.set(Number(search_texts.n), search_texts)
  }
  for (const table of ['instances', 'cases', 'registrations', 'search_texts'] as const)
    await insert(
      tx,
      table,
      rows.map((row) => row[table]),
    )
  if (db.kind === 'sqlite')
    await insert(
      tx,
      'search_index',
      [...texts].map(([n, { words }]) => ({ rowid: n * MOST_ROWS, words })),
    )
}

async function insert(tx: Tx, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const marks = `(${columns.map(() => '?').join(', ')})`
  await tx.run(
    `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${rows.map(() => marks).join(', ')}`,
    // Values of columns, as they were made above.
    rows.flatMap((row) => columns.map((column) => row[column] as Value)),
  )
}
