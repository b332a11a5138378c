// What the acts carry that make data right: what a ministry verifies, and what is corrected on a beneficiary's sheet.
import { z } from 'zod'
import { choice, groundWhenNot, line, note, optional, sentence, withGround, words } from './fields.ts'
import { drawn } from './kit.ts'

/** What stands on a beneficiary's sheet and may be wrong there. */
export const correctable = ['name', 'name_ar', 'cnie', 'phone', 'commune', 'province'] as const
export type Correctable = (typeof correctable)[number]

/** What stood there when it was asked for; the product reads it, nobody types it. */
const old = () => z.string().max(300).default('').register(drawn, { hidden: true })
const evidence = () => optional(line(60)).register(drawn, { choices: 'documents' })

export const verificationInputs = {
  /** `record` is a field that only the verifying body holds. */
  TRANSMIT: z.object({
    field: choice('field', [...correctable, 'record']),
    claimed: words('claimed', 300),
    old: old(),
    evidence: evidence(),
    note: note(),
  }),
  RECALL: z.object({ reason: sentence('reason') }),
  REPORT_FINDING: withGround(
    z.object({
      founded: choice('founded', ['yes', 'no']),
      ground: groundWhenNot(),
      corrected: choice('corrected', ['yes', 'no']),
      finding: sentence('finding'),
    }),
  ),
  REQUEST_CORRECTION: z.object({
    field: choice('field', correctable),
    claimed: words('claimed', 300),
    old: old(),
    evidence: evidence(),
    reason: sentence('reason'),
  }),
  APPROVE_CORRECTION: z.object({ note: note() }),
  REFUSE_CORRECTION: z.object({ reason: sentence('reason') }),
}
