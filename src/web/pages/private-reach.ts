// Where she may call and come, from the pack of the programme: under the words that ask her to.
import type { Reach } from '../../programmes/schema.ts'
import type { Say } from './say.ts'

export type ReachLine = { icon: string; label: string; value: string; tel?: string }

const parts = ['phone', 'place', 'hours'] as const
type Part = (typeof parts)[number]

/** What a phrase of the office asks for; the others name no place and no number. */
const asked: Readonly<Record<string, readonly Part[]>> = {
  callUs: ['phone', 'place', 'hours'],
  comeSee: ['place', 'hours'],
}

const icons: Record<Part, string> = { phone: 'phone', place: 'map-pin', hours: 'clock' }

/** Lines with what she needs to call or to come; none where the pack names nothing. */
export function reachLines(
  { t, lang }: Say,
  reach: Reach | undefined,
  which: readonly Part[] = parts,
): ReachLine[] {
  if (!reach) return []
  return which.map((part) => ({
    ...{ icon: icons[part], label: t(`private.reach.${part}`) },
    ...(part === 'phone'
      ? { value: reach.phone, tel: reach.phone.replaceAll(' ', '') }
      : { value: reach[part][lang] }),
  }))
}

/** The lines under one phrase of the office. */
export const reachOf = (say: Say, reach: Reach | undefined, phrase: string): ReachLine[] =>
  reachLines(say, reach, asked[phrase] ?? [])
