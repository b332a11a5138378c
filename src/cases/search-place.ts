// Where a case stands in the index of texts: a number that follows the time it was received, and the week it lies in.

const WEEK = 7 * 86_400
/** So many cases of one second have places of their own. */
const OF_A_SECOND = 2 ** 18

/** The first place of the second an instant (ms) lies in. */
export const placeAt = (at: number): number => Math.floor(at / 1000) * OF_A_SECOND

/** Every place lies before this one; eight times as much is still a whole number. */
export const FARTHEST = placeAt(Date.UTC(2100, 0, 1))

/** The instant (ms) of the second a place lies in. */
export const instantOfPlace = (n: number): number => Math.floor(n / OF_A_SECOND) * 1000

/** A place within the second for a reference, as good as drawn; taken ones are passed over by whoever writes. */
export function placeFor(id: string, at: number): number {
  let hash = 0
  for (const letter of id) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % OF_A_SECOND
  return placeAt(at) + hash
}

/** The week of a place, counted from the beginning of time. */
export const weekOf = (n: number): number => Math.floor(n / OF_A_SECOND / WEEK)

/** The first place of a week. */
export const placeOfWeek = (week: number): number => week * WEEK * OF_A_SECOND

/** What stands before each word of a case of that week: always three characters. */
export const weekMark = (week: number): string => week.toString(36).padStart(3, '0')

/** A word of the index that is no word of a text: what a case belongs to. */
export const facet = {
  programme: (programme: string) => `_p${programme.toLowerCase()}`,
  entity: (programme: string, entity: string) => `_e${programme}_${entity}`.toLowerCase(),
  channel: (channel: string) => `_c${channel.toLowerCase()}`,
  category: (category: string) => `_g${category.toLowerCase()}`,
}
