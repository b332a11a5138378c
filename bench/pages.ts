// The pages people look at all day, on a small and on a very large database in turn: what a page costs must not grow.
import { openDatabase } from '../src/platform/database.ts'
import { type Browser, closeBrowsers, signIn } from './browser.ts'
import { largeDatabase } from './large.ts'
import { percentile } from './measure.ts'
import type { Options } from './options.ts'
import { folder, type Line, type Section } from './report.ts'
import { type Server, startServer } from './server.ts'

const CLERK = 'clerk1.tayssir.tous@bench.jawab'
const LOCAL = 'clerk1.daam.rabat@bench.jawab'
const SUPERVISOR = 'supervisor1.tayssir.tous@bench.jawab'
const people = [CLERK, LOCAL, SUPERVISOR] as const

/** A database being looked at. */
type Place = { server: Server; browsers: Map<string, Browser>; samples: Samples }

type Samples = Record<'open' | 'closed' | 'names' | 'cards', string[]>

/** One look at a page: its address, or the form that leads to it. */
type Look = (place: Place, n: number) => Promise<{ status: number; body: string }>

const address =
  (login: string, of: (place: Place, n: number) => string): Look =>
  (place, n) =>
    browserOf(place, login).get(of(place, n))

const found =
  (login: string, of: (samples: Samples, n: number) => string): Look =>
  async (place, n) => {
    const { location } = await browserOf(place, login).post('/search', { q: of(place.samples, n) })
    return browserOf(place, login).get(location)
  }

const nth = (list: readonly string[], n: number): string => list[n % list.length] ?? ''

const looks: Record<string, Look> = {
  'worklist of a clerk': address(CLERK, () => '/work'),
  'worklist of a clerk at one desk': address(LOCAL, () => '/work'),
  'worklist of a supervisor': address(SUPERVISOR, () => '/work'),
  'worklist, what is late': address(CLERK, () => '/work?filter=overdue'),
  'worklist, one step': address(CLERK, () => '/work?stage=analyse'),
  'an open case': address(CLERK, ({ samples }, n) => `/cases/${nth(samples.open, n)}`),
  'a closed case': address(CLERK, ({ samples }, n) => `/cases/${nth(samples.closed, n)}`),
  'found by name': found(CLERK, ({ names }, n) => nth(names, n)),
  'found by family name': found(CLERK, ({ names }, n) => nth(names, n).split(' ').at(-1) ?? ''),
  'found by card': found(CLERK, ({ cards }, n) => nth(cards, n)),
}

/** Measures the pages, by one client. */
export async function pages({ cases, seconds, profile }: Options): Promise<Section> {
  const counts = [Math.max(1, Math.round(cases / 100)), cases]
  const files: string[] = []
  for (const count of counts) files.push(await largeDatabase(count))
  const places: Place[] = []
  try {
    for (const file of files) places.push(await open(file, profile))
    const lines: Line[] = []
    for (const [what, look] of Object.entries(looks)) lines.push(await compare(what, look, places, seconds))
    return { title: `Pages, ${counts.join(' and ')} cases, one client; ms the server took`, lines }
  } finally {
    closeBrowsers()
    for (const { server } of places) await server.stop()
  }
}

async function open(file: string, profile: boolean): Promise<Place> {
  const url = `sqlite:${file}`
  const samples = await sample(url)
  const server = await startServer({ url, dataDir: folder, worker: false, profile })
  const browsers = new Map<string, Browser>()
  for (const login of people) browsers.set(login, await signIn(server.address, login))
  return { server, browsers, samples }
}

/** Some cases that the clerk may see, spread over all of them. */
async function sample(url: string): Promise<Samples> {
  const db = openDatabase(url)
  try {
    const every = db.read('cases').where('programme', 'TAYSSIR').orderByRaw('random()').limit(300)
    const open: string[] = await every.clone().whereNull('closing_on').pluck('id')
    const closed: string[] = await every.clone().whereNotNull('closing_on').pluck('id')
    const told = db.read('registrations').whereIn('case_id', closed).whereNot('name', '').whereNot('cnie', '')
    const names: string[] = await told.clone().pluck('name')
    const cards: string[] = await told.clone().pluck('cnie')
    return { open, closed, names, cards }
  } finally {
    await db.close()
  }
}

/** Asks both in turn, so that whatever else the machine does falls on both. */
async function compare(what: string, look: Look, places: readonly Place[], seconds: number): Promise<Line> {
  const figures = places.map(() => ({ bytes: 0, times: [] as number[], cpuMs: 0, count: 0 }))
  const before = await Promise.all(places.map(({ server }) => server.used()))
  const end = performance.now() + seconds * 1000
  for (let n = 0; performance.now() < end || n < 60; n += 1) {
    for (const [at, place] of places.entries()) {
      const { status, body } = await look(place, n)
      if (status !== 200) throw new Error(`${what} was answered ${status}`)
      const figure = figures[at]
      if (figure) [figure.bytes, figure.count] = [body.length, n + 1]
    }
  }
  const line: Line = { what, figures: {} }
  for (const [at, { server }] of places.entries()) {
    const figure = figures[at]
    const used = (await server.used()).cpuSeconds - (before[at]?.cpuSeconds ?? 0)
    const name = at === 0 ? 'small' : 'large'
    // The first ones find nothing in any cache.
    const times = (await gets(server)).slice(20)
    Object.assign(line.figures, {
      [`${name} p50`]: percentile(times, 50),
      [`${name} p99`]: percentile(times, 99),
      [`${name} cpu`]: (used * 1000) / (figure?.count ?? 1),
    })
    if (at > 0) line.figures.kB = (figure?.bytes ?? 0) / 1000
  }
  const { 'small cpu': small, 'large cpu': large } = line.figures
  line.figures['cpu large/small'] = Number(large) / Number(small)
  return line
}

/** The times of the pages since the last look; a log may lag behind its answers. */
async function gets(server: Server): Promise<number[]> {
  await new Promise((done) => setTimeout(done, 100))
  return server
    .answered()
    .filter(({ status }) => status === 200)
    .map(({ ms }) => ms)
}

function browserOf(place: Place, login: string): Browser {
  const browser = place.browsers.get(login)
  if (!browser) throw new Error(`${login} is not there`)
  return browser
}
