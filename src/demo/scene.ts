// Who complains of what, where, and who will work on it: a case before anything happens to it.
import type { Programme } from '../programmes/schema.ts'
import type { Colleague } from './accounts.ts'
import { type Draw, drawFrom } from './draw.ts'
import { lawyers, organisations } from './names.ts'
import { officeFor } from './regions.ts'
import { cardOf, type Entry, nameOf, phoneOf } from './registry.ts'
import type { Said, Tongue } from './said.ts'
import { stories } from './stories/all.ts'
import { questions } from './stories/questions.ts'
import type { Question, Refusal, Request, Story } from './stories/story.ts'

export type Matter =
  | { kind: 'founded'; story: Story }
  | { kind: 'refused'; story: Story; refusal: Refusal }
  | { kind: 'question'; story: Question }
  | { kind: 'request'; story: Request }

export type Contact = { name: string; phone: string; email: string; address: string; cnie: string }

export type Team = Record<'agent' | 'clerk' | 'processor' | 'supervisor' | 'closer', Colleague>

export type Scene = {
  reference: string
  programme: Programme
  entity: string
  channel: string
  language: Tongue
  relation: 'beneficiary' | 'representative' | 'lawyer' | 'organisation' | 'anonymous'
  contact: Contact
  /** The beneficiary it is about; the registry may not know them. */
  entry: Entry
  known: boolean
  matter: Matter
  /** Which of the variants of a text this case uses. */
  variant: number
  team: Team
  /** Whoever verifies it at the body that alone can. */
  verifier: Colleague | undefined
}

export type Wish = {
  /** The case's place in the cast: it seeds everything drawn for it. */
  n: number
  programme: Programme
  kind: Matter['kind']
  /** When the road needs one in particular. */
  channel?: string | undefined
  nameless?: boolean | undefined
  told?: readonly Story[] | undefined
  /** One of these requests, for a road of requests. */
  asked?: readonly Request[] | undefined
}

export type Stage = { registry: readonly Entry[]; people: readonly Colleague[] }

/** How many of a hundred complaints come by which channel. */
const channels: Record<string, Record<string, number>> = {
  TAYSSIR: {
    web: 52,
    app: 9,
    phone: 12,
    desk: 8,
    mail: 4,
    exchange: 4,
    email: 4,
    register: 4,
    social: 1,
    ombudsman: 2,
  },
  DAAM: { phone: 28, desk: 30, web: 12, app: 5, mail: 8, exchange: 4, email: 4, register: 5, ombudsman: 4 },
  AMO_TADAMON: { desk: 34, phone: 28, web: 24, mail: 6, exchange: 6, ombudsman: 2 },
  HOUSING: { web: 30, desk: 26, phone: 16, email: 12, mail: 8, exchange: 6, ombudsman: 2 },
  TADAMON_COVID: { phone: 58, web: 42 },
  MICROFINANCE: { desk: 48, phone: 30, web: 14, mail: 4, exchange: 4 },
  INTEGRITY: { phone: 30, web: 28, register: 18, desk: 16, mail: 6, ombudsman: 2 },
}

/** The scene of a case; the same wish gives the same scene. */
export function setScene(wish: Wish, { registry, people }: Stage): Scene {
  const draw = drawFrom(`scene ${wish.n}`)
  const { programme } = wish
  const matter = matterOf(draw, wish)
  const able = registry.filter((one) => fits(one, programme, matter))
  // Whoever asks for something asks once.
  const entry = (wish.asked && able[wish.n % able.length]) ?? draw.pick(able)
  const channel = wish.channel ?? draw.weighed(weights(channels[programme.code] ?? { desk: 1 }))
  const relation = wish.nameless ? 'anonymous' : relationBy(draw, channel, entry)
  // Whoever complains twice writes the same language.
  const language = drawFrom(`language ${entry.id}`).chance(52) ? 'ar' : 'fr'
  const entity = entityOf(draw, programme, channel, entry)
  return {
    reference: '',
    programme,
    entity,
    channel,
    language,
    relation,
    contact: contactOf(draw, { channel, relation, language, entry }),
    entry,
    known:
      relation !== 'anonymous' &&
      (draw.chance(88) || (wish.told ?? wish.asked) !== undefined) &&
      entry.number !== '',
    matter,
    variant: draw.between(0, 11),
    team: teamOf(draw, people, { programme: programme.code, entity, unit: unitOf(matter) }),
    verifier: verifierOf(programme, matter, people),
  }
}

/** Who was refused has no payments to miss, and the other way round. */
function fits(entry: Entry, programme: Programme, { story }: Matter): boolean {
  const applies =
    'service' in story ? story.applicant === true : /^(ENROLMENT|AFFILIATION)/.test(story.category)
  const paidSo = !story.paid || story.paid === entry.payment
  return entry.programme === programme.code && entry.applicant === applies && paidSo
}

/** The business unit that would treat it. */
export const unitOf = ({ story }: Matter): string => ('unit' in story ? story.unit : 'PAYMENTS')

