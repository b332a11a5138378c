// One sensitive case on one screen: where it stands, what runs out when, what may be done, and who has read it.
import { ATTEMPTS, type SensitiveContext } from '../../../workflows/sensitive-facts.ts'
import type { SensitiveView } from '../../confidential/reading.ts'
import { spoken } from '../../i18n/said.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Programme } from '../../programmes/schema.ts'
import { inside } from '../capital.ts'
import type { Form } from '../forms.ts'
import type { Say } from './say.ts'
import { accessLines } from './sensitive-accesses.ts'
import { contactPanel, type Line } from './sensitive-contact.ts'
import { sensitiveForm } from './sensitive-form.ts'
import { nameOf, stateOf } from './sensitive-history.ts'
import { momentsOf } from './sensitive-moments.ts'
import { referralLines } from './sensitive-referrals.ts'

export type SensitiveParts = {
  programme: Programme
  names: ReadonlyMap<string, string>
  now: number
  chosen?: string | undefined
  form?: Form<unknown>
  /** The number or address is shown, because somebody asked to see it. */
  contact?: boolean
}

/** Acts that are never what a case waits for; they stand apart. */
const asides = [
  'NEW_CODE',
  'RECLASSIFY',
  'SET_CONTACT',
  'ERASE',
  'DESTROY_ENCLOSURE',
  'OPEN_ENCLOSURE',
  'RECORD_ATTEMPT',
]

/** The locals of the page of a sensitive case. */
export function sensitivePage(say: Say, view: SensitiveView, parts: SensitiveParts) {
  const { t, f, lang } = say
  const { context, seat } = view
  const { programme, names, contact = false } = parts
  const chosen = chooseAct(view, parts.chosen)
  const act = chosen
    ? sensitiveForm(say, view, chosen, {
        programme,
        today: dayOf(parts.now),
        form: chosen === parts.chosen ? parts.form : undefined,
      })
    : null
  const possible = view.acts.filter(({ refusal }) => refusal === null)
  return {
    title: view.id,
    id: view.id,
    state: stateOf(say, view),
    facts: [
      { icon: 'school', text: programme.names[lang] },
      { icon: 'calendar', text: t('confidential.received', { date: f.dayShortYear(context.receivedOn) }) },
      ...(seat.until === undefined
        ? []
        : [{ icon: 'clock', text: t('confidential.desk.until', { date: f.dateTime(seat.until) }) }]),
      // On a telephone how to reach her stands far below: what may never be done is said first.
      ...(isContactShared(view) && context.calls === 'never'
        ? [{ icon: 'alert-triangle', text: t('confidential.contact.neverCall') }]
        : []),
    ],
    door: seat.door !== null,
    focal: seat.role === 'focal_point',
    moments: momentsOf(say, view),
    act,
    others: otherActs(
      say,
      view,
      possible.filter(({ type }) => type !== chosen).map(({ type }) => type),
      act?.event,
    ),
    may: mayList(say, view),
    told: factLines(say, view),
    consent: consentLines(say, context),
    referrals: referralLines(say, view, programme),
    contact: isContactShared(view) ? contactPanel(say, view, contact) : null,
    thread: context.messages.toReversed().map(({ from, phrase, at }) => ({
      who: t(`confidential.from.${from}`),
      what: t(`field.phrase.option.${phrase}`),
      when: f.dateTime(at),
    })),
    enclosure: view.states.enclosure,
    history: view.timeline.map((entry) => ({
      what: nameOf(say, entry),
      meta: [names.get(entry.actor) ?? t(`confidential.actor.${entry.role}`), f.dateTime(entry.at)].join(
        ' · ',
      ),
      system: entry.role === 'system',
    })),
    accesses: accessLines(say, view.accesses, names),
  }
}

const isContactShared = ({ seat, context }: SensitiveView): boolean =>
  seat.role === 'focal_point' || (context.consent?.share.includes('contact') ?? false)

