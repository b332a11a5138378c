// The cases that stand in one state now, as far as the viewer oversees them, newest reception first.
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'
import { asOverseer, overseenPlaces } from './overseen.ts'
import { entitiesOf, type PlaceCursor, type PlacePage, pageOfPlaces } from './place-ranges.ts'
import { visible } from './policy.ts'

export type InStateQuery = {
  workflow: string
  /** Every version where none is named. */
  version?: number | undefined
  state: string
  programme?: string | undefined
  entity?: string | undefined
  after?: PlaceCursor | undefined
}

/** One page of the cases in a state. */
export function casesInState(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  { workflow, version, state, after, ...asked }: InStateQuery,
): Promise<PlacePage> {
  const places = entitiesOf(programmes, overseenPlaces(viewer, asked))
  return pageOfPlaces(db, places, { order: 'received_at', after }, (cases) => {
    // A restricted case is in no figure, and in no list behind one.
    cases.where({ 'cases.workflow': workflow, 'cases.state': state, 'cases.restricted': 0 })
    if (version !== undefined) cases.where('cases.version', version)
    visible(cases, asOverseer(viewer))
  })
}
