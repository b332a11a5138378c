// Data put right, as a case shows it: what the sheet says now, what was found, what is asked, what was changed before.

import { correctable } from '../../../workflows/verification-inputs.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { isCorrectable, type ReadChange } from '../../cases/corrections.ts'
import type { TimelineEntry } from '../../cases/timeline.ts'
import type { Values } from '../forms.ts'
import { isMasked, shownValue } from './masks.ts'
import type { Say } from './say.ts'

export type CorrectionParts = { names: ReadonlyMap<string, string>; revealed: boolean }

const ABOUT_DATA = ['TRANSMIT', 'REQUEST_CORRECTION']

/** What the sheet says of each datum, beside an act that names one; null beside any other. */
export function currentValues(say: Say, view: CaseView, event: string | undefined, revealed: boolean) {
  if (!event || !ABOUT_DATA.includes(event)) return null
  const { beneficiary } = view
  const lines = correctable.map((field) => ({
    label: fieldName(say, field),
    value: beneficiary ? shownValue(field, beneficiary[field], revealed) : '',
    code: isMasked(field),
  }))
  const twice = beneficiary?.name && beneficiary.name_ar ? say.t('verification.sheet.twoNames') : ''
  return beneficiary ? { known: true, lines, twice } : { known: false, lines: [], twice: '' }
}

/** A name is written twice on a sheet; putting one of them right leaves the other as it was. */
function otherName({ t }: Say, { beneficiary }: CaseView, field: string): string {
  if (!beneficiary || (field !== 'name' && field !== 'name_ar')) return ''
  const value = beneficiary[field === 'name' ? 'name_ar' : 'name']
  return value ? t(`verification.asked.stays.${field}`, { value }) : ''
}

/** The correction that waits for somebody's approval; null when none does. */
export function askedCorrection(say: Say, view: CaseView, { names, revealed }: CorrectionParts) {
  if (view.state !== 'correcting') return null
  const entry = view.timeline.findLast(({ event }) => event === 'REQUEST_CORRECTION')
  if (!entry) return null
  const field = textIn(entry, 'field')
  const old = textIn(entry, 'old')
  return {
    field: fieldName(say, field),
    old: shownValue(field, old, revealed) || say.t('verification.sheet.empty'),
    new: shownValue(field, textIn(entry, 'claimed'), revealed),
    code: isMasked(field),
    masked: isMasked(field) && !revealed,
    reason: textIn(entry, 'reason'),
    evidence: evidenceOf(view, textIn(entry, 'evidence')),
    stays: otherName(say, view, field),
    by: say.t('verification.asked.by', { who: whoIn(say, names, entry), date: say.f.dayShort(entry.at) }),
  }
}

/** What the verifying body reported of what was transmitted last; null when it reported nothing, or the case is closed. */
export function reportedFinding(say: Say, view: CaseView, { names, revealed }: CorrectionParts) {
  const { t, f } = say
  const entry = view.timeline.findLast(({ event }) => event === 'REPORT_FINDING')
  const asked = view.timeline.findLast(({ event }) => event === 'TRANSMIT')
  if (!entry || !asked || asked.seq > entry.seq || view.closing_on !== null) return null
  const field = textIn(asked, 'field')
  const ground = textIn(entry, 'ground')
  const choice = (name: string) => t(`field.${name}.option.${textIn(entry, name)}`)
  return {
    by: t('verification.found.by', { who: whoIn(say, names, entry), date: f.dayShort(entry.at) }),
    lines: entry.erased
      ? [{ label: t('verification.found.finding'), value: t('case.history.erased') }]
      : [
          { label: t('verification.found.about'), value: fieldName(say, field) },
          {
            label: t('verification.found.claimed'),
            value: shownValue(field, textIn(asked, 'claimed'), revealed),
          },
          { label: t('verification.found.founded'), value: choice('founded') },
          ...(ground
            ? [{ label: t('verification.found.ground'), value: t(`field.ground.option.${ground}`) }]
            : []),
          { label: t('verification.found.corrected'), value: choice('corrected') },
          { label: t('verification.found.finding'), value: textIn(entry, 'finding') },
        ],
  }
}

/** What was changed on the sheet before, newest first. */
export function changeLines(say: Say, changes: readonly ReadChange[], { names, revealed }: CorrectionParts) {
  const { t, f } = say
  const who = (id: string) => names.get(id) ?? t('word.system')
  return changes.map(({ field, ...change }) => ({
    field: field === 'eligibility' ? t('verification.changes.eligibility') : fieldName(say, field),
    old: valueIn(say, field, change.old, revealed) || t('verification.changes.nothing'),
    new: valueIn(say, field, change.new, revealed),
    masked: isMasked(field) && !revealed,
    meta: t('verification.changes.line', {
      date: f.dayShortYear(change.at),
      who: who(change.requested_by),
      approver: who(change.approved_by),
    }),
    ref: change.readable ? change.case_id : null,
  }))
}

/** What was said already of the datum a form is about; a number is copied from its proof once more. */
export function saidBefore(view: CaseView, event: string): Values {
  if (!ABOUT_DATA.includes(event)) return {}
  const entry = view.timeline.findLast(({ event: one }) =>
    [...ABOUT_DATA, 'APPROVE_CORRECTION'].includes(one),
  )
  if (!entry || entry.event === 'APPROVE_CORRECTION') return {}
  const field = textIn(entry, 'field')
  if (event === 'REQUEST_CORRECTION' && !isCorrectable(field)) return {}
  const claimed = isMasked(field) ? '' : textIn(entry, 'claimed')
  return { field, claimed, evidence: textIn(entry, 'evidence') }
}

const fieldName = ({ t }: Say, field: string): string => (field ? t(`field.field.option.${field}`) : '')

const valueIn = ({ t }: Say, field: string, value: string, revealed: boolean): string =>
  field === 'eligibility' && value ? t(`verification.changes.${value}`) : shownValue(field, value, revealed)

function textIn({ input }: TimelineEntry, name: string): string {
  const value = input?.[name]
  return typeof value === 'string' ? value : ''
}

const whoIn = ({ t }: Say, names: ReadonlyMap<string, string>, { actor, role }: TimelineEntry): string =>
  names.get(actor) ?? t(`word.role.${role}`)

function evidenceOf({ documents }: CaseView, id: string) {
  const found = documents.find((document) => document.id === id)
  return found ? { href: `/documents/${found.id}`, name: found.name } : null
}
