// The words of a lifecycle: its own where it has any, else those that every case shares with a complaint.
import { has, type Language, type T } from './i18n.ts'

/** `life('feedback', 'state.received')`: the text `feedback.state.received`, or `complaint.state.received`. */
export type Life = (workflow: string, path: string, values?: Record<string, string | number>) => string

/** What a lifecycle is called where it says nothing of its own. */
const SHARED = 'complaint'

/** The key under which a lifecycle's word stands. */
export function lifeKey(language: Language, workflow: string, path: string): string {
  const own = `${workflow}.${path}`
  return has(language, own) ? own : `${SHARED}.${path}`
}

/** The words of every lifecycle in one language. */
export const lifeWords =
  (t: T, language: Language): Life =>
  (workflow, path, values) =>
    t(lifeKey(language, workflow, path), values)
