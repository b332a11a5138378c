// The journal of a case as a page: each row with what was written, its fingerprint and the seal that holds it.
import type { CaseJournal, CaseJournalRow } from '../../cases/case-journal.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { has } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import { labelOf } from './act-form.ts'
import { nameOf, ownWords, whoDid } from './history.ts'
import { momentOf, movedWords, roleWords } from './journal-words.ts'
import { maskEmail, shownValue } from './masks.ts'
import type { Say } from './say.ts'

type Parts = {
  names: ReadonlyMap<string, string>
  programme: Programme
  inputs: CaseView['inputs']
}

/** So much of a fingerprint is shown; the whole stands in the journal file. */
const SHORT = 12

/** Everybody a journal names, by id: who acted, and whom an act named. */
export const peopleIn = ({ rows }: CaseJournal): string[] =>
  rows.flatMap(({ actor, input }) => [actor, ...namingFields.map((field) => input?.[field])]).filter(isText)

const namingFields = ['to', 'person', 'handler']
const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''

/** The locals of the page. */
export function caseJournalPage(say: Say, { row, rows }: CaseJournal, parts: Parts) {
  const { t } = say
  return {
    title: t('journal.case.title', { ref: row.id }),
    ref: row.id,
    count: t('journal.case.rows', { n: say.f.number(rows.length) }),
    rows: rows.toReversed().map((entry) => ({
      number: entry.seq,
      when: momentOf(say, entry.at),
      what: nameOf(say, row.workflow, entry),
      who: whoDid(say, entry, parts.names),
      role: roleWords(say, entry.role),
      ...movedWords(say, { ...entry, workflow: row.workflow }),
      said: saidIn(say, entry, parts),
      erased: erasedWords(say, entry),
      hash: entry.hash.slice(0, SHORT),
      seal: entry.seal
        ? t('journal.case.seal', { id: entry.seal.id, date: momentOf(say, entry.seal.at) })
        : t('journal.case.unsealed'),
    })),
  }
}

function erasedWords({ t, f }: Say, { erased, erasure, event }: CaseJournalRow): string | null {
  if (erasure) return t('journal.case.erased', { date: f.dayShortYear(erasure.at) })
  return erased && event !== 'UPGRADE' ? t('journal.case.missing') : null
}

export type SaidLine = { label: string; text: string }

/** What was typed, field by field; numbers that identify somebody are masked, and cannot be shown here. */
function saidIn(say: Say, entry: CaseJournalRow, parts: Parts): SaidLine[] {
  const input = entry.input ?? {}
  const own = ownWords[entry.event]
  if (own) return own(say, entry, input).map((text) => ({ label: '', text }))
  return Object.entries(input).flatMap(([field, value]) => {
    const label = labelFor(say, entry.event, field)
    const text = label && textOf(say, field, value, input, parts)
    return label && text ? [{ label, text }] : []
  })
}

const labelFor = (say: Say, event: string, field: string): string | null =>
  has(say.lang, `field.${field}.for.${event}`) || has(say.lang, `field.${field}.label`)
    ? labelOf(say, event, field)
    : null

function textOf(
  say: Say,
  field: string,
  value: unknown,
  input: Record<string, unknown>,
  parts: Parts,
): string {
  const { t, f, lang } = say
  if (typeof value === 'boolean') return t(value ? 'word.yes' : 'word.no')
  if (typeof value === 'number') return f.number(value)
  if (!isText(value)) return ''
  const option = `field.${field}.option.${value}`
  if (has(lang, option)) return t(option)
  if (namingFields.includes(field)) return parts.names.get(value) ?? ''
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return f.day(value)
  return programmeWord(say, field, value, parts) ?? masked(field, value, input)
}

const lists = { category: 'categories', unit: 'units', entity: 'entities', service: 'services' } as const
const listed = (field: string): field is keyof typeof lists => field in lists

function programmeWord(
  { lang }: Say,
  field: string,
  value: string,
  { programme }: Parts,
): string | undefined {
  if (field === 'programme') return programme.names[lang]
  if (!listed(field)) return undefined
  return programme[lists[field]].find(({ code }) => code === value)?.names[lang]
}

/** A number somebody claims is as masked as the one on the sheet. */
function masked(field: string, value: string, { field: about }: Record<string, unknown>): string {
  if (field === 'email') return maskEmail(value)
  const corrected = field === 'claimed' || field === 'old'
  return shownValue(corrected && typeof about === 'string' ? about : field, value, false)
}
