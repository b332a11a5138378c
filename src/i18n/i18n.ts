// The words of the product: every file of texts/<language>, read once at start. `frame.skip` is `skip` in frame.json.
import { readdirSync, readFileSync } from 'node:fs'
import { createInstance } from 'i18next'
import { formats } from './format.ts'
import { type Language, languages } from './languages.ts'

export { dirOf, isLanguage, type Language, languages } from './languages.ts'

/** A text by its key. `count` chooses the plural form; a key without a text comes back as it is. */
export type T = (key: string, values?: Record<string, string | number>) => string

const texts = new URL('./texts/', import.meta.url)

const i18n = createInstance({
  initAsync: false,
  supportedLngs: [...languages],
  fallbackLng: false,
  resources: Object.fromEntries(languages.map((language) => [language, { translation: read(language) }])),
  nsSeparator: false,
  returnedObjectHandler: (key: string) => key,
  // The views escape; a text goes into mails and letters as well.
  interpolation: { escapeValue: false },
})
i18n.init()

const translators: Record<Language, T> = {
  fr: createTranslator('fr'),
  ar: createTranslator('ar'),
  en: createTranslator('en'),
}

/** Adds what a lifecycle from elsewhere says, by namespace. What is there stays: it changes the words of no other one. */
export function addTexts(language: Language, added: object): void {
  i18n.addResourceBundle(language, 'translation', added, true, false)
}

/** The texts of a language. */
export const translator = (language: Language): T => translators[language]

/** Whether a language has a text of this key, plain or in plural forms. */
export function has(language: Language, key: string): boolean {
  return [key, `${key}_other`].some(
    (name) => typeof i18n.getResource(language, 'translation', name) === 'string',
  )
}

function createTranslator(language: Language): T {
  const fixed = i18n.getFixedT(language)
  const { number } = formats(language)
  const known = new Map<string, string>()
  return (key, values) => {
    if (values) {
      const { count } = values
      if (typeof count !== 'number') return fixed(key, { replace: values })
      return fixed(key, { count, replace: { ...values, count: number(count) } })
    }
    // A page asks for the same few hundred texts again and again; looking one up costs more than writing it.
    const text = known.get(key) ?? fixed(key)
    if (text !== key) known.set(key, text)
    return text
  }
}

function read(language: Language): Record<string, unknown> {
  const folder = new URL(`${language}/`, texts)
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.map((file) => [
      file.slice(0, -'.json'.length),
      JSON.parse(readFileSync(new URL(file, folder), 'utf8')),
    ]),
  )
}
