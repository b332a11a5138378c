// What the acts carry that every case knows: its answer, its closing, its notes and documents, its messages.
import { z } from 'zod'
import {
  answerChannels,
  choice,
  day,
  languages,
  line,
  note,
  optional,
  satisfactions,
  sentence,
} from './fields.ts'
import { drawn } from './kit.ts'

/** An original document or a photograph of one, already stored by its hash. */
const StoredDocument = z.object({
  id: z.string(),
  sha256: z.string(),
  name: line(200),
  type: line(80),
  bytes: z.int().min(1),
})

export const answerInputs = {
  SUBMIT_ANSWER: z.object({
    template: optional(line(60)).register(drawn, { choices: 'templates' }),
    language: choice('language', languages),
    text: z
      .string({ error: 'field.text.missing' })
      .trim()
      .min(20, 'field.text.tooShort')
      .max(20_000, 'field.text.tooLong')
      .register(drawn, { long: true })
      .refine((text) => !/\[[^\]\n]{1,40}\]/.test(text), 'field.text.blanks'),
  }),
  DISPENSE: z.object({
    exception: choice('exception', ['notNeeded', 'alreadyAnswered']),
    reason: sentence('reason'),
  }),
  APPROVE: z.object({ note: note() }),
  RETURN_ANSWER: z.object({ reason: sentence('reason') }),
  SEND_ANSWER: z.object({
    channel: choice('channel', answerChannels),
    sentOn: day('sentOn'),
    proof: note(),
  }),

  CLOSE: z.object({ synthesis: sentence('synthesis') }),
  SEND_BACK: z.object({ to: choice('to', ['answer', 'work']), reason: sentence('reason') }),
  REOPEN: z.object({ reason: sentence('reason') }),

  ASK_DOCUMENTS: z.object({ documents: sentence('documents') }),
  RECEIVE_DOCUMENTS: z.object({ note: note() }),
  WITHDRAW: z.object({ reason: sentence('reason') }),
  ASSIGN: z.object({
    role: choice('role', ['clerk', 'processor', 'supervisor', 'closer']),
    to: optional(line(60)).register(drawn, { choices: 'assignees' }),
  }),
  RATE: z.object({ satisfaction: choice('satisfaction', satisfactions) }),
  ADD_NOTE: z.object({ note: sentence('note') }),
  ATTACH: z.object({ documents: z.array(StoredDocument).min(1).max(10) }),

  DELIVERY_FAILED: z.object({ message: z.string(), channel: z.enum(answerChannels), error: line(300) }),
  RESEND: z.object({
    channel: choice('channel', answerChannels),
    note: note(),
  }),
  RESCHEDULE: z.object({ reason: line(300) }),
}
