// Inputs and facts for every event that cases know, as an office would produce them; for walks, and to fill databases.

import { contactChannels } from '../../src/cases/facts.ts'
import { addDays, endOfDay, startOfDay } from '../../src/platform/clock.ts'
import { type Programme, programme } from '../../src/programmes/index.ts'
import { contestedOn } from '../../workflows/appeal-window.ts'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { type inputs, type Registration, inputs as schemas } from '../../workflows/case-inputs.ts'
import type { Stamp, Workflow } from '../../workflows/kit.ts'
import { fieldsOf, together } from './case-fields.ts'
import { type Draw, seededDraw } from './draw.ts'
import { sampleOf } from './sample-schema.ts'
import type { Sampled } from './walk.ts'

export type CaseEventType = keyof typeof inputs

/** What a walk asks of a lifecycle: its inputs and the deadlines its events set. */
export type Walked = Pick<Workflow, 'name' | 'inputs' | 'limits'>

type Options = {
  pack?: Programme
  /** Fields whose values are given. */
  typed?: Record<string, unknown>
}

/**
 * An input the schema of the event accepts, as typed (not yet read), and the facts its command would add.
 * The same draw gives the same input.
 */
export function sampleInput(
  workflow: Walked,
  type: string,
  context: CaseContext,
  stamp: Stamp,
  draw: Draw = seededDraw(stamp.at),
  { pack = programme(context.programme || 'DAAM'), typed = {} }: Options = {},
): Sampled & { input: Record<string, unknown> } {
  const schema = workflow.inputs[type]
  if (!schema) throw new Error(`${workflow.name} has no form for ${type}`)
  const given = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, () => value]))
  const fields = {
    ...fieldsOf(workflow.name, context, stamp, pack),
    ...together(type, context, draw),
    ...given,
  }
  const input = sampleOf(schema, draw, stamp.on, fields) as Record<string, unknown>
  const limits = limitsOf(workflow, type, input, stamp, pack)
  return { input, facts: { ...limits, ...factsOf(type, input, context, stamp, draw, pack) } }
}

/** The deadlines an event sets, in calendar days. */
function limitsOf(
  { limits = {} }: Walked,
  type: string,
  input: Record<string, unknown>,
  stamp: Stamp,
  { deadline }: Programme,
): Record<string, number> {
  const ends = Object.entries(limits[type] ?? {}).map(([fact, { days: rule, after }]) => {
    const days = typeof rule === 'number' ? rule : deadline[rule]
    const from = after === undefined ? stamp.on : String(input[after])
    return [fact, days === undefined ? 0 : endOfDay(addDays(from, days))] as const
  })
  return Object.fromEntries(ends)
}

function factsOf(
  type: string,
  input: Record<string, unknown>,
  context: CaseContext,
  stamp: Stamp,
  draw: Draw,
  pack: Programme,
): object {
  switch (type) {
    case 'OPEN':
    case 'IMPORT':
      return openingFacts(schemas.OPEN.parse(input), stamp, pack)
    case 'QUALIFY':
      return { verifier: pack.categories.find(({ code }) => code === input.category)?.verifier ?? null }
    case 'LODGE_APPEAL':
      return { against: contestedOn(context, String(input.receivedOn)) }
    case 'RESCHEDULE':
      return deadlines(addDays(context.receivedOn, draw.pick([1, 2, 0, -1])))
    case 'RESEND':
      return { message: context.failed[0] ?? null }
    default:
      return {}
  }
}

function openingFacts(registration: Registration, stamp: Stamp, pack: Programme) {
  const { receivedOn, channel } = registration
  return {
    ...deadlines(receivedOn),
    receivedAt: receivedOn === stamp.on ? stamp.at : startOfDay(receivedOn),
    answerChannels: pack.channels.find(({ code }) => code === channel)?.answeredBy ?? [],
    contactChannels: contactChannels(registration),
  }
}

/** The instants of a deadline of ten calendar days. */
export const deadlines = (receivedOn: string) => ({
  soonAt: startOfDay(addDays(receivedOn, 8)),
  dueAt: endOfDay(addDays(receivedOn, 10)),
  lateAt: endOfDay(addDays(receivedOn, 20)),
  dueOn: addDays(receivedOn, 10),
  noticeBy: endOfDay(addDays(receivedOn, 10)),
})
