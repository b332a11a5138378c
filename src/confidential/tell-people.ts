// A word to several colleagues: a mailbox that is dead keeps nobody else from hearing it.
import { isLanguage, type Language } from '../i18n/i18n.ts'
import type { Carriers } from '../notifications/carriers.ts'
import type { Parcel } from '../notifications/parcel.ts'
import { asUndelivered, type Undelivered } from '../notifications/undelivered.ts'

/** A colleague with an account, whose login is an address. */
export type Colleague = { id: string; login: string; language: string }

/** What one of them is told, in a language. */
export type LetterOf = (person: Colleague, lang: Language) => Omit<Parcel, 'to' | 'language'>

/**
 * Mails every one of them. Whoever was told is not remembered: a second round would tell those again, so there is one
 * only when nobody at all was reached and a mail server may still take the letter later.
 * @throws Undelivered to be called again later; it names nobody.
 */
export async function tellPeople(
  { carriers }: { carriers: Pick<Carriers, 'email'> },
  people: readonly Colleague[],
  letterOf: LetterOf,
): Promise<void> {
  let reached = false
  let later: Undelivered | undefined
  for (const person of people) {
    const language: Language = isLanguage(person.language) ? person.language : 'fr'
    try {
      await carriers.email({ ...letterOf(person, language), to: person.login, language })
      reached = true
    } catch (error) {
      const failure = asUndelivered(error)
      if (!failure.permanent) later = failure
    }
  }
  if (!reached && later) throw later
}
