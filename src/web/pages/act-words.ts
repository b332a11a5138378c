// What an act is called on one case: some are called otherwise where the case was found to be no complaint.
import type { CaseView } from '../../cases/case-view.ts'
import { has } from '../../i18n/i18n.ts'
import { lifeKey } from '../../i18n/life.ts'
import type { Say } from './say.ts'

type Called = Pick<CaseView, 'workflow' | 'admissibility'>

/** A word of an act (`do`, `title`, `intro`, `follows`…), as it is said of this case. */
export function actWord(
  { lang, life }: Say,
  { workflow, admissibility }: Called,
  event: string,
  part: string,
) {
  const own = `event.${event}.for.${admissibility}.${part}`
  return life(workflow, has(lang, lifeKey(lang, workflow, own)) ? own : `event.${event}.${part}`)
}
