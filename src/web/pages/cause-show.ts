// The page of one cause: what it is, how many complaints came, what everybody is told, the answer of its cases, its history.
import { namesOf } from '../../accounts/names.ts'
import type { SignedIn } from '../../accounts/schema.ts'
import { jobsOfCause, outcomesOfJobs } from '../../cases/bulk-jobs.ts'
import { answersOf, countAnswer, countUnanswered } from '../../cases/cause-answers.ts'
import { casesOf, countCases } from '../../cases/cause-cases.ts'
import { beforeAndAfter, receivedByWeek } from '../../cases/cause-figures.ts'
import { type Notices, noticesOf, toldSince } from '../../cases/cause-notices.ts'
import { type Cause, causeLog, mayAnswer, mayJudge, mayKeep, mayOpen } from '../../cases/causes.ts'
import { dayOf } from '../../platform/clock.ts'
import type { CaseDeps } from '../case-deps.ts'
import { blank, type Form, fieldsOf, summaryOf } from '../forms.ts'
import { jobLine } from './bulk-page.ts'
import { answerLine } from './cause-answer-page.ts'
import { changeOf, weeksChart } from './cause-chart.ts'
import { categoryOfCause, choiceFields, logLines, placeOfCause, upTo } from './cause-page.ts'
import { causeText, causeTitle } from './cause-words.ts'
import type { Say } from './say.ts'

/** So many references, and so many jobs, stand on the page. */
const SHOWN = 25
const JOBS = 5

/** What was typed into a form of the page that was refused. */
export type ShownForms = { ref?: Form<unknown>; choice?: Form<unknown> }

/** The locals of `causes/show`; `after` is the last case of the page of references before. */
export async function causePage(
  deps: CaseDeps,
  say: Say,
  user: SignedIn,
  cause: Cause,
  { after, ...forms }: ShownForms & { after?: string | undefined } = {},
) {
  const { db, programmes, clock } = deps
  const { t } = say
  const today = clock.dayOf(clock.now())
  const told = await toldSince(db, cause.id)
  const days = { since: cause.since, told: told === null ? null : dayOf(told) }
  const [counts, confirmed, weeks, change, log, notices, answers, jobs, unanswered] = await Promise.all([
    countCases(db, user, cause.id),
    casesOf(db, user, cause.id, { status: 'confirmed', after, limit: SHOWN + 1 }),
    receivedByWeek(db, cause, today),
    beforeAndAfter(db, cause, { day: days.told ?? days.since, since: days.since, today }),
    causeLog(db, cause.id),
    noticesOf(db, cause.id),
    answersOf(db, cause.id),
    jobsOfCause(db, cause.id, JOBS),
    countUnanswered(db, user, cause.id),
  ])
  const names = await namesOf(db, [
    cause.opened_by,
    ...log.map(({ actor }) => actor),
    ...answers.map(({ written_by }) => written_by),
    ...jobs.map(({ made_by }) => made_by),
  ])
  const outcomes = await outcomesOfJobs(
    db,
    jobs.map(({ id }) => id),
  )
  const keeps = mayKeep(user, cause)
  const open = cause.status === 'open'
  return {
    title: causeTitle(say, cause),
    section: 'causes',
    id: cause.id,
    text: causeText(say, cause),
    place: placeOfCause(say, programmes, cause),
    facts: factsOf(),
    suggested: counts.suggested,
    toVerify: t('cause.verify', { count: counts.suggested }),
    confirmed: confirmed.slice(0, SHOWN),
    first: after ? `/causes/${cause.id}#cases` : null,
    next: confirmed.length > SHOWN ? `/causes/${cause.id}?after=${confirmed[SHOWN - 1]}#cases` : null,
    chart: weeksChart(say, weeks, days),
    change: changeOf(say, change, days.told ? 'told' : 'began'),
    notice: noticeLines(say, notices, open),
    answers: await Promise.all(
      answers.map(async (answer) => {
        const judges = mayJudge(user, cause) && answer.written_by !== user.id
        return answerLine(say, answer, await countAnswer(db, user, answer), { names, judges })
      }),
    ),
    answering:
      open && mayAnswer(user, cause) && unanswered.ready > 0
        ? t('cause.answer.write', { count: unanswered.ready })
        : '',
    // Whoever ordered a job sees what became of each case; everybody else how far it is.
    jobs: jobs.map((job) => ({
      ...jobLine(say, job, outcomes.get(job.id), names.get(job.made_by) ?? t('word.system')),
      own: job.made_by === user.id,
    })),
    log: logLines(say, log, names),
    knows: keeps,
    keeps: open && keeps,
    mayClose: open && mayOpen(user, cause),
    ...formsOf(say, cause, today, forms, deps),
  }

  function factsOf() {
    const opened = { who: names.get(cause.opened_by) ?? '', date: say.f.dayShortYear(cause.opened_at) }
    return [
      { label: t('cause.fact.status'), text: t(`cause.status.${cause.status}`) },
      { label: t('cause.form.category'), text: categoryOfCause(say, programmes, cause) },
      { label: t('cause.form.since'), text: say.f.day(cause.since) },
      { label: t('cause.fact.opened'), text: t('cause.fact.openedBy', opened) },
      { label: t('cause.fact.confirmed'), text: upTo(say, counts.confirmed) },
      { label: t('cause.fact.suggested'), text: upTo(say, counts.suggested) },
    ]
  }
}

/** What everybody is told, and what waits to be told. */
function noticeLines({ t, f }: Say, { draft, shown }: Notices, open: boolean) {
  return {
    shown: shown ? t('cause.notice.since', { date: f.dateTime(Number(shown.published_at)) }) : '',
    draft: draft && open ? t('cause.notice.waits') : '',
    none: !shown && !(draft && open),
    write: open ? t(draft || shown ? 'cause.notice.change' : 'cause.notice.write') : '',
  }
}

function formsOf(
  say: Say,
  cause: Cause,
  today: string,
  { ref: typedRef = blank(), choice: typedChoice }: ShownForms,
  { programmes }: CaseDeps,
) {
  const ref = fieldsOf(say.lang, typedRef, [
    { name: 'ref', kind: 'text', label: say.t('cause.form.ref'), required: true, dir: 'ltr' },
  ])
  const first = blank({ category: cause.category, from: cause.since, to: today })
  const choice = fieldsOf(say.lang, typedChoice ?? first, choiceFields(say, cause, programmes))
  return {
    ref,
    choice,
    summary: summaryOf(say.lang, typedRef, ref) ?? summaryOf(say.lang, typedChoice ?? blank(), choice),
  }
}
