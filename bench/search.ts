// Searching a large archive by words and filters, as each role: what a page costs must not grow with what is searched.
import type { Viewer } from '../src/cases/desks.ts'
import { excerptsOf } from '../src/cases/excerpts.ts'
import { type Asked, findCases } from '../src/cases/find-cases.ts'
import { type Database, openDatabase } from '../src/platform/database.ts'
import { createProgrammes, programmes as packs } from '../src/programmes/index.ts'
import type { Role } from '../workflows/kit.ts'
import { type Kind, withDatabase } from './databases.ts'
import { cpuEach, percentile, repeat } from './measure.ts'
import type { Options } from './options.ts'
import { type Line, type Section, say } from './report.ts'
import { fillTold, LARGE } from './told-cases.ts'

const programmes = createProgrammes(packs)
const pack = programmes.get(LARGE)
const as = (role: Role, entity: string, ...codes: string[]): Viewer => ({
  id: role,
  grants: codes.map((programme) => ({ role, programme, entity })),
})
const place = pack.entities[7]?.code ?? ''

const people = {
  'auditor of everything': as('auditor', '', ...packs.map(({ code }) => code)),
  'auditor of a programme': as('auditor', '', LARGE),
  'supervisor of one of 94 places': as('supervisor', place, LARGE),
  'clerk of a small programme': as('clerk', 'RABAT', 'DAAM'),
  'processor of a unit': as('processor', pack.units[0]?.code ?? '', LARGE),
}

const questions: Record<string, Asked> = {
  'a frequent word': { text: 'versement ', filters: {} },
  'a rare word': { text: 'quinquina ', filters: {} },
  'a word of one in 5,000': { text: 'bergamote ', filters: {} },
  'two frequent words': { text: 'versement banque ', filters: {} },
  'a frequent and a rare word': { text: 'versement zellij ', filters: {} },
  'the beginning of a frequent word': { text: 'vers', filters: {} },
  'a beginning that many words have': { text: 'bab', filters: {} },
  'an Arabic word': { text: 'الدفعة ', filters: {} },
  'a word nobody told': { text: 'xylophone ', filters: {} },
  'a word, still open, late': { text: 'versement ', filters: { mark: 'late' } },
  'a word and a rare ground': { text: 'versement ', filters: { ground: 'contestsRules', channel: 'email' } },
  'a word, closed in one month': {
    text: 'banque ',
    filters: { closedFrom: '2026-03-01', closedTo: '2026-03-31' },
  },
  'filters alone': { text: '', filters: { channel: 'phone', verdict: 'no', receivedTo: '2026-06-30' } },
  'filters alone, rarely met': { text: '', filters: { verdict: 'request' } },
}

/** Measures both databases, unless only SQLite is asked for. */
export async function searches({ cases, seconds, postgres }: Options): Promise<Section[]> {
  const kinds: Kind[] = postgres ? ['sqlite', 'postgres'] : ['sqlite']
  const sections: Section[] = []
  for (const kind of kinds)
    await withDatabase(kind, async ({ url }) => {
      const db = openDatabase(url)
      try {
        await fillTold(db, cases)
        sections.push(...(await measureAll(db, seconds, `${cases} cases, ${kind}`)))
      } finally {
        await db.close()
      }
    })
  return sections
}

/** Every question as every role. */
export async function measureAll(db: Database, seconds: number, where: string): Promise<Section[]> {
  const sections: Section[] = []
  for (const [who, viewer] of Object.entries(people)) {
    sections.push({ title: `Searches by the ${who}, ${where}`, lines: await measure(db, viewer, seconds) })
    say(`measured the ${who}`)
  }
  return sections
}

async function measure(db: Database, viewer: Viewer, seconds: number): Promise<Line[]> {
  const lines: Line[] = []
  for (const [what, asked] of Object.entries(questions)) {
    const first = await findCases(db, viewer, asked)
    lines.push(await line(what, seconds, first.count?.n ?? 0, () => page(db, viewer, asked)))
    if (what !== 'a frequent word' || first.next === null) continue
    const after = first.next
    lines.push(await line('its second page', seconds, 0, () => page(db, viewer, { ...asked, after })))
  }
  return lines
}

/** What a page asks: the cases, and why each was found. */
async function page(db: Database, viewer: Viewer, asked: Asked): Promise<void> {
  const { rows, words } = await findCases(db, viewer, asked)
  await excerptsOf(
    db,
    rows.map(({ id }) => id),
    words,
  )
}

async function line(what: string, seconds: number, found: number, ask: () => Promise<void>): Promise<Line> {
  const tally = await repeat(seconds, 1, ask)
  const { times } = tally
  return {
    what,
    figures: {
      found,
      'p50 ms': percentile(times, 50),
      'p95 ms': percentile(times, 95),
      'cpu ms': cpuEach(tally),
    },
  }
}
