// The receipt a complainant leaves with, in their language: to print, or to read aloud.
import { isContestable, type Workflow } from '../../../workflows/kit.ts'
import type { CaseRow, RegistrationRow } from '../../cases/rows.ts'
import { formats } from '../../i18n/format.ts'
import { dirOf, type Language, translator } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import { capital } from '../capital.ts'
import { lastDay } from './clock.ts'

export type Receipt = {
  lang: Language
  dir: 'rtl' | 'ltr'
  reference: string
  body: string
  /** The last day of an answer, in words. */
  due: string
  /** Each with its lines: what it is, and what says it more closely. */
  facts: { label: string; lines: string[] }[]
  steps: { title: string; text: string }[]
  rights: { icon: string; text: string }[]
  /** The words around them, by the name the page knows them. */
  words: Record<'title' | 'reference' | 'keep' | 'due' | 'next' | 'rights', string>
}

/** The receipt of a case. */
export function receiptOf(
  lang: Language,
  row: CaseRow,
  registration: Pick<RegistrationRow, 'name'>,
  programme: Programme,
  lifecycle: Pick<Workflow, 'inputs'>,
): Receipt {
  const t = translator(lang)
  const say = (key: string, values?: Record<string, string | number>) =>
    t(`registration.receipt.${key}`, values)
  const f = formats(lang)
  const due = f.day(lastDay(row.due_at))
  const category = programme.categories.find(({ code }) => code === row.category)?.names[lang]
  const fact = (key: string, ...lines: string[]) => ({ label: say(key), lines: lines.filter(Boolean) })
  const step = (name: string, values: Record<string, string | number> = {}) => ({
    title: say(`step.${name}.title`),
    text: say(`step.${name}.text`, values),
  })
  const appeal = { count: programme.deadline.appealDays }
  // Nobody is promised an appeal that the case will not know.
  const contestable = isContestable(lifecycle)
  return {
    lang,
    dir: dirOf(lang),
    reference: row.id,
    body: programme.body[lang],
    due: capital(due),
    facts: [
      ...(registration.name ? [fact('name', registration.name)] : []),
      fact('received', capital(f.day(row.received_on)), capital(t(`word.receivedBy.${row.channel}`))),
      fact('programme', programme.names[lang]),
      fact('object', category ?? '', row.object),
    ],
    steps: [step('read'), step('answer', { date: due }), ...(contestable ? [step('say', appeal)] : [])],
    rights: [
      ...(contestable ? [{ icon: 'scale', text: say('right.appeal', appeal) }] : []),
      { icon: 'building-bank', text: say('right.ombudsman') },
      { icon: 'shield-lock', text: say('right.data') },
      { icon: 'hand-stop', text: say('right.free') },
    ],
    words: {
      title: say('title'),
      reference: say('reference'),
      keep: say(contestable ? 'keep' : 'keepToFollow'),
      due: say('due'),
      next: say('next'),
      rights: say('rights'),
    },
  }
}
