// What a programme is to the product: data only. A new programme is one pack and its texts, no code.
import { z } from 'zod'

const names = z.object({ fr: z.string().min(1), ar: z.string().min(1), en: z.string().min(1) })
export type Names = z.output<typeof names>

const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/)
const named = z.object({ code, names })

/** An organisation that receives survivors; `services` are those it gives, all of them when absent. */
const specialist = named.extend({
  services: z
    .array(z.enum(['medical', 'psychosocial', 'legal', 'shelter', 'police', 'childProtection']))
    .min(1)
    .optional(),
})

const channel = z.object({
  code: z.enum([
    'desk',
    'web',
    'app',
    'mail',
    'phone',
    'exchange',
    'email',
    'social',
    'register',
    'ombudsman',
  ]),
  /** The channels an answer to it may take, the usual one first. */
  answeredBy: z
    .array(z.enum(['desk', 'web', 'app', 'mail', 'phone', 'exchange', 'email', 'sms', 'ombudsman']))
    .min(1),
})

/** What stands at the door besides complaints; `days` where its deadline is another one. */
const service = named.extend({ workflow: z.string(), days: z.int().positive().optional() })

const reach = z.object({
  /** As it is dialled in the country, or with its prefix. */
  phone: z.string().regex(/^\+?[0-9](?: ?[0-9]){1,14}$/, 'a telephone number: digits and spaces'),
  place: names,
  hours: names,
})
export type Reach = z.output<typeof reach>

const entityKinds = ['office', 'holding', 'company', 'branch', 'mobile'] as const

const rung = z.array(z.enum(['owner', 'clerk', 'processor', 'supervisor', 'auditor'])).min(1)

const DATA = ['name', 'reference', 'receivedOn', 'object']

const letter = z.string().refine((text) => dataOf(text).every((name) => DATA.includes(name)), {
  error: `{data} of a template is one of ${DATA.join(', ')}`,
})

const Shape = z.object({
  code,
  /** The first three letters of its references. */
  prefix: z.string().regex(/^[A-Z]{3}$/),
  names,
  /** The body that answers, as it signs its letters. */
  body: names,
  /** The lifecycle of its complaints: `complaint`, or `complaint@1` to stay on a version. */
  workflow: z.string(),
  /** What else people bring, each with a lifecycle of its own; empty when there are only complaints. */
  services: z.array(service).default([]),
  /** Where complaints are received: an office, or in a group the holding and its companies. */
  entities: z.array(named.extend({ kind: z.enum(entityKinds).default('office') })).min(1),
  /** Bodies that verify what only they can know (a ministry's register), each seeing what is transmitted to it. */
  verifiers: z.array(named).default([]),
  /** Specialised organisations that sensitive cases may be referred to, with consent. */
  specialists: z.array(specialist).default([]),
  /** Who hears within 24 hours that a sensitive case exists, and nothing else of it: addresses of mail. */
  notices: z.object({ institution: z.email().optional(), funder: z.email().optional() }).default({}),
  /** Where whoever a sensitive case is about may call and come, shown to her where a message says so. */
  reach: reach.optional(),
  /** Sensitive cases of whoever does not know her programme come here; of all programmes at most one. */
  hearsUnsure: z.boolean().default(false),
  /** Business units that commit to dates. */
  units: z.array(named).min(1),
  channels: z.array(channel).min(1),
  /**
   * `unit` is the business unit that usually treats the category, `verifier` the body that has to verify it first;
   * `services` are those it belongs to, all of them when absent.
   */
  categories: z
    .array(
      named.extend({ unit: code.optional(), verifier: code.optional(), services: z.array(code).optional() }),
    )
    .min(1),
  deadline: z.object({
    days: z.int().positive(),
    /** For complaints referred by the ombudsman. */
    ombudsmanDays: z.int().positive(),
    basis: z.enum(['calendar', 'working']),
    /** Days from reception within which the complainant hears that an answer will follow. */
    noticeDays: z.int().positive(),
    /** Days a business unit has to name a date. */
    commitDays: z.int().positive(),
    /** Days within which a promised date has to lie: a promise holds the clock, and may not hold it for ever. */
    mostCommitDays: z.int().positive(),
    /** Days the complainant has to bring the documents asked for. */
    waitDays: z.int().positive(),
    /** Days within which an answer may be appealed, told in every answer. */
    appealDays: z.int().positive(),
    /** Days a verifying body has to report. */
    verifyDays: z.int().positive().default(5),
    /** Days without a word after which the complainant has to hear something; absent when nothing is required. */
    touchDays: z.int().positive().optional(),
    /** Days from an answer within which the courts may be seized, told in every answer. */
    courtDays: z.int().positive().default(60),
  }),
  /** Who hears of a deadline, rung by rung; whoever is away is passed over (docs/domain.md, section 8). */
  escalation: z.object({ soon: rung, overdue: rung, late: rung }).default({
    soon: ['owner'],
    overdue: ['owner', 'supervisor'],
    late: ['owner', 'supervisor', 'auditor'],
  }),
  /** Texts of answers, with [blanks] and {data}; the clerk completes and edits them. */
  templates: z.array(named.extend({ text: z.object({ fr: letter, ar: letter, en: letter }) })),
})

export const Programme = Shape.superRefine((pack, ctx) => {
  for (const list of [
    'services',
    'entities',
    'units',
    'verifiers',
    'specialists',
    'channels',
    'categories',
    'templates',
  ] as const) {
    const twice = repeated(pack[list].map((item) => item.code))
    if (twice) ctx.addIssue({ code: 'custom', path: [list], message: `${twice} stands there twice` })
  }
  const known = (list: readonly { code: string }[], code: string) => list.some((item) => item.code === code)
  for (const [index, { unit, verifier, services = [] }] of pack.categories.entries()) {
    const wrong = (field: string, message: string) =>
      ctx.addIssue({ code: 'custom', path: ['categories', index, field], message })
    if (unit && !known(pack.units, unit)) wrong('unit', `${unit} is not a unit`)
    if (verifier && !known(pack.verifiers, verifier)) wrong('verifier', `${verifier} is not a verifier`)
    for (const code of services)
      if (!known(pack.services, code)) wrong('services', `${code} is not a service`)
  }
})

export type Programme = z.output<typeof Programme>

/** A programme as its pack is written: what has a usual value may be left out. */
export type Pack = z.input<typeof Programme>

/** The {data} a template asks for. */
function dataOf(text: string): string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '')
}

function repeated(codes: readonly string[]): string | undefined {
  return codes.find((item, index) => codes.indexOf(item) !== index)
}
