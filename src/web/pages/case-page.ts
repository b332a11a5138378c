// One case as a page: who, what, where it stands, what I may do and why not the rest.
import type { Named } from '../../accounts/names.ts'
import type { CaseView } from '../../cases/case-view.ts'
import type { CauseOfCase } from '../../cases/cause-cases.ts'
import type { Cause } from '../../cases/causes.ts'
import type { ReadChange } from '../../cases/corrections.ts'
import { daysFor } from '../../cases/deadlines.ts'
import type { MessageRow } from '../../cases/messages.ts'
import type { Reveal } from '../../cases/reveals.ts'
import { dirOf, has, isLanguage } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import { inside } from '../capital.ts'
import type { Form } from '../forms.ts'
import { actForm } from './act-form.ts'
import { authorOf, serviceOf } from './author.ts'
import { chooseAct, mayList, otherAct } from './case-acts.ts'
import { causeHistory, causePanel } from './cause-page.ts'
import { caseClock, lastDay } from './clock.ts'
import { askedCorrection, changeLines, currentValues, reportedFinding } from './corrections.ts'
import { decisionToRead, isProposed } from './decision.ts'
import { fileIcon } from './file-icon.ts'
import { historyOf, sentBack } from './history.ts'
import { keptWords } from './kept-words.ts'
import { letterOf } from './letter.ts'
import { type Beside, linkedPanels } from './linked-cases.ts'
import { outcomeFacts } from './outcome-facts.ts'
import { pathOf } from './path.ts'
import type { Say } from './say.ts'
import { sheetOf } from './sheet.ts'
import { threadOf } from './thread.ts'
import { countedDays, type HolidaysIn, why } from './why.ts'

export type CaseParts = {
  programme: Programme
  names: ReadonlyMap<string, string>
  people: readonly Named[]
  messages: readonly MessageRow[]
  /** What was changed on the beneficiary's sheet. */
  changes: readonly ReadChange[]
  /** Who asked to see a protected author. */
  seen: readonly Reveal[]
  /** What an appeal needs of the case it is about. */
  beside: Beside
  /** The known causes it belongs to, or may, and those that are open to it. */
  causes: { links: readonly CauseOfCase[]; open: readonly Cause[]; mayKeep: boolean }
  viewer: string
  /** Whether they may hand the case over to another service. */
  mayRelease: boolean
  now: number
  holidays: HolidaysIn
  /** The act asked for by address, or refused just now with what was typed. */
  chosen?: string | undefined
  template?: string | undefined
  form?: Form<unknown>
  /** Masked numbers are shown, because somebody asked to see them. */
  revealed?: boolean
}

const icons: Record<string, string> = {
  desk: 'building',
  web: 'world',
  app: 'device-mobile',
  mail: 'mailbox',
  phone: 'phone',
  exchange: 'transfer',
  email: 'mail',
  social: 'share',
  register: 'book',
  ombudsman: 'scale',
}

/** While the clock runs, its date is what counts; otherwise the words of the clock say more. */
const running = ['onTime', 'dueSoon', 'overdue', 'late']

