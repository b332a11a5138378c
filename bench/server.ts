// The product as it is started in an office, in a process of its own, with what it says of itself.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { folder } from './report.ts'

export type Answered = { path: string; status: number; ms: number }

export type Server = {
  address: string
  /** Milliseconds from the start of the process until it answered. */
  startedIn: number
  /** The requests it logged since this was last asked, in their order. */
  answered(): Answered[]
  /** Seconds of processor time it used, all threads, and the bytes of memory it holds. */
  used(): Promise<{ cpuSeconds: number; bytes: number }>
  stop(): Promise<void>
}

export type ServerOptions = {
  url: string
  dataDir: string
  worker: boolean
  /** Leaves a profile of the processor's time behind. */
  profile: boolean
}

/** Starts the product on a database that is migrated already. */
export async function startServer({ url, dataDir, worker, profile }: ServerOptions): Promise<Server> {
  const from = performance.now()
  const program = path.join(import.meta.dirname, '../src/server.ts')
  const profiled = profile ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : []
  const child = spawn(process.execPath, [...profiled, program], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      DATABASE_URL: url,
      SESSION_SECRET: 'a secret that measures, of forty letters.',
      WORKER: String(worker),
    },
  })
  const seen: Answered[] = []
  const lines = createInterface({ input: child.stdout })
  const address = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
    lines.on('line', (line) => {
      const said = /^Jawab answers at (\S+)$/.exec(line)?.[1]
      if (said) resolve(said)
      else if (line.includes('"msg":"request"')) seen.push(JSON.parse(line))
    })
  })
  await ready(address)
  const startedIn = performance.now() - from
  return {
    address,
    startedIn,
    answered: () => seen.splice(0),
    used: () => used(address),
    stop: () => stop(child),
  }
}

async function ready(address: string): Promise<void> {
  const answer = await fetch(`${address}/health/ready`)
  if (!answer.ok) throw new Error(`the server is not ready: ${answer.status}`)
}

async function used(address: string): Promise<{ cpuSeconds: number; bytes: number }> {
  const text = await (await fetch(`${address}/metrics`)).text()
  const figure = (name: string) => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1])
  return { cpuSeconds: figure('process_cpu_seconds_total'), bytes: figure('process_resident_memory_bytes') }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}
