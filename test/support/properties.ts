// Statements about every case, tried on many cases that wander at random; a failing one is made as short as possible.
import fc from 'fast-check'
import { complaint } from '../../workflows/complaint.ts'
import { drawFrom } from './draw.ts'
import { samplerOf } from './samplers.ts'
import { begin, type Person, parties, passTo, type Walk, wander } from './walk.ts'

/** A case that wandered: its whole walk, and how it stood each time that somebody might have looked at it. */
export type Wandered = { walk: Walk; looks: readonly Walk[] }

/** A small office in which everybody may do everything, so that only the separation of duties keeps hands apart. */
const office: Person[] = [
  ...['amina', 'brahim', 'chaimae', 'driss', 'ilham', 'said'].map((id) => ({
    id,
    roles: parties.filter((party) => party !== 'system'),
  })),
  { id: 'system', roles: ['system'] },
]

const sampler = samplerOf(complaint)

/** A complaint that wanders as long as there are numbers to decide by. */
export function wanderBy(numbers: readonly number[]): Wandered {
  const draw = drawFrom(numbers)
  const looks: Walk[] = []
  let walk = begin(complaint)
  while (draw.left) {
    walk = wander(walk, office, sampler, draw)
    walk = passTo(walk, walk.at)
    looks.push(walk)
  }
  return { walk, looks }
}

const numbers = fc.array(fc.nat({ max: 2 ** 30 }), { minLength: 20, maxLength: 800, size: 'max' })
const fixed = { seed: 20_230_110, numRuns: 100 }

let wandered: readonly Wandered[] = []

/** Before the statements of a file: a hundred complaints wander, always the same ones. */
export function letThemWander(): void {
  wandered = fc.sample(numbers, fixed).map(wanderBy)
}

/** Checks a statement on all of them; when it fails, they wander again to find the shortest way that breaks it. */
export function always(statement: (wandered: Wandered) => void): void {
  if (wandered.length === 0) throw new Error('nobody has wandered yet')
  try {
    for (const each of wandered) statement(each)
  } catch {
    const property = fc.property(numbers, (drawn) => explained(statement, wanderBy(drawn)))
    fc.assert(property, { ...fixed, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: true })
    throw new Error('a statement failed once and then held: it does not depend on the walk alone')
  }
}

/** Tries the statement; what breaks it is told with the way that led there. */
function explained(statement: (wandered: Wandered) => void, each: Wandered): void {
  try {
    statement(each)
  } catch (error) {
    const way = each.walk.trail.map(({ event }) => `${event.on} ${event.type} by ${event.by}`)
    throw new Error(`${error}\non the way:\n${way.join('\n')}`, { cause: error })
  }
}
