// What remains to whoever is not satisfied, and until which day.
import { expect, test } from 'vitest'
import { createMachines } from '../../src/engine/machines.ts'
import type { Entry } from '../../src/notifications/facts.ts'
import { remediesAfter } from '../../src/notifications/remedies.ts'
import { endOfDay } from '../../src/platform/clock.ts'
import { programme } from '../../src/programmes/index.ts'
import { workflows } from '../../workflows/index.ts'

const entry = (event: string, more: Partial<Entry> = {}): Entry => ({
  seq: 1,
  event,
  input: {},
  message: null,
  ...more,
})
const machines = createMachines(workflows)
const after = (workflow: string, history: Entry[]) =>
  remediesAfter(
    { lifecycle: machines.newest(workflow), programme: programme('AMO_TADAMON'), history },
    '2026-11-02',
  )
const sent = entry('SEND_ANSWER', { appealUntil: endOfDay('2026-12-16') })

test('the last day to appeal is the one the case itself will judge by, working days and holidays counted', () => {
  expect(after('complaint', [sent])).toEqual({ appealOn: '2026-12-16', courtOn: '2027-01-01' })
})

test('an answer given after an appeal against one leaves the courts alone, and so does the appeal itself', () => {
  expect(after('complaint', [entry('LODGE_APPEAL', { against: 'answer' }), sent])?.appealOn).toBeNull()
  expect(after('appeal', [entry('TELL_DECISION')])).toEqual({ appealOn: null, courtOn: '2027-01-01' })
})

test('an answer given after an appeal against the delay may be appealed like any other', () => {
  expect(after('complaint', [entry('LODGE_APPEAL', { against: 'delay' }), sent])?.appealOn).toBe('2026-12-16')
})

test('an answer of a lifecycle that knows no appeal names none', () => {
  expect(after('complaint@1', [sent])).toEqual({ appealOn: null, courtOn: '2027-01-01' })
})

test.each(['feedback', 'ombudsman', 'integrity'])(
  '%s answers nobody’s right, and leaves none',
  (workflow) => {
    expect(after(workflow, [entry('SEND_ANSWER')])).toBeUndefined()
  },
)
