// Repeats work for a while and says what it cost: how often a second, how long, how much of the processor.

/** What was counted; several rounds of the same work are added up. */
export type Tally = { count: number; seconds: number; cpuMs: number; times: number[] }

export type Figures = Record<string, number | string>

/** Repeats `work` for some seconds, by several senders at once; times are milliseconds of each. */
export async function repeat(
  seconds: number,
  senders: number,
  work: (sender: number) => Promise<unknown>,
): Promise<Tally> {
  const times: number[] = []
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const end = start + seconds * 1000
  const sender = async (n: number) => {
    for (let from = performance.now(); from < end; from = performance.now()) {
      await work(n)
      times.push(performance.now() - from)
    }
  }
  await Promise.all(Array.from({ length: senders }, (_, n) => sender(n)))
  const { user, system } = process.cpuUsage(cpu)
  const took = (performance.now() - start) / 1000
  return { count: times.length, seconds: took, cpuMs: (user + system) / 1000, times }
}

/** The same for work that never waits; times are left out, they would cost as much as the work. */
export function repeatPure(seconds: number, work: () => unknown): Tally {
  const [start, cpu] = [performance.now(), process.cpuUsage()]
  const end = start + seconds * 1000
  let count = 0
  while (performance.now() < end) {
    for (let n = 0; n < 20; n += 1) work()
    count += 20
  }
  const { user, system } = process.cpuUsage(cpu)
  const took = (performance.now() - start) / 1000
  return { count, seconds: took, cpuMs: (user + system) / 1000, times: [] }
}

/** Several rounds as one. */
export function sum(tallies: readonly Tally[]): Tally {
  const all: Tally = { count: 0, seconds: 0, cpuMs: 0, times: [] }
  for (const { count, seconds, cpuMs, times } of tallies) {
    all.count += count
    all.seconds += seconds
    all.cpuMs += cpuMs
    all.times = all.times.concat(times)
  }
  return all
}

export const perSecond = ({ count, seconds }: Tally): number => count / seconds

/** Milliseconds of this process's processor time for each. */
export const cpuEach = ({ count, cpuMs }: Tally): number => cpuMs / count

/** The value below which so many of a hundred lie. */
export function percentile(times: readonly number[], percent: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN
}

/** The usual columns of a tally. */
export function figuresOf(tally: Tally): Figures {
  const { times } = tally
  return {
    'per s': perSecond(tally),
    ...(times.length > 0 && { 'p50 ms': percentile(times, 50), 'p99 ms': percentile(times, 99) }),
    'cpu ms': cpuEach(tally),
  }
}

/**
 * Lets several works run in turn, round after round, and adds each one's rounds up: what the machine does besides
 * falls on all of them alike, so that their ratio holds where no single figure does.
 */
export async function inTurn<Name extends string>(
  rounds: number,
  works: Record<Name, () => Promise<Tally>>,
): Promise<Record<Name, Tally>> {
  const names = Object.keys(works) as Name[] // Its own keys, in their order.
  const done = new Map<Name, Tally[]>(names.map((name) => [name, []]))
  // The first round warms up and does not count.
  for (let round = -1; round < rounds; round += 1) {
    for (const name of names) {
      const tally = await works[name]()
      if (round >= 0) done.get(name)?.push(tally)
    }
  }
  return Object.fromEntries(names.map((name) => [name, sum(done.get(name) ?? [])])) as Record<Name, Tally>
}
