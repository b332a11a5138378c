// What is still owed of a sensitive case, to others and to a child: said where an act would end it for good.
import { isChild, type SensitiveContext } from '../../../workflows/sensitive-facts.ts'
import { inside } from '../capital.ts'
import type { Say } from './say.ts'

/** Whom nobody told yet. */
export const untold = ({ notices }: SensitiveContext) =>
  (['institution', 'funder'] as const).filter((one) => notices[one] === null)

/** Who is told, as a list inside a sentence. */
export const namesOf = ({ t, f }: Say, whom: readonly string[]): string =>
  f.list(whom.map((one) => inside(t(`field.to.option.${one}`))))

const isChildOwed = (context: SensitiveContext): boolean => isChild(context) && context.childReferred === null

/** What an erasure ends for good before it was done; empty where nothing is owed. */
export function erasingEnds(say: Say, context: SensitiveContext): string {
  const { t } = say
  const whom = untold(context)
  const notice = whom.length > 0 ? [t('confidential.erasing.notice', { whom: namesOf(say, whom) })] : []
  const child = isChildOwed(context) ? [t('confidential.erasing.child')] : []
  return [...notice, ...child].join(' ')
}
