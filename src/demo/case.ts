// A case on its way through the office, and the two who act on it without working there.
import type { Actor } from '../engine/decide.ts'
import type { Course, When } from './course.ts'
import type { Draw } from './draw.ts'
import type { OfficeDays } from './office-days.ts'
import { fill } from './said.ts'
import type { Scene, Team } from './scene.ts'
import type { Words } from './scene-words.ts'

/** A case on its way: its scene, its course so far, and the day the whole demonstration ends. */
export type Case = {
  scene: Scene
  words: Record<'fr' | 'ar', Words>
  course: Course
  draw: Draw
  days: OfficeDays
  receivedOn: string
  today: string
}

/** Whoever complains, by the site or the application. */
export const complainant: Actor = { id: 'complainant', rolesIn: () => ['complainant'] }

export type Input = Record<string, unknown>

/** Somebody of the case's team does something; returns the civil day of it. */
export const act = (
  c: Case,
  role: keyof Team,
  type: string,
  input: Input | ((day: string) => Input),
  when?: When,
) =>
  c.course.add(
    { actor: c.scene.team[role].actor, type, input: typeof input === 'function' ? input : () => input },
    when,
  )

/** The office writes French among itself. */
export const said = (c: Case, text: string): string => fill(text, c.words.fr)
/** One of several texts. */
export const picked = (c: Case, texts: readonly string[]): string => said(c, c.draw.pick(texts))
/** What the complaint is about, in the complainant's language. */
export const objectOf = ({ scene: { matter, language }, words }: Case): string =>
  fill(matter.story.object[language], words[language])
