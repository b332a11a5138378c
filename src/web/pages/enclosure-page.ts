// What lies in an enclosure, as it was told on the ordinary road: shown once, in the answer to a deliberate act.
import type { Enclosure } from '../../confidential/enclosure.ts'
import type { Say } from './say.ts'

/** The locals of the page. */
export function enclosurePage({ t, f }: Say, id: string, { told, files }: Enclosure) {
  return {
    title: t('confidential.enclosure.title'),
    id,
    cases: told.cases.map((one) => ({
      ref: one.id,
      object: one.object,
      lines: Object.entries(one.registration)
        .filter(([name, value]) => shown.includes(name) && typeof value === 'string' && value !== '')
        .map(([name, value]) => ({ label: t(`confidential.enclosure.${name}`), value: String(value) })),
      description: paragraphs(one.registration.description),
      events: one.events.flatMap(({ at, input }) => {
        const words = wordsIn(input)
        return words.length > 0 ? [{ when: f.dateTime(at), words }] : []
      }),
      messages: one.messages.map(({ at, subject, body }) => ({
        when: f.dateTime(at),
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

/** What says who somebody is; the rest is codes. */
const shown = ['name', 'phone', 'email', 'address', 'cnie']

const paragraphs = (text: unknown): string[] =>
  typeof text === 'string' ? text.split(/\n+/).filter((line) => line.trim() !== '') : []

/** The sentences somebody typed into a form; codes, days and numbers say nothing here. */
function wordsIn(input: unknown): string[] {
  if (typeof input !== 'object' || input === null) return []
  return Object.values(input).filter(
    (value): value is string => typeof value === 'string' && /\s/.test(value.trim()),
  )
}
