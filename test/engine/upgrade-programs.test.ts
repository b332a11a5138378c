// The two programs about versions, as an operator starts them: cases carried over, cases tried out.
import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { compose } from '../../src/compose.ts'
import { daam } from '../../src/programmes/daam.ts'
import { caseLines, totalsLines } from '../../src/tools/simulate-report.ts'
import { instantOf, testClock } from '../support/clock.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'

const DATA_DIR = path.join(os.tmpdir(), `jawab-versions-${process.pid}`)

const registration = {
  channel: 'desk',
  receivedOn: '2026-03-02',
  object: 'Payment not received',
  description: 'The payment of January did not reach the account.',
  language: 'fr',
  relation: 'anonymous',
  name: '',
  phone: '',
  email: '',
  address: '',
  cnie: '',
  beneficiary: null,
  externalKey: '',
}

type Ended = { code: number; out: string; error: string }

const run = (tool: string, url: string, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const file = path.join(import.meta.dirname, '../../src/tools', tool)
    const env = { PATH: process.env.PATH, DATABASE_URL: url, DATA_DIR, LOG_LEVEL: 'info' }
    execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: Number(error?.code ?? 0), out: stdout, error: stderr }),
    )
  })

afterAll(() => rm(DATA_DIR, { recursive: true, force: true }))

eachDatabase('the programs about versions', (open) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await open()
    const { engine } = compose({ db: database.db, clock: testClock('2026-03-02'), dataDir: 'none' })
    const [entity, category] = [daam.entities[0]?.code ?? '', daam.categories[0]?.code ?? '']
    const input = { ...registration, programme: daam.code, entity, category }
    const scope = { programme: daam.code, entity, unit: null }
    const actor = { id: 'agent-1', rolesIn: () => ['agent' as const] }
    for (const id of ['DAM-1', 'DAM-2'])
      await engine.open({ workflow: 'complaint@1', id, key: null, type: 'OPEN', input, actor, scope })
  })
  const versions = async () => database.db.read('instances').orderBy('id').pluck('version')

  test('try a version out and change nothing', async () => {
    const plain = ['--workflow', 'complaint', '--version', '2', '--since', '2026-03-01']

    const text = await run('simulate.ts', database.url, ...plain)
    const json = await run('simulate.ts', database.url, ...plain, '--json')

    expect(text).toMatchObject({ code: 0, error: '' })
    expect(text.out).toContain('2 cases led through complaint@2; nothing was changed.')
    expect(JSON.parse(json.out.trim().split('\n').at(-1) ?? '')).toMatchObject({ cases: 2 })
    expect(await versions()).toEqual([1, 1])
  })

  test('say first what would become of each case, then carry them, then find nothing left', async () => {
    const carry = ['--workflow', 'complaint', '--to', '2']

    const tried = await run('upgrade.ts', database.url, ...carry, '--dry-run')
    const untouched = await versions()
    const one = await run('upgrade.ts', database.url, ...carry, '--limit', '1')
    const rest = await run('upgrade.ts', database.url, ...carry)

    expect(tried).toEqual({
      code: 0,
      error: '',
      out: 'complaint@2: 2 cases would be carried, 0 refused; 0 are over and stay.\n',
    })
    expect(untouched).toEqual([1, 1])
    expect(one.out).toContain('1 cases were carried')
    expect(rest.out).toContain('1 cases were carried')
    expect(await versions()).toEqual([2, 2])
    expect(await run('verify.ts', database.url)).toMatchObject({ code: 0, error: '' })
  })

  test('stop with what is wrong in its words', async () => {
    const unknown = ['--workflow', 'complaint']

    expect(await run('upgrade.ts', database.url, ...unknown, '--to', '99')).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^There is no complaint@99\. Known: complaint@1, /),
    })
    expect(
      await run('simulate.ts', database.url, ...unknown, '--version', '99', '--since', '2026-03-01'),
    ).toMatchObject({ code: 1, error: expect.stringMatching(/^There is no complaint@99\./) })
    expect(await run('upgrade.ts', database.url)).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^Usage: /),
    })
    expect(
      await run('simulate.ts', database.url, ...unknown, '--version', '2', '--since', 'soon'),
    ).toMatchObject({
      code: 1,
      error: expect.stringMatching(/^Usage: /),
    })
  })
})

describe('a report of a simulation', () => {
  test('says what ends otherwise, from where on, and what would have been refused', () => {
    const at = instantOf('2026-03-04')
    const was = { state: 'closed', mark: 'stopped', closingOn: '2026-03-06' }

    const lines = caseLines('DAM-1', {
      kind: 'differs',
      was,
      is: { ...was, state: 'answered', closingOn: null },
      first: { event: 'APPROVE', at },
      refused: [{ event: 'CLOSE', at, why: { key: 'refusal.notNow' } }],
    })

    expect(lines).toBe(
      'DAM-1  state closed → answered, closingOn 2026-03-06 → none\n' +
        '    differs from APPROVE of 2026-03-04 on\n' +
        '    CLOSE of 2026-03-04 would have been refused: not at this step',
    )
  })

  test('says why nothing can be said, and how many', () => {
    expect(caseLines('DAM-1', { kind: 'erased' })).toContain('lawfully erased')
    expect(caseLines('DAM-1', { kind: 'failed', reason: 'CHECK was recorded without place' })).toContain(
      'cannot be replayed: CHECK was recorded without place',
    )
    const totals = { cases: 9, same: 4, differs: 2, refused: 1, erased: 2, failed: 1 }
    expect(totalsLines(totals, { workflow: 'visit', version: 2, since: 0 })).toBe(
      '9 cases led through visit@2; nothing was changed.\n' +
        '4 go the same way, 2 do not (in 1 of them an act would have been refused).\n' +
        '3 cannot be replayed (2 erased).',
    )
  })
})
