// The figures on the page of a lifecycle, over the place and the period that somebody chose.
import type { Response } from 'express'
import type { Workflow } from '../../../workflows/kit.ts'
import { stateFigures } from '../../reports/state-figures.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Field, readForm, type Summary, summaryOf } from '../forms.ts'
import { sayOf } from '../pages/say.ts'
import {
  FiguresForm,
  figuresFields,
  type StateShown,
  shownFigures,
  usualPeriod,
} from '../pages/state-figures.ts'
import { may } from '../permissions.ts'
import type { SignedRequest } from '../router.ts'

export type FiguresChosen = {
  /** By state; none while the choice has to be corrected. */
  shown: Map<string, StateShown> | undefined
  fields: Field[]
  summary: Summary | null
  /** Whether some are of too few stays to tell anything. */
  few: boolean
}

/** The figures of a lifecycle with the form of the choice; nothing for whoever oversees nothing. */
export async function chosenFigures(
  { db, clock, programmes }: CaseDeps,
  req: SignedRequest,
  res: Response,
  { name: workflow, version }: Pick<Workflow, 'name' | 'version'>,
): Promise<FiguresChosen | null> {
  if (!may(req.user, 'figures.read')) return null
  const say = sayOf(res)
  const form = readForm(FiguresForm, { ...usualPeriod(clock.dayOf(clock.now())), ...req.query })
  const fields = figuresFields(say, req.user, programmes, form)
  const summary = summaryOf(say.lang, form, fields)
  if (!form.ok) return { shown: undefined, fields, summary, few: false }
  const figures = await stateFigures(db, req.user, { workflow, version, ...form.data })
  const shown = shownFigures(say, { name: workflow, version }, figures, form.data)
  return { shown, fields, summary, few: [...shown.values()].some((figure) => figure.few) }
}
