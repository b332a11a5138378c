// Public holidays of Morocco (civil days). Fixed ones are law; religious ones follow the sighting of the moon.

/** 2026 as the kept calendar has it; religious days are provisional until officials confirm them. */
const days = [
  '2026-01-01',
  '2026-01-11',
  '2026-01-14',
  '2026-03-20',
  '2026-03-21',
  '2026-05-01',
  '2026-05-27',
  '2026-05-28',
  '2026-06-17',
  '2026-07-30',
  '2026-08-14',
  '2026-08-20',
  '2026-08-21',
  '2026-08-26',
  '2026-08-27',
  '2026-10-31',
  '2026-11-06',
  '2026-11-18',
]

/** The public holidays, for programmes that count working days. */
export const holidays: ReadonlySet<string> = new Set(days)
