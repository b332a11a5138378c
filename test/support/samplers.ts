// Who makes up the inputs of each lifecycle; one that needs no facts of a command is sampled from its schemas alone.

import type { CaseContext } from '../../workflows/case-facts.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { type ComplaintEventType, sampleInput } from './complaint-walk.ts'
import { sampleOf } from './sample-schema.ts'
import type { Sampler } from './walk.ts'

const special: Record<string, Sampler> = {
  complaint: (type, context, stamp, draw) =>
    sampleInput(type as ComplaintEventType, context as CaseContext, stamp, draw),
}

/** The inputs of a lifecycle. */
export function samplerOf(workflow: Workflow): Sampler {
  return (
    special[workflow.name] ??
    ((type, _context, stamp, draw) => {
      const schema = workflow.inputs[type]
      return { input: schema && sampleOf(schema, draw, stamp.on), facts: null }
    })
  )
}
