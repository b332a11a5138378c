// What a command adds to an event before the machine sees it: instants from the calendar, limits from the programme.
import type { z } from 'zod'
import { contestedOn } from '../../workflows/appeal-window.ts'
import {
  type CaseContext,
  caseContext,
  type Deadlines,
  type OpeningFacts,
  openChannels,
} from '../../workflows/case-facts.ts'
import { answerChannels, type inputs, type Registration } from '../../workflows/case-inputs.ts'
import type { Limits, Stamp } from '../../workflows/kit.ts'
import type { Prepare } from '../engine/engine.ts'
import { Invalid } from '../errors.ts'
import { addDays, endOfDay, startOfDay } from '../platform/clock.ts'
import type { Programme, Programmes } from '../programmes/index.ts'
import { fieldsOf } from './act-fields.ts'
import { requireAppealDay } from './appeal-days.ts'
import { type Came, countDays, dueDates, type Holidays } from './deadlines.ts'
import { belongs } from './lifecycles.ts'
import { closedInTime, isDay, notBefore, notToCome, notTooFar, recordedDays } from './recorded-days.ts'

/** A complaint said to be older than twenty years is a year mistyped. */
const OLDEST_DAYS = 7305

/** Prepares the events of cases from the programmes' rules and the public holidays (civil days). */
export function createPrepare(programmes: Programmes, holidays: Holidays): Prepare {
  return ({ name, inputs, limits }, type, input, context, stamp) => {
    const remembered = caseContext(context as Partial<CaseContext>)
    const given: Preparing = {
      programmes,
      holidays,
      lifecycle: name,
      type,
      input,
      context: remembered,
      stamp,
    }
    const programme = programmes.find(given.context.programme || programmeIn(input))
    if (!programme) throw new Invalid({ programme: { key: 'field.programme.choose' } })
    requireKnown(programme, inputs[type], input)
    return {
      ends: endsOf(input),
      facts: { ...limitsOf(programme, holidays, limits?.[type], input, stamp), ...factsOf(given, programme) },
    }
  }
}

type Preparing = {
  programmes: Programmes
  holidays: Holidays
  lifecycle: string
  type: string
  input: unknown
  context: CaseContext
  stamp: Stamp
}

const fieldsIn = (input: unknown): Record<string, unknown> =>
  typeof input === 'object' && input !== null ? { ...input } : {}

const programmeIn = (input: unknown): string => String(fieldsIn(input).programme ?? '')

function endsOf(input: unknown): Record<string, number> {
  const days = Object.entries(fieldsIn(input)).filter(([name, value]) => name.endsWith('On') && isDay(value))
  return Object.fromEntries(days.map(([name, value]) => [name, endOfDay(String(value))]))
}

/** The deadlines an event sets, by the programme's rules. */
function limitsOf(
  { deadline }: Programme,
  holidays: Holidays,
  limits: Limits[string] = {},
  input: unknown,
  stamp: Stamp,
): Record<string, number> {
  const typed = fieldsIn(input)
  const ends = Object.entries(limits).map(([fact, { days: rule, after }]): [string, number] => {
    const days = typeof rule === 'number' ? rule : deadline[rule]
    const from = after === undefined ? stamp.on : String(typed[after])
    return [fact, days === undefined ? 0 : endOfDay(countDays(deadline.basis, from, days, holidays()))]
  })
  return Object.fromEntries(ends)
}

/** A code that was typed is one of the programme's list that the form offers. */
function requireKnown(programme: Programme, schema: z.ZodType | undefined, input: unknown): void {
  const typed = fieldsIn(input)
  for (const { name, choices } of schema?.type === 'object' ? fieldsOf(schema) : []) {
    if ((choices === 'categories' || choices === 'units') && typed[name] !== undefined)
      knownCode(name, programme[choices], String(typed[name]))
  }
}

