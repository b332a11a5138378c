// Who hears what when an effect is carried out: desks of the staff, or the complainant. Pure.

import type { MessageRow } from '../cases/messages.ts'
import type { Notice } from '../cases/notices.ts'
import { startOfDay } from '../platform/clock.ts'
import { type Contact, chosenWay, usualWay, type Way } from './channels.ts'
import { type Effect, type Facts, textIn } from './facts.ts'
import { isLetter, letterAgain, letterOf } from './letters.ts'
import { allPresent, type Presence } from './presence.ts'
import { desksFor } from './staff.ts'

export type Plan = { notices: Notice[]; message: MessageRow | undefined }

/** The key of an effect: what was done under it is never done twice. */
export const keyOf = ({ instance_id, seq, n }: Effect): string => `${instance_id}:${seq}:${n}`

/**
 * What an effect asks to be told, and to whom.
 * @param presence who is there; a demonstration plays years in which nobody was away.
 * @throws when nobody is known to hear it: a lifecycle names an effect that stands in no list here.
 */
export function planOf(effect: Effect, facts: Facts, presence: Presence = allPresent): Plan {
  const desks = desksFor(effect.effect, facts, presence)
  if (desks) return { notices: desks.map((desk) => noticeAt(desk, effect)), message: undefined }
  if (!isLetter(effect.effect, facts) && effect.effect !== 'resend')
    throw new Error(`nobody is known to hear ${effect.effect}`)
  return { notices: [], message: messageOf(effect, facts) }
}

function noticeAt(desk: string, effect: Effect): Notice {
  return {
    id: `${keyOf(effect)}:${desk}`,
    desk,
    case_id: effect.instance_id,
    effect: effect.effect,
    at: effect.at,
  }
}

function messageOf(effect: Effect, facts: Facts): MessageRow | undefined {
  const letter = effect.effect === 'resend' ? letterAgain(facts) : letterOf(effect.effect, facts)
  if (!letter) return undefined
  const way = wayOf(facts)
  return {
    id: keyOf(effect),
    case_id: effect.instance_id,
    seq: effect.seq,
    effect: effect.effect,
    ...way,
    ...letter,
    proof: proofOf(facts),
    at: effect.at,
    sent_at: way.status === 'byHand' ? recordedAt(effect, facts) : null,
    attempts: 0,
    error: null,
  }
}

/** An office is reached by whoever writes to it, not by what a complainant left. */
const OFFICE: Contact = { relation: 'office', phone: '', email: '', address: '' }

/** The clerk chooses the channel of an answer and of a second attempt; the rest goes the way the complaint came. */
function wayOf({ row, registration, context, history }: Facts): Way {
  const event = history.at(-1)
  const chosen = event?.event === 'OPEN' ? '' : textIn(event, 'channel')
  // Whoever is referred by the ombudsman hears from the ombudsman: what leaves goes to that office.
  const contact = row.channel === 'ombudsman' ? OFFICE : registration
  return chosen ? chosenWay(contact, chosen) : usualWay(contact, context.answerChannels)
}

const proofOf = ({ history }: Facts): string =>
  textIn(history.at(-1), 'proof') || textIn(history.at(-1), 'note')

/** When a person says they told it; what is told at the desk or on the phone on opening is told there and then. */
function recordedAt(effect: Effect, { row, history }: Facts): number | null {
  const event = history.at(-1)
  const day = textIn(event, 'sentOn') || textIn(event, 'toldOn')
  if (day) return startOfDay(day)
  const face = event?.event === 'OPEN' && (row.channel === 'desk' || row.channel === 'phone')
  return face ? effect.at : null
}
