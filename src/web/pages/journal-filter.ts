// What rows of the journal are asked for: a form that is an address, so that it can be sent to a colleague.
import { z } from 'zod'
import type { Named } from '../../accounts/names.ts'
import type { Viewer } from '../../cases/desks.ts'
import type { JournalCursor } from '../../cases/journal-rows.ts'
import { overseenPlaces } from '../../cases/overseen.ts'
import { entitiesOf } from '../../cases/place-ranges.ts'
import { readReference } from '../../cases/reference.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { FieldSpec, Option } from '../forms.ts'
import type { EventChoice } from './journal-words.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

const nothing = (value: unknown) => (value === '' ? undefined : value)
const day = z.preprocess(
  nothing,
  z.iso
    .date('journal.wrong.day')
    .refine((text) => text >= '2000' && text < '2100', 'journal.wrong.day')
    .optional(),
)
const code = (pattern: RegExp) => z.preprocess(nothing, z.string().regex(pattern).optional().catch(undefined))

/** The form of the journal; all of it may be left open. */
export const FilterForm = z
  .object({
    by: code(/^[\w-]{1,60}$/),
    event: code(/^\w{1,60}$/),
    from: day,
    to: day,
    /** PROGRAMME, or PROGRAMME/ENTITY. */
    place: code(/^[A-Z][A-Z0-9_]{1,31}(\/[A-Z][A-Z0-9_]{0,31})?$/),
    ref: z.preprocess(
      nothing,
      z
        .string()
        .transform((typed) => readReference(typed) ?? '')
        .refine((ref) => ref !== '', 'journal.wrong.ref')
        .optional(),
    ),
  })
  .refine(({ from, to }) => !from || !to || from <= to, { path: ['to'], error: 'journal.wrong.order' })

export type JournalFilter = z.output<typeof FilterForm>

/** A place of a filter. */
export function placeIn({ place }: JournalFilter): { programme?: string; entity?: string } {
  const [programme, entity] = place?.split('/') ?? []
  return { ...(programme && { programme }), ...(entity && { entity }) }
}

/** Where a page of the journal begins, as an address says it; one that was tampered with begins at the first. */
export const CursorInAddress = z
  .object({
    after: z
      .string()
      .regex(/^\d{1,15}~[A-Z0-9-]{1,20}~\d{1,9}$/)
      .transform((text): JournalCursor => {
        const [at = '', id = '', seq = ''] = text.split('~')
        return { at: Number(at), id, seq: Number(seq) }
      })
      .optional()
      .catch(undefined),
  })
  .transform(({ after }) => after)

/** An address of the journal with a filter, and where its page begins. */
export function filterHref(base: string, filter: JournalFilter, after?: string): string {
  const chosen = Object.entries({ ...filter, after }).filter(([, value]) => value !== undefined)
  const query = new URLSearchParams(chosen.map(([name, value]) => [name, String(value)]))
  return query.size > 0 ? `${base}?${query}` : base
}

export const cursorText = ({ at, id, seq }: JournalCursor): string => `${at}~${id}~${seq}`

type Choices = {
  people: readonly Named[]
  events: readonly EventChoice[]
  viewer: Viewer
  programmes: Programmes
}

/** The fields of the form. */
export function filterFields(say: Say, { people, events, viewer, programmes }: Choices): FieldSpec[] {
  const { t } = say
  const person = [
    { value: '', label: t('journal.filter.everybody') },
    { value: 'system', label: t('word.system') },
  ]
  return [
    {
      name: 'by',
      kind: 'select',
      label: t('journal.filter.person'),
      options: [...person, ...people.map(({ id, name }) => ({ value: id, label: name }))],
    },
    ...(events.length > 0 ? [eventField(say, events)] : []),
    { name: 'from', kind: 'date', label: t('journal.filter.from') },
    { name: 'to', kind: 'date', label: t('journal.filter.to') },
    {
      name: 'place',
      kind: 'select',
      label: t('journal.filter.place'),
      options: placeOptions(say, viewer, programmes),
    },
    { name: 'ref', kind: 'text', label: t('journal.filter.ref'), dir: 'ltr', autocomplete: 'off' },
  ]
}

function eventField({ t }: Say, events: readonly EventChoice[]): FieldSpec {
  const group = (deadline: boolean, name: string) =>
    events
      .filter((one) => one.deadline === deadline)
      .map(({ value, label }) => ({ value, label, group: t(`journal.filter.${name}`) }))
  return {
    name: 'event',
    kind: 'select',
    label: t('journal.filter.event'),
    options: [
      { value: '', label: t('journal.filter.allEvents') },
      ...group(false, 'acts'),
      ...group(true, 'deadlines'),
    ],
  }
}

/** Every programme the viewer audits, whole where they audit the whole of it, and its places. */
function placeOptions(say: Say, viewer: Viewer, programmes: Programmes): Option[] {
  const places = overseenPlaces(viewer, {}, ['auditor'])
  const codes = [...new Set(places.map(({ programme }) => programme))]
  return [
    { value: '', label: say.t('journal.filter.allPlaces') },
    ...codes.flatMap((programme) => {
      const name = nameOf(say, programmes, programme)
      const own = places.filter((place) => place.programme === programme)
      const whole = own.some(({ entity }) => entity === '')
      const entities = entitiesOf(programmes, own).map(({ entity }) => ({
        value: `${programme}/${entity}`,
        label: entityName(say, programmes, programme, entity),
        group: name,
      }))
      const all = { value: programme, label: say.t('journal.filter.wholeProgramme', { name }), group: name }
      return whole ? [all, ...entities] : entities
    }),
  ]
}

/** An entity's name in the reader's language. */
export const entityName = (
  { lang }: Say,
  programmes: Programmes,
  programme: string,
  entity: string,
): string => programmes.find(programme)?.entities.find(({ code }) => code === entity)?.names[lang] ?? entity
