// Break-glass as a page: the form that asks, what waits for a decision, what was opened to whom, for whom, until when.
import type { Door, DoorLists, Waiting } from '../../confidential/door-lists.ts'
import { doorHours } from '../../confidential/doors.ts'
import type { Programmes } from '../../programmes/index.ts'
import { blank, type Field, type Form, fieldsOf, type Summary, summaryOf } from '../forms.ts'
import type { Say } from './say.ts'

/** The forms that were refused, with what was typed; a grant says which request it was about. */
export type DoorForms = { ask?: Form<unknown>; grant?: { id: string; form: Form<unknown> } }

export type DoorParts = {
  programmes: Programmes
  names: ReadonlyMap<string, string>
  /** The programmes for which the viewer may ask; none for whoever is no supervisor. */
  supervised: readonly string[]
  /** What the viewer is besides: each has a section of its own, an empty one too. */
  audits: boolean
  serves: boolean
  /** The programmes whose requests wait and that have no focal point in force. */
  unserved: readonly string[]
  forms: DoorForms
}

type Shown = {
  id: string
  title: string
  badge: string
  /** Beside it, of what a focal point has not read yet. */
  fresh?: string
  reason: string
  lines: { label: string; value: string }[]
  /** Where a focal point says that she has read it. */
  seen?: string
  /** Where it can be shut before its time. */
  close?: string
  go?: boolean
  note?: string
  grant?: { action: string; refuse: string; fields: Field[] }
}

type Section = { id: string; title: string; none: string; doors: Shown[] }

/** The locals of the page. */
export function doorPage(say: Say, lists: DoorLists, parts: DoorParts) {
  const { t } = say
  const { supervised, audits, serves, forms } = parts
  const ask = supervised.length > 0 ? askForm(say, parts) : null
  const decide = lists.toDecide.map((door) => decided(say, door, parts))
  const section = (id: string, doors: Shown[]): Section => ({
    ...{ id, title: t(`door.${id}.title`), none: t(`door.${id}.none`), doors },
  })
  const opened = lists.opened.map((door) => ({
    ...openCard(say, door, parts),
    ...(!door.seen && { fresh: t('door.opened.new'), seen: `/confidential/doors/${door.id}/seen` }),
  }))
  // Whoever asked learns what became of it, not who reads.
  const asked = lists.asked.map((door) => card(say, { ...door, askedBy: null, reader: null }, parts))
  const read = lists.toRead.map((door) => ({ ...openCard(say, door, parts), go: door.state === 'open' }))
  return {
    title: t('door.title'),
    ask,
    summary: summaryIn(say, forms, ask, decide),
    sections: [
      ...(serves ? [section('opened', opened), section('read', read)] : []),
      ...(audits
        ? [
            section('decide', decide),
            section(
              'decided',
              lists.decided.map((door) => openCard(say, door, parts)),
            ),
          ]
        : []),
      ...(ask ? [section('asked', asked)] : []),
    ],
  }
}

function askForm(say: Say, { supervised, programmes, forms }: DoorParts): Field[] {
  const { t, lang } = say
  const options = supervised.map((value) => ({ value, label: programmes.find(value)?.names[lang] ?? value }))
  const one = options.length === 1 ? { programme: options[0]?.value ?? '' } : {}
  return fieldsOf(lang, forms.ask ?? blank(one), [
    {
      ...{ name: 'programme', kind: 'select', label: t('field.programme.label'), required: true },
      options: one.programme ? options : [{ value: '', label: t('case.form.choose') }, ...options],
    },
    {
      ...{ name: 'reason', kind: 'long', label: t('door.ask.reason'), hint: t('door.ask.hint') },
      ...{ required: true, rows: 4 },
    },
  ])
}

/** A request that waits, with the form that grants it; nobody decides on their own. */
function decided(say: Say, door: Waiting, parts: DoorParts): Shown {
  const { t, lang } = say
  const told = card(say, door, parts)
  const serves = t(`door.decide.${parts.unserved.includes(door.programme) ? 'unserved' : 'served'}`)
  const shown = { ...told, lines: [...told.lines, { label: t('door.line.serves'), value: serves }] }
  if (door.own) return { ...shown, note: t('door.decide.own') }
  const { grant: refused } = parts.forms
  const form = refused?.id === door.id ? refused.form : blank()
  const action = `/confidential/doors/${door.id}`
  const fields = fieldsOf(lang, form, [
    {
      ...{ name: 'reader', id: `reader-${door.id}`, kind: 'select', required: true },
      ...{ label: t('field.reader.label'), hint: t('door.decide.readerHint') },
      options: [
        { value: '', label: t('case.form.choose') },
        ...door.readers.map(({ id, name }) => ({ value: id, label: name })),
      ],
    },
    {
      ...{ name: 'hours', id: `hours-${door.id}`, kind: 'radio', required: true },
      label: t('field.hours.label'),
      options: doorHours.map((hours) => ({ value: String(hours), label: t(`door.hours.${hours}`) })),
    },
  ])
  const nobody = door.readers.length === 0
  return {
    ...shown,
    ...(nobody && { note: t('door.decide.nobody') }),
    grant: { action: `${action}/grant`, refuse: `${action}/refuse`, fields: nobody ? [] : fields },
  }
}

/** A door as a card; what is null is not for this reader. */
type Told = Omit<Door, 'askedBy'> & { askedBy: string | null }

function card(say: Say, door: Told, parts: DoorParts): Shown {
  const { t, lang } = say
  return {
    id: door.id,
    title: parts.programmes.find(door.programme)?.names[lang] ?? door.programme,
    badge: t(`door.state.${door.state}`),
    reason: door.reason,
    lines: linesOf(say, door, parts),
  }
}

/** A door of those who may shut it, with the button while it is open. */
const openCard = (say: Say, door: Told, parts: DoorParts): Shown => ({
  ...card(say, door, parts),
  ...(door.state === 'open' && { close: `/confidential/doors/${door.id}/close` }),
})

function linesOf({ t, f }: Say, door: Told, { names }: DoorParts): Shown['lines'] {
  const { state, askedBy, askedAt, decidedBy, reader, expiresAt } = door
  const named = (id: string | null) => id && (names.get(id) ?? t('door.somebody'))
  const lines: [name: string, value: string | null][] = [
    ['askedBy', named(askedBy)],
    ['askedAt', f.dateTime(askedAt)],
    [state === 'refused' ? 'refusedBy' : 'grantedBy', named(decidedBy)],
    ['reader', named(reader)],
    [state === 'closed' ? 'closedAt' : 'until', expiresAt === null ? null : f.dateTime(expiresAt)],
  ]
  return lines.flatMap(([name, value]) => (value ? [{ label: t(`door.line.${name}`), value }] : []))
}

function summaryIn({ lang }: Say, forms: DoorForms, ask: Field[] | null, decide: Shown[]): Summary | null {
  const asked = forms.ask && ask ? summaryOf(lang, forms.ask, ask) : null
  if (asked || !forms.grant) return asked
  const { id, form } = forms.grant
  return summaryOf(lang, form, decide.find((door) => door.id === id)?.grant?.fields ?? [])
}
