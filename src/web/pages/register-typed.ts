// What was typed at the desk, made ready for its schema: the day of reception by its channel, nobody behind an
// anonymous complaint, and every word kept for the page that is shown again.
import { z } from 'zod'
import { newFormKey } from '../../cases/commands.ts'
import { RegistrationForm } from '../../cases/registration.ts'
import type { FieldErrors } from '../../errors.ts'
import { type Form, readForm } from '../forms.ts'
import { typedText } from './typed-text.ts'

/** The texts of the form by the names of their fields. */
export type Typed = Record<string, string> & { key: string }

/** Complainants start these themselves; nobody keys them in for somebody else. */
const ownChannels = ['web', 'app']

/** Whether the desk registers complaints of this channel. */
export const keyedIn = (channel: string): boolean => !ownChannels.includes(channel)

/** Whether a complaint by this channel is received while it is being registered: its day is not asked. */
export const receivedNow = (channel: string): boolean => channel === 'desk' || channel === 'phone'

/** What an anonymous complaint must not carry. */
const nobody = { name: '', phone: '', email: '', address: '', cnie: '', beneficiary: '' }

/** The texts of a posted form, as they are kept; a form without a key gets one. */
export function typedOf(body: unknown): Typed {
  const given = z.record(z.string(), z.unknown()).catch({}).parse(body)
  const names = Object.keys(RegistrationForm.shape)
  const typed = Object.fromEntries(names.map((name) => [name, typedText(given[name])]))
  const key = z.uuid().safeParse(typed.key).data ?? newFormKey()
  return { ...typed, key, receivedOn: isoDay(typed.receivedOn ?? '') }
}

/** The form against its schema; `today` is the day of reception where the channel does not ask for one. */
export function readTyped(typed: Typed, today: string): Form<RegistrationForm> {
  const { channel = '', relation = '' } = typed
  const form = readForm(RegistrationForm, {
    ...typed,
    ...(receivedNow(channel) && { receivedOn: today }),
    ...(relation === 'anonymous' && nobody),
  })
  if (form.ok && keyedIn(channel)) return { ...form, values: typed }
  return { ok: false, values: typed, errors: errorsOf(typed, form.errors) }
}

function errorsOf(typed: Typed, found: FieldErrors): FieldErrors {
  const errors = { ...found }
  if (!keyedIn(typed.channel ?? '')) errors.channel = { key: 'field.channel.choose' }
  if (errors.receivedOn && typed.receivedOn === '') errors.receivedOn = { key: 'field.receivedOn.missing' }
  // Without a channel nobody can say which day counts: it is asked when that is known.
  if (typed.channel === '') delete errors.receivedOn
  return errors
}

/** A day as browsers send it, or as people write it where a browser has no calendar. */
function isoDay(text: string): string {
  const [, day = '', month = '', year = ''] = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(text) ?? []
  return year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text.trim()
}
