// The closing date and the processing time: what a promise does to the figures (docs/domain.md, section 7).

/** A promise of the business unit; `notifiedOn` is the civil day the complainant was told, null while they were not. */
export type Commitment = {
  dueOn: string
  /** The instant (UTC ms) at which the due day is over. */
  endsAt: number
  givenOn: string
  notifiedOn: string | null
}

/**
 * The closing date of a case (docs/domain.md, section 7).
 * Nothing notified before the work was done: the day the closure was validated. Done by the first date notified:
 * the day that date was notified. Done later: the day it was done, so that the delay counts in full.
 */
export function closingDate(
  commitments: readonly Commitment[],
  realisedOn: string | null,
  validatedOn: string,
): string {
  const first = firstNotified(commitments)
  if (!first || realisedOn === null) return validatedOn
  return realisedOn <= first.dueOn ? first.notifiedOn : realisedOn
}

/** The first commitment the complainant was told, the only one that can be honoured. */
export function firstNotified(
  commitments: readonly Commitment[],
): (Commitment & { notifiedOn: string }) | undefined {
  return commitments.find((c): c is Commitment & { notifiedOn: string } => c.notifiedOn !== null)
}

/** Processing time in days: closing date less date of reception, both civil days. */
export function processingDays(receivedOn: string, closingOn: string): number {
  return Math.round((Date.parse(closingOn) - Date.parse(receivedOn)) / 86_400_000)
}