/** What only one kind of event needs to know. The engine checked each input against the schema of its event. */
function factsOf(
  { holidays, lifecycle, type, input, context, stamp }: Preparing,
  programme: Programme,
): object {
  switch (type) {
    case 'OPEN':
    case 'IMPORT':
      return openingFacts(programme, holidays, input as Registration, stamp)
    case 'QUALIFY': {
      const { category } = input as z.output<typeof inputs.QUALIFY>
      ofThatService(programme, { service: context.service, category }, lifecycle)
      return { verifier: programme.categories.find(({ code }) => code === category)?.verifier ?? null }
    }
    case 'COMMIT':
    case 'RENEW':
      notTooFar((input as z.output<typeof inputs.COMMIT>).dueOn, stamp.on, programme.deadline.mostCommitDays)
      return {}
    case 'SEND_ANSWER':
    case 'TELL_DECISION':
    case 'THANK': {
      const { sentOn } = input as z.output<typeof inputs.SEND_ANSWER>
      notToCome('sentOn', sentOn, stamp.on)
      notBefore('sentOn', sentOn, context.approvedOn ?? context.receivedOn)
      return {}
    }
    case 'KEEP_IN_TOUCH': {
      const { channel } = input as z.output<typeof inputs.KEEP_IN_TOUCH>
      if (!openChannels(context).includes(channel))
        throw new Invalid({ channel: { key: 'field.channel.choose' } })
      return {}
    }
    case 'LODGE_APPEAL': {
      const { cameBy, receivedOn } = input as z.output<typeof inputs.LODGE_APPEAL>
      knownCode('cameBy', programme.channels, cameBy)
      recordedDays(fieldsIn(input), context.receivedOn, stamp.on)
      requireAppealDay(context, receivedOn, endOfDay(receivedOn))
      return { against: contestedOn(context, receivedOn) }
    }
    case 'ASSIGN':
      notBarred(input as z.output<typeof inputs.ASSIGN>, context)
      return {}
    case 'RECORD_LETTER': {
      const { direction, letterOn } = input as z.output<typeof inputs.RECORD_LETTER>
      notToCome('letterOn', letterOn, stamp.on)
      // The letter that brought the case was written before it came.
      if (direction === 'out') notBefore('letterOn', letterOn, context.receivedOn)
      return {}
    }
    case 'REFER':
    case 'RECORD_REPLY':
      recordedDays(fieldsIn(input), context.receivedOn, stamp.on)
      return {}
    case 'DECIDE_DEFERRAL':
      instalmentAhead(input as z.output<typeof inputs.DECIDE_DEFERRAL>, stamp)
      return {}
    case 'RESEND':
      // Which message it is stands in the journal: the case goes on before it leaves.
      return { message: context.failed[0] ?? null }
    case 'RESCHEDULE':
      return deadlinesOf(programme, context, holidays)
    default:
      return {}
  }
}

type Clocked = Came & { receivedOn: string }

/** The deadlines of a case as the calendar has them now. */
function deadlinesOf(programme: Programme, context: Clocked, holidays: Holidays): Deadlines {
  const { soonAt, dueAt, lateAt, dueOn, noticeBy } = dueDates(
    programme,
    context,
    context.receivedOn,
    holidays(),
  )
  return { soonAt, dueAt, lateAt, dueOn, noticeBy }
}

/** Whoever had a hand in the first case is not given its appeal to decide. */
function notBarred({ role, to }: z.output<typeof inputs.ASSIGN>, { barred }: CaseContext): void {
  if (role === 'supervisor' && to && barred.includes(to))
    throw new Invalid({ to: { key: 'linked.barred.assign' } })
}

function instalmentAhead({ instalmentOn }: { instalmentOn?: string | undefined }, stamp: Stamp): void {
  if (instalmentOn !== undefined && instalmentOn <= stamp.on)
    throw new Invalid({ instalmentOn: { key: 'field.instalmentOn.past' } })
}

type Contact = Pick<Registration, 'channel' | 'phone' | 'email' | 'address'>

function openingFacts(
  programme: Programme,
  holidays: Holidays,
  input: Registration,
  stamp: Stamp,
): Omit<OpeningFacts, 'touchBy'> {
  const channel = programme.channels.find(({ code }) => code === input.channel)
  if (!channel) throw new Invalid({ channel: { key: 'field.channel.choose' } })
  knownCode('entity', programme.entities, input.entity)
  knownCode('category', programme.categories, input.category)
  if (input.service) knownCode('service', programme.services, input.service)
  if (input.service) ofThatService(programme, input, '')
  notToCome('receivedOn', input.receivedOn, stamp.on)
  notBefore('receivedOn', input.receivedOn, addDays(stamp.on, -OLDEST_DAYS))
  if ('closedOn' in input) closedInTime(input as z.output<typeof inputs.IMPORT>, stamp.on)
  const due = deadlinesOf(programme, input, holidays)
  // Taken today: now. Received earlier: that day, by which the deadline counts.
  const receivedAt = input.receivedOn === stamp.on ? stamp.at : startOfDay(input.receivedOn)
  return {
    receivedAt,
    ...due,
    answerChannels: channel.answeredBy,
    contactChannels: contactChannels(input),
  }
}

/** The channels on which a complainant can be reached: where a contact was given, the one they wrote by, the desk. */
export function contactChannels({ channel, phone, email, address }: Contact): string[] {
  const given: Partial<Record<string, boolean>> = {
    desk: true,
    phone: phone !== '',
    sms: phone !== '',
    email: email !== '',
    mail: address !== '',
  }
  return answerChannels.filter((code) => given[code] ?? code === channel)
}

/** What belongs to another service has to be registered under that one: it may lead another life, or be restricted. */
function ofThatService(
  programme: Programme,
  brought: { service: string; category: string },
  lifecycle: string,
): void {
  if (!belongs(programme, brought, lifecycle))
    throw new Invalid({ category: { key: 'field.category.otherService' } })
}

function knownCode(field: string, list: readonly { code: string }[], code: string | undefined): void {
  if (!list.some((item) => item.code === code))
    throw new Invalid({ [field]: { key: `field.${field}.choose` } })
}
