// What a refusal says to a person: a text key and its values, in which roles and acts still stand by their codes.
import { formats } from './format.ts'
import { has, type Language, translator } from './i18n.ts'

type Said = { key: string; values?: Record<string, string | number> }

/** The sentence of a refusal or an error. */
export function spoken(language: Language, { key, values = {} }: Said): string {
  const t = translator(language)
  if (key === 'refusal.role') return t(key, { roles: rolesIn(language, String(values.roles)) })
  if (key === 'refusal.apart') return t(key, { reason: t(`refusal.hand.${values.event}`) })
  // A civil day is written as the reader writes days.
  if (typeof values.day === 'string') return t(key, { ...values, day: formats(language).day(values.day) })
  // An error that has a page of its own says its text.
  if (has(language, `${key}.text`)) return t(`${key}.text`, values)
  return t(key, values)
}

function rolesIn(language: Language, codes: string): string {
  const t = translator(language)
  return formats(language).either(codes.split(' ').map((role) => t(`word.role.${role}`)))
}
