// The languages of the product, and which way each is read.

export const languages = ['fr', 'ar', 'en'] as const
export type Language = (typeof languages)[number]

/** Which way a language is read. */
export const dirOf = (language: Language): 'rtl' | 'ltr' => (language === 'ar' ? 'rtl' : 'ltr')

/** Whether something names one of our languages. */
export const isLanguage = (value: unknown): value is Language => languages.some((known) => known === value)
