// The cases that came through the ombudsman, whatever life they lead, as far as the viewer oversees them, newest reception first.
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'
import { asOverseer, overseenPlaces } from './overseen.ts'
import { entitiesOf, type PlaceCursor, type PlacePage, pageOfPlaces } from './place-ranges.ts'
import { visible } from './policy.ts'

export type OmbudsmanQuery = {
  /** The civil days of reception, both included. */
  from: string
  to: string
  programme?: string | undefined
  entity?: string | undefined
  after?: PlaceCursor | undefined
  size?: number | undefined
}

/** One page of them. A restricted case is in no list that leaves its handlers. */
export function ombudsmanCases(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  { from, to, after, size, ...asked }: OmbudsmanQuery,
): Promise<PlacePage> {
  const places = entitiesOf(programmes, overseenPlaces(viewer, asked))
  return pageOfPlaces(db, places, { order: 'received_at', after, size }, (cases) => {
    // Written out, not bound: only so does a database know that the index of this channel holds them all.
    cases.whereRaw("cases.channel = 'ombudsman'").where('cases.restricted', 0)
    cases.whereBetween('cases.received_on', [from, to])
    visible(cases, asOverseer(viewer))
  })
}
