// Who makes up the inputs of each lifecycle: the sampler of cases, unless a lifecycle brings one of its own.

import { type Programme, programme, programmes } from '../../src/programmes/index.ts'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { inputs } from '../../workflows/case-inputs.ts'
import { workflows } from '../../workflows/index.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { sampleInput, type Walked } from './case-walk.ts'
import { sampleOf } from './sample-schema.ts'
import type { Sampler } from './walk.ts'

/** The samplers of lifecycles that are no cases, by name. */
const special: Record<string, Sampler> = {}

/** The programmes whose cases may lead this life; those that no programme names may begin in any. */
export function packsOf({ name, version }: Pick<Workflow, 'name' | 'version'>): readonly Programme[] {
  const newer = workflows.some((other) => other.name === name && other.version > version)
  const names = [`${name}@${version}`, ...(newer ? [] : [name])]
  const named = programmes.filter(({ workflow, services }) =>
    [workflow, ...services.map((service) => service.workflow)].some((one) => names.includes(one)),
  )
  return named.length > 0 ? named : programmes
}

/** Those whose cases take every road there is: some body verifies, or nobody may be left without a word. */
function roadsOf(workflow: Workflow): readonly Programme[] {
  const packs = packsOf(workflow)
  const more = packs.filter(({ verifiers, deadline }) => verifiers.length > 0 || deadline.touchDays)
  return more.length > 0 ? more : packs
}

/** Days without a word that are few enough to pass while a case wanders. */
const FEW_DAYS = 4

/** The same programme with as little patience as a walk has. */
function hurried(pack: Programme): Programme {
  const { touchDays } = pack.deadline
  return touchDays === undefined ? pack : { ...pack, deadline: { ...pack.deadline, touchDays: FEW_DAYS } }
}

/** Whatever is opened as cases are is one, with forms of its own or without. */
const isCase = (workflow: Walked) => workflow.inputs.OPEN === inputs.OPEN

/** The inputs of a lifecycle. */
export function samplerOf(workflow: Workflow): Sampler {
  const own = special[workflow.name]
  if (own) return own
  if (!isCase(workflow))
    return (type, _context, stamp, draw) => {
      const schema = workflow.inputs[type]
      return { input: schema && sampleOf(schema, draw, stamp.on), facts: null }
    }
  const packs = roadsOf(workflow)
  return (type, context, stamp, draw) => {
    const known = context as CaseContext
    const pack = known.programme ? programme(known.programme) : draw.pick(packs)
    return sampleInput(workflow, type, known, stamp, draw, { pack: hurried(pack) })
  }
}
