// What a body is asked to verify, as a page: the datum, its proof, how to find the record, and the form of its report.
import { fieldsOf as readFields } from '../../cases/act-fields.ts'
import type { Verification } from '../../cases/verifications.ts'
import type { Programmes } from '../../programmes/index.ts'
import { blank, type Form, fieldsOf, summaryOf } from '../forms.ts'
import { type ActForm, specOf } from './act-form.ts'
import { ownOptions } from './act-options.ts'
import { deadlineClock, lastDay } from './clock.ts'
import type { Say } from './say.ts'
import { nameOf } from './work-page.ts'

const EVENT = 'REPORT_FINDING'

export type VerificationParts = { programmes: Programmes; now: number; form?: Form<unknown> | undefined }

/** The locals of the page of a verification; `form` is what was typed when it was refused. */
export function verificationPage(say: Say, asked: Verification, parts: VerificationParts) {
  const { t, f } = say
  const { verifyBy, evidence } = asked
  return {
    title: t('verification.title'),
    id: asked.id,
    facts: [
      { icon: 'school', text: nameOf(say, parts.programmes, asked.programme) },
      { icon: 'transfer', text: t('verification.sent', { date: f.dayShortYear(asked.transmittedAt) }) },
    ],
    category: categoryOf(say, asked, parts.programmes),
    clock: verifyBy === null ? null : deadlineClock(say, verifyBy, parts.now),
    due: verifyBy === null ? '' : t('verification.until', { date: f.dayNoYear(lastDay(verifyBy)) }),
    lines: linesOf(say, asked),
    evidence: evidence && {
      href: `/verifications/${asked.id}/evidence`,
      name: evidence.name,
      meta: f.bytes(evidence.bytes),
    },
    act: reportForm(say, asked, parts.form),
  }
}

function categoryOf({ lang }: Say, { programme, category }: Verification, programmes: Programmes): string {
  const known = programmes.find(programme)?.categories.find(({ code }) => code === category)
  return known?.names[lang] ?? category
}

export type AskedLine = { label: string; value: string; code?: boolean }

/** The record and the datum, each under its name; what nobody knows is said to be unknown. */
function linesOf({ t }: Say, { record, asked }: Verification): AskedLine[] {
  const found = record.number
    ? { label: t('verification.number'), value: record.number, code: true }
    : { label: t('verification.name'), value: record.name || t('verification.nobody') }
  if (!asked) return [found, { label: t('verification.field'), value: t('case.history.erased') }]
  return [
    found,
    { label: t('verification.field'), value: t(`field.field.option.${asked.field}`) },
    // Nothing stands on a sheet for what the register alone holds.
    ...(asked.old ? [{ label: t('verification.old'), value: asked.old }] : []),
    { label: t('verification.claimed'), value: asked.claimed },
    ...(asked.note ? [{ label: t('verification.note'), value: asked.note }] : []),
  ]
}

function reportForm(say: Say, asked: Verification, form?: Form<unknown>): ActForm {
  const { lang, life } = say
  const said = (part: string) => life(asked.workflow, `event.${EVENT}.${part}`)
  const specs = readFields(asked.schema).map((field) =>
    specOf(say, EVENT, field, (one) => ownOptions(say, one)),
  )
  const fields = fieldsOf(lang, form ?? blank(), specs)
  return {
    event: EVENT,
    ...{ title: said('title'), intro: said('intro'), follows: said('follows'), submit: said('do') },
    action: `/verifications/${asked.id}`,
    // What else happens on the case is none of the body's business: its form is as old as the question.
    revision: asked.transmission,
    fields,
    summary: form ? summaryOf(lang, form, fields) : null,
    templates: [],
  }
}
