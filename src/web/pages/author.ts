// Who brought a case, as lists and pages name them: by name, as nobody, or protected where it is restricted.
import type { Say } from './say.ts'

export type Author = { name: string; anonymous: boolean }

/** The author of a case; of a restricted one the name is shown only to whoever deliberately asked for it. */
export function authorOf(
  { t }: Say,
  { name, restricted }: { name: string; restricted: number },
  revealed = false,
): Author {
  if (name === '') return { name: t('word.anonymous'), anonymous: true }
  if (restricted === 1 && !revealed) return { name: t('author.protected'), anonymous: true }
  return { name, anonymous: false }
}

/** What was brought, as a word beside the case: '' where a programme knows complaints alone. */
export const serviceOf = (
  { lang }: Say,
  programme: { services: readonly { code: string; names: Record<string, string> }[] } | undefined,
  service: string,
): string => programme?.services.find(({ code }) => code === service)?.names[lang] ?? ''

/** The same for a row of a list; that it was found to be no complaint says more. */
export const broughtOf = (
  say: Say,
  programme: Parameters<typeof serviceOf>[1],
  { service, admissibility }: { service: string; admissibility: string },
): string =>
  admissibility === 'notComplaint'
    ? say.t('word.admissibility.notComplaint')
    : serviceOf(say, programme, service)
