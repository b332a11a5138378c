// Inputs and facts for every event of a complaint, as an office would produce them; for walks, and to fill databases.

import { contactChannels } from '../../src/cases/facts.ts'
import { addDays, endOfDay, startOfDay } from '../../src/platform/clock.ts'
import { daam } from '../../src/programmes/daam.ts'
import type { CaseContext } from '../../workflows/case-facts.ts'
import { lastCommitment, openChannels } from '../../workflows/case-facts.ts'
import {
  grounds,
  type inputs,
  notComplaintGrounds,
  type Registration,
  inputs as schemas,
} from '../../workflows/case-inputs.ts'
import type { Stamp } from '../../workflows/kit.ts'
import { type Draw, seededDraw } from './draw.ts'
import { type Fields, sampleOf } from './sample-schema.ts'
import type { Sampled } from './walk.ts'

export type ComplaintEventType = keyof typeof inputs

/** The parts of a programme's pack that inputs name. */
export type Pack = {
  code: string
  entities: readonly { code: string }[]
  units: readonly { code: string }[]
  channels: readonly { code: string; answeredBy: readonly string[] }[]
  categories: readonly { code: string }[]
}

const FIRST = [
  'Amina',
  'Fatima Zahra',
  'Brahim',
  'Khadija',
  'Youssef',
  'Rkia',
  'عائشة',
  'محمد',
  'Ouafae',
  'Idir',
]
const LAST = [
  'El Idrissi',
  'Benali',
  'Ait Baha',
  'Tazi',
  'الفاسي',
  'Ouhaddou',
  'Chraïbi',
  'Bouazza',
  'بنجلون',
]
const ASSIGNEES = ['clerk-2', 'processor-2', 'supervisor-2', 'closer-2', '']

type Options = {
  pack?: Pack
  /** Fields whose values are given. */
  typed?: Record<string, unknown>
}

/**
 * An input the schema of the event accepts, as typed (not yet read), and the facts its command would add.
 * The same draw gives the same input.
 */
export function sampleInput(
  type: ComplaintEventType,
  context: CaseContext,
  stamp: Stamp,
  draw: Draw = seededDraw(stamp.at),
  { pack = daam, typed = {} }: Options = {},
): Sampled & { input: Record<string, unknown> } {
  const given = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, () => value]))
  const fields = { ...fieldsOf(context, stamp, pack), ...together(type, draw), ...given }
  const input = sampleOf(schemas[type], draw, stamp.on, fields) as Record<string, unknown>
  return { input, facts: factsOf(type, input, context, stamp, pack) }
}

const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

function fieldsOf(context: CaseContext, stamp: Stamp, pack: Pack): Fields {
  const opening = context.programme === ''
  const told = lastCommitment(context)?.givenOn ?? context.receivedOn
  const dayBetween = (from: string) => (draw: Draw) => {
    const day = addDays(stamp.on, -draw.below(4))
    return day < from ? from : day
  }
  return {
    programme: () => pack.code,
    entity: (draw) => draw.pick(codes(pack.entities)),
    category: (draw) => draw.pick(codes(pack.categories)),
    unit: (draw) => draw.pick(codes(pack.units)),
    channel: (draw) => draw.pick(opening ? codes(pack.channels) : openChannels(context)),
    receivedOn: (draw) => addDays(stamp.on, -draw.pick([0, 0, 0, 1, 4, 25])),
    closedOn: () => stamp.on,
    dueOn: (draw) => addDays(stamp.on, draw.pick([0, 1, 7, 14, 30, 45])),
    toldOn: dayBetween(told),
    sentOn: () => stamp.on,
    template: () => '',
    name: (draw) => `${draw.pick(FIRST)} ${draw.pick(LAST)}`,
    phone: (draw) => `+2126${String(draw.below(100_000_000)).padStart(8, '0')}`,
    email: (draw) => (draw.chance(30) ? `beneficiaire${draw.below(1_000_000)}@example.ma` : ''),
    cnie: (draw) => `${draw.pick(['A', 'BE', 'JB', 'X'])}${draw.between(100_000, 999_999)}`,
    beneficiary: () => null,
    externalKey: () => '',
    to: (draw) => draw.pick(ASSIGNEES),
    id: (draw) => `document-${draw.below(2 ** 31)}`,
    sha256: (draw) =>
      draw
        .below(2 ** 31)
        .toString(16)
        .padStart(64, '0'),
    type: () => 'image/jpeg',
    message: (draw) => `message-${draw.below(2 ** 31)}`,
  }
}

/** Fields whose values depend on one another. */
function together(type: ComplaintEventType, draw: Draw): Fields {
  if (type === 'QUALIFY') {
    const admissibility = draw.pick(['complaint', 'complaint', 'complaint', 'notFounded', 'notComplaint'])
    const allowed = admissibility === 'notComplaint' ? notComplaintGrounds : grounds
    return {
      admissibility: () => admissibility,
      ground: () => (admissibility === 'complaint' ? undefined : draw.pick(allowed)),
      explanation: () => 'The rules of the programme do not provide for it.',
      identityNote: () => 'No identity card was shown.',
    }
  }
  if (type === 'CONCLUDE' || type === 'REPORT_DONE') {
    const founded = draw.pick(type === 'CONCLUDE' ? ['yes', 'no', 'unknown'] : ['yes', 'no'])
    return { founded: () => founded, ground: () => (founded === 'no' ? draw.pick(grounds) : undefined) }
  }
  return type === 'SEND_BACK' ? { to: () => draw.pick(['answer', 'work']) } : {}
}

function factsOf(
  type: ComplaintEventType,
  input: Record<string, unknown>,
  context: CaseContext,
  stamp: Stamp,
  pack: Pack,
): unknown {
  switch (type) {
    case 'OPEN':
    case 'IMPORT':
      return openingFacts(schemas.OPEN.parse(input), stamp, pack)
    case 'RESCHEDULE':
      return deadlines(addDays(context.receivedOn, 1))
    case 'CONCLUDE':
    case 'RETURN_WORK':
    case 'SEND_BACK':
      return { commitBy: endOfDay(addDays(stamp.on, 5)) }
    case 'RESEND':
      return { message: context.failed[0] ?? null }
    case 'ASK_DOCUMENTS':
      return { waitUntil: endOfDay(addDays(stamp.on, 15)) }
    default:
      return null
  }
}

function openingFacts(registration: Registration, stamp: Stamp, pack: Pack) {
  const { receivedOn, channel } = registration
  return {
    ...deadlines(receivedOn),
    receivedAt: receivedOn === stamp.on ? stamp.at : startOfDay(receivedOn),
    noticeBy: endOfDay(addDays(receivedOn, 10)),
    answerChannels: pack.channels.find(({ code }) => code === channel)?.answeredBy ?? [],
    contactChannels: contactChannels(registration),
  }
}

/** The instants of a deadline of ten calendar days. */
export const deadlines = (receivedOn: string) => ({
  soonAt: startOfDay(addDays(receivedOn, 8)),
  dueAt: endOfDay(addDays(receivedOn, 10)),
  lateAt: endOfDay(addDays(receivedOn, 20)),
})
