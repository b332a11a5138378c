// The program as it is started: what it prints, what it keeps, how it leaves.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { request } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WrongSetting } from '../../src/platform/config.ts'
import { sessionSecret } from '../../src/web/session-secret.ts'

const program = path.join(import.meta.dirname, '../../src/server.ts')
let folder = ''
let running: ChildProcess[] = []

beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'jawab-start-'))
})

afterEach(async () => {
  for (const child of running) child.kill('SIGKILL')
  running = []
  await rm(folder, { recursive: true, force: true })
})

function run(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, [program], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ...env,
    },
  })
  running.push(child)
  return child
}

/** Waits for the lines that begin so. */
async function printed(child: ChildProcess, ...beginnings: string[]): Promise<string[]> {
  const found: string[] = []
  if (!child.stdout) return found
  for await (const line of createInterface({ input: child.stdout })) {
    const wanted = beginnings[found.length]
    if (wanted && line.startsWith(wanted)) found.push(line.slice(wanted.length))
    if (found.length === beginnings.length) break
  }
  return found
}

describe('the first start', () => {
  test('prints one address and one link, and the link opens', async () => {
    const child = run({})

    const [address = '', link = ''] = await printed(child, 'Jawab answers at ', 'Create the administrator: ')

    expect(link.startsWith(`${address}/setup/`)).toBe(true)
    expect((await fetch(link)).status).toBe(200)
    expect((await fetch(`${address}/health/ready`)).status).toBe(200)
  })
})

describe('asked to stop', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s it lets the requests in hand end, and leaves with 0',
    async (signal) => {
      const child = run({})
      const [address = ''] = await printed(child, 'Jawab answers at ')
      // A form that is still on its way when the signal comes.
      const form = request(`${address}/sign-in`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded', Expect: '100-continue' },
      })
      const answer = once(form, 'response')
      form.flushHeaders()
      await once(form, 'continue')
      form.write('login=salma%40office.test')

      const exit = once(child, 'exit')
      child.kill(signal)
      await vi.waitFor(() => expect(fetch(`${address}/health/live`)).rejects.toThrow(), { timeout: 9000 })
      form.end('&password=x')

      const [{ statusCode }] = await answer
      expect(statusCode).toBe(422)
      expect(await exit).toEqual([0, null])
    },
  )
})

describe('a wrong setting', () => {
  test.each([
    [{ PORT: 'many' }, /^Wrong setting\. PORT: [^\n]+\n$/],
    [{ DATABASE_URL: 'mysql://x' }, /^Wrong setting\. DATABASE_URL: [^\n]+\n$/],
    [{ DATABASE_URL: 'postgres://127.0.0.1:1/none' }, /^Wrong setting\. DATABASE_URL: [^\n]+\n$/],
  ])('%j stops the start with one line', async (env, line) => {
    const child = run(env)
    let said = ''
    child.stderr?.on('data', (data) => {
      said += data
    })

    const [code] = await once(child, 'close')

    expect(said).toMatch(line)
    expect(code).toBe(1)
  })
})

describe('the session secret', () => {
  const config = { sessionSecret: undefined, databaseUrl: 'sqlite:x', production: true }

  test('is kept beside the data, for its owner only, and is the same after a restart', async () => {
    const first = sessionSecret({ ...config, dataDir: folder })
    const second = sessionSecret({ ...config, dataDir: folder })

    expect(first).toHaveLength(43)
    expect(second).toBe(first)
    expect((await stat(path.join(folder, 'session-secret'))).mode & 0o777).toBe(0o600)
  })

  test('has to be given where several machines share it', () => {
    const shared = { ...config, databaseUrl: 'postgres://db/jawab', dataDir: folder }

    expect(() => sessionSecret(shared)).toThrow(WrongSetting)
    expect(sessionSecret({ ...shared, sessionSecret: 'given' })).toBe('given')
    expect(sessionSecret({ ...shared, production: false })).toHaveLength(43)
  })
})
