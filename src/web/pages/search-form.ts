// What a search is asked by: one field of words, and filters that stand in the address.
import { z } from 'zod'
import { stages } from '../../../workflows/kit.ts'
import type { Named } from '../../accounts/names.ts'
import type { SignedIn } from '../../accounts/schema.ts'
import { asOverseer } from '../../cases/overseen.ts'
import { readers } from '../../cases/policy.ts'
import { askedMarks, type Filters, verdicts } from '../../cases/search-filters.ts'
import type { Programme, Programmes } from '../../programmes/index.ts'
import { type Field, type FieldSpec, type Form, fieldsOf, type Option, type Values } from '../forms.ts'
import type { Say } from './say.ts'
import { typedText } from './typed-text.ts'
import { nameOf } from './work-page.ts'

const code = z.preprocess(
  (text) => text || undefined,
  z
    .string()
    .max(60)
    .regex(/^[A-Za-z][\w-]*$/)
    .optional()
    .catch(undefined),
)
const one = <const T extends readonly [string, ...string[]]>(values: T) =>
  z.enum(values).optional().catch(undefined)
const day = z.preprocess((text) => text || undefined, z.iso.date('search.wrong.day').optional())

/** A programme, or a place of one: `DAAM`, `DAAM/RABAT`. */
const place = z
  .string()
  .max(100)
  .regex(/^[A-Z][A-Z0-9_]*(\/[A-Z][A-Z0-9_]*)?$/)
  .optional()
  .catch(undefined)

const fields = {
  place,
  unit: code,
  stage: one(stages),
  mark: one(askedMarks),
  channel: code,
  category: code,
  verdict: one(verdicts),
  ground: code,
  receivedFrom: day,
  receivedTo: day,
  closedFrom: day,
  closedTo: day,
  assigned: z
    .string()
    .regex(/^[\w-]{1,60}$/)
    .optional()
    .catch(undefined),
}
type Typed = z.output<z.ZodObject<typeof fields>>

const inOrder = (from: string | undefined, to: string | undefined): boolean => !from || !to || from <= to

export const SearchForm = z
  .object({ q: z.preprocess(typedText, z.string().trim().max(200, 'search.wrong.long')), ...fields })
  .refine((form) => inOrder(form.receivedFrom, form.receivedTo), {
    path: ['receivedTo'],
    error: 'search.wrong.order',
  })
  .refine((form) => inOrder(form.closedFrom, form.closedTo), {
    path: ['closedTo'],
    error: 'search.wrong.order',
  })

const lenientDay = z.iso.date().optional().catch(undefined)

/** Filters as they stand in an address; what was tampered with narrows nothing. */
export const FiltersInAddress = z
  .object({
    ...fields,
    receivedFrom: lenientDay,
    receivedTo: lenientDay,
    closedFrom: lenientDay,
    closedTo: lenientDay,
  })
  .transform(filtersOf)

/** What the form says, as filters. */
export function filtersOf({ place: where, ...others }: Typed): Filters {
  const [programme, entity] = where?.split('/') ?? []
  const all: Filters = { programme, entity, ...others }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
}

