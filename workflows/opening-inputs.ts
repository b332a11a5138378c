// What opens a case: a registration at the desk or by the complainant, or a row of an imported register.
import { z } from 'zod'
import { languages, line } from './fields.ts'

/** How a complaint reaches the body (docs/domain.md, section 4). */
export const channels = [
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
] as const

export const relations = ['beneficiary', 'representative', 'lawyer', 'organisation', 'anonymous'] as const

const Registration = z.object({
  programme: line(40).min(1),
  entity: line(40).min(1),
  /** What is brought when it is no complaint: a service of the programme; '' for a complaint. */
  service: line(40).default(''),
  channel: z.enum(channels),
  receivedOn: z.iso.date(),
  category: line(60).min(1),
  object: line(200).min(1),
  description: z.string().trim().min(1).max(20_000),
  language: z.enum(languages),
  relation: z.enum(relations),
  name: line(120),
  phone: line(20),
  email: line(200),
  address: line(300),
  cnie: line(20),
  beneficiary: line(60).nullable(),
  /** The number the sender, the portal or an imported register knows it by. */
  externalKey: line(120),
  /** The case this one is about (an appeal, a referral by the ombudsman); never typed by a person. */
  about: line(40).nullable().default(null),
  /** Who had a hand in that case, and may not decide on this one. */
  barred: z.array(z.string()).default([]),
  /** Who alone may see it, when it is restricted. */
  handlers: z
    .array(z.string())
    .transform((people) => [...new Set(people)])
    .nullable()
    .default(null),
})

export type Registration = z.output<typeof Registration>
/** As a command hands it over: what an ordinary complaint has none of may be left out. */
export type Registering = z.input<typeof Registration>

export const openingInputs = {
  OPEN: Registration,
  IMPORT: Registration.extend({ closedOn: z.iso.date() }),
}
