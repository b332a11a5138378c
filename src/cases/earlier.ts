// What is already known of a person before their complaint is registered: earlier cases, and the ones it may repeat.
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { foldCnie, foldPhone, isCnie, isPhone } from './folding.ts'
import { visible } from './policy.ts'
import type { CaseRow } from './rows.ts'

export type Earlier = Pick<
  CaseRow,
  | 'id'
  | 'workflow'
  | 'programme'
  | 'category'
  | 'object'
  | 'state'
  | 'received_on'
  | 'received_at'
  | 'closing_on'
  | 'days'
>

/** What a person may be known by; any of it may be empty. */
export type KnownBy = { beneficiary: string | null; cnie: string; phone: string }

const MOST = 10
/** Cases looked at for one person before the ones the viewer may see are picked. */
const MOST_OF_ONE = 200

/**
 * Cases of the same beneficiary, card or telephone that the viewer may see, newest first, at most ten; restricted ones
 * are left out even for their handlers, who would read there whose they are.
 */
export async function earlierCases(db: Database, by: KnownBy, viewer: Viewer): Promise<Earlier[]> {
  const words = wordsOf(by)
  if (words.length === 0 && by.beneficiary === null) return []
  const query = db.read('cases').where((any) => {
    any.whereIn(
      'cases.id',
      db.read('search_keys').whereIn('word', words).select('case_id').limit(MOST_OF_ONE),
    )
    if (by.beneficiary !== null) {
      any.orWhereIn(
        'cases.id',
        db
          .read('registrations')
          .where({ beneficiary_id: by.beneficiary })
          .select('case_id')
          .limit(MOST_OF_ONE),
      )
    }
  })
  visible(query.where('cases.restricted', 0), viewer)
  return query.orderBy('cases.received_at', 'desc').orderBy('cases.id').limit(MOST).select(shown)
}

const shown = [
  'cases.id',
  'cases.workflow',
  'cases.programme',
  'category',
  'object',
  'state',
  'received_on',
  'received_at',
  'closing_on',
  'days',
]

/** The case that a case is about, and those that are about it, as far as the viewer may see them; oldest first. */
export async function linkedCases(
  db: Database,
  { id, about }: Pick<CaseRow, 'id' | 'about'>,
  viewer: Viewer,
): Promise<Earlier[]> {
  const query = db.read('cases').where((any) => any.where('cases.about', id).orWhere('cases.id', about ?? ''))
  visible(query, viewer)
  return query.orderBy(['cases.received_at', 'cases.id']).limit(MOST).select(shown)
}

/** A complaint of the same person about the same thing within so many days may be the same complaint. */
export const DUPLICATE_DAYS = 60

/** Whether an earlier case may be what is being registered again. */
export const mayRepeat = (
  earlier: Earlier,
  now: { programme: string; category: string; since: number },
): boolean =>
  earlier.programme === now.programme && earlier.category === now.category && earlier.received_at >= now.since

function wordsOf({ cnie, phone }: KnownBy): string[] {
  const [card, number] = [foldCnie(cnie), foldPhone(phone)]
  // Half a number, still being typed, is nobody's.
  return [...(isCnie(card) ? [`c:${card}`] : []), ...(isPhone(number) ? [`p:${number}`] : [])]
}
