// What an office types into the fields of a case's forms, where a schema alone does not say: names, days, codes, people.

import { belongs } from '../../src/cases/lifecycles.ts'
import { addDays } from '../../src/platform/clock.ts'
import type { Programme } from '../../src/programmes/index.ts'
import { type CaseContext, lastCommitment, openChannels } from '../../workflows/case-facts.ts'
import { grounds, notComplaintGrounds } from '../../workflows/case-inputs.ts'
import { appealGrounds, deferralGrounds, eligibilityGrounds } from '../../workflows/decision-inputs.ts'
import type { Stamp } from '../../workflows/kit.ts'
import type { Draw } from './draw.ts'
import type { Fields } from './sample-schema.ts'

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

/** Who works in a small office; some of them had a hand in an earlier case, some handle restricted ones. */
export const staff = ['amina', 'brahim', 'chaimae', 'driss', 'ilham', 'said'] as const

const codes = (list: readonly { code: string }[]) => list.map(({ code }) => code)

/** Values by the name of the field, whatever the event. */
export function fieldsOf(lifecycle: string, context: CaseContext, stamp: Stamp, pack: Programme): Fields {
  const opening = context.programme === ''
  const told = lastCommitment(context)?.givenOn ?? context.receivedOn
  const dayBetween = (from: string) => (draw: Draw) => {
    const day = addDays(stamp.on, -draw.below(4))
    return day < from ? from : day
  }
  const sinceReception = dayBetween(context.receivedOn)
  return {
    category: (draw) => draw.pick(categoriesFor(lifecycle, context.service, pack)),
    ...(opening ? openingOf(lifecycle, stamp, pack) : { receivedOn: sinceReception }),
    unit: (draw) => draw.pick(codes(pack.units)),
    channel: (draw) => draw.pick(opening ? codes(pack.channels) : openChannels(context)),
    cameBy: (draw) => draw.pick(codes(pack.channels)),
    dueOn: (draw) =>
      addDays(stamp.on, Math.min(draw.pick([0, 1, 7, 14, 30, 45]), pack.deadline.mostCommitDays)),
    instalmentOn: (draw) => addDays(stamp.on, draw.between(1, 60)),
    toldOn: dayBetween(told),
    sentOn: () => stamp.on,
    referredOn: sinceReception,
    letterOn: sinceReception,
    template: () => '',
    evidence: () => '',
    to: (draw) => draw.pick(ASSIGNEES),
    id: (draw) => `document-${draw.below(2 ** 31)}`,
    sha256: (draw) =>
      draw
        .below(2 ** 31)
        .toString(16)
        .padStart(64, '0'),
    type: () => 'image/jpeg',
    message: (draw) => `message-${draw.below(2 ** 31)}`,
    person: (draw) => draw.pick(staff),
  }
}

/** The categories a case may be given: those of its service, or of its lifecycle where it names none. */
const categoriesFor = (lifecycle: string, service: string, pack: Programme) =>
  codes(pack.categories).filter((category) => belongs(pack, { service, category }, lifecycle))

/** What a registration says. */
function openingOf(lifecycle: string, stamp: Stamp, pack: Programme): Fields {
  const brought = broughtIn(lifecycle, pack)
  let chosen = brought[0]
  const some = (draw: Draw) => staff.filter(() => draw.chance(40))
  return {
    programme: () => pack.code,
    entity: (draw) => draw.pick(codes(pack.entities)),
    service: (draw) => {
      chosen = draw.pick(brought)
      return chosen.service
    },
    category: (draw) => draw.pick(chosen?.categories ?? codes(pack.categories)),
    receivedOn: (draw) => addDays(stamp.on, -draw.pick([0, 0, 0, 1, 4, 25])),
    closedOn: () => stamp.on,
    name: (draw) => `${draw.pick(FIRST)} ${draw.pick(LAST)}`,
    phone: (draw) => `+2126${String(draw.below(100_000_000)).padStart(8, '0')}`,
    email: (draw) => (draw.chance(30) ? `beneficiaire${draw.below(1_000_000)}@example.ma` : ''),
    cnie: (draw) => `${draw.pick(['A', 'BE', 'JB', 'X'])}${draw.between(100_000, 999_999)}`,
    beneficiary: () => null,
    externalKey: () => '',
    about: () => (lifecycle === 'appeal' ? `${pack.prefix}-2023-000001` : null),
    barred: (draw) => (lifecycle === 'appeal' ? some(draw) : []),
    handlers: (draw) => (lifecycle === 'integrity' ? [draw.pick(staff), ...some(draw)] : null),
  }
}

