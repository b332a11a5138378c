// The programmes beside the two big ones: fewer cases each, on the roads that are walked most.
import type { Programme } from '../programmes/schema.ts'
import type { Road } from './roads.ts'
import { closedRoads } from './roads-closed.ts'
import { openRoads } from './roads-open.ts'

/** One case of a programme, to be planned. */
export type Part = { programme: Programme; road: Road; nth: number }

/** Every case of a programme on a road. */
export const partsOn = (programme: Programme, road: Road): Part[] =>
  Array.from({ length: road.count }, (_, nth) => ({ programme, road, nth }))

const opened = [
  'received',
  'qualified',
  'waiting',
  'referred, notice owed',
  'committed',
  'promised 4',
  'promised 10',
  'broken',
  'to answer',
  'submitted',
  'approved',
  'settled',
]

const closed: Readonly<Record<string, number>> = {
  answered: 7,
  refused: 3,
  'not founded at once': 2,
  'treated at once': 3,
  honoured: 7,
  'renewed late': 2,
  'with documents': 2,
  'returned once': 2,
}

const openParts = openRoads
  .filter(
    ({ name }, index) => opened.includes(name) && openRoads.findIndex((one) => one.name === name) === index,
  )
  .map((road) => ({ road, nth: 0 }))

const closedParts = closedRoads.flatMap((road) =>
  Array.from({ length: closed[road.name] ?? 0 }, (_, nth) => ({ road, nth })),
)

/** What is played of a programme: each of its channels is heard, and what is open is as old as its deadline allows. */
export function partsOf(programme: Programme): Part[] {
  const { channels, deadline } = programme
  const pace = deadline.days >= 30 ? 2 : 1
  const open = openParts.map(({ road, nth }) => ({
    programme,
    road: { ...road, ages: road.ages?.map((age) => age * pace) ?? [] },
    nth,
  }))
  const over = closedParts.map(({ road, nth }) => {
    const channel = road.name === 'answered' ? channels[nth % channels.length]?.code : undefined
    return { programme, road: channel ? { ...road, channels: [channel] } : road, nth }
  })
  return [...open, ...over]
}
