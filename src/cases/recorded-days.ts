// The civil days that people type: what is recorded has happened, and not before it could; what is promised lies near.
import { Invalid } from '../errors.ts'
import { addDays } from '../platform/clock.ts'

/** Whether a field holds a civil day. */
export const isDay = (value: unknown): value is string =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)

/**
 * What is recorded has happened.
 * @throws Invalid on the field.
 */
export function notToCome(field: string, day: string, today: string): void {
  if (day > today) throw new Invalid({ [field]: { key: `field.${field}.future` } })
}

/**
 * What is recorded did not happen before it could.
 * @throws Invalid on the field.
 */
export function notBefore(field: string, day: string, first: string): void {
  if (day < first) throw new Invalid({ [field]: { key: `field.${field}.tooEarly` } })
}

/**
 * Every day of a form lies between the reception and today.
 * @throws Invalid on the first that does not.
 */
export function recordedDays(typed: Record<string, unknown>, receivedOn: string, today: string): void {
  for (const [name, value] of Object.entries(typed)) {
    if (!name.endsWith('On') || !isDay(value)) continue
    notToCome(name, value, today)
    notBefore(name, value, receivedOn)
  }
}

type Closed = { receivedOn: string; closedOn: string }

/**
 * A register's case was closed after it came.
 * @throws Invalid on `closedOn`.
 */
export function closedInTime({ receivedOn, closedOn }: Closed, today: string): void {
  notToCome('closedOn', closedOn, today)
  if (closedOn < receivedOn) throw new Invalid({ closedOn: { key: 'field.closedOn.invalid' } })
}

/**
 * A promise holds the clock, and may not hold it for ever.
 * @throws Invalid on `dueOn`.
 */
export function notTooFar(dueOn: string, today: string, most: number): void {
  if (dueOn > addDays(today, most))
    throw new Invalid({ dueOn: { key: 'field.dueOn.tooFar', values: { max: most } } })
}
