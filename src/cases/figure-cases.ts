// The cases a figure is made of: whoever oversees them reaches them from the figure, and finds as many as it says.
import type { Knex } from 'knex'
import { endOfDay } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'
import { type Figure, type FigureCasesQuery, type Narrowing, narrowings, ofClosed } from './figure-query.ts'
import { boundsOf, type Reach, reachOf } from './figure-reach.ts'
import { asOverseer, overseenPlaces } from './overseen.ts'
import { entitiesOf, type Order, PAGE, type PlacePage, pageOfPlaces } from './place-ranges.ts'
import { visible } from './policy.ts'

export { type Figure, type FigureCasesQuery, figures, type Narrowing, narrowings } from './figure-query.ts'

/**
 * So many pages have to lie in the months that are looked at first: figures lag by two minutes, and what they count
 * may have changed since.
 */
const AMPLE = 4

/** One page of the cases of a figure, newest first. */
export async function casesOfFigure(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  query: FigureCasesQuery,
): Promise<PlacePage> {
  const places = entitiesOf(programmes, overseenPlaces(viewer, query))
  const order: Order = ofClosed.includes(query.figure) ? 'closing_on' : 'received_at'
  const pageOf = (reach: readonly Reach[]): Promise<PlacePage> =>
    pageOfPlaces(db, reach, { order, after: query.after, size: query.size }, (cases, { days }) => {
      // Neither is in any figure.
      cases.where('cases.restricted', 0).whereNull('cases.about')
      if (days) cases.whereBetween(`cases.${order}`, boundsOf(order, days))
      ofFigure[query.figure](cases, query)
      for (const name of narrowings) {
        const value = query.narrow[name]
        if (value !== undefined) narrowed(cases, name, value)
      }
      visible(cases, asOverseer(viewer))
    })
  const { lately, all } = await reachOf(db, places, query, AMPLE * ((query.size ?? PAGE) + 1))
  const page = await pageOf(lately ?? all)
  return page.next || !lately ? page : pageOf(all)
}

type Days = Pick<FigureCasesQuery, 'from' | 'to'>
type Narrow = (cases: Knex.QueryBuilder, days: Days) => void

const received: Narrow = (cases, { from, to }) => void cases.whereBetween('cases.received_on', [from, to])
const closed: Narrow = (cases, { from, to }) => void cases.whereBetween('cases.closing_on', [from, to])
const complaint = (cases: Knex.QueryBuilder) => cases.whereNot('cases.admissibility', 'notComplaint')

const foundTo =
  (founded: string): Narrow =>
  (cases, days) => {
    received(cases, days)
    complaint(cases).where('cases.founded', founded)
  }

const ofFigure: Record<Figure, Narrow> = {
  received,
  founded: foundTo('yes'),
  notFounded: foundTo('no'),
  undetermined: (cases, days) => {
    received(cases, days)
    complaint(cases).whereNotIn('cases.founded', ['yes', 'no'])
  },
  request: (cases, days) => {
    received(cases, days)
    cases.where('cases.admissibility', 'notComplaint')
  },
  treated: (cases, days) => {
    received(cases, days)
    cases.whereNotNull('cases.closing_on')
  },
  closed,
  onTime: (cases, days) => {
    closed(cases, days)
    cases.whereRaw('cases.closing_on <= cases.due_on')
  },
  late: (cases, days) => {
    closed(cases, days)
    cases.whereRaw('cases.closing_on > cases.due_on')
  },
  rated: (cases, days) => {
    closed(cases, days)
    cases.whereNotNull('cases.satisfaction')
  },
  satisfied: (cases, days) => {
    closed(cases, days)
    cases.where('cases.satisfaction', 'satisfied')
  },
  promised: (cases, days) => promise(cases, days, ''),
  kept: (cases, days) => promise(cases, days, 'AND '),
  broken: (cases, days) => promise(cases, days, 'AND NOT '),
  open: (cases) => void cases.whereNull('cases.closing_on'),
}

/** The first date the complainant was told, and whether the work was done by it; nobody is told one before the complaint came. */
function promise(cases: Knex.QueryBuilder, { from, to }: Days, kept: '' | 'AND ' | 'AND NOT '): void {
  const done = `EXISTS (SELECT 1 FROM commitments d WHERE d.case_id = f.case_id AND d.realised_on <= f.due_on)`
  cases
    .whereNot('cases.outcome', 'withdrawn')
    .where('cases.received_at', '<', endOfDay(to))
    // Found by the case, row by row: a list of all that was promised would be made anew for each.
    .whereRaw(
      `EXISTS (SELECT 1 FROM commitments f
       WHERE f.case_id = cases.id AND f.due_on BETWEEN ? AND ? AND f.notified_on IS NOT NULL
         AND NOT EXISTS (SELECT 1 FROM commitments e
           WHERE e.case_id = f.case_id AND e.n < f.n AND e.notified_on IS NOT NULL)
         ${kept}${kept && done})`,
      [from, to],
    )
}

function narrowed(cases: Knex.QueryBuilder, name: Narrowing, value: string): void {
  if (name === 'sex' || name === 'area') ofBeneficiary(cases, name, value)
  else if (name === 'mark') cases.whereIn('cases.mark', value.split('.'))
  else if (value === '') cases.where((empty) => empty.whereNull(`cases.${name}`).orWhere(`cases.${name}`, ''))
  else cases.where(`cases.${name}`, value)
}

function ofBeneficiary(cases: Knex.QueryBuilder, name: 'sex' | 'area', value: string): void {
  const is = name === 'sex' ? 'b.sex = ?' : 'b.rural = ?'
  const known = name === 'sex' ? "b.sex <> ''" : '1 = 1'
  const sheet =
    'SELECT 1 FROM registrations r JOIN beneficiaries b ON b.id = r.beneficiary_id WHERE r.case_id = cases.id'
  if (value === '') cases.whereRaw(`NOT EXISTS (${sheet} AND ${known})`)
  else cases.whereRaw(`EXISTS (${sheet} AND ${is})`, [name === 'sex' ? value : value === 'rural' ? 1 : 0])
}
