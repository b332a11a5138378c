// Public holidays of Morocco as the product knows them: the first calendar of an installation, which its office then keeps.

export const holidayKinds = ['fixed', 'religious'] as const

/** A day on which nobody works; a religious one is provisional until officials have seen the moon. */
export type Holiday = {
  /** The civil day, YYYY-MM-DD. */
  day: string
  kind: (typeof holidayKinds)[number]
  status: 'provisional' | 'confirmed'
  names: Record<'fr' | 'ar' | 'en', string>
}

const FIRST_YEAR = 2022
const LAST_YEAR = 2035

/** By law, the same day every year; `since` the first year in which it was one. */
const fixed: { on: string; since?: number; names: Holiday['names'] }[] = [
  { on: '01-01', names: { fr: 'Nouvel an', ar: 'رأس السنة الميلادية', en: 'New Year’s Day' } },
  {
    on: '01-11',
    names: {
      fr: 'Manifeste de l’indépendance',
      ar: 'ذكرى تقديم وثيقة الاستقلال',
      en: 'Independence Manifesto Day',
    },
  },
  {
    on: '01-14',
    since: 2024,
    names: { fr: 'Nouvel an amazigh', ar: 'رأس السنة الأمازيغية', en: 'Amazigh New Year' },
  },
  { on: '05-01', names: { fr: 'Fête du travail', ar: 'عيد الشغل', en: 'Labour Day' } },
  { on: '07-30', names: { fr: 'Fête du trône', ar: 'عيد العرش', en: 'Throne Day' } },
  {
    on: '08-14',
    names: { fr: 'Oued Ed-Dahab', ar: 'ذكرى استرجاع إقليم وادي الذهب', en: 'Oued Ed-Dahab Day' },
  },
  {
    on: '08-20',
    names: {
      fr: 'Révolution du roi et du peuple',
      ar: 'ذكرى ثورة الملك والشعب',
      en: 'Revolution of the King and the People',
    },
  },
  { on: '08-21', names: { fr: 'Fête de la jeunesse', ar: 'عيد الشباب', en: 'Youth Day' } },
  { on: '10-31', since: 2025, names: { fr: 'Fête de l’unité', ar: 'عيد الوحدة', en: 'Unity Day' } },
  { on: '11-06', names: { fr: 'Marche verte', ar: 'ذكرى المسيرة الخضراء', en: 'Green March' } },
  { on: '11-18', names: { fr: 'Fête de l’indépendance', ar: 'عيد الاستقلال', en: 'Independence Day' } },
]

/** By the moon; each name stands for a day, the first of them being the day in the table below. */
const feasts: Record<Feast, Holiday['names'][]> = {
  fitr: [
    { fr: 'Aïd al-Fitr (1er jour)', ar: 'عيد الفطر (اليوم الأول)', en: 'Eid al-Fitr (first day)' },
    { fr: 'Aïd al-Fitr (2e jour)', ar: 'عيد الفطر (اليوم الثاني)', en: 'Eid al-Fitr (second day)' },
  ],
  adha: [
    { fr: 'Aïd al-Adha (1er jour)', ar: 'عيد الأضحى (اليوم الأول)', en: 'Eid al-Adha (first day)' },
    { fr: 'Aïd al-Adha (2e jour)', ar: 'عيد الأضحى (اليوم الثاني)', en: 'Eid al-Adha (second day)' },
  ],
  muharram: [{ fr: '1er Moharram', ar: 'فاتح محرم', en: 'First of Muharram' }],
  mawlid: [
    { fr: 'Aïd al-Mawlid (1er jour)', ar: 'عيد المولد النبوي (اليوم الأول)', en: 'Mawlid (first day)' },
    { fr: 'Aïd al-Mawlid (2e jour)', ar: 'عيد المولد النبوي (اليوم الثاني)', en: 'Mawlid (second day)' },
  ],
}

type Feast = 'fitr' | 'adha' | 'muharram' | 'mawlid'

// Years that were lived as they were; to come, a day after the calendar of Umm al-Qura, as the moon is mostly seen in
// Morocco. The year 2033 has two feasts of al-Fitr, 2034 and 2035 have it in December.
const religious: [fitr: string, adha: string, muharram: string, mawlid: string][] = [
  ['2022-05-03', '2022-07-10', '2022-07-31', '2022-10-09'],
  ['2023-04-22', '2023-06-29', '2023-07-20', '2023-09-28'],
  ['2024-04-10', '2024-06-17', '2024-07-08', '2024-09-16'],
  ['2025-03-31', '2025-06-07', '2025-06-27', '2025-09-05'],
  ['2026-03-20', '2026-05-27', '2026-06-17', '2026-08-26'],
  ['2027-03-10', '2027-05-17', '2027-06-07', '2027-08-15'],
  ['2028-02-27', '2028-05-06', '2028-05-26', '2028-08-04'],
  ['2029-02-15', '2029-04-25', '2029-05-15', '2029-07-25'],
  ['2030-02-05', '2030-04-14', '2030-05-05', '2030-07-14'],
  ['2031-01-25', '2031-04-03', '2031-04-24', '2031-07-03'],
  ['2032-01-15', '2032-03-23', '2032-04-12', '2032-06-21'],
  ['2033-01-04', '2033-03-13', '2033-04-02', '2033-06-11'],
  ['2033-12-24', '2034-03-02', '2034-03-23', '2034-05-31'],
  ['2034-12-13', '2035-02-20', '2035-03-12', '2035-05-21'],
]
const LAST_FITR = '2035-12-02'

/** The last year whose religious days were lived when this calendar was written. */
const LIVED = '2025'

/** Every public holiday the product knows, in the order of the days. */
export const knownHolidays: readonly Holiday[] = [...fixedDays(), ...religiousDays()].sort((a, b) =>
  a.day < b.day ? -1 : 1,
)

/** Their civil days: what counts until an installation has read its own calendar. */
export const holidays: ReadonlySet<string> = new Set(knownHolidays.map(({ day }) => day))

function fixedDays(): Holiday[] {
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, n) => FIRST_YEAR + n)
  return years.flatMap((year) =>
    fixed
      .filter(({ since = FIRST_YEAR }) => year >= since)
      .map(({ on, names }) => ({ day: `${year}-${on}`, kind: 'fixed', status: 'confirmed', names })),
  )
}

function religiousDays(): Holiday[] {
  const years = religious.flatMap(([fitr, adha, muharram, mawlid]) => [
    ...feastDays('fitr', fitr),
    ...feastDays('adha', adha),
    ...feastDays('muharram', muharram),
    ...feastDays('mawlid', mawlid),
  ])
  return [...years, ...feastDays('fitr', LAST_FITR)]
}

function feastDays(feast: Feast, first: string): Holiday[] {
  return feasts[feast].map((names, n) => {
    const day = dayAfter(first, n)
    const status = day.slice(0, 4) <= LIVED ? 'confirmed' : 'provisional'
    return { day, kind: 'religious', status, names }
  })
}

function dayAfter(day: string, days: number): string {
  const noon = new Date(`${day}T12:00:00Z`)
  noon.setUTCDate(noon.getUTCDate() + days)
  return noon.toISOString().slice(0, 10)
}
