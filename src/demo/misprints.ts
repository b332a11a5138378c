// What the registry has wrong about somebody, so that there is something to verify and to put right.
import type { Entry } from './registry.ts'
import type { Road } from './roads.ts'
import type { Scene } from './scene.ts'

export type Misprint = { field: 'name' | 'cnie'; wrong: string; right: string }

/** What stands wrong on a sheet, by what is complained of; undefined when it is nothing of the sheet. */
export function misprintOf(category: string, entry: Entry): Misprint | undefined {
  if (category === 'TUTOR_NAME')
    return { field: 'name', wrong: withOneLetterMore(entry.name.fr), right: entry.name.fr }
  if (category === 'TUTOR_CNIE') return { field: 'cnie', wrong: turnedAround(entry.cnie), right: entry.cnie }
  return undefined
}

/** The registry as it is written: wrong where somebody is going to say so. */
export function misprinted(
  registry: readonly Entry[],
  cast: readonly { road: Road; scene: Scene }[],
): Entry[] {
  const told = cast.filter(({ road }) => road.told !== undefined)
  const wrongs = new Map(
    told.map(({ scene: { entry, matter } }) => [entry.id, misprintOf(matter.story.category, entry)]),
  )
  return registry.map((entry) => {
    const misprint = wrongs.get(entry.id)
    if (!misprint) return entry
    const { field, wrong } = misprint
    return field === 'name' ? { ...entry, name: { ...entry.name, fr: wrong } } : { ...entry, cnie: wrong }
  })
}

const withOneLetterMore = (name: string): string => `${name.slice(0, -1)}${name.slice(-2)}`

/** Two neighbouring digits the wrong way round, the last pair that differs. */
function turnedAround(card: string): string {
  for (let at = card.length - 2; at > 1; at--) {
    const [one = '', two = ''] = card.slice(at, at + 2)
    if (one !== two) return `${card.slice(0, at)}${two}${one}${card.slice(at + 2)}`
  }
  return card
}
