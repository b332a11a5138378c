// What databases keep beside their rows: of a case that left nothing, once the sweep has come by.
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { up } from '../../migrations/026_traces.ts'
import { countSealed, rebuildFigures } from '../../src/cases/counting.ts'
import { removeDeparted } from '../../src/cases/departures.ts'
import { findCases } from '../../src/cases/find-cases.ts'
import { recordReveal } from '../../src/cases/reveals.ts'
import { emptiedTables, leaveTraces, sweepTraces } from '../../src/cases/traces.ts'
import { general } from '../../src/engine/ledger.ts'
import { seal } from '../../src/engine/seals.ts'
import type { Database } from '../../src/platform/database.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { handOver, markedFamily, markersOf, told } from './release-office.ts'

/** Letters that look drawn, the same at each run; every word another one. */
function wordsFrom(seed: number): () => string {
  let state = seed
  const letter = () => {
    state = (state * 48_271) % 2_147_483_647
    return 'abcdefghijklmnopqrstuvwxyz'.charAt(state % 26)
  }
  return () => Array.from({ length: 9 }, letter).join('')
}

/** Every word begins with so many letters of its week. */
const WEEK = 3

eachDatabase('what a database keeps beside its rows', (open, kind) => {
  let office: Office
  let db: Database
  const statements: string[] = []
  beforeEach(async () => {
    const database = await open({ afterStatement: (sql) => void statements.push(sql) })
    db = database.db
    office = await openOffice(db)
    statements.length = 0
  })

  const find = async (text: string) =>
    (await findCases(db, office.staff.clerk, { text, filters: {} })).rows.map(({ id }) => id)
  const revisionOf = async (id: string): Promise<number> =>
    (await db.read('instances').where({ id }).first('revision')).revision

  /** Cases of several hundred words that no other has. */
  async function fill(count: number, word: () => string): Promise<Map<string, string[]>> {
    const all = new Map<string, string[]>()
    for (let n = 0; n < count; n += 1) {
      const [words, name] = [Array.from({ length: 400 }, word), [word(), word()]]
      const id = await office.register({ description: words.join(' '), name: name.join(' ') })
      all.set(id, [...words, ...name])
    }
    return all
  }

  /** The words in the files of these indexes, as they lie on the disk. */
  async function wordsIn(indexes: readonly string[], words: readonly string[]): Promise<string[]> {
    await db.write.raw('CHECKPOINT')
    const found = new Set<string>()
    for (const index of indexes) {
      const [place] = await db.all<{ dir: string; file: string }>(
        "SELECT current_setting('data_directory') AS dir, pg_relation_filepath(?) AS file",
        [index],
      )
      const bytes = (await readFile(path.join(place?.dir ?? '', place?.file ?? ''))).toString('latin1')
      for (const word of words.filter((one) => bytes.includes(one))) found.add(word)
    }
    return [...found]
  }

  /** What FTS5 keeps as signposts: beginnings of words of these, and of none of those. */
  async function signposts(gone: readonly string[], left: readonly string[]): Promise<string[]> {
    const rows = await db.all<{ term: string }>('SELECT CAST(term AS text) AS term FROM search_index_idx')
    // Behind the kind of a term, and the week.
    return rows
      .map(({ term }) => term.slice(1 + WEEK))
      .filter((end) => end.length > 2)
      .filter(
        (end) => gone.some((word) => word.startsWith(end)) && !left.some((word) => word.startsWith(end)),
      )
  }

  test('is nothing of several hundred words of cases that left, and all of those that stay', {
    timeout: 120_000,
  }, async () => {
    const all = await fill(24, wordsFrom(7))
    const ids = [...all.keys()]
    const leaving = ids.slice(3, 13)
    const gone = leaving.flatMap((id) => all.get(id) ?? [])
    const left = ids.filter((id) => !leaving.includes(id)).flatMap((id) => all.get(id) ?? [])
    const indexes = ['search_texts_words', 'search_keys_pkey']
    const known = () => (kind === 'sqlite' ? signposts(gone, left) : wordsIn(indexes, gone))

    for (const id of leaving) await handOver(office, id)
    await office.work()
    expect((await known()).length).toBeGreaterThan(5)

    expect(await sweepTraces(db)).toBe(true)
    await removeDeparted(db, office.dataDir)

    expect(await known()).toEqual([])
    if (kind === 'postgres') expect(await wordsIn(indexes, left)).toEqual(left)
    for (const id of ids.filter((one) => !leaving.includes(one)))
      expect(await find(all.get(id)?.[17] ?? '')).toEqual([id])
    for (const id of leaving) expect(await find(all.get(id)?.[17] ?? '')).toEqual([])
    expect(await db.read('traces')).toEqual([])
    expect(await sweepTraces(db)).toBe(false)
  })

  test('lets go of a case each time one leaves, with what was taken on in between', {
    timeout: 120_000,
  }, async () => {
    const word = wordsFrom(11)
    for (let n = 0; n < 3; n += 1) {
      const all = await fill(6, word)
      const [first = '', ...others] = all.keys()
      const gone = all.get(first) ?? []
      await handOver(office, first)
      await sweepTraces(db)

      if (kind === 'sqlite') {
        const left = (await db.read('search_texts').pluck('words'))
          .flatMap((words: string) => words.split(' '))
          .map((one) => one.slice(WEEK))
        expect(await signposts(gone, left)).toEqual([])
      } else expect(await wordsIn(['search_texts_words'], gone)).toEqual([])
      for (const id of others) expect(await find(all.get(id)?.[3] ?? '')).toEqual([id])
    }
    if (kind === 'sqlite') await db.run("INSERT INTO search_index (search_index) VALUES ('integrity-check')")
  })

  test('is emptied in every table a departure touches, and in no other', async () => {
    const { first } = await markedFamily(office)
    await seal(db, office.clock)
    await countSealed(db)
    statements.length = 0

    await office.transfer(first, { nature: 'rape', revision: await revisionOf(first) }, office.staff.clerk)

    const touched = statements.flatMap((sql) => {
      const [, table = ''] = /^\s*(?:DELETE FROM|UPDATE) (\w+)/.exec(sql) ?? []
      return table && !/^(sensitive_|vault$|departures$|counted_seals$|beneficiaries$)/.test(table)
        ? [table]
        : []
    })
    expect([...new Set(touched)].filter((table) => !emptiedTables.some((one) => one === table))).toEqual([])
    for (const table of ['registrations', 'messages', 'reveals', 'case_figures', 'searches'])
      expect(touched).toContain(table)
  })

  describe.each(['otherBody', 'confidential'] as const)('with a case that leaves to %s:', (destination) => {
    const leave = async (id: string) =>
      destination === 'otherBody'
        ? handOver(office, id)
        : office.transfer(id, { nature: 'rape', revision: await revisionOf(id) }, office.staff.clerk)

    test('who saw its numbers goes, and of no other case', async () => {
      const [id, other] = [await office.register(told), await office.register()]
      for (const one of [id, other]) await recordReveal(db, office.clock, one, office.staff.clerk2)

      await leave(id)

      expect(await db.read('reveals').pluck('case_id')).toEqual([other])
    })

    test('no figure stays with nothing in it', async () => {
      for (let n = 0; n < 3; n += 1) await office.register()
      const { first } = await markedFamily(office)
      await seal(db, office.clock)
      await countSealed(db)

      await leave(first)

      expect(await db.read('case_figures').where({ n: 0 })).toEqual([])
      await seal(db, office.clock)
      await countSealed(db)
      const order = ['programme', 'entity', 'facet', 'measure', 'grain', 'span', 'part', 'bucket']
      const kept = await db.read('case_figures').orderBy(order)
      expect(kept.length).toBeGreaterThan(0)
      await rebuildFigures(db)
      expect(await db.read('case_figures').orderBy(order)).toEqual(kept)
    })
  })

  describe.runIf(kind === 'postgres')('on PostgreSQL:', () => {
    /** How many sweeps wait for somebody who reads. */
    const waiting = async ({ all }: Database): Promise<number> => {
      const sweeps = await all(
        `SELECT pid FROM pg_stat_activity
         WHERE datname = current_database() AND query LIKE 'REINDEX%' AND wait_event = 'virtualxid'`,
      )
      return sweeps.length
    }
    const sampled = async (): Promise<string[]> => {
      const rows = await db.all<{ place: string; said: string }>(
        `SELECT tablename || '.' || attname AS place, coalesce(histogram_bounds::text, '') ||
           coalesce(most_common_vals::text, '') || coalesce(most_common_elems::text, '') AS said
         FROM pg_stats WHERE schemaname = 'public' ORDER BY 1`,
      )
      return rows.filter(({ said }) => markersOf(said).length > 0).map(({ place }) => place)
    }

    test('statistics keep what searches need, and nothing of it after the sweep', async () => {
      for (let n = 0; n < 5; n += 1) await office.register({ name: `Autre${n} Nomme` })
      const id = await office.register(told)
      await db.write.raw('ANALYZE')
      expect(await sampled()).toEqual([
        'search_keys.word',
        'search_texts.words',
        'search_texts_words.search_lexemes',
      ])

      await handOver(office, id)
      await sweepTraces(db)

      expect(await sampled()).toEqual([])
    })

    test('statistics that were taken before forget what is told', async () => {
      for (let n = 0; n < 5; n += 1) await office.register({ name: `Autre${n} Nomme` })
      await office.register(told)
      await db.write.raw('DROP TABLE traces')
      await db.write.raw('ALTER TABLE registrations ALTER COLUMN name SET STATISTICS -1')
      await db.write.raw('ANALYZE')
      expect(await sampled()).toContain('registrations.name')

      await up(db.write)

      expect(await sampled()).not.toContain('registrations.name')
      await db.write.raw('ANALYZE')
      expect(await sampled()).not.toContain('registrations.name')
    })

    test('an index that was left half made is dropped, and those of others stay', async () => {
      const id = await office.register(told)
      await db.write.raw('CREATE INDEX search_keys_pkey_ccnew ON search_keys (word)')
      await db.write.raw('CREATE INDEX search_keys_pkey_ccnew1 ON search_keys (word)')
      await db.write.raw(
        "UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'search_keys_pkey_ccnew'::regclass",
      )
      await handOver(office, id)

      await sweepTraces(db)

      const left = await db.all<{ indexname: string }>(
        "SELECT indexname FROM pg_indexes WHERE indexname LIKE 'search_keys_pkey%' ORDER BY 1",
      )
      expect(left.map(({ indexname }) => indexname)).toEqual(['search_keys_pkey', 'search_keys_pkey_ccnew1'])
    })

    test('no ledger waits for a sweep to be sealed, however long that waits itself', async () => {
      const { db: mine, road } = office
      await handOver(office, await office.register(told))

      for (const { sealLock } of [general, road.ledger]) {
        await leaveTraces(mine)
        const sweeping = await mine.transaction(async (tx) => {
          // Whoever makes an index anew waits for everybody who has begun to read.
          await tx.all('SELECT one FROM traces')
          const sweep = sweepTraces(mine)
          await vi.waitUntil(async () => (await waiting(mine)) > 0, { timeout: 20_000 })
          await mine.transaction((other) => other.all('SELECT pg_advisory_xact_lock(?)', [sealLock]))
          return { sweep }
        })
        expect(await sweeping.sweep).toBe(true)
      }
    })

    test('one of several workers does it', async () => {
      const id = await office.register(told)
      await handOver(office, id)

      const both = await Promise.all([sweepTraces(db), sweepTraces(db)])

      expect(both).toContain(true)
      expect(await db.read('traces')).toEqual([])
      expect(await find('zqxkwvprenom')).toEqual([])
    })
  })
})
