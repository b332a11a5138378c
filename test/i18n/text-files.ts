// The text files as the tests read them: every text of a language, flat, by its key.
import { readdirSync, readFileSync } from 'node:fs'
import type { Language } from '../../src/i18n/i18n.ts'

const folderOf = (language: Language) => new URL(`../../src/i18n/texts/${language}/`, import.meta.url)

export const namespacesOf = (language: Language): string[] =>
  readdirSync(folderOf(language))
    .filter((file) => file.endsWith('.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort()

/** Key and text of everything a file says. */
export function textsOf(language: Language, namespace: string): Map<string, string> {
  const file = new URL(`${namespace}.json`, folderOf(language))
  return new Map(flat(namespace, JSON.parse(readFileSync(file, 'utf8'))))
}

export function allTexts(language: Language): Map<string, string> {
  return new Map(namespacesOf(language).flatMap((namespace) => [...textsOf(language, namespace)]))
}

const FORM = /_(zero|one|two|few|many|other)$/

/** The key of a text without its plural form. */
export const plainKey = (key: string): string => key.replace(FORM, '')

/** The plural form a key is for, if it is for one. */
export const formOf = (key: string): string | undefined => FORM.exec(key)?.[1]

function flat(path: string, node: unknown): [string, string][] {
  if (typeof node === 'string') return [[path, node]]
  if (typeof node !== 'object' || node === null) throw new Error(`${path} is not a text`)
  return Object.entries(node).flatMap(([name, child]) => flat(`${path}.${name}`, child))
}
