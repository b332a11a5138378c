// What a form's schema holds, found by looking into it: its fields, their values, and the errors it can give.
import { z } from 'zod'

/** The fields of a form by name. */
export function fieldsOf(schema: z.ZodType): [name: string, field: z.ZodType][] {
  if (!(schema instanceof z.ZodObject)) throw new Error('a form is an object')
  return Object.entries(schema.shape as Record<string, z.ZodType>)
}

/** The values a field lets choose from; none when it is free. */
export function choicesOf(field: z.core.$ZodType): string[] {
  const inner = innermost(field)
  return inner instanceof z.core.$ZodEnum ? Object.values(inner._zod.def.entries).map(String) : []
}

function innermost(field: z.core.$ZodType): z.core.$ZodType {
  if (field instanceof z.core.$ZodOptional || field instanceof z.core.$ZodNullable)
    return innermost(field._zod.def.innerType)
  return field instanceof z.core.$ZodPipe ? innermost(field._zod.def.out) : field
}

const TYPED = [undefined, '', 'x', '[blank]'.padEnd(40, 'x'), 'x'.repeat(30_000)]

/** The errors of a form that nobody filled in well. */
export function issuesOf(schema: z.ZodType): z.core.$ZodIssue[] {
  const names = fieldsOf(schema).map(([name]) => name)
  return TYPED.flatMap((value) => {
    const read = schema.safeParse(Object.fromEntries(names.map((name) => [name, value])))
    return read.error?.issues ?? []
  })
}
