// Commitments as a calendar file (RFC 5545): references, units and days, nothing of whoever complained.
import ical, { ICalCalendarMethod, ICalEventClass, ICalEventTransparency } from 'ical-generator'
import type { Dated } from '../../cases/commitment-feed.ts'
import { addDays } from '../../platform/clock.ts'
import type { WithPlaces } from '../routes/users-places.ts'
import type { Say } from './say.ts'

/** How often (seconds) a calendar program is asked to look again. */
const LOOK_AGAIN = 3600

/** Where links of the file lead: the public address of the installation, when it is known. */
type House = { programmes: readonly WithPlaces[]; baseUrl: string | undefined }

/** The text of the file; the same commitment keeps its UID whatever happens to it. */
export function calendarFile(
  { t, lang }: Pick<Say, 't' | 'lang'>,
  rows: readonly Dated[],
  { programmes, baseUrl }: House,
): string {
  const host = baseUrl ? new URL(baseUrl).hostname : 'jawab'
  const calendar = ical({
    name: t('feed.calendar'),
    prodId: { company: 'Jawab', product: 'Commitments', language: lang.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: LOOK_AGAIN,
  })
  for (const row of rows) {
    const changed = new Date(row.changed_at)
    const programme = programmes.find(({ code }) => code === row.programme)
    const unit = programme?.units.find(({ code }) => code === row.unit)
    const names = { programme: programme?.names[lang] ?? row.programme, unit: unit?.names[lang] ?? row.unit }
    calendar.createEvent({
      id: `${row.case_id}.${row.n}@${host}`,
      start: midnight(row.due_on),
      end: midnight(addDays(row.due_on, 1)),
      allDay: true,
      stamp: changed,
      lastModified: changed,
      sequence: row.revision,
      summary: t('feed.summary', {
        ...names,
        reference: row.case_id,
        status: t(`work.commitments.status.${row.status}`),
      }),
      class: ICalEventClass.PRIVATE,
      // A promise is no meeting: whoever made it is still free that day.
      transparency: ICalEventTransparency.TRANSPARENT,
      ...(baseUrl && { url: `${baseUrl.replace(/\/$/, '')}/cases/${row.case_id}` }),
    })
  }
  // Every line ends with CRLF, the last one too.
  return `${calendar.toString()}\r\n`
}

/** The day as the library wants it; of a whole day it writes no time. */
const midnight = (day: string): Date => new Date(`${day}T00:00:00Z`)
