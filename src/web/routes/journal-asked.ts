// What the pages of the journal are asked for, and what stands above their rows.

import { peopleOf } from '../../accounts/audited.ts'
import type { Named } from '../../accounts/names.ts'
import { overseenPlaces } from '../../cases/overseen.ts'
import type { CaseDeps } from '../case-deps.ts'
import { type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { FilterForm, filterFields, type JournalFilter, placeIn } from '../pages/journal-filter.ts'
import { journalTabs } from '../pages/journal-page.ts'
import type { EventChoice } from '../pages/journal-words.ts'
import type { Say } from '../pages/say.ts'
import type { SignedRequest } from '../router.ts'

/** The form as it was sent, the filter it makes, and what the filter asks of rows; an empty one where it was refused. */
export function journalAsked(req: SignedRequest) {
  const form = readForm(FilterForm, req.query)
  const filter: JournalFilter = form.ok ? form.data : {}
  const { ref: id, by: actor, from, to } = filter
  return { form, filter, query: { ...placeIn(filter), id, actor, from, to } }
}

/** The people of the programmes somebody audits, wholly or in part. */
export function auditedPeople({ db }: CaseDeps, req: SignedRequest): Promise<Named[]> {
  const places = overseenPlaces(req.user, {}, ['auditor'])
  return peopleOf(db, [...new Set(places.map(({ programme }) => programme))])
}

type Choices = { people: readonly Named[]; events: readonly EventChoice[] }

/** Tabs, filter and what was wrong in it, as both pages show them. */
export function journalHead(
  say: Say,
  tab: string,
  { programmes }: CaseDeps,
  req: SignedRequest,
  { form, filter }: { form: Form<unknown>; filter: JournalFilter },
  choices: Choices,
) {
  const fields = fieldsOf(say.lang, form, filterFields(say, { ...choices, viewer: req.user, programmes }))
  return {
    section: 'journal',
    tabs: journalTabs(say, tab),
    fields,
    summary: form.ok ? null : summaryOf(say.lang, form, fields),
    filtered: Object.values(filter).some((value) => value !== undefined),
  }
}