const weights = (shares: Record<string, number>) =>
  Object.entries(shares).map(([value, weight]) => ({ value, weight }))

function relationBy(draw: Draw, channel: string, { sex }: Entry): Scene['relation'] {
  if (channel === 'ombudsman') return draw.pick(['lawyer', 'beneficiary', 'beneficiary'])
  if (channel === 'exchange') return draw.pick(['beneficiary', 'beneficiary', 'organisation'])
  return draw.weighed<Scene['relation']>([
    { value: 'beneficiary', weight: 84 },
    // A daughter or a son writes for a mother.
    { value: 'representative', weight: sex === 'F' ? 10 : 0 },
    { value: 'organisation', weight: 3 },
    { value: 'lawyer', weight: 3 },
  ])
}

/** Desks receive their region; everything from afar comes to the head office. */
function entityOf(draw: Draw, programme: Programme, channel: string, entry: Entry): string {
  const first = programme.entities[0]?.code ?? ''
  if (programme.code === 'TAYSSIR') return first
  if (programme.code !== 'DAAM') return officeFor(programme, channel, entry.place, draw)
  const near = channel === 'desk' || channel === 'register' || draw.chance(35)
  return near ? entry.place.desk : first
}

function matterOf(draw: Draw, { programme, kind, nameless, told = stories, asked = [] }: Wish): Matter {
  const heard = <S extends Story | Question | Request>(all: readonly S[]): S =>
    draw.weighed(
      all
        .filter((one) => one.programme === programme.code && (!nameless || one.nameless))
        .map((value) => ({ value, weight: value.weight })),
    )
  if (kind === 'question') return { kind, story: heard(questions) }
  if (kind === 'request') return { kind, story: heard(asked) }
  if (kind === 'founded') return { kind, story: heard(told) }
  const story = heard(told.filter(({ refusals }) => refusals.length > 0))
  return { kind, story, refusal: draw.pick(story.refusals) }
}

type Caller = Pick<Scene, 'channel' | 'relation' | 'language' | 'entry'>

function contactOf(draw: Draw, { channel, relation, language, entry }: Caller): Contact {
  const nobody = { name: '', phone: '', email: '', address: '', cnie: '' }
  if (relation === 'anonymous') return nobody
  const self = relation === 'beneficiary'
  const name = nameFor(draw, relation, entry)
  const written = channel === 'email' || (channel === 'web' && draw.chance(25))
  const phone = self ? entry.phone : phoneOf(draw)
  const posted = channel === 'mail' || channel === 'ombudsman'
  return {
    name: name[language],
    phone: channel === 'mail' && draw.chance(50) ? '' : phone,
    email: written ? `${slug(name.fr)}@courriel.example` : '',
    address: posted ? addressOf(draw, entry) : '',
    cnie: self ? entry.cnie : relation === 'representative' ? cardOf(draw) : '',
  }
}

function nameFor(draw: Draw, relation: Scene['relation'], entry: Entry): Said {
  if (relation === 'lawyer') return draw.pick(lawyers)
  if (relation === 'organisation') return draw.pick(organisations)
  if (relation === 'beneficiary') return entry.name
  // A daughter or a son, with the family's name.
  const { person, family } = nameOf(draw, draw.pick(['F', 'M']))
  const renamed = (tongue: Tongue) => person[tongue].replace(family[tongue], entry.family[tongue])
  return { fr: renamed('fr'), ar: renamed('ar') }
}

const addressOf = (draw: Draw, { place }: Entry): string =>
  `${draw.pick(['Douar', 'Hay', 'Lotissement'])} ${draw.pick(['Al Amal', 'Tamazirt', 'Essalam', 'Ighrem'])}, n° ${draw.between(1, 180)}, ${place.commune.fr}, ${place.province}`

const slug = (name: string): string =>
  name
    .normalize('NFD')
    .replace(/[^A-Za-z ]/g, '')
    .trim()
    .toLowerCase()
    .replaceAll(' ', '.')

/** Who sits at the body that has to verify such a category. */
function verifierOf({ code, categories }: Programme, { story }: Matter, people: readonly Colleague[]) {
  const body = categories.find((category) => category.code === story.category)?.verifier
  const seat = (grant: Colleague['grants'][number]) => grant.programme === code && grant.entity === body
  return body ? people.find(({ role, grants }) => role === 'verifier' && grants.some(seat)) : undefined
}

type Reach = { programme: string; entity: string; unit: string }

function teamOf(draw: Draw, people: readonly Colleague[], scope: Reach): Team {
  const one = (role: keyof Team): Colleague => {
    const able = people.filter((person) => person.actor.rolesIn(scope).includes(role))
    // The people of the demonstration's buttons have done much of the work.
    return draw.weighed(able.map((value) => ({ value, weight: value.offered ? 2 : 1 })))
  }
  return {
    agent: one('agent'),
    clerk: one('clerk'),
    processor: one('processor'),
    supervisor: one('supervisor'),
    closer: one('closer'),
  }
}
