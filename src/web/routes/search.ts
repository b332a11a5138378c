// Finding cases: words under an opaque address, filters in the address, and filters kept under a name.
import type { Response } from 'express'
import { z } from 'zod'
import { colleaguesIn } from '../../accounts/names.ts'
import { working } from '../../cases/desks.ts'
import { excerptsOf } from '../../cases/excerpts.ts'
import { findCases } from '../../cases/find-cases.ts'
import { isIndexComplete } from '../../cases/index-existing.ts'
import { readReference } from '../../cases/reference.ts'
import { deleteSaved, SavedForm, savedFor, saveFilters, sharedPlaces } from '../../cases/saved-filters.ts'
import { keepSearch, readSearch, search } from '../../cases/search.ts'
import { type Filters, narrows } from '../../cases/search-filters.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { bulkBar } from '../pages/bulk-page.ts'
import { type Say, sayOf } from '../pages/say.ts'
import {
  chosenOf,
  FiltersInAddress,
  filterCount,
  filterFieldsOf,
  filtersOf,
  SearchForm,
  searchHref,
  shownValues,
  valuesOf,
} from '../pages/search-form.ts'
import { findingOf, foundRows, noneOf, placeName, savedLinks } from '../pages/search-page.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

/** So many colleagues stand in the list of those that work was given to. */
const MOST_PEOPLE = 500

const After = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().catch(undefined)
/** What a form for saving brings along: where the words are kept. */
const Along = z.object({ search: z.string().max(40).optional().catch(undefined) })

/** What a page shows: a search, and whatever form was refused on it. */
type Shown = {
  /** Where the words are kept. */
  id?: string | undefined
  q: string
  filters: Filters
  after?: number | undefined
  form?: Form<unknown>
  saving?: Form<unknown>
}

/** The routes of searching. */
export function searchRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/search', 'case.read', (req, res) =>
    show(deps, req, res, {
      q: '',
      filters: FiltersInAddress.parse(req.query),
      after: After.parse(req.query.after),
    }),
  )
  own.post('/search', 'case.read', (req, res) => start(deps, req, res))
  own.post('/search/saved', 'case.read', (req, res) => save(deps, req, res))
  own.post('/search/saved/:id/delete', 'case.read', async (req, res) => {
    await deleteSaved(deps.db, req.user, req.params.id)
    flash(req, { kind: 'done', key: 'search.saved.deleted' })
    res.redirect(303, '/search')
  })
  own.get('/search/:id', 'case.read', async (req, res) => {
    const { id } = req.params
    const q = await readSearch(deps.db, deps.clock, req.user, id)
    const filters = FiltersInAddress.parse(req.query)
    await show(deps, req, res, { id, q, filters, after: After.parse(req.query.after) })
  })
  return own
}

async function start(deps: CaseDeps, req: SignedRequest<unknown>, res: Response): Promise<void> {
  const form = readForm(SearchForm, req.body)
  if (!form.ok) {
    const filters = FiltersInAddress.parse(req.body ?? {})
    return show(deps, req, res.status(422), { q: String(form.values.q ?? ''), filters, form })
  }
  const { q, ...typed } = form.data
  const filters = filtersOf(typed)
  // A reference is no personal data: it may stand in the address.
  const reference = narrows(filters) ? undefined : readReference(q)
  if (reference) {
    const { rows } = await search(deps.db, reference, req.user)
    if (rows[0]) return res.redirect(303, `/cases/${rows[0].id}`)
  }
  const id = q === '' ? undefined : await keepSearch(deps.db, deps.clock, req.user, q)
  res.redirect(303, searchHref(id, filters))
}

