// The quarterly report on complaints: by way they came, by category, founded or not and why, how fast.
import type { CaseFigures, CaseFiguresQuery, Cells, Part } from './case-figures.ts'
import { caseFigures, figuresBy, figuresGrouped, noFigures } from './case-figures.ts'
import type { Figure, FigureColumn, FigureTable, Line } from './figure-table.ts'

/** Complaints made by somebody alone in front of a screen, and all others. */
export const groups = ['web', 'other'] as const
export type Group = (typeof groups)[number]

const WEB: readonly string[] = ['web', 'app']

/** The group a channel belongs to. */
export const groupOf = (channel: string): Group => (WEB.includes(channel) ? 'web' : 'other')

/** A channel joined with something else, as its group joined with the same. */
function groupOfPair(part: string): string {
  const [channel = '', ...rest] = part.split('/')
  return `${groupOf(channel)}/${rest.join('/')}`
}

/** What is told of complaints that were received, and of those closed. */
const summary: readonly FigureColumn[] = [
  { key: 'received', kind: 'count' },
  { key: 'founded', kind: 'count' },
  { key: 'notFounded', kind: 'count' },
  { key: 'undetermined', kind: 'count' },
  { key: 'request', kind: 'count' },
  { key: 'treated', kind: 'share' },
  { key: 'closed', kind: 'count' },
  { key: 'average', kind: 'days' },
  { key: 'median', kind: 'days' },
  { key: 'p90', kind: 'days' },
]

/** The figures of a period at a place, from what is kept up or from cells that were gathered apart. */
export async function quarterFigures(db: Cells, query: CaseFiguresQuery): Promise<FigureTable[]> {
  const [all, byGroup, byChannel, categories, grounds] = await Promise.all([
    caseFigures(db, query),
    figuresGrouped(db, query, 'channel', groupOf),
    figuresBy(db, query, 'channel'),
    figuresGrouped(db, query, 'channelCategory', groupOfPair),
    figuresGrouped(db, query, 'channelGround', groupOfPair),
  ])
  return [
    { key: 'groups', columns: [...summary], lines: groupLines(all, byGroup) },
    byGroups('categories', 'category', categories, ({ received }) => received),
    byGroups('grounds', 'ground', grounds, ({ verdicts }) => verdicts.notFounded),
    { key: 'channels', columns: [...summary], lines: channelLines(byChannel) },
  ]
}

export const shareOf = (part: number, of: number): number | null => (of === 0 ? null : (100 * part) / of)

function summaryOf({ received, verdicts, treated, closed, days }: CaseFigures): Figure[] {
  const { founded, notFounded, undetermined, request } = verdicts
  return [
    ...[received, founded, notFounded, undetermined, request],
    ...[shareOf(treated, received), closed, days.average, days.median, days.p90],
  ]
}

function groupLines(all: CaseFigures, byGroup: readonly Part[]): Line[] {
  const told = groups.map((code) => byGroup.find(({ part }) => part === code)?.figures ?? noFigures)
  return [...groups, 'all'].map((code, at) => ({
    ...{ by: 'group', code },
    values: summaryOf(told[at] ?? all),
  }))
}

const channelLines = (parts: readonly Part[]): Line[] =>
  parts
    .filter(({ figures }) => figures.received + figures.closed > 0)
    .sort((a, b) => b.figures.received - a.figures.received || (a.part < b.part ? -1 : 1))
    .map(({ part, figures }) => ({ by: 'channel', code: part, values: summaryOf(figures) }))

/** How many of each value came by each group of channels, and their shares in it; the most frequent first. */
function byGroups(
  key: string,
  by: string,
  parts: readonly Part[],
  count: (figures: CaseFigures) => number,
): FigureTable {
  const counts = new Map<string, Record<Group, number>>()
  for (const { part, figures } of parts) {
    const [group, ...rest] = part.split('/')
    const own = counts.get(rest.join('/')) ?? { web: 0, other: 0 }
    if (group === 'web' || group === 'other') own[group] += count(figures)
    counts.set(rest.join('/'), own)
  }
  const rows = [...counts]
    .map(([code, { web, other }]) => ({ code, n: [web, other, web + other] }))
    .filter(({ n }) => (n[2] ?? 0) > 0)
    .sort((a, b) => (b.n[2] ?? 0) - (a.n[2] ?? 0) || (a.code < b.code ? -1 : 1))
  const totals = [0, 1, 2].map((at) => rows.reduce((sum, { n }) => sum + (n[at] ?? 0), 0))
  const withShares = (n: readonly number[]): Figure[] =>
    n.flatMap((count, at) => [count, shareOf(count, totals[at] ?? 0)])
  return {
    key,
    columns: [...groups, 'all'].flatMap((group): FigureColumn[] => [
      { key: group, kind: 'count' },
      { key: `${group}Share`, kind: 'share' },
    ]),
    lines: [
      ...rows.map(({ code, n }) => ({ by, code, values: withShares(n) })),
      { by: 'total', code: key, values: withShares(totals) },
    ],
  }
}
