// Power that goes: for tests that cut work off after any statement.
const GONE = 'the power went'

/** What a database is opened with, and how its power is cut. */
export type Power = {
  afterStatement(): void
  /** Does some work for which there is power for so many statements; says whether it came to its end. @throws whatever else went wrong */
  lasts(statements: number, work: () => Promise<unknown>): Promise<boolean>
}

/** Power without end, until somebody cuts it: then every statement fails, as if the process were gone. */
export function openPower(): Power {
  let left = Number.POSITIVE_INFINITY
  return {
    afterStatement: () => {
      left -= 1
      if (left < 0) throw new Error(GONE)
    },
    lasts: async (statements, work) => {
      left = statements
      try {
        await work()
        return true
      } catch (error) {
        if (error instanceof Error && error.message === GONE) return false
        throw error
      } finally {
        left = Number.POSITIVE_INFINITY
      }
    },
  }
}
