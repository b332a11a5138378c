// Every text stands in every language, with the same values, written as the language wants it.
import { describe, expect, test } from 'vitest'
import { languages } from '../../src/i18n/i18n.ts'
import { allTexts, formOf, namespacesOf, plainKey, textsOf } from './text-files.ts'

// What stands between straight quotes is to be typed as it is: a setting, a name of a column.
const french = new Map(
  [...allTexts('fr')].map(([key, text]) => [key, text.replaceAll(/"[^"]*"(: (\w+|"[^"]*"))?/g, '')]),
)
const arabic = allTexts('ar')

const wrong = (texts: Map<string, string>, isWrong: (text: string) => boolean) =>
  [...texts].filter(([, text]) => isWrong(text)).map(([key, text]) => `${key}: ${text}`)

test('the languages have the same files', () => {
  for (const language of languages) expect(namespacesOf(language)).toEqual(namespacesOf('fr'))
})

describe.each(namespacesOf('fr'))('%s', (namespace) => {
  const texts = Object.fromEntries(languages.map((language) => [language, textsOf(language, namespace)]))

  test('has the same texts in every language', () => {
    const keysOf = (language: string) => [...new Set([...keys(language)].map(plainKey))].sort()
    for (const language of languages) expect(keysOf(language), language).toEqual(keysOf('fr'))
  })

  test('has every plural form its languages count with', () => {
    for (const language of languages) {
      const wanted = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted()
      const counted = Map.groupBy([...keys(language)].filter(formOf), plainKey)
      // Nothing at all may be said in words of its own in every language.
      for (const [key, forms] of counted)
        expect(
          forms
            .map(formOf)
            .filter((form) => form !== 'zero' || wanted.includes(form))
            .sort(),
          `${language} ${key}`,
        ).toEqual(wanted)
    }
  })

  test('asks for the same values in every language', () => {
    for (const language of languages) expect(valuesOf(language), language).toEqual(valuesOf('fr'))
  })

  test('says something everywhere', () => {
    for (const language of languages) {
      const said = texts[language] ?? new Map<string, string>()
      expect(wrong(said, (text) => text.trim() !== text || text === '')).toEqual([])
    }
  })

  const keys = (language: string) => texts[language]?.keys() ?? []

  /** By text; the forms of a plural together, for « one day » need not repeat the number. */
  function valuesOf(language: string): Record<string, string[]> {
    const byKey = Map.groupBy([...(texts[language] ?? [])], ([key]) => plainKey(key))
    const names = (text: string) => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? '')
    return Object.fromEntries(
      [...byKey].map(([key, forms]) => [key, [...new Set(forms.flatMap(([, text]) => names(text)))].sort()]),
    )
  }
})

describe('French', () => {
  test('has its own apostrophe', () => {
    expect(wrong(french, (text) => text.includes("'"))).toEqual([])
  })

  test('has a narrow no-break space before ? ! ;', () => {
    expect(wrong(french, (text) => /[^\u202f?!][?!;]/.test(text))).toEqual([])
  })

  test('has a no-break space before : and %, but in times and addresses', () => {
    expect(wrong(french, (text) => /[^\u00a0]%/.test(text))).toEqual([])
    expect(wrong(french, (text) => /[^\u00a0]:(?!\/\/|\d)/.test(text))).toEqual([])
  })

  test('keeps its guillemets to their words', () => {
    expect(wrong(french, (text) => /«[^\u00a0\u202f]|[^\u00a0\u202f]»|[“”]/.test(text))).toEqual([])
  })
})

describe('Arabic', () => {
  test('has its own comma, semicolon and question mark', () => {
    expect(wrong(arabic, (text) => /[,;?]/.test(text))).toEqual([])
  })

  test('writes digits as Moroccans do', () => {
    expect(wrong(arabic, (text) => /[\u0660-\u0669\u06f0-\u06f9]/.test(text))).toEqual([])
  })

  test('is written in Arabic', () => {
    const latinOnly = (text: string) =>
      /[a-z]{3}/i.test(text.replaceAll(/\{\{.*?\}\}/g, '')) && !/\p{sc=Arab}/u.test(text)
    const bare = wrong(arabic, latinOnly).filter(
      (line) => !/: (Jawab|Français|English|SMS|CNIE|PDF|CSV|XLSX)$/.test(line),
    )
    expect(bare).toEqual([])
  })
})
