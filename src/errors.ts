// The refusals of the product: what a person may be told, each with the HTTP status it becomes at the edge.

/** A text key and the values it needs; the edge translates it. */
export type Said = { key: string; values?: Record<string, string | number> }

/** What was wrong with an input, by field name; '' is the form as a whole. */
export type FieldErrors = Record<string, Said>

export abstract class AppError extends Error {
  abstract readonly status: number
  readonly said: Said
  constructor(said: Said | string) {
    const whole = typeof said === 'string' ? { key: said } : said
    super(whole.key)
    this.name = new.target.name
    this.said = whole
  }
}

/** The request makes no sense: a broken address, a malformed body. */
export class BadRequest extends AppError {
  readonly status = 400
}

/** The person has to sign in first. */
export class Unauthenticated extends AppError {
  readonly status = 401
}

/** The person may see this, and may not do that; the reason says why. */
export class Forbidden extends AppError {
  readonly status = 403
}

/** Not there, or not for this person: the two are told apart by nobody. */
export class NotFound extends AppError {
  readonly status = 404
  constructor() {
    super('error.notFound')
  }
}

/** What somebody did since the form was drawn. */
export type Change = { actor: string; event: string; at: number }

/** Somebody was faster: `changes` says who did what since the form was drawn. */
export class Conflict extends AppError {
  readonly status = 409
  readonly changes: readonly Change[]
  constructor(said: Said | string, changes: readonly Change[] = []) {
    super(said)
    this.changes = changes
  }
}

/** The input breaks its schema; `fields` says where. */
export class Invalid extends AppError {
  readonly status = 422
  readonly fields: FieldErrors
  constructor(fields: FieldErrors) {
    super('error.invalid')
    this.fields = fields
  }
}

/** The act is not possible now, for a reason in the case itself (a guard). */
export class Refused extends AppError {
  readonly status = 422
}

/** Too many attempts; `seconds` until the next one is allowed. */
export class TooMany extends AppError {
  readonly status = 429
  readonly seconds: number
  constructor(seconds: number) {
    super({ key: 'error.tooMany', values: { seconds } })
    this.seconds = seconds
  }
}

/** A part of the system is not there right now. */
export class Unavailable extends AppError {
  readonly status = 503
}
