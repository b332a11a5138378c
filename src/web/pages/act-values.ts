// What an act's form begins with: what the product already knows is not asked again.
import type { Named } from '../../accounts/names.ts'
import type { ActField } from '../../cases/act-fields.ts'
import type { CaseView } from '../../cases/case-view.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Programme } from '../../programmes/schema.ts'
import type { Values } from '../forms.ts'
import { saidBefore } from './corrections.ts'
import { draftOf, fillTemplate } from './letter.ts'
import { newsFor } from './news.ts'
import type { Say } from './say.ts'

export type ActParts = {
  programme: Programme
  /** Whom the act may name. */
  people: readonly Named[]
  now: number
  template?: string | undefined
}

/** The values of a form that nobody has typed into yet. */
export function firstValues(
  say: Say,
  view: CaseView,
  event: string,
  fields: readonly ActField[],
  parts: ActParts,
): Values {
  const { context, registration } = view
  const { programme } = parts
  const today = dayOf(parts.now)
  const template = programme.templates.find(({ code }) => code === parts.template)
  const known: Record<string, string | undefined> = {
    category: context.category,
    object: context.object,
    language: registration.language,
    ...{ toldOn: today, sentOn: today, receivedOn: today, referredOn: today, letterOn: today },
    channel: context.answerChannels[0],
    cameBy: context.channel,
    founded: context.founded === 'unknown' && event === 'REPORT_DONE' ? undefined : context.founded,
    unit: context.unit ?? programme.categories.find(({ code }) => code === context.category)?.unit,
    ground: context.ground ?? undefined,
    news: event === 'KEEP_IN_TOUCH' ? newsFor(view, parts.now) : undefined,
    template: template?.code,
    text: template
      ? fillTemplate(say, view, programme, template.text)
      : (lastText(view) ?? (event === 'SUBMIT_ANSWER' ? draftOf(say, view) : undefined)),
  }
  const values = fields
    .map(({ name }) => [name, known[name]] as const)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(values), ...saidBefore(view, event) }
}

/** An answer that was sent back is corrected, not written again. */
function lastText(view: CaseView): string | undefined {
  const last = view.timeline.findLast(({ event }) => event === 'SUBMIT_ANSWER')
  return typeof last?.input?.text === 'string' ? last.input.text : undefined
}
