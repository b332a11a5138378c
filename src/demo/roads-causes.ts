// The cases of a late batch of payments: many in two weeks, fewer once everybody was told; some over, most to be answered.
import type { Programme } from '../programmes/schema.ts'
import * as office from './acts.ts'
import type { Case } from './case.ts'
import { type Part, partsOn } from './cast-more.ts'
import { aged, type Road } from './roads.ts'
import { daamPayments } from './stories/daam-payments.ts'
import { answered } from './walks-closed.ts'

/** How many days ago the payments should have come, and everybody was told that they are late. */
export const LATE_SINCE = 32
export const TOLD_SINCE = 12

const missing = daamPayments.filter(({ category }) => category === 'PAYMENT_MISSING')

const answerable = (c: Case) => {
  office.qualify(c, { gap: 1 })
  office.conclude(c, 'answer', { gap: 1 })
}

const road = (name: string, ages: readonly number[], go: (c: Case) => void, rest: Partial<Road> = {}): Road =>
  aged(`late batch, ${name}`, ages, 'founded', go, { told: missing, ...rest })

const roads: readonly Road[] = [
  road('over', [31, 30, 29, 28, 27, 26, 26, 25, 24, 23, 22, 21], answered, { closed: true }),
  road('to answer', [19, 18, 16, 15, 14, 10], answerable, { channels: ['web', 'app', 'desk'] }),
  road('to analyse', [14], (c) => office.qualify(c, { gap: 1 })),
  road('received', [7], () => undefined),
]

/** The cases that have the cause in common. */
export const causeParts = (programmes: readonly Programme[]): Part[] =>
  programmes
    .filter(({ code }) => code === 'DAAM')
    .flatMap((programme) => roads.flatMap((one) => partsOn(programme, one)))