async function save(deps: CaseDeps, req: SignedRequest<unknown>, res: Response): Promise<void> {
  const filters = FiltersInAddress.parse(req.body ?? {})
  const { search: id } = Along.parse(req.body ?? {})
  const form = readForm(SavedForm, req.body)
  const done = form.ok ? await carryOut(form, (data) => saveFilters(deps, req.user, data, filters)) : form
  if (done.ok) {
    flash(req, { kind: 'done', key: 'search.saved.kept' })
    return res.redirect(303, searchHref(undefined, filters))
  }
  const q = id === undefined ? '' : await readSearch(deps.db, deps.clock, req.user, id)
  await show(deps, req, res.status(422), { id, q, filters, saving: done })
}

async function show(deps: CaseDeps, req: SignedRequest<unknown>, res: Response, shown: Shown): Promise<void> {
  const { db } = deps
  const say = sayOf(res)
  const form = shown.form ?? blank(shownValues(shown.q, shown.filters))
  const [found, saved, complete, people] = await Promise.all([
    shown.form ? null : foundOf(deps, req, say, shown),
    savedFor(db, req.user),
    isIndexComplete(db),
    colleaguesIn(db, working, [...new Set(req.user.grants.map(({ programme }) => programme))], MOST_PEOPLE),
  ])
  const fields = filterFieldsOf({ say, programmes: deps.programmes, user: req.user, people }, form)
  const saving = savingFields(deps, say, req, shown.saving ?? blank())
  res.render('work/search', {
    title: say.t('work.search.title'),
    section: 'search',
    asks: shown.saving === undefined,
    q: shown.q,
    wrong: fieldsOf(say.lang, form, [{ name: 'q', kind: 'search', label: '' }])[0]?.error,
    fields,
    narrowed: filterCount(shown.filters),
    chosen: shown.form ? [] : chosenOf(say, fields),
    summary: summaryOf(say.lang, form, fields) ?? summaryOf(say.lang, shown.saving ?? blank(), saving),
    open: shown.form !== undefined,
    saved: savedLinks(say, deps.programmes, saved, searchHref(undefined, shown.filters)),
    saving: {
      fields: saving,
      hidden: Object.entries({ ...valuesOf(shown.filters), ...(shown.id && { search: shown.id }) }),
      open: shown.saving !== undefined,
    },
    incomplete: !complete,
    found,
  })
}

function savingFields(
  { programmes }: CaseDeps,
  say: Say,
  { user }: SignedRequest<unknown>,
  form: Form<unknown>,
) {
  const places = sharedPlaces(user).map((place) => ({
    value: `${place.programme}${place.entity ? `/${place.entity}` : ''}`,
    label: placeName(say, programmes, place),
  }))
  return fieldsOf(say.lang, form, [
    {
      name: 'name',
      kind: 'text',
      label: say.t('search.saved.name.label'),
      hint: say.t('search.saved.name.hint'),
      required: true,
    },
    {
      name: 'share',
      kind: 'select',
      label: say.t('search.saved.share'),
      options: [{ value: '', label: say.t('search.saved.mine') }, ...places],
    },
  ])
}

/** What was found, as the page shows it; null when nothing was asked for. */
async function foundOf(
  deps: CaseDeps,
  req: SignedRequest<unknown>,
  say: Say,
  { id, q, filters, after }: Shown,
) {
  const { db, programmes, clock } = deps
  if (q.trim() === '' && !narrows(filters)) return null
  const page = await findCases(db, req.user, { text: q, filters, after })
  const ids = page.rows.map((row) => row.id)
  const excerpts = await excerptsOf(db, ids, page.words)
  return {
    rows: foundRows(say, page.rows, programmes, clock.now(), excerpts),
    finding: findingOf(say, page),
    none: noneOf(say, q, page),
    first: after === undefined ? null : searchHref(id, filters),
    next: page.next === null ? null : searchHref(id, filters, page.next),
    further: page.since !== null,
    bulk: bulkBar(say, req.user, {
      list: 'search',
      values: { search: id, ...valuesOf(filters) },
      all: page.count
        ? say.t('bulk.all', { n: `${say.f.number(page.count.n)}${page.count.more ? '+' : ''}` })
        : null,
    }),
  }
}
