// The figures of the confidential road as a page: the choice of programme and period, and a table for each dimension.
import { z } from 'zod'
import type { Figures, Table } from '../../confidential/figures.ts'
import type { Programmes } from '../../programmes/index.ts'
import { type Field, type Form, fieldsOf, summaryOf } from '../forms.ts'
import type { Say } from './say.ts'

const day = z.iso
  .date('door.figures.wrongDay')
  .refine((on) => on >= '2000' && on < '2100', 'door.figures.wrongDay')

/** The period; the programme is read by whoever may see it. */
export const PeriodForm = z
  .object({ programme: z.string(), from: day, to: day })
  .refine(({ from, to }) => from <= to, { path: ['to'], error: 'door.figures.wrongOrder' })

export type Period = z.output<typeof PeriodForm>

/** What is proposed: the half-year that runs. */
export function halfYear(today: string): { from: string; to: string } {
  const year = today.slice(0, 4)
  return today.slice(5) < '07'
    ? { from: `${year}-01-01`, to: `${year}-06-30` }
    : { from: `${year}-07-01`, to: `${year}-12-31` }
}

export type FiguresParts = {
  programmes: Programmes
  own: readonly string[]
  form: Form<Period>
  /** None while the choice has to be corrected. */
  figures: Figures | null
}

/** The locals of the page. */
export function confidentialFiguresPage(say: Say, { programmes, own, form, figures }: FiguresParts) {
  const { t, f, lang } = say
  const fields = choiceFields(say, own, programmes, form)
  const shown = form.ok ? form.data : null
  return {
    title: t('door.figures.title'),
    fields,
    summary: summaryOf(lang, form, fields),
    about: shown
      ? t('door.figures.about', {
          programme: programmes.find(shown.programme)?.names[lang] ?? shown.programme,
          from: f.dayPlain(shown.from),
          to: f.dayPlain(shown.to),
        })
      : '',
    total: figures ? (figures.total === null ? t('door.figures.few') : f.number(figures.total)) : null,
    // Of nothing, or of too few, there is nothing to divide.
    tables: figures?.total ? figures.tables.map((table) => tableOf(say, table)) : [],
  }
}

function choiceFields(
  { t, lang }: Say,
  own: readonly string[],
  programmes: Programmes,
  form: Form<unknown>,
): Field[] {
  const options = own.map((value) => ({ value, label: programmes.find(value)?.names[lang] ?? value }))
  return fieldsOf(lang, form, [
    {
      ...{ name: 'programme', kind: own.length > 1 ? 'select' : 'hidden' },
      ...{ label: t('field.programme.label'), options },
    },
    { name: 'from', kind: 'date', label: t('door.figures.from') },
    { name: 'to', kind: 'date', label: t('door.figures.to') },
  ])
}

function tableOf({ t, f }: Say, { name, cells }: Table) {
  return {
    title: t(`door.figures.by.${name}`),
    // A column of hidden figures is said in a sentence.
    rows: cells.every(({ n }) => n === null)
      ? []
      : cells.map(({ code, n }) => ({
          label: t(labelOf(name, code)),
          figure: n === null ? t('door.figures.hidden') : f.number(n),
          hidden: n === null,
        })),
  }
}

const labelOf = (table: string, code: string): string =>
  table === 'referral' ? `door.figures.referral.${code}` : `field.${table}.option.${code}`
