// The map of a register: which column is which field of a complaint, how dates are written, what its words mean.
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { Refused } from '../errors.ts'
import type { Programme } from '../programmes/schema.ts'
import { isDayFormat } from './days.ts'
import { codeLists, isCoded, meaning } from './words.ts'

export const fields = [
  'entity',
  'channel',
  'receivedOn',
  'closedOn',
  'category',
  'object',
  'description',
  'language',
  'relation',
  'name',
  'phone',
  'email',
  'address',
  'cnie',
  'beneficiary',
] as const
export type Field = (typeof fields)[number]

const format = z.string().refine(isDayFormat, { error: 'DD, MM, YYYY' })
const formats = z.preprocess((one) => (typeof one === 'string' ? [one] : one), z.array(format).min(1))
const columns = z.preprocess((one) => (typeof one === 'string' ? [one] : one), z.array(z.string()).min(1))

const source = z
  .strictObject({
    /** The same for every line. */
    value: z.string().optional(),
    column: z.string().optional(),
    /** Several columns, joined where they are not empty. */
    columns: z.array(z.string()).min(1).optional(),
    join: z.string().default(' '),
    /** What the register's words mean. */
    values: z.record(z.string(), z.string()).default({}),
    /** Taken where the cell is empty. */
    default: z.string().optional(),
    dates: formats.optional(),
    /** Cells that begin with = + - @ are meant as text. */
    text: z.boolean().optional(),
  })
  .refine(
    ({ value, column, columns }) => [value, column, columns].filter((one) => one !== undefined).length === 1,
    {
      error: 'value | column | columns',
    },
  )

export type Source = z.output<typeof source>

export const RegisterMap = z.strictObject({
  about: z.string().optional(),
  encoding: z.enum(['utf-8', 'windows-1252', 'windows-1256', 'utf-16le']).default('utf-8'),
  separator: z.enum([',', ';', '\t', '|']).optional(),
  /** The sheet of a workbook; the first one when it is not said. */
  sheet: z.string().optional(),
  /** The line of the column names. */
  headingLine: z.int().positive().default(1),
  dates: formats.default(['DD/MM/YYYY']),
  /** What stands for an empty cell. */
  empty: z.array(z.string()).default([]),
  /** The columns that number a complaint in the register; without them the whole line does. */
  key: columns.optional(),
  fields: z.partialRecord(
    z.enum(fields),
    z.preprocess((one) => (typeof one === 'string' ? { column: one } : one), source),
  ),
})

export type RegisterMap = z.output<typeof RegisterMap>

/**
 * Reads a map file.
 * @throws Refused when it is not JSON or not a map; `problems` names the places.
 */
export function readMap(file: string): RegisterMap {
  return parseMap(parseJson(file))
}

/** @throws Refused as readMap. */
export function parseMap(given: unknown): RegisterMap {
  const read = RegisterMap.safeParse(given)
  if (read.success) return read.data
  return wrong(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`))
}

/**
 * Reads any JSON file a person wrote.
 * @throws Refused when it is not there or not JSON.
 */
export function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''))
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Refused({ key: 'register.import.map.notJson', values: { file, reason } })
  }
}

/**
 * What a map says about codes has to be true of the programme.
 * @throws Refused naming every code that the programme does not have, and every field without which no line is whole.
 */
export function checkMap(map: RegisterMap, programme: Programme, live: boolean): void {
  const closed: Field[] = live ? [] : ['closedOn']
  // A register without a channel is a paper register, where the programme takes those.
  const channel: Field[] = programme.channels.some(({ code }) => code === 'register') ? [] : ['channel']
  const needed: Field[] = ['receivedOn', 'category', 'description', ...closed, ...channel]
  const missing = needed.filter((field) => !map.fields[field])
  if (missing.length > 0) {
    const why = missing.join() === 'closedOn' ? 'notClosed' : 'missing'
    throw new Refused({ key: `register.import.map.${why}`, values: { fields: missing.join(' ') } })
  }
  const lists = codeLists(programme)
  const problems = Object.entries(map.fields).flatMap(([field, source]) => {
    if (!source || !isCoded(field)) return []
    const said = [source.value, source.default, ...Object.values(source.values)]
    const unknown = said.filter((word) => word !== undefined && !meaning(lists[field], word))
    return unknown.map((word) => `fields.${field}: ${word}`)
  })
  if (problems.length > 0) wrong(problems)
}

function wrong(problems: string[]): never {
  throw new Refused({ key: 'register.import.map.wrong', values: { problems: problems.join('; ') } })
}
