// The page of a case that another service took over: the line of the register, and what had happened by whose hands.
import type { ReleasedView } from '../../cases/released-view.ts'
import type { Programme } from '../../programmes/schema.ts'
import { nameOf, whoDid } from './history.ts'
import type { Say } from './say.ts'

/** The locals of the page; it is the same wherever the case went. */
export function releasedPage(
  say: Say,
  { row, at, events }: ReleasedView,
  { programme, names }: { programme: Programme; names: ReadonlyMap<string, string> },
) {
  const { t, f, lang } = say
  const received = { how: t(`word.receivedBy.${row.channel}`), date: f.dayShortYear(row.received_on) }
  return {
    title: row.id,
    id: row.id,
    facts: [
      { icon: 'school', text: programme.names[lang] },
      { icon: 'inbox', text: t('case.received', received) },
    ],
    text: t('release.gone.text', { date: f.day(at) }),
    history: events.toReversed().map((entry) => ({
      what: nameOf(say, row.workflow, entry),
      meta: metaOf(say, entry, names),
      system: entry.actor === 'system' || entry.event === 'RELEASE',
    })),
  }
}

/** Whose hand gave it away could tell where to. */
const metaOf = (
  say: Say,
  entry: ReleasedView['events'][number],
  names: ReadonlyMap<string, string>,
): string =>
  entry.event === 'RELEASE'
    ? say.f.dateTime(entry.at)
    : say.t('case.history.by', { date: say.f.dateTime(entry.at), who: handOf(say, entry, names) })

function handOf(say: Say, entry: ReleasedView['events'][number], names: ReadonlyMap<string, string>): string {
  const who = whoDid(say, entry, names)
  // Who is known by their part alone is not told twice.
  if (entry.actor === 'system' || entry.role === 'complainant') return who
  return say.t('release.gone.hand', { who, role: say.t(`word.role.${entry.role}`) })
}
