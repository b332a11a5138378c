// Starting: from nothing to the first answer, and what the process holds then.
import { type Bench, withDatabase } from './databases.ts'
import { percentile } from './measure.ts'
import type { Options } from './options.ts'
import type { Section } from './report.ts'
import { startServer } from './server.ts'

const TIMES = 5

/** Measures starts on a migrated database. */
export async function starts({ profile }: Options): Promise<Section> {
  const measured = await withDatabase('sqlite', async (bench) => {
    const all: { ms: number; megabytes: number }[] = []
    for (let n = 0; n < TIMES; n += 1) all.push(await once(bench, profile))
    return all
  })
  const ms = measured.map((one) => one.ms)
  const figures = {
    'fastest ms': Math.min(...ms),
    'median ms': percentile(ms, 50),
    'memory MB': Math.max(...measured.map(({ megabytes }) => megabytes)),
  }
  return { title: `Starting, ${TIMES} times`, lines: [{ what: 'until it is ready', figures }] }
}

async function once(bench: Bench, profile: boolean): Promise<{ ms: number; megabytes: number }> {
  const server = await startServer({ ...bench, worker: true, profile })
  const { bytes } = await server.used()
  await server.stop()
  return { ms: server.startedIn, megabytes: bytes / 1e6 }
}
