// How many closures are conform, as a sample says: each closure stands for as many as it was unlikely to be drawn.

/** A closure somebody concluded on, and how likely it was to be drawn (above 0, at most 1). */
export type Concluded = { conform: boolean; likelihood: number }

/** Below so many a share says nothing in general. */
export const FEW = 5

export type Conformity = {
  concluded: number
  conform: number
  /**
   * The estimated share of conform closures among all those that could be drawn, in percent; null without any.
   * The ratio of two sums over the sample, of 1 / likelihood: over those that are conform, and over all.
   */
  estimate: number | null
  few: boolean
}

/** What a sample says; the share within the sample itself would be misled by its weights. */
export function conformityOf(sample: readonly Concluded[]): Conformity {
  const sum = (some: readonly Concluded[]) => some.reduce((total, one) => total + 1 / one.likelihood, 0)
  const conform = sample.filter((one) => one.conform)
  return {
    concluded: sample.length,
    conform: conform.length,
    estimate: sample.length === 0 ? null : (100 * sum(conform)) / sum(sample),
    few: sample.length > 0 && sample.length < FEW,
  }
}
