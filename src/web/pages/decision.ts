// A decision to confirm or to tell, as the person will read it: nobody lets leave what they have not seen.
import type { CaseView } from '../../cases/case-view.ts'
import type { TimelineEntry } from '../../cases/timeline.ts'
import { decisionKey, leavesRemedies } from '../../i18n/decision.ts'
import { formats } from '../../i18n/format.ts'
import { dirOf, isLanguage, type Language, translator } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import { paragraphsOf, remediesToCome } from './letter.ts'
import type { Say } from './say.ts'

const DECIDING = ['DECIDE_ELIGIBILITY', 'DECIDE_DEFERRAL', 'DECIDE_APPEAL']
/** The acts that let a decision leave, or send it back. */
const READING = ['CONFIRM_DECISION', 'TELL_DECISION', 'RETURN_DECISION']

/** Whether what was decided still waits for somebody's confirmation: until then it is only a proposal. */
export const isProposed = ({ waiting }: CaseView): boolean =>
  waiting.some(({ next }) => next === 'CONFIRM_DECISION')

/** What was decided, beside an act that lets it leave; null beside any other. */
export function decisionToRead(
  say: Say,
  view: CaseView,
  programme: Programme,
  names: ReadonlyMap<string, string>,
  event: string | undefined,
) {
  const entry = view.timeline.findLast((one) => DECIDING.includes(one.event))
  if (!event || !READING.includes(event) || !entry || view.context.decision === null) return null
  const { t, f } = say
  const by = isProposed(view) ? 'letter.decision.by' : 'letter.decision.made'
  return {
    by: t(by, {
      who: names.get(entry.actor) ?? t(`word.role.${entry.role}`),
      date: f.dayShort(entry.at),
    }),
    lines: linesOf(say, view, programme, view.context.decision),
    letter: letterOf(say, view, programme, entry, view.context.decision),
  }
}

function linesOf({ t, f, lang }: Say, { context }: CaseView, programme: Programme, decision: string) {
  const { ground, unit, instalmentOn } = context
  const line = (name: string, value: string | null | undefined) =>
    value ? [{ label: t(`letter.decision.${name}`), value }] : []
  const paying = decision === 'accepted' && programme.units.find(({ code }) => code === unit)
  return [
    ...line('decision', t(`word.decision.${decision}`)),
    ...line('ground', ground && t(`field.ground.option.${ground}`)),
    ...line('unit', paying ? paying.names[lang] : null),
    ...line('instalment', instalmentOn && f.day(instalmentOn)),
  ]
}

/** The letter as it will leave; null when its words were lawfully erased. */
function letterOf(
  say: Say,
  view: CaseView,
  programme: Programme,
  { input }: TimelineEntry,
  decision: string,
) {
  const text = input?.explanation
  if (typeof text !== 'string') return null
  const { registration, context, workflow } = view
  const language: Language = isLanguage(registration.language) ? registration.language : say.lang
  const t = translator(language)
  const values = {
    text,
    reference: view.id,
    date: context.instalmentOn ? formats(language).dayPlain(context.instalmentOn) : '',
    body: programme.body[language],
    programme: programme.names[language],
  }
  const said = (part: string) => t(`message.${decisionKey(workflow, decision)}.${part}`, values)
  return {
    language,
    dir: dirOf(language),
    reference: view.id,
    subject: said('subject'),
    paragraphs: paragraphsOf(said('body')),
    remedies: leavesRemedies(decision) ? remediesToCome(view, programme, language) : [],
  }
}
