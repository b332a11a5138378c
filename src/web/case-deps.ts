// What the pages about cases need: the same for every route of theirs.
import type { HolidayBook } from '../calendars/book.ts'
import type { ViewParts } from '../cases/case-view.ts'
import type { Commands } from '../cases/commands.ts'
import type { Holidays } from '../cases/deadlines.ts'
import type { Documents } from '../cases/documents.ts'
import type { Road } from '../confidential/road.ts'
import type { Transfer } from '../confidential/transfer.ts'
import type { Programmes } from '../programmes/index.ts'

export type CaseDeps = ViewParts & {
  commands: Commands
  documents: Documents
  programmes: Programmes
  road: Road
  /** Takes a case to the confidential road. */
  transfer: Transfer
  calendar: HolidayBook
  /** Public holidays (civil days), for programmes that count working days. */
  holidays: Holidays
}
