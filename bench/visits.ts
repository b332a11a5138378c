// Pages as the product serves them to one person who signed in: the time it says they took, and its processor time.
import { closeBrowsers, signIn } from './browser.ts'
import type { Bench } from './databases.ts'
import { percentile, repeat } from './measure.ts'
import type { Line } from './report.ts'
import { startServer } from './server.ts'

/** Opens each page for so many seconds; `looks` says what is looked at by its address. @throws Error for a page that is not there. */
export async function visits(
  bench: Bench,
  login: string,
  looks: Readonly<Record<string, string>>,
  seconds: number,
): Promise<Line[]> {
  const server = await startServer({ ...bench, worker: false, profile: false })
  try {
    const browser = await signIn(server.address, login)
    const lines: Line[] = []
    for (const [what, address] of Object.entries(looks)) {
      await browser.get(address)
      server.answered()
      const before = await server.used()
      const { count } = await repeat(seconds, 1, async () => {
        const { status } = await browser.get(address)
        if (status !== 200) throw new Error(`${what} was answered ${status}`)
      })
      const cpuMs = ((await server.used()).cpuSeconds - before.cpuSeconds) * 1000
      const times = server.answered().flatMap(({ path, ms }) => (path === '/metrics' ? [] : [ms]))
      const figures = {
        'p50 ms': percentile(times, 50),
        'p99 ms': percentile(times, 99),
        'cpu ms': cpuMs / count,
      }
      lines.push({ what, figures })
    }
    return lines
  } finally {
    closeBrowsers()
    await server.stop()
  }
}
