// The figures of states as the page of a lifecycle shows them: words for durations, how warm each state is, where its cases are.
import { z } from 'zod'
import type { Role } from '../../../workflows/kit.ts'
import type { Viewer } from '../../cases/desks.ts'
import { asOverseer } from '../../cases/overseen.ts'
import { addDays } from '../../platform/clock.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { StateFigures } from '../../reports/state-figures.ts'
import { type Field, type Form, fieldsOf, type Option } from '../forms.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

/** Under so many stays a median says nothing in general. */
export const FEW = 5

/** What is proposed when nothing was chosen: the last three months. */
const DAYS = 90

export type StateShown = {
  now: string
  /** In words, with an asterisk when too few tell; null when no stay ended. */
  median: string | null
  p90: string | null
  stays: string
  few: boolean
  /** 0 says nothing, 5 is where cases stay longest. */
  heat: number
  /** The cases that stand there now; null when there is none. */
  href: string | null
}

/** What was chosen to be counted: one place of those the viewer oversees, and a period. */
export type FiguresChoice = {
  programme?: string | undefined
  entity?: string | undefined
  from: string
  to: string
}

/** A day within the years that the product can have seen. */
const seenDay = z.iso
  .date('figures.wrong.day')
  .refine((day) => day >= '2000' && day < '2100', 'figures.wrong.day')

/** The choice as it is typed; what is left empty is everything. */
export const FiguresForm = z
  .object({
    programme: z.preprocess((code) => code || undefined, z.string().max(40).optional()),
    entity: z.preprocess((code) => code || undefined, z.string().max(40).optional()),
    from: seenDay,
    to: seenDay,
  })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'figures.wrong.order' })

/** The period that is shown before anybody chose one. */
export const usualPeriod = (today: string): { from: string; to: string } => ({
  from: addDays(today, 1 - DAYS),
  to: today,
})

/** The fields of the choice: the programmes and entities the viewer oversees (in these roles), and the period. */
export function figuresFields(
  say: Say,
  viewer: Viewer,
  programmes: Programmes,
  form: Form<unknown>,
  { roles, from }: { roles?: readonly Role[]; from?: string } = {},
): Field[] {
  const { t, lang } = say
  const own = asOverseer(viewer, roles).grants
  const codes = [...new Set(own.map(({ programme }) => programme))]
  const programmeOptions = codes.map((code) => ({ value: code, label: nameOf(say, programmes, code) }))
  return fieldsOf(lang, form, [
    { name: 'from', kind: 'date', label: from ?? t('figures.form.from'), required: true },
    { name: 'to', kind: 'date', label: t('figures.form.to'), required: true },
    {
      name: 'programme',
      kind: 'select',
      label: t('figures.form.programme'),
      options: [{ value: '', label: t('figures.form.allProgrammes') }, ...programmeOptions],
    },
    {
      name: 'entity',
      kind: 'select',
      label: t('figures.form.entity'),
      options: [
        { value: '', label: t('figures.form.allEntities') },
        ...entityOptions(say, programmes, own, form.values.programme),
      ],
    },
  ])
}

/** The entities of the programme that is chosen, else of all: first those that several share, then each programme's own. */
function entityOptions(
  say: Say,
  programmes: Programmes,
  own: readonly { programme: string; entity: string }[],
  chosen: unknown,
): Option[] {
  const codes = [...new Set(own.map(({ programme }) => programme))]
  const shown = codes.filter((code) => code === chosen)
  const places = (shown.length > 0 ? shown : codes).flatMap((programme) => {
    const granted = own.filter((place) => place.programme === programme).map(({ entity }) => entity)
    return (programmes.find(programme)?.entities ?? [])
      .filter(({ code }) => granted.includes('') || granted.includes(code))
      .map(({ code, names }) => ({ value: code, label: names[say.lang], programme }))
  })
  const byCode = [...Map.groupBy(places, ({ value }) => value).values()]
  const options = byCode.flatMap(([place, ...others]) => {
    if (!place) return []
    const { programme, ...option } = place
    return [others.length > 0 ? option : { ...option, group: nameOf(say, programmes, programme) }]
  })
  return [...options.filter((one) => !('group' in one)), ...options.filter((one) => 'group' in one)]
}

/** The figures of every state in words, each with the way to its cases. */
export function shownFigures(
  { t, f }: Say,
  workflow: { name: string; version: number },
  figures: ReadonlyMap<string, StateFigures>,
  choice: Pick<FiguresChoice, 'programme' | 'entity'>,
): Map<string, StateShown> {
  const longest = Math.max(0, ...[...figures.values()].filter(isTelling).map(({ median }) => median ?? 0))
  const words = ({ stays }: StateFigures, lasted: number | null) => {
    if (lasted === null) return null
    const text = lasted < 60_000 ? t('figures.underMinute') : f.duration(lasted)
    return isFew(stays) ? `${text} *` : text
  }
  return new Map(
    [...figures].map(([state, figure]) => [
      state,
      {
        now: f.number(figure.now),
        median: words(figure, figure.median),
        p90: words(figure, figure.p90),
        stays: f.number(figure.stays),
        few: isFew(figure.stays),
        heat: isTelling(figure) && longest > 0 ? Math.ceil((5 * (figure.median ?? 0)) / longest) : 0,
        href: figure.now > 0 ? casesHref(workflow, state, choice) : null,
      },
    ]),
  )
}

const isFew = (stays: number): boolean => stays > 0 && stays < FEW

const isTelling = ({ stays }: StateFigures): boolean => stays >= FEW

/** The address of the cases that stand in a state, of one version or of all. */
export function casesHref(
  { name, version }: { name: string; version?: number | undefined },
  state: string,
  { programme, entity }: Pick<FiguresChoice, 'programme' | 'entity'>,
  after?: string,
): string {
  const query = new URLSearchParams({ state })
  if (version !== undefined) query.set('version', String(version))
  if (programme) query.set('programme', programme)
  if (entity) query.set('entity', entity)
  if (after) query.set('after', after)
  return `/lifecycles/${encodeURIComponent(name)}/cases?${query}`
}
