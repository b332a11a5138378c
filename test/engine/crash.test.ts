// A process that dies after any statement loses nothing that was acknowledged, leaves nothing half done, doubles nothing.
import { execFile } from 'node:child_process'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { seal } from '../../src/engine/seals.ts'
import { testClock } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { acts, furnish, openLibrary } from './library.ts'

const life = ['LEND', 'NOTE', 'untilDue', 'ASK_BACK', 'untilLost']
/** How much of that life each act makes certain. */
const certain: Record<string, number> = { lend: 1, note: 2, ask: 4, lose: 5 }

// The killed processes load the same code again and again.
const env = { ...process.env, NODE_COMPILE_CACHE: path.join(os.tmpdir(), 'jawab-test-code') }

/** Runs the life of a case in a process of its own, killed after a number of statements; what it said. */
const live = (url: string, id: string, last: number): Promise<string[]> =>
  new Promise((resolve, reject) => {
    const child = path.join(import.meta.dirname, 'crash-child.ts')
    execFile(process.execPath, [child, url, id, String(last)], { env }, (error, stdout, stderr) => {
      if (error && error.signal !== 'SIGKILL') reject(new Error(stderr))
      else resolve(stdout.split('\n').filter(Boolean))
    })
  })

eachDatabase('a process that dies', (open) => {
  test('after any statement leaves every act whole or undone', { timeout: 120_000 }, async () => {
    const { db, url } = await open()
    await furnish(db)
    const clock = testClock('2026-04-01')
    const library = openLibrary(db, clock)
    const events = async (id: string): Promise<string[]> => {
      const rows = await db.read('journal').where({ instance_id: id }).orderBy('seq')
      return rows.map(({ event }) => event.split('.')[2] ?? event)
    }

    const statements = Number((await live(url, 'C-0', 0)).at(-1))
    const killed = Array.from({ length: statements }, (_, n) => n + 1)
    const finished = new Map<number, string | undefined>()
    const queue = [...killed]
    const hand = async () => {
      for (let n = queue.shift(); n !== undefined; n = queue.shift()) {
        finished.set(n, (await live(url, `C-${n}`, n)).at(-1))
      }
    }
    await Promise.all([hand(), hand()])

    expect((await library.verify()).faults).toEqual([])
    for (const n of killed) {
      const found = await events(`C-${n}`)
      expect(found).toEqual(life.slice(0, found.length))
      expect(found.length, `after statement ${n}`).toBeGreaterThanOrEqual(certain[finished.get(n) ?? ''] ?? 0)
    }
    // Every act was interrupted at least once.
    expect(new Set(finished.values())).toEqual(new Set([undefined, ...Object.keys(certain)]))

    for (const [, day, act] of acts) {
      clock.setDay(day)
      for (const n of killed) await act(library, `C-${n}`)
    }
    await seal(db, clock)
    for (const n of killed) expect(await events(`C-${n}`)).toEqual(life)
    const report = await library.verify()
    expect(report.faults).toEqual([])
    expect(report.instances).toBe(statements + 1)
  })
})
