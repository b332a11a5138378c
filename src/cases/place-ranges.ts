// A page of cases of many places: the first of each place's own index range, so that the archive costs nothing.
import type { Knex } from 'knex'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { DESKS_TOGETHER, inGroups } from './desks.ts'
import type { Place } from './overseen.ts'
import { type Found, nameAndRelation } from './search.ts'

export const PAGE = 25

/** What a list is ordered by, the newest first, then by reference. */
export type Order = 'received_at' | 'closing_on'

/** Where a page ends: the next one begins after this case. */
export type PlaceCursor = { at: string | number; id: string }

export type PlacePage = { rows: Found[]; next: PlaceCursor | null }

/** Places as their single entities: those of a whole programme are the ones of its pack. */
export function entitiesOf(programmes: Programmes, places: readonly Place[]): Place[] {
  const single = places.flatMap(({ programme, entity }) =>
    (programmes.find(programme)?.entities ?? [])
      .filter(({ code }) => entity === '' || entity === code)
      .map(({ code }) => ({ programme, entity: code })),
  )
  return [...new Map(single.map((place) => [`${place.programme}/${place.entity}`, place])).values()]
}

/**
 * One page of the cases of these entities, newest first; of `size` cases at most.
 * @param narrow leaves in the query over `cases` what belongs to the list, and what the viewer may see of it.
 */
export async function pageOfPlaces<One extends Place>(
  db: Database,
  places: readonly One[],
  { order, after, size = PAGE }: { order: Order; after: PlaceCursor | undefined; size?: number | undefined },
  narrow: (cases: Knex.QueryBuilder, place: One) => void,
): Promise<PlacePage> {
  const range = (place: One): Knex.QueryBuilder => {
    const { programme, entity } = place
    const cases = db.read('cases').where({ 'cases.programme': programme, 'cases.entity': entity })
    narrow(cases, place)
    if (after)
      cases
        .where(`cases.${order}`, '<=', after.at)
        .where((later) => later.where(`cases.${order}`, '<', after.at).orWhere('cases.id', '>', after.id))
    return inOrder(cases, order, size).select('cases.id').as('p')
  }
  const found = await Promise.all(
    inGroups(places, DESKS_TOGETHER).map((group) => firstOf(db, group.map(range), order, size)),
  )
  const rows = found.flat().sort(newestBy(order))
  const page = rows.slice(0, size)
  const last = page.at(-1)
  return {
    rows: page,
    next: rows.length > size && last ? { at: last[order] ?? '', id: last.id } : null,
  }
}

/** The first cases of some ranges together, one more than a page holds. */
async function firstOf(
  db: Database,
  ranges: readonly Knex.QueryBuilder[],
  order: Order,
  size: number,
): Promise<Found[]> {
  const [first, ...others] = ranges.map((range) => db.read.from(range).select('id'))
  if (!first) return []
  return inOrder(
    db
      .read('cases')
      .leftJoin('registrations', 'registrations.case_id', 'cases.id')
      .whereIn('cases.id', first.unionAll(others))
      .select('cases.*', ...nameAndRelation(db)),
    order,
    size,
  )
}

const inOrder = (query: Knex.QueryBuilder, order: Order, size: number): Knex.QueryBuilder =>
  query.orderBy([{ column: `cases.${order}`, order: 'desc' }, { column: 'cases.id' }]).limit(size + 1)

const newestBy =
  (order: Order) =>
  (a: Found, b: Found): number => {
    const [left, right] = [a[order] ?? '', b[order] ?? '']
    if (left !== right) return left < right ? 1 : -1
    return a.id < b.id ? -1 : 1
  }

/** So many cases are read together where a whole list is wanted. */
export const LARGE_PAGE = 500

/** All cases of a list, page after page; no page is read before somebody asks for it. */
export async function* allPages(
  pageOf: (after: PlaceCursor | undefined) => Promise<PlacePage>,
): AsyncGenerator<Found, void, undefined> {
  for (let after: PlaceCursor | undefined; ; ) {
    const { rows, next } = await pageOf(after)
    yield* rows
    if (!next) return
    after = next
  }
}
