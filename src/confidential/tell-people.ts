// A word to several colleagues: a mailbox that is dead keeps nobody else from hearing it, and nobody hears it twice.
import { isLanguage, type Language } from '../i18n/i18n.ts'
import type { Carriers } from '../notifications/carriers.ts'
import type { Parcel } from '../notifications/parcel.ts'
import { asUndelivered, type Undelivered } from '../notifications/undelivered.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'

/** A colleague with an account, whose login is an address. */
export type Colleague = { id: string; login: string; language: string }

/** What one of them is told, in a language; its id is the same on every attempt and another for everybody. */
export type LetterOf = (person: Colleague, lang: Language) => Omit<Parcel, 'to' | 'language'>

type Parts = { db: Database; clock: Clock; carriers: Pick<Carriers, 'email'> }

/** How many have heard it, now or before, and why somebody has not yet whose mailbox may still take it. */
export type Heard = { told: number; later: Undelivered | undefined }

/** What was told is remembered for so long (ms): longer than anything is tried again. */
const REMEMBERED = 90 * 24 * 3_600_000

/**
 * Mails everybody who was not told before. Each letter that left, or that its mailbox will never take, is remembered
 * at once: asked again, only those are tried who are left. It throws for no mailbox; what it gives names nobody.
 */
export async function tellPeople(
  parts: Parts,
  people: readonly Colleague[],
  letterOf: LetterOf,
): Promise<Heard> {
  const heard: Heard = { told: 0, later: undefined }
  for (const person of people) {
    const language: Language = isLanguage(person.language) ? person.language : 'fr'
    const parcel = { ...letterOf(person, language), to: person.login, language }
    const outcome = (await before(parts, parcel.id)) ?? (await mail(parts, parcel))
    if (outcome === 'heard') heard.told += 1
    else if (outcome !== 'refused') heard.later = outcome
  }
  return heard
}

type Outcome = 'heard' | 'refused' | Undelivered

async function mail(parts: Parts, parcel: Parcel): Promise<Outcome> {
  try {
    await parts.carriers.email(parcel)
  } catch (error) {
    const failure = asUndelivered(error)
    return failure.permanent ? remember(parts, parcel.id, 'refused') : failure
  }
  return remember(parts, parcel.id, 'heard')
}

/** What came of a letter before; undefined for one that is still to be told. */
async function before({ db }: Parts, letter: string): Promise<Outcome | undefined> {
  const [row] = await db.all<{ heard: number }>('SELECT heard FROM sensitive_told WHERE letter = ?', [letter])
  return row && (row.heard === 1 ? 'heard' : 'refused')
}

async function remember(
  { db, clock }: Parts,
  letter: string,
  outcome: 'heard' | 'refused',
): Promise<Outcome> {
  const now = clock.now()
  await db.run('INSERT INTO sensitive_told (letter, heard, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING', [
    ...[letter, outcome === 'heard' ? 1 : 0, now],
  ])
  await db.run('DELETE FROM sensitive_told WHERE at < ?', [now - REMEMBERED])
  return outcome
}
