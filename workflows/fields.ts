// How the fields of every form are made: their messages are text keys, their hints are for the page that draws them.
import { z } from 'zod'
import { drawn } from './kit.ts'

/** A text of at least ten letters. */
export const sentence = (key: string) =>
  z
    .string({ error: `field.${key}.missing` })
    .trim()
    .min(10, `field.${key}.tooShort`)
    .max(5000, `field.${key}.tooLong`)
    .register(drawn, { long: true })

/** One of these values. */
export const choice = <const T extends readonly [string, ...string[]]>(key: string, values: T) =>
  z.enum(values, { error: `field.${key}.choose` })

/** A civil day that exists, YYYY-MM-DD. */
export const day = (key: string) => z.iso.date({ error: `field.${key}.invalid` })

/** A box that has to be ticked. */
export const ticked = (key: string) =>
  z.stringbool({ error: `field.${key}.confirm` }).refine((on) => on, `field.${key}.confirm`)

/** A text of one line, at most so long. */
export const line = (max: number) => z.string().trim().max(max)

/** A short text that has to be there. */
export const words = (key: string, max: number) =>
  z
    .string({ error: `field.${key}.missing` })
    .trim()
    .min(1, `field.${key}.missing`)
    .max(max, `field.${key}.tooLong`)

/** A field that may be left empty. */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** A remark that may be left out. */
export const note = () => optional(line(1000)).register(drawn, { long: true })

/** Why a complaint is not founded, or not one (docs/domain.md, section 5). */
export const grounds = ['contestsRules', 'undeclaredChange', 'falseDeclaration'] as const
export const notComplaintGrounds = [
  'undueSums',
  'serviceRequest',
  'information',
  'clarification',
  'opinion',
] as const

/** The ground of what is not founded, asked for only then. */
export const groundWhenNot = () =>
  optional(z.enum(grounds)).register(drawn, { when: { field: 'founded', is: ['no'] } })

/** Whatever is not founded states its ground. */
export const withGround = <
  T extends z.ZodType<{ founded?: string | undefined; ground?: string | undefined }>,
>(
  schema: T,
) =>
  schema.refine((v) => v.founded !== 'no' || v.ground !== undefined, {
    path: ['ground'],
    error: 'field.ground.choose',
  })

/** How an answer may be carried. */
export const answerChannels = [
  'desk',
  'web',
  'app',
  'mail',
  'phone',
  'exchange',
  'email',
  'sms',
  'ombudsman',
] as const

export const languages = ['ar', 'fr', 'en'] as const

/** What somebody says at the end of their case (docs/domain.md, section 18). */
export const satisfactions = ['satisfied', 'partly', 'unsatisfied'] as const