/** The locals of the page of a case. */
export function casePage(say: Say, view: CaseView, parts: CaseParts) {
  const { t, f, lang } = say
  const { programme, names, viewer, now, revealed = false } = parts
  const { registration } = view
  const possible = view.acts.filter(({ type, refusal }) => refusal === null && type !== 'ATTACH')
  const chosen = chooseAct(view, parts.chosen)
  const days = countedDays(view)
  const clock = caseClock(say, { ...view, days }, now, daysFor(programme, view))
  const told = isLanguage(registration.language) ? registration.language : lang
  return {
    title: view.id,
    id: view.id,
    object: view.object,
    chart: t('case.chart', { name: inside(say.life(view.workflow, 'name')), version: view.version }),
    badges: badges(say, view, programme),
    facts: [
      { icon: 'user', text: personLine(say, view, parts.revealed ?? false) },
      { icon: 'school', text: programme.names[lang] },
      { icon: icons[view.channel] ?? 'inbox', text: receivedLine(say, view) },
      ...outcomeFacts(say, view),
    ],
    clock,
    due: running.includes(view.mark) ? t('clock.until', { date: f.dayNoYear(lastDay(view.due_at)) }) : '',
    why: why(say, view, programme, now, parts.holidays),
    ...pathOf(say, view, names, viewer),
    returned: returnedBanner(say, view, names),
    act: chosen ? actForm(say, view, chosen, parts, chosen === parts.chosen ? parts.form : undefined) : null,
    kept:
      parts.form && parts.chosen && parts.chosen !== chosen
        ? keptWords(say, view, parts.chosen, parts.form.values)
        : [],
    others: possible.filter(({ type }) => type !== chosen).map(({ type }) => otherAct(say, view, type)),
    mayAttach: view.acts.some(({ type, refusal }) => type === 'ATTACH' && refusal === null),
    may: mayList(say, view, possible),
    release: parts.mayRelease ? { href: `/cases/${view.id}/release`, text: t('release.title') } : null,
    told: {
      title: t(
        has(lang, `letter.toldBy.${view.workflow}`) ? `letter.toldBy.${view.workflow}` : 'letter.told',
      ),
      text: registration.description.split(/\n\s*\n/).map((paragraph) => paragraph.split('\n')),
      lang: told,
      dir: dirOf(told),
      aside: t('case.told.aside', {
        language: t(`word.language.${told}`),
        channel: t(`word.channel.${view.channel}`),
      }),
    },
    decision: decisionToRead(say, view, programme, names, chosen),
    letter: letterOf(view, programme, names),
    thread: threadOf(say, parts.messages),
    documents: view.documents.map((document) => ({
      href: `/documents/${document.id}`,
      name: document.name,
      meta: t('case.documents.meta', {
        size: f.bytes(document.bytes),
        who: names.get(document.added_by) ?? t('word.system'),
        date: f.dayShort(document.added_at),
      }),
      icon: fileIcon(document.type),
    })),
    sheet: sheetOf(say, view, revealed),
    changes: changeLines(say, parts.changes, { names, revealed }),
    current: currentValues(say, view, chosen, revealed),
    correction: askedCorrection(say, view, { names, revealed }),
    finding: reportedFinding(say, view, { names, revealed }),
    protectedBy: protection(say, view, parts),
    ...linkedPanels(say, view, parts.beside, names, now),
    linked: view.linked.map((other) => relatedCase(say, other, say.life(other.workflow, 'name'))),
    related: view.related.map((other) => relatedCase(say, other, other.object)),
    causes: causePanel(say, parts.causes.links, parts.causes.open, names),
    mayKeepCause: parts.causes.mayKeep,
    history: historyOf(say, view, names, revealed, causeHistory(say, parts.causes.links, names)),
    sealed:
      view.sealedAt === null
        ? t('case.seal.waiting')
        : t('case.seal.done', { date: f.dateTime(view.sealedAt) }),
  }
}

function relatedCase({ t, f, life }: Say, other: CaseView['related'][number], what: string) {
  const date = f.dayShortYear(other.received_on)
  return {
    href: `/cases/${other.id}`,
    ref: other.id,
    what,
    meta: other.closing_on
      ? t('case.related.closed', { count: other.days ?? 0, date })
      : t('case.related.open', { state: life(other.workflow, `state.${other.state}`), date }),
  }
}

function badges(say: Say, view: CaseView, programme: Programme): string[] {
  const { t } = say
  const { context } = view
  const service = serviceOf(say, programme, view.service)
  const found = service ? [service] : []
  if (context.admissibility === 'notComplaint') found.push(t('word.admissibility.notComplaint'))
  else if (context.founded !== 'unknown' && !isProposed(view))
    found.push(t(`word.founded.${context.founded}`))
  if (view.outcome === 'withdrawn' || view.outcome === 'dispensed')
    found.push(t(`word.outcome.${view.outcome}`))
  if (context.decision) found.push(decisionBadge(say, view, context.decision))
  if (context.appeal !== 'none') found.push(t(`word.appeal.${context.appeal}`))
  if (context.handlers) found.push(t('case.restricted'))
  if (context.reopened > 0) found.push(t('case.reopened'))
  return found
}

/** What nobody has confirmed yet is not said as if it were so. */
function decisionBadge({ t }: Say, view: CaseView, decision: string): string {
  const what = t(`word.decision.${decision}`)
  return isProposed(view) ? t('letter.proposed', { what }) : what
}

function personLine(say: Say, { registration, restricted }: CaseView, revealed: boolean): string {
  const { t } = say
  const { relation } = registration
  const { name, anonymous } = authorOf(say, { name: registration.name, restricted }, revealed)
  return anonymous || relation === 'beneficiary'
    ? name
    : t('case.person', { name, relation: t(`word.relation.${relation}`) })
}

function receivedLine({ t, f }: Say, view: CaseView): string {
  const sameDay = view.received_at === view.registration.registered_at
  const date = sameDay ? f.dateTime(view.received_at) : f.dayShortYear(view.received_on)
  return t('case.received', { how: t(`word.receivedBy.${view.channel}`), date })
}

/** Who handles a restricted case, and who looked at whose it is; null for every other case. */
function protection({ t, f }: Say, { context }: CaseView, { names, seen }: CaseParts) {
  if (context.handlers === null) return null
  const known = (id: string) => names.get(id) ?? t('word.system')
  return {
    handlers: context.handlers.map(known),
    seen: seen.map(({ user_id, at }) => ({ who: known(user_id), when: f.dateTime(at) })),
  }
}

function returnedBanner(say: Say, view: CaseView, names: ReadonlyMap<string, string>) {
  const entry = sentBack(view)
  if (!entry) return null
  return {
    title: say.t('case.returned', {
      name: names.get(entry.actor) ?? say.t(`word.role.${entry.role}`),
      date: say.f.dayShort(entry.at),
    }),
    reason: String(entry.input?.reason ?? ''),
  }
}
