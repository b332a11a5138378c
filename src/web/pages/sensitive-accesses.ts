// Who has read a sensitive case: one line for a person and a day, however often they looked.
import type { LoggedAccess } from '../../confidential/access-log.ts'
import { dayOf } from '../../platform/clock.ts'
import type { Say } from './say.ts'

export type AccessLine = { who: string; meta: string }

/** So many stand beside a case; the log holds them all. */
const MOST = 10

/** Looking is counted; whatever is more than that is named. */
const looks = ['list', 'search', 'case']

/** The latest readers of a case, the newest first, and whether the log knows of more. */
export function accessLines(
  say: Say,
  accesses: readonly LoggedAccess[],
  names: ReadonlyMap<string, string>,
): { lines: AccessLine[]; more: boolean } {
  const groups = [...Map.groupBy(accesses, ({ actor, at }) => `${dayOf(at)} ${actor}`).values()]
  const lines = groups.slice(0, MOST).map((group) => lineOf(say, group, names))
  return { lines, more: groups.length > MOST }
}

function lineOf({ t, f }: Say, group: LoggedAccess[], names: ReadonlyMap<string, string>): AccessLine {
  const [{ actor, at } = { actor: '', at: 0 }] = group
  const kinds = new Set(group.map(({ kind }) => kind).filter((kind) => !looks.includes(kind)))
  const meta = [
    f.dayMonth(at),
    t('confidential.access.times', { count: group.length }),
    ...[...kinds].map((kind) => t(`confidential.access.${kind}`)),
    group.some(({ fields }) => fields?.includes('contactPoint')) && t('confidential.access.contact'),
    group.some(({ door }) => door !== undefined) && t('confidential.desk.byDoor'),
  ]
  return {
    who: names.get(actor) ?? t(`confidential.actor.${actor === 'survivor' ? 'complainant' : 'system'}`),
    meta: meta.filter(Boolean).join(' · '),
  }
}
