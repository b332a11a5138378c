// Which figures of a programme may be told to everybody: none under five, and none that lets one be worked out (docs/figures.md).

/** No figure below this is told; zero is below it too. */
export const SMALLEST = 5

/** What is hidden together comes to at least so many, so that each part of it could be anything from none to all. */
export const TOGETHER = 10

/** What cases came to: `founded` of those received, `onTime` of those closed. */
export type Counts = { received: number; founded: number; closed: number; onTime: number }
export const measures = ['received', 'founded', 'closed', 'onTime'] as const
export type Measure = (typeof measures)[number]

/** What may be told; null is hidden. */
export type Told = Record<Measure, number | null>

export type Row<Numbers> = { value: string } & Numbers

/** All that is known of a programme in a period; the rows of each facet add up to the total, and so do the verdicts; what matters most stands first. */
export type Table = {
  total: Counts
  /** How many of those received were found to be what; one of the values is `founded`. */
  verdicts: readonly { value: string; received: number }[]
  facets: Readonly<Record<string, readonly Row<Counts>[]>>
}

export type ToldTable = {
  total: Told
  verdicts: { value: string; received: number | null }[]
  facets: Record<string, Row<Told>[]>
}

const nothing: Told = { received: null, founded: null, closed: null, onTime: null }

/**
 * Hides what must not be told, and as much beside it as keeps it from being worked out: from totals, from what else is
 * told of the same cases (late is closed less on time), or from the rows around it. Where little happened in all,
 * nothing is told, not even which rows there are. Which rows are hidden beside others follows from their places alone, the last first: were it the
 * smallest, whoever knows this rule would know more of them. So what matters most stands first.
 */
export function suppress({ total, verdicts, facets }: Table): ToldTable {
  const silent = total.received < TOGETHER || total.closed < TOGETHER
  const hidden = hide(verdicts, {
    own: ({ received }) => silent || received < SMALLEST,
    enough: (some) => sumOf(some, ({ received }) => received) >= TOGETHER,
  })
  const told: Told = silent
    ? nothing
    : {
        received: total.received,
        // The same figure stands among the verdicts.
        founded: [...hidden].some(({ value }) => value === 'founded') ? null : total.founded,
        closed: total.closed,
        onTime: divides(total.onTime, total.closed) ? total.onTime : null,
      }
  return {
    total: told,
    verdicts: verdicts.map((row) => (hidden.has(row) ? { ...row, received: null } : row)),
    facets: Object.fromEntries(
      Object.entries(facets).map(([facet, rows]) => [
        facet,
        silent ? [] : tellRows(rows.filter(isThere), told),
      ]),
    ),
  }
}

/** A row in which nothing happened is about nobody; what is hidden beside it would be for nothing. */
const isThere = ({ received, closed }: Counts): boolean => received + closed > 0

/** The rows of one facet: each is told or hidden whole, and what one that is told is made of may stay hidden. */
function tellRows(rows: readonly Row<Counts>[], total: Told): Row<Told>[] {
  const hidden = hide(rows, {
    own: ({ received, closed }) => received < SMALLEST || closed < SMALLEST,
    enough: (some) =>
      sumOf(some, ({ received }) => received) >= TOGETHER && sumOf(some, ({ closed }) => closed) >= TOGETHER,
  })
  const undivided = (part: 'founded' | 'onTime', whole: 'received' | 'closed') =>
    hide(rows, {
      already: hidden,
      own: (row) => total[part] === null || !divides(row[part], row[whole]),
      enough: (some) => {
        const parts = sumOf(some, (row) => row[part])
        return parts >= TOGETHER && sumOf(some, (row) => row[whole]) - parts >= TOGETHER
      },
    })
  const [withoutFounded, withoutOnTime] = [undivided('founded', 'received'), undivided('onTime', 'closed')]
  return rows.map((row) => ({
    value: row.value,
    received: hidden.has(row) ? null : row.received,
    founded: withoutFounded.has(row) ? null : row.founded,
    closed: hidden.has(row) ? null : row.closed,
    onTime: withoutOnTime.has(row) ? null : row.onTime,
  }))
}

/** Whether a part may be told, for what is told less a part is told as well. */
const divides = (part: number, whole: number): boolean => part >= SMALLEST && whole - part >= SMALLEST

type Hiding<One> = {
  /** What is hidden anyway. */
  already?: ReadonlySet<One>
  /** What has to be hidden for its own sake. */
  own(one: One): boolean
  /** Whether what is hidden comes to enough. */
  enough(hidden: readonly One[]): boolean
}

/** What has to be hidden, and from the last on others beside it: one at least, and until it is enough or nothing is left. */
function hide<One>(all: readonly One[], { already = new Set(), own, enough }: Hiding<One>): ReadonlySet<One> {
  const hidden = new Set([...already, ...all.filter(own)])
  if (hidden.size === 0) return hidden
  const least = hidden.size === already.size ? hidden.size : hidden.size + 1
  for (const one of all.toReversed()) {
    if (hidden.size >= least && enough([...hidden])) break
    hidden.add(one)
  }
  return hidden
}

const sumOf = <One>(rows: readonly One[], numberOf: (row: One) => number): number =>
  rows.reduce((sum, row) => sum + numberOf(row), 0)
