// Carries a complaint of the first version over to the second: every state of the first is one of the second.
import { unborn } from './case-facts.ts'
import type { Snapshot, Upgrade } from './kit.ts'

/**
 * The second version adds the region that keeps in touch and the facts behind verification and appeals: a case that is
 * carried over is in nobody's debt for a word until its programme asks for one again, and nobody appeals an answer that
 * was sent before, for no fact says by when. Closed cases are over and stay.
 */
export const upgrade: Upgrade = (before) => {
  const { value } = before
  if (typeof value === 'string' || value.handling === 'unborn') return { refused: 'unborn' }
  // The archive stays as it was written; whoever reopens a case may have it carried then.
  if (value.handling === 'closed') return { refused: 'closed' }
  return {
    ...before,
    value: { ...value, contact: 'silent' },
    context: { ...unborn, dueOn: dueDay(before), alerted: toldRung(value.clock), ...before.context },
  }
}

const HALF_A_DAY = 12 * 3_600_000

/** The civil day whose end `dueAt` is; half a day before it is that day in UTC too, whatever the law says of the clock. */
const dueDay = ({ context: { dueAt } }: Snapshot): string =>
  typeof dueAt === 'number' ? new Date(dueAt - HALF_A_DAY).toISOString().slice(0, 10) : ''

const rungs = ['onTime', 'dueSoon', 'overdue', 'late']

/** The first version told each rung as its state was entered: what the clock shows was told. */
const toldRung = (clock: Snapshot['value'] | undefined): number =>
  typeof clock === 'object' && typeof clock.running === 'string'
    ? Math.max(0, rungs.indexOf(clock.running))
    : unborn.alerted
