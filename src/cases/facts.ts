// What a command adds to an event before the machine sees it: instants from the calendar, limits from the programme.
import type { z } from 'zod'
import type { CaseContext, OpeningFacts } from '../../workflows/case-facts.ts'
import { answerChannels, type inputs, type Registration } from '../../workflows/case-inputs.ts'
import type { Stamp } from '../../workflows/kit.ts'
import type { Prepare } from '../engine/engine.ts'
import { Invalid } from '../errors.ts'
import { addDays, endOfDay, startOfDay } from '../platform/clock.ts'
import type { Programmes } from '../programmes/index.ts'
import { dueDates, type Holidays } from './deadlines.ts'

/** A complaint said to be older than twenty years is a year mistyped. */
const OLDEST_DAYS = 7305

const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/** Prepares the events of complaints from the programmes' rules and the public holidays (civil days). */
export function createPrepare(programmes: Programmes, holidays: Holidays): Prepare {
  return (_workflow, type, input, context, stamp) => ({
    ends: endsOf(input),
    facts: factsOf(programmes, holidays, type, input, context as CaseContext, stamp),
  })
}

function endsOf(input: unknown): Record<string, number> {
  const fields = Object.entries(input ?? {}).filter(([name, value]) => name.endsWith('On') && isDay(value))
  return Object.fromEntries(fields.map(([name, value]) => [name, endOfDay(String(value))]))
}

function factsOf(
  programmes: Programmes,
  holidays: Holidays,
  type: string,
  input: unknown,
  context: CaseContext,
  stamp: Stamp,
): unknown {
  // The engine checked each input against the schema of its event.
  if (type === 'OPEN' || type === 'IMPORT')
    return openingFacts(programmes, holidays, input as Registration, stamp)
  const programme = programmes.get(context.programme)
  const { commitDays, mostCommitDays, waitDays } = programme.deadline
  switch (type) {
    case 'QUALIFY':
      knownCode('category', programme.categories, (input as z.output<typeof inputs.QUALIFY>).category)
      return null
    case 'CONCLUDE': {
      const { route, unit } = input as z.output<typeof inputs.CONCLUDE>
      if (route === 'treat') knownCode('unit', programme.units, unit)
      return { commitBy: endOfDay(addDays(stamp.on, commitDays)) }
    }
    case 'COMMIT':
    case 'RENEW':
      if ((input as z.output<typeof inputs.COMMIT>).dueOn > addDays(stamp.on, mostCommitDays))
        throw new Invalid({ dueOn: { key: 'field.dueOn.tooFar', values: { max: mostCommitDays } } })
      return null
    case 'SEND_ANSWER': {
      const { sentOn } = input as z.output<typeof inputs.SEND_ANSWER>
      notToCome('sentOn', sentOn, stamp.on)
      notBefore('sentOn', sentOn, context.approvedOn ?? context.receivedOn)
      return null
    }
    case 'RETURN_WORK':
    case 'SEND_BACK':
      return { commitBy: endOfDay(addDays(stamp.on, commitDays)) }
    case 'RESEND':
      // Which message it is stands in the journal: the case goes on before it leaves.
      return { message: context.failed[0] ?? null }
    case 'ASK_DOCUMENTS':
      return { waitUntil: endOfDay(addDays(stamp.on, waitDays)) }
    default:
      return null
  }
}

type Contact = Pick<Registration, 'channel' | 'phone' | 'email' | 'address'>

function openingFacts(
  programmes: Programmes,
  holidays: Holidays,
  input: Registration,
  stamp: Stamp,
): OpeningFacts {
  const programme = programmes.find(input.programme)
  if (!programme) throw new Invalid({ programme: { key: 'field.programme.choose' } })
  const channel = programme.channels.find(({ code }) => code === input.channel)
  if (!channel) throw new Invalid({ channel: { key: 'field.channel.choose' } })
  knownCode('entity', programme.entities, input.entity)
  knownCode('category', programme.categories, input.category)
  notToCome('receivedOn', input.receivedOn, stamp.on)
  notBefore('receivedOn', input.receivedOn, addDays(stamp.on, -OLDEST_DAYS))
  if ('closedOn' in input) closedInTime(input as z.output<typeof inputs.IMPORT>, stamp.on)
  const { soonAt, dueAt, lateAt, noticeBy } = dueDates(programme, input.channel, input.receivedOn, holidays())
  // Taken today: now. Received earlier: that day, by which the deadline counts.
  const receivedAt = input.receivedOn === stamp.on ? stamp.at : startOfDay(input.receivedOn)
  return {
    receivedAt,
    soonAt,
    dueAt,
    lateAt,
    noticeBy,
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

/** What is recorded has happened. */
function notToCome(field: string, day: string, today: string): void {
  if (day > today) throw new Invalid({ [field]: { key: `field.${field}.future` } })
}

/** What is recorded did not happen before it could. */
function notBefore(field: string, day: string, first: string): void {
  if (day < first) throw new Invalid({ [field]: { key: `field.${field}.tooEarly` } })
}

function closedInTime({ receivedOn, closedOn }: z.output<typeof inputs.IMPORT>, today: string): void {
  notToCome('closedOn', closedOn, today)
  if (closedOn < receivedOn) throw new Invalid({ closedOn: { key: 'field.closedOn.invalid' } })
}

function knownCode(field: string, list: readonly { code: string }[], code: string | undefined): void {
  if (!list.some((item) => item.code === code))
    throw new Invalid({ [field]: { key: `field.${field}.choose` } })
}
