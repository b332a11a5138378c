// What a person might type into a form, made up from its schema alone.
import { z } from 'zod'
import { addDays } from '../../src/platform/clock.ts'
import type { Draw } from './draw.ts'

/** Values for fields that a schema alone does not describe well, by field name. */
export type Fields = Record<string, (draw: Draw) => unknown>

const SENTENCES = [
  'The payment of January did not reach the account.',
  'La mère se présente avec le récépissé de la commune.',
  'لم أتوصل بالدعم منذ شهرين رغم تحديث المعلومات.',
  'Called back twice; the number on file is out of use.',
]

/**
 * An input that the schema accepts, drawn field by field. `today` is where days are drawn around.
 * @throws when a hundred drafts were all refused: the schema asks for something its fields do not show.
 */
export function sampleOf(schema: z.ZodType, draw: Draw, today: string, fields: Fields = {}): unknown {
  for (let draft = 0; draft < 100; draft += 1) {
    const input = make(schema, draw, today, fields)
    if (schema.safeParse(input).success) return input
  }
  throw new Error(`no input found for a form of ${Object.keys((schema as z.ZodObject).shape ?? {})}`)
}

function make(schema: z.core.$ZodType, draw: Draw, today: string, fields: Fields): unknown {
  const inside = (inner: z.core.$ZodType) => make(inner, draw, today, fields)
  if (schema instanceof z.ZodObject) {
    const entries = Object.entries(schema.shape as Record<string, z.ZodType>)
    const drawn = entries.map(([name, field]) => [name, fields[name] ? fields[name](draw) : inside(field)])
    return Object.fromEntries(drawn.filter(([, value]) => value !== undefined))
  }
  if (schema instanceof z.ZodDefault) return draw.chance(60) ? inside(schema.def.innerType) : undefined
  if (schema instanceof z.ZodOptional) return draw.chance(40) ? inside(schema.def.innerType) : undefined
  if (schema instanceof z.ZodNullable) return draw.chance(60) ? inside(schema.def.innerType) : null
  if (schema instanceof z.ZodArray)
    return Array.from({ length: draw.between(1, 3) }, () => inside(schema.def.element))
  if (schema instanceof z.ZodEnum) return draw.pick(schema.options)
  if (schema instanceof z.ZodPipe) {
    if (schema.def.out instanceof z.ZodBoolean) return draw.chance(95) ? 'true' : 'false'
    return inside(schema.def.in instanceof z.ZodTransform ? schema.def.out : schema.def.in)
  }
  if (schema instanceof z.ZodNumber) return draw.between(1, 100)
  if (schema instanceof z.ZodBoolean) return draw.chance(50)
  if (schema instanceof z.ZodISODate) return addDays(today, draw.between(-10, 30))
  if (schema instanceof z.ZodString) return text(draw, schema.maxLength)
  throw new Error(`a form cannot hold a ${schema._zod.def.type}`)
}

const text = (draw: Draw, longest: number | null) => draw.pick(SENTENCES).slice(0, longest ?? undefined)
