// Who makes up the inputs of each lifecycle: the sampler of cases, unless a lifecycle brings one of its own.
import { z } from 'zod'
import { createPrepare } from '../../src/confidential/prepare.ts'
import { addDays } from '../../src/platform/clock.ts'
import { createProgrammes, type Programme, programme, programmes } from '../../src/programmes/index.ts'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { inputs } from '../../workflows/case-inputs.ts'
import { workflows } from '../../workflows/index.ts'
import type { Stamp, Workflow } from '../../workflows/kit.ts'
import { sensitive } from '../../workflows/sensitive.ts'
import { contactWays, OUTSIDE, services } from '../../workflows/sensitive-facts.ts'
import { sampleInput, type Walked } from './case-walk.ts'
import type { Draw } from './draw.ts'
import { type Fields, sampleOf } from './sample-schema.ts'
import type { Sampled, Sampler } from './walk.ts'

/** The samplers of lifecycles that are no cases, by name. */
const special: Record<string, Sampler> = { sensitive: sampleSensitive }

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

/** What the inputs of a sensitive case depend on. */
const Remembered = z.object({
  programme: z.string(),
  receivedOn: z.string(),
  offered: z.array(z.enum(services)),
})

const prepare = createPrepare(createProgrammes(programmes))

/** An input of a sensitive case, and the facts that its own command adds. */
function sampleSensitive(type: string, context: unknown, stamp: Stamp, draw: Draw): Sampled {
  const schema = sensitive.inputs[type]
  if (!schema) throw new Error(`a sensitive case has no form for ${type}`)
  const fields = { ...contactFields(draw), ...sensitiveFields(type, Remembered.parse(context), stamp) }
  const input = sampleOf(schema, draw, stamp.on, fields)
  return { input, facts: prepare(sensitive, type, schema.parse(input), context, stamp).facts }
}

/** A way to reach the person, with what fits it. */
function contactFields(draw: Draw): Fields {
  const way = draw.pick(contactWays)
  return {
    contactBy: () => way,
    contactPoint: (point) =>
      way === 'email'
        ? `personne${point.below(1_000_000)}@example.ma`
        : `06${String(point.below(100_000_000)).padStart(8, '0')}`,
    ...(way === 'phone' && { calls: () => 'allowed' }),
  }
}

/** What a focal point and a specialist type, where a schema alone does not say. */
function sensitiveFields(type: string, known: z.output<typeof Remembered>, stamp: Stamp): Fields {
  const ahead = (draw: Draw) => addDays(stamp.on, draw.between(1, 10))
  const agreeable = services.map((service) => [
    service,
    (draw: Draw) => known.offered.includes(service) && draw.chance(60),
  ])
  return {
    programme: (draw) => known.programme || draw.pick(programmes).code,
    codeTag: (draw) => `tag-${draw.below(2 ** 31)}-0000`,
    followUpOn: ahead,
    nextOn: (draw) => (draw.chance(50) ? ahead(draw) : undefined),
    sentOn: (draw) => draw.pick([known.receivedOn, stamp.on]),
    ...(type === 'REFER' && { to: (draw: Draw) => draw.pick(bodiesOf(known.programme)) }),
    ...(type === 'CONSENT' && Object.fromEntries(agreeable)),
  }
}

const bodiesOf = (code: string) => [...programme(code).specialists.map((body) => body.code), OUTSIDE]
