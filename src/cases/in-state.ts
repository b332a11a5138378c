// The cases that stand in one state now, as far as the viewer oversees them, newest reception first.
import type { Knex } from 'knex'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { DESKS_TOGETHER, inGroups, type Viewer } from './desks.ts'
import { asOverseer } from './overseen.ts'
import { visible } from './policy.ts'
import { type Found, nameAndRelation } from './search.ts'

export const PAGE = 25

/** Where a page ends: the next one begins after this case. */
export type InStateCursor = { receivedAt: number; id: string }

export type InStateQuery = {
  workflow: string
  state: string
  programme?: string | undefined
  entity?: string | undefined
  after?: InStateCursor | undefined
}

export type InStatePage = { rows: Found[]; next: InStateCursor | null }

/** One page of the cases in a state: an index range for each place, cut short, so that the archive costs nothing. */
export async function casesInState(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  query: InStateQuery,
): Promise<InStatePage> {
  const places = placesOf(programmes, viewer, query)
  const found = await Promise.all(
    inGroups(places, DESKS_TOGETHER).map((group) => firstOf(db, viewer, query, group)),
  )
  const rows = found.flat().sort(byReception)
  const page = rows.slice(0, PAGE)
  const last = page.at(-1)
  const next = rows.length > PAGE && last ? { receivedAt: last.received_at, id: last.id } : null
  return { rows: page, next }
}

type Place = { programme: string; entity: string }

/** The entities the viewer oversees, of those that are asked for. */
function placesOf(programmes: Programmes, viewer: Viewer, { programme, entity }: InStateQuery): Place[] {
  const places = asOverseer(viewer).grants.flatMap((grant) => {
    const codes = programmes.find(grant.programme)?.entities.map(({ code }) => code) ?? []
    return codes
      .filter((code) => grant.entity === '' || grant.entity === code)
      .map((code) => ({ programme: grant.programme, entity: code }))
  })
  const wanted = places.filter(
    (place) =>
      (programme ?? place.programme) === place.programme && (entity ?? place.entity) === place.entity,
  )
  return [...new Map(wanted.map((place) => [`${place.programme}/${place.entity}`, place])).values()]
}

/** The first cases of some places together, one more than a page holds. */
async function firstOf(
  db: Database,
  viewer: Viewer,
  query: InStateQuery,
  places: readonly Place[],
): Promise<Found[]> {
  const [first, ...others] = places.map((place) =>
    db.read.from(rangeOf(db, viewer, query, place)).select('id'),
  )
  if (!first) return []
  return inOrder(
    db
      .read('cases')
      .leftJoin('registrations', 'registrations.case_id', 'cases.id')
      .whereIn('cases.id', first.unionAll(others))
      .select('cases.*', ...nameAndRelation(db)),
  )
}

function rangeOf(
  db: Database,
  viewer: Viewer,
  { workflow, state, after }: InStateQuery,
  { programme, entity }: Place,
): Knex.QueryBuilder {
  const range = db.read('cases').where({ workflow, state, programme, entity })
  visible(range, asOverseer(viewer))
  if (after)
    range
      .where('received_at', '<=', after.receivedAt)
      .where((later) => later.where('received_at', '<', after.receivedAt).orWhere('cases.id', '>', after.id))
  return inOrder(range).select('cases.id').as('p')
}

const inOrder = (query: Knex.QueryBuilder): Knex.QueryBuilder =>
  query.orderBy([{ column: 'received_at', order: 'desc' }, { column: 'cases.id' }]).limit(PAGE + 1)

const byReception = (a: Found, b: Found): number => b.received_at - a.received_at || (a.id < b.id ? -1 : 1)
