// The places of a focal point beside her desk: doors, figures, the log. Whoever is none has no way from one to another.
import type { Say } from './say.ts'

const places = { desk: '', doors: '/doors', figures: '/figures', log: '/log' } as const

export type Place = { href: string; text: string; current: boolean }

/** The links of these pages; none for whoever does not serve on the road. */
export function placesOf({ t }: Say, here: keyof typeof places, serves: boolean): Place[] {
  if (!serves) return []
  return Object.entries(places).map(([name, path]) => ({
    href: `/confidential${path}`,
    text: t(`door.place.${name}`),
    current: name === here,
  }))
}