/** Filters as the fields of the form hold them. */
export function valuesOf(filters: Filters): Record<string, string> {
  const { programme, entity, state: _, ...others } = filters
  const values = { ...(programme && { place: entity ? `${programme}/${entity}` : programme }), ...others }
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** The address of a search: words under an opaque one, filters as they are. */
export function searchHref(id: string | undefined, filters: Filters, after?: number): string {
  const query = new URLSearchParams(valuesOf(filters))
  if (after !== undefined) query.set('after', String(after))
  const path = id === undefined ? '/search' : `/search/${encodeURIComponent(id)}`
  return query.size > 0 ? `${path}?${query}` : path
}

/** How many filters narrow a search. */
export const filterCount = (filters: Filters): number => Object.keys(valuesOf(filters)).length

type Ground = { say: Say; programmes: Programmes; user: SignedIn; people: readonly Named[] }

/** The fields of the filters, each offering what the reader can meet. */
export function filterFieldsOf(ground: Ground, form: Form<unknown>): Field[] {
  const { say } = ground
  const { t } = say
  const select = (name: string, options: Option[]): FieldSpec => ({
    name,
    kind: 'select',
    label: t(`search.field.${name}`),
    options: [{ value: '', label: t('search.any') }, ...options],
  })
  const days = (name: string): FieldSpec => ({ name, kind: 'date', label: t(`search.field.${name}`) })
  const packs = packsOf(ground)
  const listed = (name: 'units' | 'categories') => grouped(ground, packs, (pack) => pack[name])
  return fieldsOf(say.lang, form, [
    select('place', placeOptions(ground)),
    select('unit', listed('units')),
    select(
      'stage',
      stages.map((value) => ({ value, label: t(`word.stage.${value}`) })),
    ),
    select(
      'mark',
      askedMarks.map((value) => ({ value, label: t(`search.mark.${value}`) })),
    ),
    select(
      'channel',
      channelsOf(packs).map((value) => ({ value, label: t(`word.channel.${value}`) })),
    ),
    select('category', listed('categories')),
    select(
      'verdict',
      verdicts.map((value) => ({ value, label: t(`search.verdict.${value}`) })),
    ),
    select('ground', groundsOf(t)),
    days('receivedFrom'),
    days('receivedTo'),
    days('closedFrom'),
    days('closedTo'),
    select(
      'assigned',
      ground.people.map(({ id, name }) => ({ value: id, label: name })),
    ),
  ])
}

function packsOf({ programmes, user }: Ground): Programme[] {
  const codes = asOverseer(user, readers).grants.map(({ programme }) => programme)
  return [...new Set(codes)].flatMap((programme) => programmes.find(programme) ?? [])
}

/** Each programme with its places, or the places the reader has there. */
function placeOptions(ground: Ground): Option[] {
  const { say, programmes, user } = ground
  const own = asOverseer(user, readers).grants
  return packsOf(ground).flatMap((pack) => {
    const mine = own.filter(({ programme }) => programme === pack.code)
    const whole = mine.some(({ role, entity }) => role === 'processor' || entity === '')
    const name = nameOf(say, programmes, pack.code)
    return [
      { value: pack.code, label: say.t('search.wholeProgramme', { name }), group: name },
      ...pack.entities
        .filter(({ code: entity }) => whole || mine.some((grant) => grant.entity === entity))
        .map((entity) => ({
          value: `${pack.code}/${entity.code}`,
          label: entity.names[say.lang],
          group: name,
        })),
    ]
  })
}

/** The filters that were chosen, as the page says them. */
export const chosenOf = ({ f }: Say, fields: readonly Field[]): { label: string; text: string }[] =>
  fields.flatMap((field) => {
    if (typeof field.value !== 'string' || field.value === '') return []
    if (field.kind === 'date') return [{ label: field.label, text: f.dayPlain(field.value) }]
    // What an address asks for and nobody offered finds nothing, and has no name here.
    const option = field.options?.find(({ value }) => value === field.value)
    return option ? [{ label: field.label, text: option.label }] : []
  })

function grouped(
  { say, programmes }: Ground,
  packs: readonly Programme[],
  of: (pack: Programme) => readonly { code: string; names: Record<string, string> }[],
): Option[] {
  const known = new Set<string>()
  const names = Map.groupBy(packs.flatMap(of), ({ code: value }) => value)
  const nameIn = (value: string): string =>
    [...new Set(names.get(value)?.map((one) => one.names[say.lang] ?? value))].join(' / ')
  return packs.flatMap((pack) =>
    of(pack)
      // What several programmes call by the same code is one choice, by every name it has.
      .filter(({ code: value }) => !known.has(value) && known.add(value))
      .map(({ code: value }) => ({
        value,
        label: nameIn(value),
        ...(packs.length > 1 && { group: nameOf(say, programmes, pack.code) }),
      })),
  )
}

const channelsOf = (packs: readonly Programme[]): string[] => [
  ...new Set(packs.flatMap(({ channels }) => channels.map((channel) => channel.code))),
]

const groundCodes = [
  ...['contestsRules', 'undeclaredChange', 'falseDeclaration'],
  ...['undueSums', 'serviceRequest', 'information', 'clarification', 'opinion'],
]

const groundsOf = (t: Say['t']): Option[] =>
  groundCodes.map((value) => ({ value, label: t(`field.ground.option.${value}`) }))

/** The values of a form that shows what an address asks for. */
export const shownValues = (q: string, filters: Filters): Values => ({ q, ...valuesOf(filters) })
