// What a programme is to the product: data only. A new programme is one pack and its texts, no code.
import { z } from 'zod'

const names = z.object({ fr: z.string().min(1), ar: z.string().min(1), en: z.string().min(1) })
export type Names = z.output<typeof names>

const code = z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/)
const named = z.object({ code, names })

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

const DATA = ['name', 'reference', 'receivedOn', 'object']

const letter = z.string().refine((text) => dataOf(text).every((name) => DATA.includes(name)), {
  error: `{data} of a template is one of ${DATA.join(', ')}`,
})

const Pack = z.object({
  code,
  /** The first three letters of its references. */
  prefix: z.string().regex(/^[A-Z]{3}$/),
  names,
  /** The body that answers, as it signs its letters. */
  body: names,
  workflow: z.string(),
  /** Where complaints are received. */
  entities: z.array(named).min(1),
  /** Business units that commit to dates. */
  units: z.array(named).min(1),
  channels: z.array(channel).min(1),
  /** `unit` is the business unit that usually treats the category. */
  categories: z.array(named.extend({ unit: code.optional() })).min(1),
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
  }),
  /** Texts of answers, with [blanks] and {data}; the clerk completes and edits them. */
  templates: z.array(named.extend({ text: z.object({ fr: letter, ar: letter, en: letter }) })),
})

export const Programme = Pack.superRefine((pack, ctx) => {
  for (const list of ['entities', 'units', 'channels', 'categories', 'templates'] as const) {
    const twice = repeated(pack[list].map((item) => item.code))
    if (twice) ctx.addIssue({ code: 'custom', path: [list], message: `${twice} stands there twice` })
  }
  const units = pack.units.map((unit) => unit.code)
  for (const [index, { unit }] of pack.categories.entries()) {
    if (unit && !units.includes(unit))
      ctx.addIssue({ code: 'custom', path: ['categories', index, 'unit'], message: `${unit} is not a unit` })
  }
})

export type Programme = z.output<typeof Programme>

/** The {data} a template asks for. */
function dataOf(text: string): string[] {
  return [...text.matchAll(/\{([^}]*)\}/g)].map((match) => match[1] ?? '')
}

function repeated(codes: readonly string[]): string | undefined {
  return codes.find((item, index) => codes.indexOf(item) !== index)
}
