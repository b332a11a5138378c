// Who is away, for those who answer for them: absences recorded and ended, and the work named to somebody handed over.
import type { Response } from 'express'
import { z } from 'zod'
import { roles } from '../../../workflows/kit.ts'
import { AbsenceForm, absencesOf, backOn, endAbsence, recordAbsence } from '../../accounts/absences.ts'
import { type Member, memberOf, staffAway, staffOf } from '../../accounts/staff.ts'
import { type HandedOver, handOver, type NamedWork, namedWork } from '../../cases/handover.ts'
import { NotFound } from '../../errors.ts'
import { spoken } from '../../i18n/said.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { blank, carryOut, type Form, fieldsOf, readForm, summaryOf } from '../forms.ts'
import { absenceFields, absenceLines, presenceWords } from '../pages/absence-words.ts'
import { handoverForms } from '../pages/handover-forms.ts'
import { type Say, sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'
import { placeWords } from './users-places.ts'

const PageQuery = z.object({ after: z.string().max(40).nullable().catch(null).default(null) })

const EndForm = z.object({ id: z.string() })

/** `desk` is PROGRAMME/role; to '' is everybody of the role. */
const HandoverForm = z.object({
  desk: z
    .string()
    .regex(/^[A-Z][A-Z0-9_]{1,31}\/[a-z_]+$/)
    .transform((desk) => desk.split('/'))
    .pipe(z.tuple([z.string(), z.enum(roles)])),
  to: z.string('absence.handover.choose').min(1, 'absence.handover.choose').max(40),
})

/** What stands for the desk of everybody in a choice: an empty choice is none made. */
const EVERYBODY = '*'

type PersonRequest = SignedRequest<{ userId: string }>

/** The routes of absences. */
export function absenceRoutes(deps: CaseDeps): Routes {
  const { db, clock } = deps
  const own = routes()
  own.get('/absences', 'absence.manage', (req, res) => drawStaff(deps, req, res))
  own.get('/absences/:userId', 'absence.manage', (req, res) => drawPerson(deps, req, res))
  own.post('/absences/:userId', 'absence.manage', async (req, res) => {
    const { id } = await memberOf(db, req.user, req.params.userId)
    const form = readForm(AbsenceForm, req.body)
    if (!form.ok) return drawPerson(deps, req, res.status(422), { absence: form })
    const done = await carryOut(form, (days) => recordAbsence({ db, clock }, id, days, req.user))
    if (!done.ok) return drawPerson(deps, req, res.status(422), { absence: done })
    flash(req, { kind: 'done', key: 'absence.recorded' })
    res.redirect(303, `/absences/${id}`)
  })
  own.post('/absences/:userId/end', 'absence.manage', async (req, res) => {
    const { userId } = req.params
    const form = readForm(EndForm, req.body)
    if (!form.ok) throw new NotFound()
    await endAbsence({ db, clock }, userId, form.data.id, req.user)
    flash(req, { kind: 'done', key: 'absence.ended' })
    res.redirect(303, `/absences/${userId}`)
  })
  own.post('/absences/:userId/hand-over', 'absence.manage', (req, res) => giveAway(deps, req, res))
  return own
}

async function giveAway(deps: CaseDeps, req: PersonRequest, res: Response): Promise<void> {
  const member = await memberOf(deps.db, req.user, req.params.userId)
  const form = readForm(HandoverForm, req.body)
  const desk = typeof form.values.desk === 'string' ? form.values.desk : ''
  if (!form.ok) return drawPerson(deps, req, res.status(422), { handover: { desk, form } })
  const [programme, role] = form.data.desk
  if (!member.grants.some((grant) => grant.programme === programme && grant.role === role))
    throw new NotFound()
  const to = form.data.to === EVERYBODY ? '' : form.data.to
  const done = await carryOut(form, () =>
    handOver(deps, req.user, { programme, person: member.id, role }, to),
  )
  if (!done.ok) return drawPerson(deps, req, res.status(422), { handover: { desk, form: done } })
  const { result } = done
  flash(req, saidOf(result))
  // What was refused is told in the answer itself; without any there is nothing to tell but the number.
  if (result.refused.length > 0) return drawPerson(deps, req, res, { refused: result.refused })
  res.redirect(303, `/absences/${member.id}`)
}

function saidOf({ done, refused, remain }: HandedOver) {
  return {
    kind: done === 0 && refused.length > 0 ? ('bad' as const) : ('done' as const),
    key: 'absence.handover.done',
    values: { count: done },
    ...(remain > 0 && { more: { key: 'absence.handover.remain', values: { count: remain } } }),
  }
}

async function drawStaff(deps: CaseDeps, req: SignedRequest<unknown>, res: Response): Promise<void> {
  const { db, clock } = deps
  const say = sayOf(res)
  const { after } = PageQuery.parse(req.query)
  const today = clock.dayOf(clock.now())
  const [away, page] = await Promise.all([
    after === null ? staffAway(db, req.user, today) : [],
    staffOf(db, req.user, after),
  ])
  const people = [...new Map([...away, ...page.items].map((one) => [one.id, one])).values()]
  const [absences, work] = await Promise.all([
    absencesOf(
      db,
      people.map(({ id }) => id),
      today,
    ),
    namedWork(db, req.user, people),
  ])
  const row = (member: Member) => {
    const own = absences.filter(({ userId }) => userId === member.id)
    return {
      ...member,
      roles: roleWords(say, member, deps),
      away: backOn(own, today) !== null,
      presence: presenceWords(say, own, today),
      cases: casesOf(work, member.id),
    }
  }
  res.render('work/absences', {
    title: say.t('absence.title'),
    section: 'absences',
    away: away.map(row),
    rows: page.items.map(row),
    first: after !== null,
    next: page.next ? `/absences?after=${page.next}` : null,
  })
}

const casesOf = (work: readonly NamedWork[], person: string): number =>
  work.filter((one) => one.person === person).reduce((sum, { cases }) => sum + cases, 0)

/** What somebody is, and where. */
function roleWords(say: Say, { grants }: Member, { programmes }: CaseDeps): string[] {
  return grants.map(
    (grant) => `${say.t(`word.role.${grant.role}`)} · ${placeWords(grant, say, programmes.all)}`,
  )
}

type Shown = {
  absence?: Form<unknown>
  handover?: { desk: string; form: Form<unknown> }
  refused?: HandedOver['refused']
}

async function drawPerson(
  deps: CaseDeps,
  req: PersonRequest,
  res: Response,
  shown: Shown = {},
): Promise<void> {
  const { db, clock } = deps
  const say = sayOf(res)
  const today = clock.dayOf(clock.now())
  const member = await memberOf(db, req.user, req.params.userId)
  const [absences, work] = await Promise.all([
    absencesOf(db, [member.id], today),
    namedWork(db, req.user, [member]),
  ])
  const form = shown.absence ?? blank({ from: today })
  const fields = fieldsOf(say.lang, form, absenceFields(say))
  const handovers = await handoverForms(deps, say, req.user, {
    work,
    today,
    everybody: EVERYBODY,
    ...shown.handover,
  })
  const wrong = handovers.find(({ summary }) => summary)
  res.render('work/absence', {
    title: member.name,
    section: 'absences',
    member,
    roles: roleWords(say, member, deps),
    presence: presenceWords(say, absences, today),
    away: backOn(absences, today) !== null,
    absences: absenceLines(say, absences, today),
    fields,
    handovers,
    refused: (shown.refused ?? []).map(({ id, said }) => ({ id, reason: spoken(say.lang, said) })),
    summary: summaryOf(say.lang, form, fields) ?? wrong?.summary ?? null,
  })
}
