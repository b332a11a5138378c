// What lies in an enclosure, as it was told on the ordinary road: shown once, in the answer to a deliberate act.

import type { ToldCase, ToldEvent } from '../../cases/told.ts'
import type { Enclosure } from '../../confidential/enclosure.ts'
import { nameOf } from './history.ts'
import type { Say } from './say.ts'

/** The locals of the page. */
export function enclosurePage(say: Say, id: string, { told, files }: Enclosure) {
  const { t, f, life } = say
  const several = told.cases.length > 1
  const above = told.cases.flatMap(toldAbove)
  return {
    title: t('confidential.enclosure.title'),
    id,
    cases: told.cases.map((one) => ({
      ref: one.id,
      // An appeal has the object of what it contests: what each one is tells them apart.
      kind: several ? life(one.workflow, 'name') : '',
      object: one.object,
      lines: Object.entries(one.registration)
        .filter(([name, value]) => shown.includes(name) && typeof value === 'string' && value !== '')
        .map(([name, value]) => ({ label: t(`confidential.enclosure.${name}`), value: String(value) })),
      opened: openedOf(say, one),
      description: paragraphs(one.registration.description),
      events: one.events.flatMap((event) => {
        const words = wordsIn(event.input).filter((text) => !above.includes(text))
        return words.length > 0 ? [{ about: aboutOf(say, one.workflow, event), words }] : []
      }),
      messages: one.messages.map(({ at, subject, body }) => ({
        about: [t('confidential.enclosure.message'), t('confidential.enclosure.by.office'), f.dateTime(at)],
        subject,
        text: paragraphs(body),
      })),
    })),
    files: files.map((file) => ({
      href: `/confidential/cases/${id}/files/${file.id}`,
      name: file.name,
      size: f.bytes(file.bytes),
    })),
  }
}

/** What an entry is, from which side it came, and when: nobody by name. */
const aboutOf = (say: Say, workflow: string, event: ToldEvent): string[] => [
  nameOf(say, workflow, event),
  say.t(`confidential.enclosure.by.${sideOf(event)}`),
  say.f.dateTime(event.at),
]

/** What she did by herself, what people of the office wrote, hers told to them among it, and what went by itself. */
function sideOf({ role }: ToldEvent): 'person' | 'office' | 'system' {
  if (role === 'complainant') return 'person'
  return role === 'system' ? 'system' : 'office'
}

/** What says who somebody is; the rest is codes. */
const shown = ['name', 'phone', 'email', 'address', 'cnie']

const paragraphs = (text: unknown): string[] =>
  typeof text === 'string' ? text.split(/\n+/).filter((line) => line.trim() !== '') : []

/** The heading of what was asked: from which side it came and when, as of every entry. */
function openedOf(say: Say, { workflow, events: [first] }: ToldCase): string[] {
  const about = first ? aboutOf(say, workflow, first).slice(1) : []
  return [say.t('confidential.enclosure.description'), ...about]
}

/** What a registration shows already is not told again where it was typed: an appeal stands in two journals. */
const toldAbove = ({ object, registration }: ToldCase): string[] =>
  [object, ...Object.values(registration)].filter((value): value is string => typeof value === 'string')

/** The sentences somebody typed into a form; codes, days and numbers say nothing here. */
function wordsIn(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return []
  return Object.values(input).filter(
    (value): value is string => typeof value === 'string' && /\s/.test(value.trim()),
  )
}