/** Beside the act that is shown stand two others at most, what takes back before the rest; all others stand aside. */
function otherActs({ life }: Say, view: SensitiveView, types: readonly string[], act: string | undefined) {
  const isBack = (type: string) => ['WITHDRAW_CONSENT', 'REOPEN'].includes(type)
  // What she said is answered from where it is read.
  const isNear = (type: string) => (act === 'NOTE_REPLY' ? type === 'SAY' : isBack(type))
  const main = types.filter((type) => !asides.includes(type))
  const near = [...main].sort((one, other) => Number(isNear(other)) - Number(isNear(one)))
  const kept = act ? near.slice(0, 2) : main
  return types.map((type) => ({
    href: `/confidential/cases/${view.id}?act=${type}#act`,
    text: life('sensitive', `event.${type}.do`),
    back: isBack(type),
    aside: !kept.includes(type),
  }))
}

/** The act to show as a form: the one asked for and no other, else what the case waits for from this viewer. */
function chooseAct(view: SensitiveView, asked: string | undefined): string | undefined {
  const open = (type: string) => view.acts.some((act) => act.type === type && act.refusal === null)
  if (asked) return open(asked) ? asked : undefined
  return view.owned
    .filter(({ owner }) => owner === view.seat.role)
    .map(({ next }) => next)
    .find(open)
}

function mayList({ lang, life, t }: Say, view: SensitiveView) {
  // What she waits for, and the ends that are near: why they have to wait is said.
  const near = [
    ...view.owned.map(({ next }) => next),
    'CLOSE',
    ...(view.context.attempts >= ATTEMPTS ? ['CLOSE_UNREACHABLE'] : []),
  ]
  const shown = view.acts.filter(
    ({ type, refusal }) => !asides.includes(type) && (!refusal || near.includes(type)),
  )
  return shown.map(({ type, refusal }) => {
    const what = life('sensitive', `event.${type}.do`)
    return refusal
      ? { ok: false, what, why: spoken(lang, refusal.said) }
      : { ok: true, what: t('case.may.you', { act: inside(what) }), why: '' }
  })
}

/** A specialist reads what she allowed to be said; what is not shared is no line, rather than unknown. */
function factLines(say: Say, { context, seat }: SensitiveView): Line[] {
  const { t } = say
  const shares = context.consent?.share ?? []
  const said = {
    nature: shares.includes('nature'),
    linked: false,
    ageBand: shares.includes('person'),
    sex: shares.includes('person'),
  }
  const fields = ['nature', 'linked', 'ageBand', 'sex'] as const
  return fields
    .filter((name) => seat.role === 'focal_point' || said[name])
    .map((name) => ({
      label: t(`confidential.fact.${name}`),
      value: t(`field.${name}.option.${context[name]}`),
    }))
    .concat(childLine(say, context))
}

/** Which authority protects the child now, and since when; kept from whoever the case is only shared with. */
function childLine({ t, f }: Say, { childReferred }: SensitiveContext): Line[] {
  if (childReferred === null) return []
  const value = [t(`field.authority.option.${childReferred.authority}`), f.dateTime(childReferred.at)]
  return [{ label: t('field.authority.label'), value: value.join(' · ') }]
}

function consentLines({ t, f }: Say, { consent, offered }: SensitiveContext): Line[] {
  const names = (codes: readonly string[], of: string) => f.list(codes.map((code) => t(`${of}.${code}`)))
  const explained = { label: t('confidential.offered'), value: names(offered, 'confidential.service') }
  const before = offered.length > 0 ? [explained] : []
  if (!consent) return before
  return [
    ...before,
    { label: t('confidential.consent.services'), value: names(consent.services, 'confidential.service') },
    {
      label: t('confidential.consent.share'),
      // Each of them may hold an « and » of its own.
      value:
        consent.share.map((part) => t(`confidential.share.${part}`)).join(' · ') ||
        t('confidential.share.nothing'),
    },
    {
      label: t('confidential.consent.given'),
      value: [t(`field.given.option.${consent.given}`), f.dateTime(consent.at)].join(' · '),
    },
  ]
}
