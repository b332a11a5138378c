// Why a message did not leave, told without saying to whom or what: the reason goes into logs, tables and the journal.

export class Undelivered extends Error {
  /** Whether the same message would be refused again. */
  readonly permanent: boolean
  /** @param reason a code for people: `SMTP 550 5.1.1`, `HTTP 422`, `ECONNREFUSED`. */
  constructor(reason: string, permanent: boolean) {
    super(reason)
    this.name = 'Undelivered'
    this.permanent = permanent
  }
}

/** Any failure of a carrier as one that may be told; its own words may quote an address, so only its code is kept. */
export function asUndelivered(error: unknown): Undelivered {
  return error instanceof Undelivered ? error : new Undelivered(codeOf(error), false)
}

/** The code of an error, or of what caused it. */
function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if ('code' in error && typeof error.code === 'string') return error.code
  return error.cause instanceof Error ? codeOf(error.cause) : error.name
}
