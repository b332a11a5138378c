// What is still owed of a sensitive case, to others and to a child: said where an act would end it for good.
import { isChild, type SensitiveContext } from '../../../workflows/sensitive-facts.ts'
import { inside } from '../capital.ts'
import type { Say } from './say.ts'

const untold = ({ notices }: SensitiveContext) =>
  (['institution', 'funder'] as const).filter((one) => notices[one] === null)

const isChildOwed = (context: SensitiveContext): boolean => isChild(context) && context.childReferred === null

/** What an erasure ends for good before it was done; empty where nothing is owed. */
export function erasingEnds({ t, f }: Say, context: SensitiveContext): string {
  const whom = untold(context).map((one) => inside(t(`field.to.option.${one}`)))
  const notice = whom.length > 0 ? [t('confidential.erasing.notice', { whom: f.list(whom) })] : []
  const child = isChildOwed(context) ? [t('confidential.erasing.child')] : []
  return [...notice, ...child].join(' ')
}
