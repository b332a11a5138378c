// The receipt a complainant leaves with, in their language: to print, or to read aloud.
import { isContestable, type Workflow } from '../../../workflows/kit.ts'
import type { CaseRow, RegistrationRow } from '../../cases/rows.ts'
import { formats } from '../../i18n/format.ts'
import { dirOf, has, type Language, translator } from '../../i18n/i18n.ts'
import { lifeWords } from '../../i18n/life.ts'
import type { Programme } from '../../programmes/schema.ts'
import { capital, inside } from '../capital.ts'
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

/** What happens to a case, step by step, where that is not what happens to a complaint. */
const stepsOf: Record<string, readonly string[]> = {
  feedback: ['route', 'heard'],
  deferral: ['check', 'decide', 'decision'],
  eligibility: ['check', 'decision'],
  appeal: ['again', 'decide', 'decision'],
  ombudsman: ['analyse', 'reply'],
  integrity: ['named', 'facts', 'answer'],
}

/** The receipt of a case. */
export function receiptOf(
  lang: Language,
  row: CaseRow,
  registration: Pick<RegistrationRow, 'name'>,
  programme: Programme,
  lifecycle: Pick<Workflow, 'inputs' | 'noRemedy'>,
): Receipt {
  const t = translator(lang)
  const own = (key: string) => `registration.receipt.for.${row.workflow}.${key}`
  const say = (key: string, values?: Record<string, string | number>) =>
    t(has(lang, own(key)) ? own(key) : `registration.receipt.${key}`, values)
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
    steps: [
      ...(stepsOf[row.workflow] ?? ['read', 'answer']).map((name) => step(name, { date: due })),
      ...(contestable ? [step('say', appeal)] : []),
    ],
    rights: [
      ...(contestable ? [{ icon: 'scale', text: say('right.appeal', appeal) }] : []),
      ...(lifecycle.noRemedy ? [] : [{ icon: 'building-bank', text: say('right.ombudsman') }]),
      ...(has(lang, own('right.protected')) ? [{ icon: 'eye-off', text: say('right.protected') }] : []),
      { icon: 'shield-lock', text: say('right.data') },
      { icon: 'hand-stop', text: say('right.free') },
    ],
    words: {
      title: say('title', { name: inside(lifeWords(t, lang)(row.workflow, 'name')) }),
      reference: say('reference'),
      keep: say(contestable ? 'keep' : 'keepToFollow'),
      due: say('due'),
      next: say('next'),
      rights: say('rights'),
    },
  }
}
