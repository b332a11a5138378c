// A cause in words: its title and text in the reader's language, as far as they are written.
import type { Cause } from '../../cases/causes.ts'
import type { Say } from './say.ts'

/** The title: causes are written in French and in Arabic. */
export const causeTitle = (
  { lang }: Say,
  { title_fr, title_ar }: Pick<Cause, 'title_fr' | 'title_ar'>,
): string => (lang === 'ar' ? title_ar : title_fr)

/** The explanation. */
export const causeText = ({ lang }: Say, { text_fr, text_ar }: Pick<Cause, 'text_fr' | 'text_ar'>): string =>
  lang === 'ar' ? text_ar : text_fr
