// Over which months a rate is told, and how a day finds its span.
import { expect, test } from 'vitest'
import { spanOf } from '../../src/audits/conformity.ts'
import { daysOfRate } from '../../src/web/pages/audit-rate.ts'

test('a year by months, two years by whole quarters', () => {
  expect(daysOfRate('month', '2026-11-25')).toEqual({ from: '2025-12-01', to: '2026-11-25' })
  expect(daysOfRate('month', '2026-12-31')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  expect(daysOfRate('month', '2026-01-01')).toEqual({ from: '2025-02-01', to: '2026-01-01' })
  expect(daysOfRate('quarter', '2026-11-25')).toEqual({ from: '2025-01-01', to: '2026-11-25' })
  expect(daysOfRate('quarter', '2026-01-15')).toEqual({ from: '2024-04-01', to: '2026-01-15' })
})

test.each([
  ['2026-01-31', '2026-01', '2026-Q1'],
  ['2026-03-31', '2026-03', '2026-Q1'],
  ['2026-04-01', '2026-04', '2026-Q2'],
  ['2026-12-31', '2026-12', '2026-Q4'],
])('%s lies in %s and %s', (day, month, quarter) => {
  expect([spanOf(day, 'month'), spanOf(day, 'quarter')]).toEqual([month, quarter])
})
