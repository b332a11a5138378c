// The desk of a focal point or a specialist: what waits, the most urgent first, and what lies there besides.
import type { DeskPage } from '../../confidential/desk.ts'
import type { OpenDoor } from '../../confidential/doors.ts'
import type { Seen } from '../../confidential/reading.ts'
import type { Programmes } from '../../programmes/index.ts'
import type { Say } from './say.ts'
import { stateOf } from './sensitive-history.ts'
import { actFor, inRow, type Moment, momentsOf, pressingOf, seesNature } from './sensitive-moments.ts'

export type DeskParts = {
  programmes: Programmes
  show: 'waiting' | 'others'
  first: boolean
  late: readonly { programme: string; since: number }[]
  now: number
  /** The doors by which the viewer reads. */
  reading: readonly OpenDoor[]
  /** Those that were opened to the viewer's own desk and not acknowledged. */
  doors: readonly { id: string; programme: string; granted_at: number; expires_at: number; reader: string }[]
  names: ReadonlyMap<string, string>
}

/** The locals of the desk. */
export function deskPage(say: Say, { rows, next, broken }: DeskPage, parts: DeskParts) {
  const { t, f, lang } = say
  const named = (code: string) => parts.programmes.find(code)?.names[lang] ?? code
  const link = (show: string) => `/confidential?show=${show}`
  return {
    title: t('confidential.desk.title'),
    tabs: (['waiting', 'others'] as const).map((show) => ({
      ...{ href: link(show), text: t(`confidential.desk.${show}`), current: show === parts.show },
    })),
    // The index knows dates alone, on purpose: what presses is known once a page of it is opened.
    rows: rows.map((row) => rowOf(say, row, named)).sort((a, b) => a.pressing - b.pressing),
    broken: broken > 0 ? t('confidential.desk.broken', { count: broken }) : null,
    start: parts.first ? null : link(parts.show),
    next: next ? `${link(parts.show)}&after=${encodeURIComponent(next)}` : null,
    waiting: parts.show === 'waiting',
    late: parts.late.map(({ programme, since }) =>
      t('confidential.desk.late', { programme: named(programme), date: f.dateTime(since) }),
    ),
    reading: parts.reading.map(({ id, programme, expires_at }) => ({
      id,
      text: t('confidential.desk.reading', { programme: named(programme), date: f.dateTime(expires_at) }),
    })),
    doors: parts.doors.map((door) => ({
      id: door.id,
      open: door.expires_at > parts.now,
      text: t(`confidential.desk.${door.expires_at > parts.now ? 'door' : 'doorOver'}`, {
        programme: named(door.programme),
        name: parts.names.get(door.reader) ?? '',
        date: f.dateTime(door.expires_at),
      }),
    })),
  }
}

function rowOf(say: Say, row: Seen, named: (code: string) => string) {
  const { t, f } = say
  const { id, context, seat } = row
  const moments = inRow(momentsOf(say, row))
  const next = actFor(row, moments)
  return {
    ref: id,
    href: `/confidential/cases/${id}`,
    // A specialist does not know every deadline: nothing to show is not the same as nothing to do.
    moments:
      moments.length > 0 || seat.role !== 'focal_point' ? moments : [calm(t('confidential.desk.calm'))],
    pressing: pressingOf(row, moments[0]),
    nature: seesNature(row) ? t(`field.nature.option.${context.nature}`) : t('confidential.desk.notShared'),
    programme: named(context.programme),
    received: f.dayShort(context.receivedOn),
    state: stateOf(say, row),
    act: next && seat.door === null ? doing(say, next) : t('confidential.desk.read'),
    actHref:
      next && seat.door === null ? `/confidential/cases/${id}?act=${next}#act` : `/confidential/cases/${id}`,
    door: seat.door !== null,
  }
}

/** What a row leads to; what is still to be read is not said to be read. */
const doing = ({ t, life }: Say, act: string): string =>
  act === 'NOTE_REPLY' ? t('confidential.desk.readAnswer') : life('sensitive', `event.${act}.do`)

const calm = (text: string): Omit<Moment, 'rank' | 'kind'> => ({ icon: 'clock', tone: 'ontime', text })
