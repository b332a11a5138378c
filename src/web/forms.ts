// What somebody typed, against its schema: the data, or what to correct with everything typed kept.
import { z } from 'zod'
import { type FieldErrors, Invalid, Refused, type Said } from '../errors.ts'
import { type Language, translator } from '../i18n/i18n.ts'
import { spoken } from '../i18n/said.ts'

export type Values = Record<string, string | string[]>

/** A form that can be acted on. */
export type Good<T> = { ok: true; data: T; values: Values; errors: FieldErrors }
/** A form to show again. */
export type Bad = { ok: false; values: Values; errors: FieldErrors }
export type Form<T> = Good<T> | Bad

/** A form before anybody typed. */
export const blank = (values: Values = {}): Bad => ({ ok: false, values, errors: {} })

/** Reads a posted form. Messages of the schema are text keys; fields it does not know vanish. */
export function readForm<S extends z.ZodType>(schema: S, body: unknown): Form<z.output<S>> {
  const typed = isRecord(body) ? { ...body } : {}
  const values = keptValues(schema, typed)
  const read = schema.safeParse(typed)
  if (read.success) return { ok: true, data: read.data, values, errors: {} }
  return { ok: false, values, errors: errorsOf(read.error) }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** A password is never sent back to the browser. */
function keptValues(schema: z.ZodType, typed: Record<string, unknown>): Values {
  const known = schema instanceof z.ZodObject ? Object.keys(schema.shape) : Object.keys(typed)
  const kept = known.filter((name) => !/password/i.test(name)).map((name) => [name, textOf(typed[name])])
  return Object.fromEntries(kept.filter(([, value]) => value !== undefined))
}

function textOf(value: unknown): string | string[] | undefined {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.filter((item) => typeof item === 'string')
  return undefined
}

const key = /^[a-z][A-Za-z]*(\.[A-Za-z]+)+$/

function errorsOf(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {}
  for (const issue of error.issues) {
    const field = issue.path.join('.')
    // A schema that gave no words of its own must not speak English to people.
    errors[field] ??= { key: key.test(issue.message) ? issue.message : 'field.invalid', ...boundsOf(issue) }
  }
  return errors
}

function boundsOf(issue: object): Pick<Said, 'values'> {
  const bounds = Object.entries(issue).filter(
    ([name, value]) => (name === 'minimum' || name === 'maximum') && typeof value === 'number',
  )
  return bounds.length > 0 ? { values: Object.fromEntries(bounds) } : {}
}

/** Carries out what a form asks; what the command refuses comes back as the form's own errors. */
export async function carryOut<T, R>(
  form: Good<T>,
  command: (data: T) => Promise<R>,
): Promise<{ ok: true; result: R } | Bad> {
  try {
    return { ok: true, result: await command(form.data) }
  } catch (error) {
    if (error instanceof Invalid) return { ok: false, values: form.values, errors: error.fields }
    if (error instanceof Refused) return { ok: false, values: form.values, errors: { '': error.said } }
    throw error
  }
}

/** A choice of a field; those of one `group` stand together in a list, under its name. */
export type Option = { value: string; label: string; group?: string }

/** A field as the page describes it; value and error come from the form. */
export type FieldSpec = {
  name: string
  kind:
    | 'text'
    | 'email'
    | 'password'
    | 'search'
    | 'date'
    | 'number'
    | 'file'
    | 'long'
    | 'select'
    | 'radio'
    | 'tick'
    | 'hidden'
  label: string
  /** The name, when no other form of the page has the same field. */
  id?: string
  hint?: string
  /** What the hint says cannot be taken back: it stands out. */
  grave?: boolean
  options?: readonly Option[]
  required?: boolean
  optionalText?: string
  when?: { field: string; is: readonly string[] }
  lang?: string
  dir?: 'ltr' | 'rtl'
  autocomplete?: string
  rows?: number
  /** What stands above it; the same for neighbours, above the first of them only. */
  heading?: string
  accept?: string
  multiple?: boolean
}

export type Field = FieldSpec & { id: string; value?: string | string[]; error?: string }

/** The fields of a form, ready for `_field`, with what was typed and what is wrong. */
export function fieldsOf(language: Language, form: Form<unknown>, specs: readonly FieldSpec[]): Field[] {
  return specs.map((spec) => {
    const value = form.values[spec.name]
    const wrong = form.errors[spec.name]
    return {
      ...spec,
      id: spec.id ?? spec.name,
      ...(value !== undefined && { value }),
      ...(wrong && { error: spoken(language, wrong) }),
    }
  })
}

/** What is wrong, in the order of the fields on the page. */
export function inOrder(form: Form<unknown>, fields: readonly Field[]): Form<unknown> {
  const place = (name: string) => fields.findIndex((field) => field.name === name)
  const errors = Object.entries(form.errors).sort(([one], [other]) => place(one) - place(other))
  return { ...form, errors: Object.fromEntries(errors) }
}

export type Summary = { text?: string; errors: { id: string; text: string }[] }

/** What stands on top of a form that was refused, each point a link to its field; nothing when all is well. */
export function summaryOf(language: Language, form: Form<unknown>, fields: readonly Field[]): Summary | null {
  const { '': whole, ...rest } = form.errors
  const told = Object.entries(rest).map(([name, said]) => ({
    field: fields.find((field) => field.name === name),
    name,
    text: spoken(language, said),
  }))
  // The same sentence twice says of which field it is.
  const errors = told.map(({ field, name, text }) => ({
    id: field?.id ?? name,
    text:
      field && told.some((other) => other.name !== name && other.text === text)
        ? translator(language)('frame.wrong.ofField', { field: field.label, text })
        : text,
  }))
  if (!whole && errors.length === 0) return null
  return { ...(whole && { text: spoken(language, whole) }), errors }
}
