// What remains to whoever is not satisfied, and until which day.
import { expect, test } from 'vitest'
import type { CaseRow } from '../../src/cases/rows.ts'
import type { Entry } from '../../src/notifications/facts.ts'
import { remediesAfter } from '../../src/notifications/remedies.ts'
import { endOfDay } from '../../src/platform/clock.ts'
import { programme } from '../../src/programmes/index.ts'

const entry = (event: string, more: Partial<Entry> = {}): Entry => ({
  seq: 1,
  event,
  input: {},
  message: null,
  ...more,
})
const after = (workflow: string, history: Entry[]) =>
  remediesAfter({ row: { workflow } as CaseRow, programme: programme('AMO_TADAMON'), history }, '2026-11-02')

test('the last day to appeal is the one the case itself will judge by, working days and holidays counted', () => {
  const sent = entry('SEND_ANSWER', { appealUntil: endOfDay('2026-12-16') })

  expect(after('complaint', [sent])).toEqual({ appealOn: '2026-12-16', courtOn: '2027-01-01' })
})

test('an answer given after an appeal leaves the courts alone, and so does the appeal itself', () => {
  const sent = entry('SEND_ANSWER', { appealUntil: endOfDay('2026-12-16') })

  expect(after('complaint', [entry('LODGE_APPEAL'), sent])?.appealOn).toBeNull()
  expect(after('appeal', [entry('TELL_DECISION')])).toEqual({ appealOn: null, courtOn: '2027-01-01' })
})

test('an appeal that came after the answer takes nothing from its letter', () => {
  expect(after('complaint', [entry('SEND_ANSWER')])?.appealOn).not.toBeNull()
})

test.each(['feedback', 'ombudsman', 'integrity'])(
  '%s answers nobody’s right, and leaves none',
  (workflow) => {
    expect(after(workflow, [entry('SEND_ANSWER')])).toBeUndefined()
  },
)
