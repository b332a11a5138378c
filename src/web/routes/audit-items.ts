// One closure of a sample: its facts beside its checklist, who answers it, and asking that the case be taken up again.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf, peopleWith } from '../../accounts/names.ts'
import { answerItem, askReopening, assignItem, canBeReopened } from '../../audits/commands.ts'
import { handsIn, mayAudit } from '../../audits/policy.ts'
import { findItem, findSample, reopenedSince, type WholeItem } from '../../audits/queries.ts'
import { ChecklistForm } from '../../audits/schema.ts'
import { type CaseView, viewCase } from '../../cases/case-view.ts'
import { messagesOf } from '../../cases/messages.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import {
  answerFacts,
  assignFields,
  checklistFields,
  checklistValues,
  dateFacts,
  documentLines,
  resultLines,
} from '../pages/audit-item.ts'
import { itemHref, periodOf, riskNames } from '../pages/audit-page.ts'
import { historyOf } from '../pages/history.ts'
import { letterOf } from '../pages/letter.ts'
import { placeName } from '../pages/place-options.ts'
import { type Say, sayOf } from '../pages/say.ts'
import { threadOf } from '../pages/thread.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type ItemRequest = SignedRequest<{ id: string; case: string }>

const AssignForm = z.object({ to: z.string('audit.refusal.auditor').min(1, 'audit.refusal.auditor').max(60) })

const keyOf = ({ params }: ItemRequest) => ({ sample: params.id, caseId: params.case })

/** The routes of the closures of a sample. */
export function auditItemRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/audits/:id/:case', 'audit.read', (req, res) => drawItem(deps, req, res))
  own.post('/audits/:id/:case', 'audit.keep', async (req, res) => {
    const form = readForm(ChecklistForm, req.body)
    if (!form.ok) return drawItem(deps, req, res.status(422), { checklist: form })
    const done = await carryOut(form, (data) => answerItem(deps, req.user, keyOf(req), data))
    if (!done.ok) return drawItem(deps, req, res.status(422), { checklist: done })
    const concluded = form.data.act === 'conclude'
    flash(req, { kind: 'done', key: concluded ? 'audit.concluded' : 'audit.saved' })
    res.redirect(303, itemHref({ sample_id: req.params.id, case_id: req.params.case }))
  })
  own.post('/audits/:id/:case/auditor', 'audit.keep', async (req, res) => {
    const form = readForm(AssignForm, req.body)
    if (!form.ok) return drawItem(deps, req, res.status(422), { assign: form })
    const done = await carryOut(form, ({ to }) => assignItem(deps, req.user, keyOf(req), to))
    if (!done.ok) return drawItem(deps, req, res.status(422), { assign: done })
    flash(req, { kind: 'done', key: 'audit.assigned' })
    res.redirect(303, itemHref({ sample_id: req.params.id, case_id: req.params.case }))
  })
  own.post('/audits/:id/:case/reopening', 'audit.keep', async (req, res) => {
    const form = readForm(z.object({}), req.body)
    if (!form.ok) return drawItem(deps, req, res.status(422), {})
    const done = await carryOut(form, () => askReopening(deps, req.user, keyOf(req)))
    if (!done.ok) return drawItem(deps, req, res.status(422), { checklist: done })
    flash(req, { kind: 'done', key: 'audit.reopeningAsked' })
    res.redirect(303, itemHref({ sample_id: req.params.id, case_id: req.params.case }))
  })
  return own
}

type Shown = { checklist?: Form<unknown>; assign?: Form<unknown> }

