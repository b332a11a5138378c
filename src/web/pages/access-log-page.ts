// The log of accesses as a page: when, who, what, which case, which fields; newest first.
import type { Access, LoggedAccess, LogPage } from '../../confidential/access-log.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { Say } from './say.ts'

export type LogParts = {
  programmes: Programmes
  own: readonly string[]
  programme: string
  /** Whether these are the newest lines. */
  first: boolean
  names: ReadonlyMap<string, string>
}

/** What was shown, in the words of the office; the places of a page that say the same go by one name. */
const groups: Record<string, readonly string[]> = {
  facts: ['nature', 'linked', 'ageBand', 'sex'],
  state: ['handling', 'owned', 'closedAs', 'attempts', 'attemptedOn', 'referral'],
  contactPoint: ['contactPoint'],
  contact: ['contactBy', 'contactHours', 'contactLanguage', 'calls', 'wording', 'codeTag'],
  services: ['offered', 'consent', 'sharedWith', 'referrals', 'childReferred'],
  messages: ['messages', 'leaveAt'],
  notice: ['notices', 'noticeFailed', 'noticeLeavesAt', 'noticeBy'],
  dates: ['receivedAt', 'receivedOn', 'via', 'followUpAt', 'medicalUntil', 'enclosureUntil'],
  timeline: ['timeline'],
  accesses: ['accesses'],
  told: ['told'],
  files: ['files'],
}

/** The names of the groups that some fields belong to; what says only where a case belongs is in none. */
export const fieldGroups = (fields: readonly string[]): string[] =>
  Object.keys(groups).filter((name) => groups[name]?.some((field) => fields.includes(field)))

/** The locals of the page. */
export function accessLogPage(say: Say, { lines, next }: LogPage, parts: LogParts) {
  const { t, lang } = say
  const { own, programme, programmes, first } = parts
  const link = (code: string) => `/confidential/log?programme=${encodeURIComponent(code)}`
  return {
    title: t('door.log.title'),
    programmes:
      own.length < 2
        ? []
        : own.map((code) => ({
            ...{ href: link(code), text: programmes.find(code)?.names[lang] ?? code },
            current: code === programme,
          })),
    rows: lines.map((line) => rowOf(say, line, parts.names)),
    start: first ? null : link(programme),
    next: next === null ? null : `${link(programme)}&before=${next}`,
  }
}

function rowOf({ t, f }: Say, line: LoggedAccess, names: ReadonlyMap<string, string>) {
  const { kind, at, actor, door, fields = [], cases = [] } = line
  return {
    at: f.dateTime(at),
    who: names.get(actor) ?? t(knownActors[actor] ?? 'door.somebody'),
    what: t(`door.log.kind.${kindOf(line)}`),
    // What was asked and granted is a door itself; of everything else the door is how it was read.
    byDoor: door !== undefined && !kind.startsWith('door'),
    more: moreOf(t, f, line, names),
    refs: line.case ? [line.case] : [...cases],
    fields: f.list(fieldGroups(fields).map((name) => t(`door.log.field.${name}`))),
  }
}

const knownActors: Record<string, string> = {
  survivor: 'confidential.actor.complainant',
  system: 'word.system',
}

const kindOf = ({ kind, found }: Access): string =>
  kind === 'search' && found !== true ? 'searchNothing' : kind

function moreOf(
  t: Say['t'],
  f: Say['f'],
  { reader, until, left }: Access,
  names: ReadonlyMap<string, string>,
): string | null {
  if (left) return t('door.log.left', { count: left })
  if (!reader || !until) return null
  return t('door.log.reads', { name: names.get(reader) ?? t('door.somebody'), date: f.dateTime(until) })
}
