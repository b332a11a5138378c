// What could not be done after many attempts: an administrator sees that it waits, never what the case says.
import { z } from 'zod'
import {
  type Difference,
  type Incident,
  incidents,
  knownDifference,
  retryEffect,
  retryTimer,
} from '../../cases/incidents.ts'
import { NotFound } from '../../errors.ts'
import { has, type Language } from '../../i18n/i18n.ts'
import { lifeKey } from '../../i18n/life.ts'
import type { CaseDeps } from '../case-deps.ts'
import { flash } from '../flash.ts'
import { readForm } from '../forms.ts'
import { type Say, sayOf } from '../pages/say.ts'
import { type Routes, routes } from '../router.ts'

const MOST = 100

const place = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1)
const RetryForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('timer'), id: z.string(), name: z.string() }),
  z.object({ kind: z.literal('effect'), id: z.string(), seq: place, n: place }),
])

/** The routes of incidents. */
export function incidentRoutes({ db, clock }: CaseDeps): Routes {
  const own = routes()
  own.get('/incidents', 'incidents.manage', async (_req, res) => {
    const say = sayOf(res)
    const rows = (await incidents(db, MOST)).map((incident) => rowOf(say, incident))
    const difference = await knownDifference(db)
    res.render('work/incidents', {
      title: say.t('incident.title'),
      section: 'incidents',
      rows,
      difference: difference ? differenceWords(say, difference) : null,
    })
  })
  own.post('/incidents', 'incidents.manage', async (req, res) => {
    const form = readForm(RetryForm, req.body)
    if (!form.ok) throw new NotFound()
    const { id: instance_id, ...which } = form.data
    if (which.kind === 'timer') await retryTimer(db, { instance_id, ...which }, clock.now())
    else await retryEffect(db, { instance_id, ...which }, clock.now())
    flash(req, { kind: 'done', key: 'incident.retried' })
    res.redirect(303, '/incidents')
  })
  return own
}

/** Journals that differ are no row of a case: somebody has to look at once. */
const differenceWords = ({ t, f }: Say, { at, wrong, roadWrong }: Difference) => ({
  text: t('incident.integrity.text', { date: f.dateTime(at), n: f.number(wrong) }),
  road: roadWrong ? t('incident.integrity.road') : null,
})

function rowOf({ t, f, lang }: Say, incident: Incident) {
  const { kind, instance_id, name, seq, n, at, attempts, error } = incident
  const key = wordsFor(lang, incident).find((words) => has(lang, words))
  return {
    kind,
    ref: instance_id,
    name,
    seq,
    n,
    kindWords: t(`incident.kind.${kind}`),
    // What a lifecycle names anew may lack its words here; its own name still tells an administrator something.
    words: key ? t(key) : name,
    attempts: f.number(attempts),
    failure: failureCode(error),
    since: f.dateTime(at),
  }
}

/** A deadline's name ends with its delay: `xstate.after.untilDue.complaint.clock…`. */
const wordsFor = (language: Language, { kind, workflow, name }: Incident): string[] =>
  kind === 'timer'
    ? [lifeKey(language, workflow, `timer.${/\buntil\w+/.exec(name)?.[0]}`)]
    : [`effect.${name}`, `incident.letter.${name}`]

/** Errors may quote what they stumbled over: of one that is no code, only its kind is shown; the log has the rest. */
const failureCode = (error: string): string =>
  /^Undelivered: (.{1,40})$/.exec(error)?.[1] ?? /^\w{1,40}(?=:|$)/.exec(error)?.[0] ?? '?'
