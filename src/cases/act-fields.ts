// The fields of an act, read from its schema: the schema is the form, whatever the lifecycle.
import type { z } from 'zod'
import { drawn } from '../../workflows/kit.ts'

export type ActField = {
  name: string
  kind: 'text' | 'long' | 'date' | 'radio' | 'select' | 'tick' | 'files'
  /** The values of a choice; empty when they come from a list (`choices`). */
  options: readonly string[]
  choices: string | undefined
  when: { field: string; is: readonly string[] } | undefined
  required: boolean
}

/** More choices than this are a list to open, fewer are seen at once. */
const RADIO_MOST = 5

/** The fields of an input schema, in its order. @throws when a schema is not a plain form. */
export function fieldsOf(schema: z.ZodType): ActField[] {
  if (!isForm(schema)) throw new TypeError('an act takes an object of fields')
  return Object.entries(schema.shape)
    .filter(([, field]) => !drawn.get(field)?.hidden)
    .map(([name, field]) => describe(name, field))
}

function isForm(schema: z.ZodType): schema is z.ZodObject<Record<string, z.ZodType>> {
  return schema.type === 'object'
}

function describe(name: string, field: z.ZodType): ActField {
  const { inner, required } = unwrap(field)
  const hints = drawn.get(field) ?? drawn.get(inner)
  const options = inner.type === 'enum' ? (inner as z.ZodEnum).options.map(String) : []
  return {
    name,
    kind: kindOf(inner, hints?.long ?? false, options.length, hints?.choices !== undefined),
    options,
    choices: hints?.choices,
    when: hints?.when,
    required: required || hints?.when !== undefined,
  }
}

function kindOf(inner: z.ZodType, long: boolean, options: number, listed: boolean): ActField['kind'] {
  if (inner.type === 'array') return 'files'
  if (inner.type === 'boolean') return 'tick'
  if (listed || options > RADIO_MOST) return 'select'
  if (options > 0) return 'radio'
  if (isDay(inner)) return 'date'
  return long ? 'long' : 'text'
}

const isDay = (field: z.ZodType): boolean => 'format' in field && field.format === 'date'

/** What a field takes at heart: under its preprocessing, its codec and its being optional. */
function unwrap(field: z.ZodType): { inner: z.ZodType; required: boolean } {
  if (field.type === 'optional')
    return { ...unwrap((field as z.ZodOptional<z.ZodType>).unwrap()), required: false }
  if (field.type === 'pipe') return unwrap((field as z.ZodPipe<z.ZodType, z.ZodType>).out)
  return { inner: field, required: true }
}
