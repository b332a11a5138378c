// The choices of an act's field: from its schema, or from the lists of the programme, the case and the office.
import { openChannels } from '../../../workflows/case-facts.ts'
import type { ActField } from '../../cases/act-fields.ts'
import type { CaseView } from '../../cases/case-view.ts'
import type { Option } from '../forms.ts'
import type { ActParts } from './act-values.ts'
import type { Say } from './say.ts'

type List = (say: Say, view: CaseView, parts: ActParts) => Option[]

const choose = ({ t }: Say): Option => ({ value: '', label: t('case.form.choose') })
const named = ({ lang }: Say, list: readonly { code: string; names: Record<string, string> }[]): Option[] =>
  list.map(({ code, names }) => ({ value: code, label: names[lang] ?? code }))
const people = ({ people }: ActParts): Option[] => people.map(({ id, name }) => ({ value: id, label: name }))

/** By what a schema says of a field: where its choices come from. */
const lists: Partial<Record<string, List>> = {
  categories: (say, _view, { programme }) => named(say, programme.categories),
  units: (say, _view, { programme }) => [choose(say), ...named(say, programme.units)],
  assignees: (say, _view, parts) => [{ value: '', label: say.t('case.form.nobody') }, ...people(parts)],
  people: (say, _view, parts) => [choose(say), ...people(parts)],
  handlers: (say, _view, parts) => [choose(say), ...people(parts)],
  documents: ({ t }, { documents }) => [
    { value: '', label: t('case.form.noDocument') },
    ...documents.map(({ id, name }) => ({ value: id, label: name })),
  ],
}

/** The options of a field; only the ways an answer may take are offered, the engine refuses the others all the same. */
export function optionsOf(say: Say, view: CaseView, field: ActField, parts: ActParts): Option[] {
  const list = field.choices && lists[field.choices]
  if (list) return list(say, view, parts)
  if (field.name === 'channel') return ownOptions(say, { ...field, options: openChannels(view.context) })
  if (field.name === 'cameBy') return ownOptions(say, { ...field, options: waysIn(field, parts) })
  return ownOptions(say, field)
}

/** The ways in that the programme has. */
const waysIn = ({ options }: ActField, { programme }: ActParts) =>
  options.filter((way) => programme.channels.some(({ code }) => code === way))

/** The options a schema itself gives a field. */
export function ownOptions(say: Say, field: ActField): Option[] {
  const options = field.options.map((value) => ({
    value,
    label: say.t(`field.${field.name}.option.${value}`),
  }))
  return field.kind === 'select' && field.name !== 'channel' ? [choose(say), ...options] : options
}
