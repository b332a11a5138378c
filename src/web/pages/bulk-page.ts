// Acts on many cases as pages: the bar of a list, the form of an order, how far a job is.
import type { SignedIn } from '../../accounts/schema.ts'
import {
  type BulkAct,
  type BulkItem,
  type BulkJob,
  bulkActs,
  type ItemOutcome,
  MOST_CHOSEN,
  type Outcomes,
  outcomes,
} from '../../cases/bulk-jobs.ts'
import { spoken } from '../../i18n/said.ts'
import { may } from '../permissions.ts'
import type { Say } from './say.ts'

const icons: Record<BulkAct, string> = {
  assign: 'user-plus',
  handOver: 'transfer',
  attach: 'link',
  print: 'printer',
}

/** The acts somebody is offered; what they may do on each case is asked there. */
export function actsFor(user: SignedIn): BulkAct[] {
  const supervises = user.grants.some(({ role }) => role === 'supervisor')
  const keeps = may(user, 'cause.keep')
  return bulkActs.filter(
    (act) => act === 'print' || (act === 'attach' && keeps) || (supervises && act !== 'attach'),
  )
}

/** The bar under a list; undefined for whoever acts on one case at most. */
export function bulkBar(
  { t }: Say,
  user: SignedIn,
  { list, values, all }: { list: string; values: Record<string, string | undefined>; all: string | null },
) {
  if (!may(user, 'bulk.order')) return undefined
  const fields = Object.entries({ list, ...values }).filter(([, value]) => value)
  const acts = actsFor(user).map((act) => ({ act, icon: icons[act], text: t(`bulk.act.${act}`) }))
  return { fields, acts, all }
}

/** What a full choice says of its bound. */
export const boundOf = ({ t }: Say, count: number, most = MOST_CHOSEN): string =>
  count >= most ? t('bulk.most', { count: most }) : ''

const marks: Record<ItemOutcome, string> = { waiting: 'clock', done: 'check', same: 'minus', refused: 'ban' }

/** A job as a line: what was ordered, how far it is, what was refused, and who ordered it where others see it. */
export function jobLine({ t, f }: Say, job: BulkJob, counts: Outcomes | undefined, who?: string) {
  const all = outcomes.reduce((sum, one) => sum + (counts?.[one] ?? 0), 0)
  const parts = [
    t('bulk.sum', { done: f.number(all - (counts?.waiting ?? 0)), all: f.number(all) }),
    counts && counts.refused > 0 ? t('bulk.outcome.refused', { count: counts.refused }) : '',
    job.finished_at === null ? t('bulk.state.running') : '',
    who ?? '',
    f.dateTime(job.made_at),
  ]
  return {
    href: `/bulk/${job.id}`,
    text: t(`bulk.title.${job.act}`),
    meta: parts.filter((one) => one !== '').join(' · '),
  }
}

/** What comes after a job on the cases of a cause. */
function followOf(t: Say['t'], { act, cause_id, answer_id }: BulkJob, { done }: Outcomes) {
  if (cause_id === null || done === 0) return null
  if (act === 'attach') return { href: `/causes/${cause_id}/verify`, text: t('cause.verifyNow') }
  return answer_id ? { href: `/causes/${cause_id}/answers/${answer_id}`, text: t('cause.answer.see') } : null
}

export type JobShown = {
  counts: Outcomes
  items: readonly BulkItem[]
  /** How many items stand on a page; one more was asked for. */
  page: number
  outcome: ItemOutcome | undefined
}

/** How far a job is, with what became of each case. */
export function progressOf(say: Say, job: BulkJob, { counts, items, page, outcome }: JobShown) {
  const { t, f, lang } = say
  const of = outcomes.reduce((sum, one) => sum + counts[one], 0)
  const settled = of - counts.waiting
  const address = (one: ItemOutcome | undefined, after?: number) => {
    const query = new URLSearchParams()
    if (one) query.set('outcome', one)
    if (after !== undefined) query.set('after', String(after))
    return query.size > 0 ? `/bulk/${job.id}?${query}` : `/bulk/${job.id}`
  }
  const shown = items.slice(0, page)
  return {
    id: job.id,
    running: job.finished_at === null,
    sum: t('bulk.sum', { done: f.number(settled), all: f.number(of) }),
    bar: { done: settled, of: Math.max(of, 1) },
    follow: job.finished_at === null ? null : followOf(t, job, counts),
    letters: job.act === 'print' && counts.done > 0 ? t('bulk.letters', { count: counts.done }) : '',
    links: [undefined, ...outcomes]
      .filter((one) => one === undefined || counts[one] > 0)
      .map((one) => ({
        href: address(one),
        text: one ? t(`bulk.outcome.${one}`, { count: counts[one] }) : t('bulk.everything'),
        current: one === outcome,
      })),
    items: shown.map((item) => ({
      ref: item.case_id,
      kind: item.outcome,
      icon: marks[item.outcome],
      outcome: t(`bulk.one.${item.outcome}`),
      why: item.said ? spoken(lang, item.said) : '',
      when: item.settled_at === null ? '' : f.time(Number(item.settled_at)),
    })),
    next: items.length > page ? address(outcome, shown.at(-1)?.n) : null,
  }
}
