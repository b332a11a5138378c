// Why an act has to wait, where one rule of the lifecycle stands for several, or where it has none: what is missing, by its name.
import { ATTEMPTS, isChild, type SensitiveContext } from '../../workflows/sensitive-facts.ts'
import { type AppError, Refused } from '../errors.ts'

/** The rules that ask for the notice and for the referral of a child, together. */
const ofDuties = ['refusal.dutiesDone', 'refusal.triedEnough']

/** What ends a case. */
const ends = ['CLOSE', 'CLOSE_UNREACHABLE']

/** No case ends over what she said and nobody read; null where nothing keeps it. Her wish to have it erased waits for nothing. */
export const beforeItEnds = (type: string, answer: string): Refused | null =>
  ends.includes(type) && answer === 'unread' ? new Refused('refusal.answerUnread') : null

/** The same refusal, more exact where what is known of the case tells more; null where nothing is refused. */
export function exactReason(refusal: AppError | null, context: SensitiveContext): AppError | null {
  const key = refusal?.said.key
  if (key === undefined || !ofDuties.includes(key)) return refusal
  const { notices, childReferred, attempts } = context
  const notice = notices.institution === null || notices.funder === null
  const child = isChild(context) && childReferred === null
  if (key === 'refusal.triedEnough' && attempts < ATTEMPTS)
    return notice || child ? refusal : new Refused('refusal.tooFewAttempts')
  if (notice && child) return new Refused('refusal.noticeAndChild')
  return new Refused(notice ? 'refusal.noticeNotDone' : 'refusal.childNotReferred')
}
