// One answer for all the cases of a cause: written by a clerk, judged by a supervisor, sent by a clerk, each time by a job.
import type { Response } from 'express'
import { z } from 'zod'
import { namesOf } from '../../accounts/names.ts'
import {
  AnswerForm,
  countAnswer,
  countUnanswered,
  findAnswer,
  MOST_ANSWERED,
  orderStep,
  ReturnForm,
  writeAnswer,
} from '../../cases/cause-answers.ts'
import { findCause, mayAnswer, mayJudge } from '../../cases/causes.ts'
import { NotFound } from '../../errors.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, carryOut, type Form, fieldsOf, type Good, readForm, summaryOf } from '../forms.ts'
import { boundOf } from '../pages/bulk-page.ts'
import { answerFields, answerSteps, atOnce, returnFields, textsOf } from '../pages/cause-answer-page.ts'
import { causeTitle } from '../pages/cause-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

type CauseRequest = SignedRequest<{ id: string }>
type AnswerRequest = SignedRequest<{ id: string; answer: string }>

const StepForm = z.object({ act: z.enum(['answer', 'approve', 'send']) })

/** The routes of answers. */
export function causeAnswerRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/causes/:id/answer', 'cause.keep', (req, res) => drawNew(deps, req, res, blank()))
  own.post('/causes/:id/answer', 'cause.keep', async (req, res) => {
    const form = readForm(AnswerForm, req.body)
    if (!form.ok) return drawNew(deps, req, res.status(422), form)
    const done = await carryOut(form, (data) => writeAnswer(deps, req.user, req.params.id, data))
    if (!done.ok) return drawNew(deps, req, res.status(422), done)
    res.redirect(303, `/bulk/${done.result}`)
  })
  own.get('/causes/:id/answers/:answer', 'case.read', (req, res) => drawAnswer(deps, req, res, blank()))
  own.post('/causes/:id/answers/:answer', 'cause.keep', async (req, res) => {
    const form = readForm(StepForm, req.body)
    if (!form.ok) throw new NotFound()
    await takeStep(deps, req, res, form, (step) => step)
  })
  own.post('/causes/:id/answers/:answer/return', 'cause.keep', async (req, res) => {
    const form = readForm(ReturnForm, req.body)
    if (!form.ok) return drawAnswer(deps, req, res.status(422), form)
    await takeStep(deps, req, res, form, ({ reason }) => ({ act: 'return', reason }))
  })
  return own
}

async function takeStep<T>(
  deps: CaseDeps,
  req: AnswerRequest,
  res: Response,
  form: Good<T>,
  stepOf: (data: T) => Parameters<typeof orderStep>[3],
): Promise<void> {
  await answerOf(deps, req)
  const done = await carryOut(form, (data) => orderStep(deps, req.user, req.params.answer, stepOf(data)))
  if (!done.ok) return drawAnswer(deps, req, res.status(422), done)
  res.redirect(303, `/bulk/${done.result}`)
}

/** The answer that an address names, of the cause that it names. */
async function answerOf({ db }: CaseDeps, req: AnswerRequest) {
  const found = await findAnswer(db, req.user, req.params.answer)
  if (found.cause.id !== req.params.id) throw new NotFound()
  return found
}

async function drawNew({ db }: CaseDeps, req: CauseRequest, res: Response, form: Form<unknown>) {
  const say = sayOf(res)
  const cause = await findCause(db, req.user, req.params.id)
  if (cause.status !== 'open' || !mayAnswer(req.user, cause)) throw new NotFound()
  const { ready: count, notYet } = await countUnanswered(db, req.user, cause.id)
  const fields = fieldsOf(say.lang, form, answerFields(say))
  res.render('causes/answer-new', {
    title: say.t('cause.answer.title'),
    section: 'causes',
    id: cause.id,
    cause: causeTitle(say, cause),
    count,
    whom: [say.t('cause.answer.whom', { count }), boundOf(say, count, MOST_ANSWERED)]
      .filter((one) => one !== '')
      .join(' · '),
    notYet: notYet > 0 ? say.t('cause.answer.notYet', { count: notYet }) : '',
    fields,
    summary: summaryOf(say.lang, form, fields),
  })
}

async function drawAnswer(deps: CaseDeps, req: AnswerRequest, res: Response, form: Form<unknown>) {
  const { db } = deps
  const say = sayOf(res)
  const { t, f } = say
  const { answer, cause } = await answerOf(deps, req)
  const [counts, { ready, notYet }] = await Promise.all([
    countAnswer(db, req.user, answer),
    countUnanswered(db, req.user, cause.id),
  ])
  const names = await namesOf(db, [answer.written_by])
  const fields = fieldsOf(say.lang, form, returnFields(say))
  const texts = textsOf(say, answer)
  const [answers, judges] = [mayAnswer(req.user, cause), mayJudge(req.user, cause)]
  res.render('causes/answer', {
    title: t('cause.answer.title'),
    section: 'causes',
    id: cause.id,
    cause: causeTitle(say, cause),
    address: `/causes/${cause.id}/answers/${answer.id}`,
    written: t('cause.answer.of', {
      date: f.dateTime(answer.written_at),
      who: names.get(answer.written_by) ?? '',
    }),
    texts,
    steps: answerSteps(say, ready + notYet, counts),
    approve:
      judges && counts.toApprove > 0 ? t('cause.answer.approve', { count: atOnce(counts.toApprove) }) : '',
    // The engine refuses it on every case; here it is only said before.
    own: judges && answer.written_by === req.user.id,
    write: answers && cause.status === 'open' && ready > 0 ? t('cause.answer.rest', { count: ready }) : '',
    send: answers && counts.toSend > 0 ? t('cause.answer.send', { count: atOnce(counts.toSend) }) : '',
    fields,
    summary: summaryOf(say.lang, form, fields),
  })
}
