// A whole complaint over HTTP: seven forms by signed-in people, from the desk to the closure, many complaints at once.
import { openDatabase } from '../src/platform/database.ts'
import type { Role } from '../workflows/kit.ts'
import { acts, registration } from './acts.ts'
import { type Browser, closeBrowsers, signIn } from './browser.ts'
import { type Bench, type Kind, withDatabase } from './databases.ts'
import { percentile } from './measure.ts'
import type { Options } from './options.ts'
import { hire, person } from './people.ts'
import type { Line, Section } from './report.ts'
import { type Server, startServer } from './server.ts'

const AT_ONCE = [1, 8, 16]
const FORMS = 1 + acts.length

type Team = Map<Role, Browser>

/** Measures lifecycles on both databases. */
export async function lifecycles(options: Options): Promise<Section[]> {
  const kinds: Kind[] = options.postgres ? ['sqlite', 'postgres'] : ['sqlite']
  const sections: Section[] = []
  for (const kind of kinds) sections.push(await withDatabase(kind, (bench) => measure(bench, options)))
  return sections
}

async function measure(bench: Bench, { seconds, profile }: Options): Promise<Section> {
  const most = Math.max(...AT_ONCE)
  const members = (n: number) =>
    (['clerk', 'supervisor', 'closer'] as const).map((role) => person(role, 'TAYSSIR', '', n))
  const numbers = Array.from({ length: most }, (_, n) => n + 1)
  const db = openDatabase(bench.url)
  await hire(db, numbers.flatMap(members))
  await db.close()

  const server = await startServer({ ...bench, worker: true, profile })
  try {
    const teams = await Promise.all(
      numbers.map(async (n): Promise<Team> => {
        const entered = members(n).map(
          async ({ login, grants }) =>
            [grants[0]?.role ?? 'clerk', await signIn(server.address, login)] as const,
        )
        return new Map(await Promise.all(entered))
      }),
    )
    await run(server, teams.slice(0, 8), 2)
    const lines: Line[] = []
    for (const atOnce of AT_ONCE) lines.push(await run(server, teams.slice(0, atOnce), seconds))
    return { title: `A complaint over HTTP, ${FORMS} forms, on ${bench.kind}`, lines }
  } finally {
    closeBrowsers()
    await server.stop()
  }
}

async function run(server: Server, teams: readonly Team[], seconds: number): Promise<Line> {
  server.answered()
  const before = await server.used()
  const from = performance.now()
  const end = from + seconds * 1000
  const times: number[] = []
  let lives = 0
  await Promise.all(
    teams.map(async (team) => {
      while (performance.now() < end) {
        await live(team, times)
        lives += 1
      }
    }),
  )
  const took = (performance.now() - from) / 1000
  const after = await server.used()
  const cpuMs = (after.cpuSeconds - before.cpuSeconds) * 1000
  return {
    what: `${teams.length} complaints at once`,
    figures: {
      'lives per s': lives / took,
      'forms per s': (lives * FORMS) / took,
      'form p50 ms': percentile(times, 50),
      'form p99 ms': percentile(times, 99),
      'server cpu ms a form': cpuMs / (lives * FORMS),
      'server cores': cpuMs / 1000 / took,
      'server MB': after.bytes / 1e6,
    },
  }
}

/** One complaint from its registration to its closure. */
async function live(team: Team, times: number[]): Promise<void> {
  const timed = async (sent: () => ReturnType<Browser['post']>) => {
    const from = performance.now()
    const answer = await sent()
    times.push(performance.now() - from)
    if (answer.status !== 303) throw new Error(`a form was answered ${answer.status}: ${textOf(answer.body)}`)
    return answer
  }
  const { location } = await timed(() => browserOf(team, 'clerk').postParts('/cases', registration()))
  const id = /^\/cases\/([A-Z0-9-]+)/.exec(location)?.[1]
  if (!id) throw new Error(`no case was opened: ${location}`)
  for (const [n, { event, by, input }] of acts.entries())
    await timed(() =>
      browserOf(team, by).post(`/cases/${id}/acts/${event}`, { revision: String(n + 1), ...input }),
    )
}

function browserOf(team: Team, role: Role): Browser {
  const browser = team.get(role)
  if (!browser) throw new Error(`nobody is ${role}`)
  return browser
}

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .slice(0, 600)