async function drawItem(deps: CaseDeps, req: ItemRequest, res: Response, shown: Shown = {}) {
  const { db, programmes } = deps
  const say = sayOf(res)
  const sample = await findSample(db, req.user, req.params.id)
  const item = await findItem(db, req.user, keyOf(req))
  const view = await viewCase(deps, item.case_id, req.user)
  const [messages, hands] = await Promise.all([messagesOf(db, view.id), handsIn(db, view.id)])
  const names = await namesOf(db, [
    ...view.timeline.map(({ actor }) => actor),
    ...view.documents.map(({ added_by }) => added_by),
    ...[item.auditor, item.concluded_by, item.asked_by].flatMap((person) => person ?? []),
  ])
  const programme = programmes.get(view.programme)
  const checklist = item.mayAnswer
    ? fieldsOf(say.lang, shown.checklist ?? blank(checklistValues(item)), checklistFields(say))
    : []
  const audits = mayAudit(req.user, item)
  const free =
    audits && item.status !== 'done'
      ? (await peopleWith(db, 'auditor', item.programme, item.entity)).filter(({ id }) => !hands.has(id))
      : []
  const assign = fieldsOf(
    say.lang,
    shown.assign ?? blank(item.auditor ? { to: item.auditor } : {}),
    assignFields(say, free),
  )
  res.render('audits/item', {
    title: view.id,
    section: 'audits',
    id: sample.id,
    caseId: view.id,
    sample: `${placeName(say, programmes, sample)} · ${periodOf(say, sample)}`,
    object: view.object,
    risks: riskNames(say, item),
    weight: say.f.number(item.weight),
    dates: dateFacts(say, view, item.closed_on),
    answer: answerFacts(say, view),
    letter: letterOf(view, programme, names),
    thread: threadOf(say, messages),
    documents: documentLines(say, view, names),
    history: historyOf(say, view, names, false),
    sealed: say.t(view.sealedAt === null ? 'case.seal.waiting' : 'case.seal.done', {
      date: say.f.dateTime(view.sealedAt ?? 0),
    }),
    status: item.status,
    auditor: item.auditor ? (names.get(item.auditor) ?? '') : say.t('audit.nobody'),
    handed: audits && hands.has(req.user.id),
    mayAnswer: item.mayAnswer,
    checklist,
    results: item.status === 'done' ? resultsOf(say, item, names) : null,
    reopening: await reopeningOf(deps, req, say, { item, view, names, audits }),
    // Nobody is asked to give it to whoever has it already.
    assign: free.some(({ id }) => id !== item.auditor) ? assign : [],
    nobodyFree: free.length === 0,
    audits: audits && item.status !== 'done',
    summary:
      summaryOf(say.lang, shown.checklist ?? blank(), checklist) ??
      summaryOf(say.lang, shown.assign ?? blank(), assign),
  })
}

const resultsOf = (say: Say, item: WholeItem, names: ReadonlyMap<string, string>) => ({
  lines: resultLines(say, item.checks),
  verdict: say.t(`audit.verdict.${item.verdict ?? ''}`),
  tone: item.verdict === 'conform' ? 'is-good' : 'is-bad',
  icon: item.verdict === 'conform' ? 'circle-check' : 'circle-x',
  findings: item.findings,
  bad: item.verdict === 'notConform',
  by: say.t('audit.concludedBy', {
    day: say.f.dateTime(Number(item.concluded_at)),
    who: names.get(item.concluded_by ?? '') ?? '',
  }),
})

type Reopening = {
  item: WholeItem
  view: CaseView
  names: ReadonlyMap<string, string>
  audits: boolean
}

/** Whether the case is to be taken up again: who asked, who did it, who may ask or do it now. */
async function reopeningOf(
  deps: CaseDeps,
  req: ItemRequest,
  { t, f }: Say,
  { item, view, names, audits }: Reopening,
) {
  if (item.verdict !== 'notConform' || item.status !== 'done') return null
  const can = await canBeReopened(deps, req.user, item)
  if (item.asked_at === null) {
    const mine = audits && item.auditor === req.user.id
    return { said: can ? null : t('audit.reopening.cannot'), done: null, ask: can && mine, href: null }
  }
  const said = t('audit.reopening.asked', {
    day: f.dateTime(Number(item.asked_at)),
    who: names.get(item.asked_by ?? '') ?? '',
  })
  const since = await reopenedSince(deps.db, view.id, Number(item.asked_at))
  const doer = since ? (names.get(since.actor) ?? '') : ''
  const mayDo = view.acts.some(({ type, refusal }) => type === 'REOPEN' && refusal === null)
  return {
    said,
    done: since ? t('audit.reopening.done', { day: f.dateTime(since.at), who: doer }) : null,
    ask: false,
    href: !since && mayDo ? `/cases/${view.id}?act=REOPEN#act` : null,
  }
}
