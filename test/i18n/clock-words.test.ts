// The clock of a case, in words.
import { describe, expect, test } from 'vitest'
import { type ClockFacts, clockWords, dayFromToday } from '../../src/i18n/clock-words.ts'

const today = '2026-11-25'
const facts = (given: Partial<ClockFacts>): ClockFacts => ({
  mark: 'onTime',
  broken: false,
  dueOn: '2026-11-29',
  today,
  ...given,
})
const chip = (given: Partial<ClockFacts>, language: 'fr' | 'ar' | 'en' = 'fr') => {
  const { tone, icon, text, date } = clockWords(language, facts(given))
  return [tone, icon, text, date]
}

test.each<[string, Partial<ClockFacts>, string[]]>([
  ['on time', {}, ['ontime', 'clock', '4 j restants', 'dim. 29 nov.']],
  [
    'due soon',
    { mark: 'dueSoon', dueOn: '2026-11-26' },
    ['soon', 'hourglass-high', '1 j restant', 'jeu. 26 nov.'],
  ],
  [
    'due today',
    { mark: 'dueSoon', dueOn: today },
    ['soon', 'hourglass-high', 'aujourd’hui à minuit', 'mer. 25 nov.'],
  ],
  [
    'overdue since today',
    { mark: 'overdue', dueOn: '2026-11-24' },
    ['overdue', 'alert-triangle', 'en retard depuis aujourd’hui', 'due le mar. 24 nov.'],
  ],
  [
    'overdue this week',
    { mark: 'overdue', dueOn: '2026-11-22' },
    ['overdue', 'alert-triangle', 'en retard depuis lundi', 'due le dim. 22 nov.'],
  ],
  [
    'overdue for a week',
    { mark: 'overdue', dueOn: '2026-11-18' },
    ['overdue', 'alert-triangle', 'en retard de 7 jours', 'due le mer. 18 nov.'],
  ],
  [
    'late',
    { mark: 'late', dueOn: '2026-11-12' },
    ['late', 'alert-octagon', 'en retard de 13 jours', 'due le jeu. 12 nov.'],
  ],
  [
    'late within a week of a short deadline',
    { mark: 'late', dueOn: '2026-11-22' },
    ['late', 'alert-octagon', 'en retard depuis lundi', 'due le dim. 22 nov.'],
  ],
  [
    'late from another year',
    { mark: 'late', dueOn: '2025-11-20' },
    ['late', 'alert-octagon', 'en retard de 370 jours', 'due le jeu. 20 nov. 2025'],
  ],
  [
    'broken',
    { mark: 'onTime', broken: true, heldOn: '2026-11-24' },
    ['overdue', 'alert-triangle', 'engagement non honoré', 'promis pour le mar. 24 nov.'],
  ],
  [
    'broken and late',
    { mark: 'late', broken: true, heldOn: '2026-11-24', dueOn: '2026-11-12' },
    ['late', 'alert-octagon', 'en retard de 13 jours', 'due le jeu. 12 nov.'],
  ],
  [
    'held',
    { mark: 'held', heldOn: '2026-12-03', dueOn: '2026-11-20' },
    ['held', 'player-pause', 'engagement jusqu’au 3 déc.', 'délai suspendu'],
  ],
  [
    'counted',
    { mark: 'counted', days: 9, limit: 10 },
    ['stopped', 'circle-check', 'engagement honoré', 'compte pour 9 jours sur 10'],
  ],
  [
    'counted after a broken promise',
    { mark: 'counted', broken: true, days: 48, limit: 10 },
    ['overdue', 'alert-triangle', 'engagement non honoré', 'compte pour 48 jours'],
  ],
  [
    'closed in time',
    { mark: 'stopped', days: 9, limit: 10 },
    ['stopped', 'circle-check', 'close en 9 jours', 'dans le délai de 10 jours'],
  ],
  [
    'closed too late',
    { mark: 'stopped', days: 48, limit: 10 },
    ['stopped', 'circle-check', 'close en 48 jours', 'délai de 10 jours dépassé'],
  ],
  [
    'closed the same day',
    { mark: 'stopped', days: 0 },
    ['stopped', 'circle-check', 'close le jour même', ''],
  ],
  [
    'waiting for documents',
    { mark: 'waiting', waitOn: '2026-12-02', dueOn: '2026-12-04' },
    ['wait', 'paperclip', 'pièces attendues jusqu’au 2 déc.', 'échéance ven. 4 déc.'],
  ],
  [
    'on time while documents are awaited',
    { waitOn: '2026-12-02', dueOn: '2026-12-04' },
    ['ontime', 'clock', '9 j restants', 'ven. 4 déc. · pièces attendues'],
  ],
])('%s', (_title, given, expected) => {
  expect(chip(given)).toEqual(expected)
})

describe('the day speaks before the mark, which is as old as the last event', () => {
  test('a due day that is over is overdue', () => {
    expect(chip({ mark: 'onTime', dueOn: '2026-11-24' })[0]).toBe('overdue')
    expect(chip({ mark: 'waiting', waitOn: '2026-12-02', dueOn: '2026-11-24' })[0]).toBe('overdue')
  })

  test('a promised date that is over is broken', () => {
    expect(chip({ mark: 'held', heldOn: '2026-11-24' }).slice(0, 3)).toEqual([
      'overdue',
      'alert-triangle',
      'engagement non honoré',
    ])
  })

  test('a due day moved ahead is not overdue any more', () => {
    expect(chip({ mark: 'overdue' })).toEqual(['soon', 'hourglass-high', '4 j restants', 'dim. 29 nov.'])
  })
})

test('Arabic counts in its own six ways', () => {
  const late = (dueOn: string) => chip({ mark: 'late', dueOn }, 'ar')[2]

  expect(chip({ dueOn: '2026-11-26' }, 'ar')[2]).toBe('يوم واحد متبقٍّ')
  expect(chip({ dueOn: '2026-11-27' }, 'ar')[2]).toBe('يومان متبقيان')
  expect(chip({}, 'ar')[2]).toBe('4 أيام متبقية')
  expect(late('2026-11-12')).toBe('متأخرة بـ 13 يوماً')
  expect(late('2026-08-17')).toBe('متأخرة بـ 100 يوم')
  expect(late('2026-11-22')).toBe('متأخرة منذ الاثنين')
  expect(chip({ mark: 'held', heldOn: '2026-12-03' }, 'ar')[2]).toBe('التزام إلى غاية 3 دجنبر')
})

test('English says it plainly', () => {
  expect(chip({ mark: 'overdue', dueOn: '2026-11-22' }, 'en').slice(2)).toEqual([
    'late since Monday',
    'was due Sun 22 Nov',
  ])
  expect(chip({ mark: 'stopped', days: 1 }, 'en')[2]).toBe('closed in 1 day')
})

test('a day is told from today', () => {
  const told = (day: string) => dayFromToday('fr', day, today)

  expect(['2026-11-25', '2026-11-26', '2026-11-24'].map(told)).toEqual(['aujourd’hui', 'demain', 'hier'])
  expect(['2026-12-03', '2026-11-12'].map(told)).toEqual(['dans 8 jours', 'il y a 13 jours'])
  expect(dayFromToday('ar', '2026-12-03', today)).toBe('بعد 8 أيام')
})