type Brought = { service: string; categories: string[] }

/** What is brought that leads such a life: complaints ('') or services, each with the categories it offers. */
function broughtIn(lifecycle: string, { workflow, services, categories }: Programme): Brought[] {
  const doors = [{ code: '', workflow }, ...services]
  const own = doors.filter((door) => door.workflow.split('@')[0] === lifecycle)
  return (own.length > 0 ? own : doors)
    .map(({ code }) => ({
      service: code,
      categories: codes(categories.filter(({ services: offered }) => offered?.includes(code) ?? true)),
    }))
    .filter((brought) => brought.categories.length > 0)
}

const choose = <const T extends string>(draw: Draw, name: string, values: readonly T[]) => {
  const chosen = draw.pick(values)
  return [chosen, { [name]: () => chosen }] as const
}

/** Fields whose values depend on one another. */
export function together(type: string, context: CaseContext, draw: Draw): Fields {
  switch (type) {
    case 'QUALIFY':
      return qualified(draw)
    case 'CONCLUDE':
      return concluded(draw)
    case 'REPORT_DONE':
    case 'REPORT_FINDING':
      return founded(draw, ['yes', 'no'])
    case 'SEND_BACK':
      return { to: () => draw.pick(['answer', 'work']) }
    case 'DECIDE_ELIGIBILITY':
      return decided(draw, 'accepted', 'refused', eligibilityGrounds)
    case 'DECIDE_DEFERRAL':
      return decided(draw, 'granted', 'refused', deferralGrounds)
    case 'DECIDE_APPEAL':
      return decided(draw, draw.pick(['upheld', 'partly']), 'rejected', appealGrounds)
    case 'REMOVE_HANDLER':
      return { person: () => draw.pick(context.handlers?.length ? context.handlers : staff) }
    default:
      return {}
  }
}

function qualified(draw: Draw): Fields {
  const all = ['complaint', 'complaint', 'complaint', 'notFounded', 'notComplaint'] as const
  const [admissibility, chosen] = choose(draw, 'admissibility', all)
  const allowed = admissibility === 'notComplaint' ? notComplaintGrounds : grounds
  return {
    ...chosen,
    ground: () => (admissibility === 'complaint' ? undefined : draw.pick(allowed)),
    explanation: () => 'The rules of the programme do not provide for it.',
    identityNote: () => 'No identity card was shown.',
  }
}

/** What nobody knows yet needs work before it is answered. */
function concluded(draw: Draw): Fields {
  const [route, chosen] = choose(draw, 'route', ['answer', 'treat'])
  return { ...founded(draw, route === 'treat' ? ['yes', 'no', 'unknown'] : ['yes', 'no']), ...chosen }
}

function founded(draw: Draw, values: readonly ('yes' | 'no' | 'unknown')[]): Fields {
  const [answer, chosen] = choose(draw, 'founded', values)
  return { ...chosen, ground: () => (answer === 'no' ? draw.pick(grounds) : undefined) }
}

/** A yes has what follows from it, a no has its ground. */
function decided(draw: Draw, yes: string, no: string, why: readonly string[]): Fields {
  const [decision, chosen] = choose(draw, 'decision', [yes, no])
  return {
    ...chosen,
    ground: () => (decision === no ? draw.pick(why) : undefined),
    ...(decision === no ? { unit: () => undefined, instalmentOn: () => undefined } : {}),
  }
}
