// Statements about every case, tried on many cases that wander at random; a failing one is made as short as possible.
import fc from 'fast-check'
import type { Workflow } from '../../workflows/kit.ts'
import { staff } from './case-fields.ts'
import { drawFrom } from './draw.ts'
import { samplerOf } from './samplers.ts'
import { begin, type Person, parties, passTo, type Walk, wander } from './walk.ts'

/** A case that wandered: its whole walk, and how it stood each time that somebody might have looked at it. */
export type Wandered = { walk: Walk; looks: readonly Walk[] }

/** A small office in which everybody may do everything, so that only the separation of duties keeps hands apart. */
const office: Person[] = [
  ...staff.map((id) => ({
    id,
    roles: parties.filter((party) => party !== 'system'),
  })),
  { id: 'system', roles: ['system'] },
]

/** Cases of one lifecycle that wander, and what is said of all of them. */
export type Wanderers = {
  /** Before the statements of a file: some cases wander, always the same ones. */
  letThemWander(): void
  /** Checks a statement on all of them; when it fails, they wander again to find the shortest way that breaks it. */
  always(statement: (wandered: Wandered) => void): void
}

/** As long as there are numbers to decide by. */
const numbers = fc.array(fc.nat({ max: 2 ** 30 }), { minLength: 20, maxLength: 800, size: 'max' })

/** So many cases of a lifecycle. */
export function wanderers(workflow: Workflow, numRuns = 100): Wanderers {
  const fixed = { seed: 20_230_110, numRuns }
  const sampler = samplerOf(workflow)
  let wandered: readonly Wandered[] = []
  const wanderBy = (drawn: readonly number[]): Wandered => {
    const draw = drawFrom(drawn)
    const looks: Walk[] = []
    let walk = begin(workflow)
    while (draw.left) {
      walk = wander(walk, office, sampler, draw)
      walk = passTo(walk, walk.at)
      looks.push(walk)
    }
    return { walk, looks }
  }
  return {
    letThemWander() {
      wandered = fc.sample(numbers, fixed).map(wanderBy)
    },
    always(statement) {
      if (wandered.length === 0) throw new Error('nobody has wandered yet')
      try {
        for (const each of wandered) statement(each)
      } catch {
        const property = fc.property(numbers, (drawn) => explained(statement, wanderBy(drawn)))
        fc.assert(property, { ...fixed, interruptAfterTimeLimit: 15_000, markInterruptAsFailure: true })
        throw new Error('a statement failed once and then held: it does not depend on the walk alone')
      }
    },
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
