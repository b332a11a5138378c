// A message on its way out of the house, and what carries it.
import type { Language } from '../i18n/i18n.ts'

/** A message on its way. */
export type Parcel = {
  /** The same on every attempt, so that whoever receives it twice can tell. */
  id: string
  to: string
  language: Language
  /** The body that writes, as it signs its letters. */
  sender: string
  subject: string
  body: string
  sms: string
  at: number
}

/** @throws Undelivered */
export type Carry = (parcel: Parcel) => Promise<void>
