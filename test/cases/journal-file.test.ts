// The journal as a file: it proves itself with nothing beside it, shows nothing that is not the reader's, and tells what was done to it.
import { beforeAll, describe, expect, test } from 'vitest'
import { type FileQuery, journalFile, newestSeal } from '../../src/cases/journal-file.ts'
import { checkFile, type Noted } from '../../src/engine/check-file.ts'
import { erase } from '../../src/engine/erase.ts'
import { hashOf } from '../../src/engine/journal.ts'
import { createScribe, FILE_BEGINS, type Line, readLine } from '../../src/engine/journal-file.ts'
import { lastSeal, seal } from '../../src/engine/seals.ts'
import { breakIn, keepTables } from '../engine/intruder.ts'
import { days, testClock } from '../support/clock.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'
import { type Name, names, type Office, openOffice } from '../support/office.ts'
import { handOver } from './release-office.ts'
import { lead, leadTo } from './roads.ts'

async function* linesOf(text: string): AsyncGenerator<string> {
  for (const line of text.split('\n').slice(0, -1)) yield line
}
const check = (text: string, noted?: Noted) => checkFile(linesOf(text), noted)
const unbound = (text: string): Line[] => {
  let before = FILE_BEGINS
  return text
    .split('\n')
    .slice(0, -1)
    .flatMap((written) => {
      const read = readLine(written, before)
      before = read?.link ?? before
      return read ? [read.line] : []
    })
}
/** The same lines bound anew, as somebody would who knows the format. */
const bound = (lines: readonly Line[]): string => {
  const scribe = createScribe()
  return lines.map((line) => scribe.write(line)).join('')
}

