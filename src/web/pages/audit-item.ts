// One closure on one screen: what is known of it, and beside it what is asked.
import type { Named } from '../../accounts/names.ts'
import type { WholeItem } from '../../audits/queries.ts'
import { answers, type CheckRow, checks, reasons } from '../../audits/schema.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { lastInput } from '../../cases/timeline.ts'
import { has } from '../../i18n/i18n.ts'
import type { FieldSpec, Values } from '../forms.ts'
import type { Say } from './say.ts'

type Fact = { label: string; text: string }

const textIn = (view: CaseView, event: string, field: string): string | undefined => {
  const value = lastInput(view.timeline, event)?.input?.[field]
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** The dates of a closure, in their order. */
export function dateFacts(say: Say, view: CaseView, closedOn: string): Fact[] {
  const { t, f } = say
  const sentOn = textIn(view, 'SEND_ANSWER', 'sentOn') ?? textIn(view, 'TELL_DECISION', 'sentOn')
  const closed = lastInput(view.timeline, 'CLOSE')
  const realised = view.context.realisedOn
  const promised = view.context.commitments.map(({ dueOn, notifiedOn }) =>
    t('audit.fact.promise', {
      due: f.dayShortYear(dueOn),
      told: notifiedOn ? f.dayShortYear(notifiedOn) : t('audit.fact.never'),
    }),
  )
  return [
    { label: t('audit.fact.received'), text: f.dayShortYear(view.received_on) },
    { label: t('audit.fact.due'), text: f.dayShortYear(view.due_on) },
    ...promised.map((text) => ({ label: t('audit.fact.commitment'), text })),
    ...(realised ? [{ label: t('audit.fact.realised'), text: f.dayShortYear(realised) }] : []),
    { label: t('audit.fact.sent'), text: sentOn ? f.dayShortYear(sentOn) : t('audit.fact.never') },
    ...(closed ? [{ label: t('audit.fact.validated'), text: f.dateTime(closed.at) }] : []),
    {
      label: t('audit.fact.closed'),
      text: t(closedOn > view.due_on ? 'audit.fact.late' : 'audit.fact.inTime', {
        day: f.dayShortYear(closedOn),
        ...(view.days !== null && { count: view.days }),
      }),
    },
  ]
}

/** How it came and how it was answered, whether it was founded, and on what ground. */
export function answerFacts(say: Say, view: CaseView): Fact[] {
  const { t, lang } = say
  const channel = textIn(view, 'SEND_ANSWER', 'channel') ?? textIn(view, 'TELL_DECISION', 'channel')
  const proof = textIn(view, 'SEND_ANSWER', 'proof') ?? textIn(view, 'TELL_DECISION', 'proof')
  const ground = view.ground === null ? undefined : `field.ground.option.${view.ground}`
  const explanation = textIn(view, 'QUALIFY', 'explanation')
  return [
    { label: t('audit.fact.cameBy'), text: t(`word.channel.${view.channel}`) },
    {
      label: t('audit.fact.answeredBy'),
      text: channel ? t(`word.channel.${channel}`) : t(`word.outcome.${view.outcome}`),
    },
    ...(proof ? [{ label: t('audit.fact.proof'), text: proof }] : []),
    {
      label: t('audit.fact.founded'),
      text:
        view.admissibility === 'notComplaint'
          ? t('word.admissibility.notComplaint')
          : t(`word.founded.${view.founded === 'yes' || view.founded === 'no' ? view.founded : 'unknown'}`),
    },
    ...(ground && has(lang, ground) ? [{ label: t('audit.fact.ground'), text: t(ground) }] : []),
    ...(explanation ? [{ label: t('audit.fact.explanation'), text: explanation }] : []),
    ...(view.context.reopened > 0
      ? [{ label: t('audit.fact.reopened'), text: say.f.number(view.context.reopened) }]
      : []),
  ]
}

/** The documents of a closure. */
export const documentLines = ({ t, f }: Say, view: CaseView, names: ReadonlyMap<string, string>) =>
  view.documents.map(({ id, name, bytes, added_by, added_at }) => ({
    href: `/documents/${id}`,
    name,
    icon: 'file-text',
    meta: t('case.documents.meta', {
      size: f.bytes(bytes),
      who: names.get(added_by) ?? t('word.system'),
      date: f.dayShort(added_at),
    }),
  }))

/** The fields of the checklist. */
export function checklistFields({ t }: Say): FieldSpec[] {
  const optionalText = t('frame.optional')
  const each = checks.flatMap((check): FieldSpec[] => [
    {
      ...{ name: check, kind: 'radio', label: t(`audit.check.${check}`), required: true },
      options: answers.map((value) => ({ value, label: t(`audit.answer.${value}`) })),
    },
    {
      ...{ name: `${check}Reason`, kind: 'select', label: t('audit.form.reason'), required: true },
      options: [
        { value: '', label: t('case.form.choose') },
        ...reasons[check].map((value) => ({ value, label: t(`audit.reason.${check}.${value}`) })),
      ],
      when: { field: check, is: ['no'] },
    },
    {
      ...{ name: `${check}Note`, kind: 'text', label: t('audit.form.note'), optionalText },
      when: { field: check, is: ['no'] },
    },
  ])
  return [
    ...each,
    {
      ...{ name: 'verdict', kind: 'radio', label: t('audit.form.verdict'), required: true },
      options: (['conform', 'notConform'] as const).map((value) => ({
        value,
        label: t(`audit.verdict.${value}`),
      })),
    },
    {
      ...{ name: 'findings', kind: 'long', rows: 4, label: t('audit.form.findings'), optionalText },
      hint: t('audit.form.findingsHint'),
    },
  ]
}

/** A checklist as it was kept. */
export function checklistValues({ checks: kept, verdict, findings }: WholeItem): Values {
  const answered = kept.flatMap(({ name, answer, reason, note }) => [
    [name, answer],
    [`${name}Reason`, reason],
    [`${name}Note`, note],
  ])
  return { ...Object.fromEntries(answered), verdict: verdict ?? '', findings }
}

/** A concluded checklist as it is read. */
export const resultLines = ({ t }: Say, kept: readonly CheckRow[]) =>
  checks.map((check) => {
    const row = kept.find(({ name }) => name === check)
    const answer = row?.answer || 'notApplicable'
    return {
      name: t(`audit.check.${check}`),
      answer: t(`audit.answer.${answer}`),
      icon: { yes: 'check', no: 'x', notApplicable: 'minus' }[answer],
      tone: { yes: 'is-good', no: 'is-bad', notApplicable: '' }[answer],
      reason: row?.reason ? t(`audit.reason.${check}.${row.reason}`) : null,
      note: row?.note || null,
    }
  })

/** The field that gives a closure to another auditor. */
export const assignFields = ({ t }: Say, auditors: readonly Named[]): FieldSpec[] => [
  {
    ...{ name: 'to', kind: 'select', label: t('audit.form.auditor'), required: true },
    options: auditors.map(({ id, name }) => ({ value: id, label: name })),
  },
]
