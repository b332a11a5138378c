// Closures looked at again: the samples, what they say over time, drawing one, and proving one.
import { randomUUID } from 'node:crypto'
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import { conformityBy, conformityOver } from '../../audits/conformity.ts'
import { askProof, askSample } from '../../audits/draw.ts'
import { ordersOf } from '../../audits/draw-orders.ts'
import { mayAudit } from '../../audits/policy.ts'
import { askedFor, findSample, itemsFor, itemsOf, listSamples } from '../../audits/queries.ts'
import { DrawForm, isDrawn, type SampleRow } from '../../audits/schema.ts'
import { overseenPlaces } from '../../cases/overseen.ts'
import { isFragment } from '../asked.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { drawingLine, proofFound } from '../pages/audit-draws.ts'
import { drawFields, itemLines, periodOf, pointLines, proofLines, sampleLines } from '../pages/audit-page.ts'
import { daysOfRate, programmeRates, rateChart, rateLinks } from '../pages/audit-rate.ts'
import { placeName } from '../pages/place-options.ts'
import { sayOf } from '../pages/say.ts'
import { may } from '../permissions.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type SampleRequest = SignedRequest<{ id: string }>

const Choice = z.object({
  programme: z.string().max(40).optional().catch(undefined),
  step: z.enum(['month', 'quarter']).catch('month'),
})

/** The routes of samples. */
export function auditRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/audits', 'audit.read', (req, res) => drawList(deps, req, res))
  own.get('/audits/new', 'audit.keep', (req, res) => {
    const to = deps.clock.dayOf(deps.clock.now())
    return drawNew(deps, req, res, blank({ key: randomUUID(), from: `${to.slice(0, 7)}-01`, to, size: '20' }))
  })
  own.post('/audits', 'audit.keep', async (req, res) => {
    const form = readForm(DrawForm, req.body)
    if (!form.ok) return drawNew(deps, req, res.status(422), form)
    const done = await carryOut(form, (data) => askSample(deps, req.user, data))
    if (!done.ok) return drawNew(deps, req, res.status(422), done)
    flash(req, { kind: 'done', key: 'audit.drawing.asked' })
    res.redirect(303, `/audits/${done.result}`)
  })
  own.get('/audits/:id', 'audit.read', (req, res) => drawOne(deps, req, res))
  own.post('/audits/:id/proof', 'audit.keep', async (req, res) => {
    await askProof(deps, req.user, req.params.id)
    res.redirect(303, `/audits/${req.params.id}#proof`)
  })
  return own
}

async function drawList({ db, programmes, clock }: CaseDeps, req: SignedRequest<unknown>, res: Response) {
  const say = sayOf(res)
  const choice = Choice.parse(req.query)
  const rate = {
    places: overseenPlaces(req.user, { programme: choice.programme }),
    ...daysOfRate(choice.step, clock.dayOf(clock.now())),
  }
  const [samples, mine, asked, spans, byProgramme] = await Promise.all([
    listSamples(db, req.user),
    itemsFor(db, req.user),
    askedFor(db, req.user),
    conformityOver(db, rate, choice.step),
    conformityBy(db, rate),
  ])
  const names = await namesOf(
    db,
    [...mine, ...asked].flatMap(({ auditor }) => auditor ?? []),
  )
  res.render('audits/list', {
    title: say.t('audit.title'),
    section: 'audits',
    audits: may(req.user, 'audit.keep'),
    mine: itemLines(say, mine, names),
    asked: itemLines(say, asked, names),
    samples: sampleLines(say, samples, programmes),
    links: rateLinks(say, req.user, programmes, choice),
    chart: rateChart(say, spans),
    programmes: programmeRates(say, byProgramme, programmes),
  })
}

function drawNew({ programmes }: CaseDeps, req: SignedRequest<unknown>, res: Response, form: Form<unknown>) {
  const say = sayOf(res)
  const fields = fieldsOf(say.lang, form, drawFields(say, req.user, programmes))
  const summary = summaryOf(say.lang, form, fields)
  res.render('audits/new', { title: say.t('audit.new'), section: 'audits', fields, summary })
}

async function drawOne(deps: CaseDeps, req: SampleRequest, res: Response) {
  const { db, programmes } = deps
  const say = sayOf(res)
  const sample: SampleRow = await findSample(db, req.user, req.params.id)
  const orders = await ordersOf(db, sample.id)
  const audits = mayAudit(req.user, sample)
  const running = drawingLine(say, orders)
  // Once it has ended, all of the page has something new to say.
  if (isFragment(req) && !running) return void res.set('HX-Redirect', `/audits/${sample.id}`).end()
  if (isFragment(req)) return res.render('audits/_drawing', { id: sample.id, running })
  const items = await itemsOf(db, req.user, sample.id)
  const names = await namesOf(db, [sample.drawn_by, ...items.flatMap(({ auditor }) => auditor ?? [])])
  const drawn = isDrawn(sample)
  const who = names.get(sample.drawn_by) ?? ''
  res.render('audits/sample', {
    title: placeName(say, programmes, sample),
    section: 'audits',
    id: sample.id,
    isDrawn: drawn,
    running,
    period: periodOf(say, sample),
    drawn: say.t(drawn ? 'audit.drawnBy' : 'audit.drawing.askedBy', {
      day: say.f.dateTime(sample.drawn_at),
      who,
    }),
    size: drawn
      ? say.t('audit.sizeOf', { n: say.f.number(items.length), of: say.f.number(sample.population) })
      : say.t('audit.drawing.sizeOf', { n: say.f.number(sample.size) }),
    nothing: drawn && sample.population === 0,
    items: itemLines(say, items, names),
    gone: Math.min(sample.size, sample.population) - items.length,
    audits,
    proof: proofLines(say, sample),
    ...pointLines(say, sample, items),
    found: audits ? proofFound(say, sample, orders.proof, items) : null,
  })
}
