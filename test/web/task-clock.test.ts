// The clock of a row of work: what is due and by when, whatever the clock of the case says.
import { expect, test } from 'vitest'
import { formats } from '../../src/i18n/format.ts'
import { translator } from '../../src/i18n/i18n.ts'
import { lifeWords } from '../../src/i18n/life.ts'
import { endOfDay, startOfDay } from '../../src/platform/clock.ts'
import { taskClock } from '../../src/web/pages/clock.ts'

const say = {
  t: translator('fr'),
  f: formats('fr'),
  lang: 'fr',
  life: lifeWords(translator('fr'), 'fr'),
} as const
const now = startOfDay('2026-11-25')
const end = endOfDay

const row = {
  mark: 'onTime',
  broken: 0,
  due_at: end('2026-11-20'),
  held_until: null,
  wait_until: null,
  task_due_at: end('2026-11-20'),
  next: 'CONCLUDE',
}
const held = { ...row, mark: 'held', held_until: end('2026-12-04') }

test.each([
  [
    'a delivery that failed while the clock is held',
    { ...held, next: 'RESEND' },
    'en retard depuis samedi',
    'à renvoyer, échéance ven. 20 nov.',
  ],
  [
    'a word that is due while the clock is held',
    { ...held, next: 'KEEP_IN_TOUCH', task_due_at: end('2026-11-24') },
    'en retard depuis aujourd’hui',
    'mot dû depuis la fin du mar. 24 nov.',
  ],
  [
    'work that was promised',
    { ...held, next: 'REPORT_DONE', task_due_at: end('2026-12-04') },
    '9 j restants',
    'travail promis pour le ven. 4 déc.',
  ],
  [
    'a promise that was missed',
    { ...row, mark: 'overdue', broken: 1, next: 'RENEW', task_due_at: end('2026-11-23') },
    'engagement non honoré',
    'promis pour le lun. 23 nov.',
  ],
  [
    'a promise that is watched',
    { ...held, next: '', task_due_at: end('2026-12-04') },
    'engagement jusqu’au 4 déc.',
    'délai suspendu',
  ],
  [
    'a case whose promise was missed and whose deadline is ahead',
    { ...row, broken: 1, due_at: end('2026-11-30'), task_due_at: end('2026-11-30') },
    'engagement non honoré',
    'échéance lun. 30 nov.',
  ],
])('%s', (_title, task, text, date) => {
  expect(taskClock(say, task, now)).toMatchObject({ text, date })
})