eachDatabase('the journal as a file', (open) => {
  let office: Office
  let database: TestDatabase
  let ids: Record<'closed' | 'open' | 'restricted' | 'gone' | 'erased', string>
  let text: string
  let lines: Line[]

  const fileFor = async (who: Name | Office['staff'][Name] = 'auditor', part: Partial<FileQuery> = {}) => {
    const viewer = typeof who === 'string' ? office.staff[who] : who
    const query = {
      programme: 'DAAM',
      prefix: 'DAA',
      seal: await newestSeal(office.db),
      at: office.clock.now(),
    }
    let written = ''
    for await (const piece of journalFile(office.db, viewer, { ...query, ...part })) written += piece
    return written
  }

  beforeAll(async () => {
    database = await open()
    office = await openOffice(database.db, { clock: testClock('2026-11-02') })
    const sealNow = () => seal(office.db, office.clock)
    ids = { closed: await office.register(), open: '', restricted: '', gone: '', erased: '' }
    await lead(office, ids.closed, 'qualify', 'conclude')
    await sealNow()
    ids.restricted = await office.register()
    ids.gone = await leadTo(office, 'qualified')
    await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
    for (let n = 0; n < 6; n += 1) await office.register()
    await sealNow()
    office.clock.advance(days(1))
    await lead(office, ids.closed, 'answer', 'approve', 'send', 'close')
    ids.open = await leadTo(office, 'promised')
    ids.erased = await leadTo(office, 'returned')
    await office.db.transaction((tx) => erase(tx, ids.erased, [2, 3], 'retention', office.clock.now()))
    await lead(office, ids.restricted, 'withdraw')
    await office.db.write('cases').where({ id: ids.restricted }).update({ restricted: 1 })
    await handOver(office, ids.gone)
    await sealNow()
    // What is not sealed yet is in no file.
    await office.register()
    text = await fileFor()
    lines = unbound(text)
  }, 120_000)

  test('is proved by itself, whole, up to its last seal', async () => {
    const head = await lastSeal(office.db)
    const rows = await office.db
      .read('journal')
      .join('cases', 'cases.id', 'journal.instance_id')
      .join('instances', 'instances.id', 'cases.id')
      .where({ programme: 'DAAM', restricted: 0 })
      .whereRaw('journal.seq <= instances.sealed_revision')

    const report = await check(text)

    expect(report.fault).toBeUndefined()
    expect(report).toMatchObject({ seals: 3, rows: rows.length, head: { id: head?.id, hash: head?.hash } })
    expect(report.erased).toBeGreaterThanOrEqual(3)
    expect((await check(text, { head: { id: head?.id, hash: head?.hash ?? '' } })).fault).toBeUndefined()
    expect((await check(text, { head: { hash: head?.hash ?? '' } })).fault).toBeUndefined()
    expect((await check(text, { fingerprint: report.fingerprint })).fault).toBeUndefined()
  })

  test('holds nothing that was typed, no name of a person, and not the references of what is left out', async () => {
    const other = await office.db.read('cases').where({ programme: 'TAYSSIR' }).pluck('id')

    expect(text).not.toMatch(/Versement|Fatima|Idrissi|salt|opening/)
    for (const { name } of Object.values(office.staff)) expect(text).not.toContain(name)
    for (const id of [ids.restricted, ...other]) expect(text).not.toContain(id)
    expect(text).toContain(ids.gone)
    expect((await check(text)).apart).toBeGreaterThanOrEqual(3)
  })

  test('proves the seals to whoever audits one place, or none of it', async () => {
    const rabat = await office.hire('rabat', [{ role: 'auditor', programme: 'DAAM', entity: 'RABAT' }])
    const jerada = await office.hire('jerada', [{ role: 'auditor', programme: 'DAAM', entity: 'JERADA' }])

    const [here, there] = [await fileFor(rabat), await fileFor(jerada)]

    expect(await check(here)).toMatchObject({ fault: undefined, seals: 3 })
    expect(await check(there)).toMatchObject({ fault: undefined, seals: 3, rows: 0, cases: 0 })
    expect(there).not.toContain('DAA-')
  })

  test.each(names.filter((name) => name !== 'auditor'))('gives %s no row at all', async (name) => {
    expect(await check(await fileFor(name))).toMatchObject({ fault: undefined, rows: 0 })
  })

  test('leaves out a case that a person handed over by name', async () => {
    const intruder = breakIn(database)
    const putBack = await keepTables(intruder, ['journal'])
    await intruder('journal').where({ event: 'RELEASE' }).update({ actor: office.staff.clerk.id })
    const written = await fileFor()
    await putBack()
    await intruder.destroy()

    expect(written).not.toContain(ids.gone)
    expect((await check(written)).fault).toBeUndefined()
  })

  describe('tells what was done to it, and where:', () => {
    const at = (kind: Line['kind'], id?: string, seq?: number) =>
      lines.findIndex(
        (line) =>
          line.kind === kind &&
          (!id || ('instance_id' in line && line.instance_id === id)) &&
          (!seq || ('seq' in line && line.seq === seq)),
      )
    const written = () => text.split('\n').slice(0, -1)
    const joined = (all: readonly string[]) => `${all.join('\n')}\n`

    test('a row that was altered', async () => {
      const n = at('row', ids.closed, 2)
      const altered = written().with(n, written()[n]?.replace('QUALIFY', 'CONCLUDE') ?? '')

      expect((await check(joined(altered))).fault?.line).toBe(n + 1)
    })

    test('a row that was altered, and every line bound anew', async () => {
      const n = at('row', ids.closed, 2)
      const row = lines[n]
      const changed = lines.with(n, { ...row, actor: 'somebody' } as Line)

      expect((await check(bound(changed))).fault).toEqual({
        line: n + 1,
        what: `${ids.closed} 2: its hash is not that of what it says`,
      })
    })

    test('a row that was altered with its hash, and every line bound anew', async () => {
      const n = at('row', ids.closed, 2)
      const row = lines[n]
      if (row?.kind !== 'row') throw new Error('no row')
      const { kind, erased, ...entry } = row
      const bare = { ...entry, actor: 'somebody' }
      const changed = lines.with(n, { kind, ...bare, hash: hashOf(bare), erased })

      expect((await check(bound(changed))).fault).toEqual({
        line: n + 2,
        what: `${ids.closed} 3: it does not hold the hash of row 2`,
      })
    })

    test('a row that was deleted', async () => {
      const n = at('row', ids.closed, 2)

      expect((await check(joined(written().toSpliced(n, 1)))).fault?.line).toBe(n + 1)
      expect((await check(bound(lines.toSpliced(n, 1)))).fault).toEqual({
        line: n + 1,
        what: `${ids.closed} 2: missing; the next row is 3`,
      })
    })

    test('the last row of a case that was deleted', async () => {
      const n = at('row', ids.closed, 7)

      expect((await check(bound(lines.toSpliced(n, 1)))).fault).toEqual({
        line: n + 1,
        what: `${ids.closed} 7: missing; seal 3 holds it up to 7`,
      })
    })

    test('a case that was deleted', async () => {
      const without = lines.filter((line) => !('instance_id' in line && line.instance_id === ids.open))

      const { fault } = await check(bound(without))

      expect(fault).toMatchObject({ what: 'seal 3: what stands under it is not what it sealed' })
      expect(without[(fault?.line ?? 0) - 1]).toMatchObject({ kind: 'seal', id: 3 })
    })

    test('rows and cases that were put in another order', async () => {
      const n = at('row', ids.closed, 2)
      const [second, third] = [lines[n], lines[n + 1]]
      if (!second || !third) throw new Error('no rows')

      expect((await check(bound(lines.with(n, third).with(n + 1, second)))).fault?.line).toBe(n + 1)
      const [one = '', two = ''] = written().slice(n, n + 2)
      expect(
        (
          await check(
            joined(
              written()
                .with(n, two)
                .with(n + 1, one),
            ),
          )
        ).fault?.line,
      ).toBe(n + 1)
    })

    test('a seal that was altered', async () => {
      const n = at('seal')
      const { kind, ...first } = lines[n] as Extract<Line, { kind: 'seal' }>

      expect((await check(bound(lines.with(n, { kind, ...first, at: 1 })))).fault).toEqual({
        line: n + 1,
        what: 'seal 1: its hash is not that of what it says',
      })
    })

    test('an erasure that was altered, added or taken away', async () => {
      const n = at('row', ids.erased, 2)
      const changes: Partial<Extract<Line, { kind: 'row' }>>[] = [
        { erased: { at: 1, reason: 'retention' } },
        { erased: null },
      ]
      const { fingerprint } = await check(text)
      for (const change of changes) {
        const changed = lines.with(n, { ...lines[n], ...change } as Line)
        const line = JSON.stringify(changed[n]).slice(0, -1)
        const link = written()[n]?.slice(-74) ?? ''

        expect((await check(joined(written().with(n, `${line}${link}`)))).fault?.line).toBe(n + 1)
        // Bound anew it agrees with itself; the fingerprint that the product kept does not.
        expect((await check(bound(changed), { fingerprint })).fault).toEqual({
          line: 0,
          what: 'its fingerprint is not the one that was noted',
        })
      }
    })

    test('a file that was cut short, wherever, and one that goes on after its end', async () => {
      for (const length of [0, 1, 2, 7, lines.length - 1])
        expect((await check(joined(written().slice(0, length)).trimStart())).fault).toEqual({
          line: length + 1,
          what: 'missing: the file was cut short',
        })
      const half = text.slice(0, text.length - 30)
      expect((await check(`${half}\n`)).fault?.line).toBe(lines.length)
      expect((await check(`${text}${written().at(-1)}\n`)).fault?.line).toBe(lines.length + 1)
    })

    test('a tail that was deleted, seals and all, against a seal noted elsewhere', async () => {
      const third = lines.findIndex((line) => line.kind === 'seal' && line.id === 3)
      const head = await lastSeal(office.db)
      const shorter = lines.slice(0, third)
      const end: Line = { kind: 'end', lines: third + 1 }
      const first = { ...lines[0], seals: 2 } as Line
      const forged = bound([first, ...shorter.slice(1), end])

      expect((await check(forged)).fault).toBeUndefined()
      expect((await check(forged, { head: { id: 3, hash: head?.hash ?? '' } })).fault).toEqual({
        line: 0,
        what: 'the seal that was noted is not in this file',
      })
      expect((await check(bound([...shorter, end]))).fault?.what).toMatch(/made up to seal 3, and ends at 2/)
    })

    test('a noted seal with another hash', async () => {
      expect((await check(text, { head: { id: 2, hash: '0'.repeat(64) } })).fault?.what).toBe(
        'seal 2: its hash is not the one that was noted',
      )
    })

    test('what is no journal file', async () => {
      for (const nonsense of ['hello\n', '{"kind":"row"}\n', '\n', `${JSON.stringify({ a: 1 })}\n`])
        expect((await check(nonsense)).fault?.line).toBe(1)
    })
  })

  describe('shows what was done to the database before it was made:', () => {
    const foundAfter = async (change: (intruder: ReturnType<typeof breakIn>) => Promise<unknown>) => {
      const intruder = breakIn(database)
      const putBack = await keepTables(intruder, ['journal', 'cases', 'seals', 'seal_leaves'])
      await change(intruder)
      const { fault } = await check(await fileFor())
      await putBack()
      await intruder.destroy()
      return fault?.what
    }

    test('a row that was altered', async () => {
      const what = await foundAfter((db) =>
        db('journal').where({ instance_id: ids.closed, seq: 2 }).update({ actor: 'somebody' }),
      )
      expect(what).toBe(`${ids.closed} 2: its hash is not that of what it says`)
    })

    test('a tail, a case and all of it that was deleted', async () => {
      const whole = `${ids.closed} 1: missing; seal 1 holds it up to 3`
      expect(
        await foundAfter((db) =>
          db('journal').where({ instance_id: ids.closed }).where('seq', '>', 5).delete(),
        ),
      ).toBe(`${ids.closed} 6: missing; seal 3 holds it up to 7`)
      expect(await foundAfter((db) => db('journal').where({ instance_id: ids.closed }).delete())).toBe(whole)
      expect(
        await foundAfter(async (db) => {
          await db('journal').where({ instance_id: ids.closed }).delete()
          await db('cases').where({ id: ids.closed }).delete()
        }),
      ).toBe(whole)
    })

    test('a leaf that was deleted, and a seal that was altered', async () => {
      const leaf = { instance_id: ids.open }
      expect(await foundAfter((db) => db('seal_leaves').where(leaf).delete())).toMatch(
        /what stands under it is not/,
      )
      expect(await foundAfter((db) => db('seals').where({ id: 2 }).update({ at: 1 }))).toMatch(
        /^seal 2: its hash/,
      )
    })
  })
})
