// All cases of the demonstration, planned: which road each takes, who is in it, and every step with its minute.
import { addDays, startOfDay } from '../platform/clock.ts'
import type { Programme } from '../programmes/schema.ts'
import { open, rate } from './acts-outside.ts'
import type { Case } from './case.ts'
import { type Part, partsOf } from './cast-more.ts'
import { type Step, startCourse } from './course.ts'
import { drawFrom } from './draw.ts'
import type { OfficeDays } from './office-days.ts'
import { referenceOf } from './reference.ts'
import type { Road } from './roads.ts'
import { causeParts } from './roads-causes.ts'
import { closedRoads } from './roads-closed.ts'
import { openRoads } from './roads-open.ts'
import { quietParts } from './roads-quiet.ts'
import { requestParts } from './roads-requests.ts'
import { verifiedParts } from './roads-verified.ts'
import { type Scene, type Stage, setScene } from './scene.ts'
import { wordsOf } from './scene-words.ts'

export type Planned = { road: Road; scene: Scene; receivedOn: string; steps: readonly Step[] }

export type Ground = Stage & {
  programmes: readonly Programme[]
  days: OfficeDays
  today: string
  /** Nothing happens after this instant. */
  now: number
}

/** How far back (days) the oldest case lies. */
const SPAN = 240

/** A case that is to stand at its last step has to have reached it some minutes ago. */
const REST = 4 * 60_000

/** How many of the cases of the two big programmes are of which. */
const big: Readonly<Record<string, number>> = { TAYSSIR: 3, DAAM: 2 }

/** The programmes of which a few cases on each usual road are told. */
const small = ['AMO_TADAMON', 'HOUSING', 'MICROFINANCE', 'INTEGRITY']

/** Every case of the demonstration. */
export function planCast(ground: Ground): Planned[] {
  const roads = [...openRoads, ...closedRoads].flatMap((road) =>
    Array.from({ length: road.count }, (_, nth) => ({ road, nth })),
  )
  const first = roads.map(({ road, nth }, n) => ({ programme: bigOne(ground, n), road, nth }))
  const more = ground.programmes.filter(({ code }) => small.includes(code)).flatMap(partsOf)
  const verified = ground.programmes.filter(({ code }) => code === 'TAYSSIR').flatMap(verifiedParts)
  return [
    ...first,
    ...more,
    ...verified,
    ...requestParts(ground.programmes),
    ...quietParts(ground.programmes),
    ...causeParts(ground.programmes),
  ].map((part, n) => plan(ground, part, n))
}

const bigOne = ({ programmes }: Ground, n: number): Programme =>
  drawFrom(`cast ${n}`).weighed(programmes.map((value) => ({ value, weight: big[value.code] ?? 0 })))

function plan(ground: Ground, { programme, road, nth }: Part, n: number): Planned {
  const draw = drawFrom(`plan ${n}`)
  const { kind, nameless, told, asked } = road
  const channel = road.channels && draw.pick(road.channels)
  const set = setScene({ n, programme, kind, nameless, channel, told, asked }, ground)
  const scene = { ...set, reference: referenceOf(programme.prefix, n) }
  const age = road.ages?.[nth] ?? draw.between(2, SPAN)
  // Whatever would end in the future began a day earlier.
  for (let from = addDays(ground.today, -age); ; from = addDays(from, -1)) {
    const planned = walk(ground, road, scene, from, `walk ${n}`)
    const end = planned.steps.at(-1)?.at ?? 0
    if (end <= ground.now - REST) return planned
  }
}

function walk(ground: Ground, road: Road, scene: Scene, from: string, seed: string): Planned {
  const { days, today } = ground
  const draw = drawFrom(seed)
  const receivedOn = receptionOf(scene, from, days)
  const c: Case = {
    scene,
    words: wordsOf(scene.entry, receivedOn),
    course: startCourse(scene.reference, startOfDay(receivedOn) - 60_000, days, draw),
    draw,
    days,
    receivedOn,
    today,
  }
  open(c)
  road.go(c)
  // A draw of its own: who is asked afterwards changes nothing of what happened before.
  if (!road.asked && drawFrom(`asked ${seed}`).chance(55)) rate(c, drawFrom(`said ${seed}`))
  return { road, scene, receivedOn, steps: c.course.steps }
}

/** Offices receive when they are open; the rest arrives on any day. */
function receptionOf({ channel }: Scene, from: string, days: OfficeDays): string {
  return ['desk', 'phone', 'mail', 'ombudsman', 'social'].includes(channel) ? days.until(from) : from
}
