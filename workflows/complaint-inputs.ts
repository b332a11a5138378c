// What the acts on a complaint carry until it is answered: the schema is the form, its messages are text keys.
import { z } from 'zod'
import {
  choice,
  day,
  grounds,
  groundWhenNot,
  line,
  notComplaintGrounds,
  note,
  optional,
  sentence,
  ticked,
  withGround,
} from './fields.ts'
import { drawn } from './kit.ts'

export const complaintInputs = {
  QUALIFY: z
    .object({
      identity: choice('identity', ['verified', 'notVerifiable']),
      identityNote: optional(line(500)).register(drawn, {
        when: { field: 'identity', is: ['notVerifiable'] },
      }),
      category: z
        .string({ error: 'field.category.choose' })
        .min(1, 'field.category.choose')
        .register(drawn, { choices: 'categories' }),
      object: z
        .string({ error: 'field.object.missing' })
        .trim()
        .min(3, 'field.object.missing')
        .max(200, 'field.object.tooLong'),
      kind: choice('kind', ['right', 'payment', 'data', 'technical', 'conduct', 'other']),
      nature: choice('nature', ['individual', 'collective']),
      number: optional(line(60)),
      admissibility: choice('admissibility', ['complaint', 'notFounded', 'notComplaint']),
      ground: optional(z.enum([...grounds, ...notComplaintGrounds])).register(drawn, {
        when: { field: 'admissibility', is: ['notFounded', 'notComplaint'] },
      }),
      explanation: optional(z.string().trim().max(5000)).register(drawn, {
        long: true,
        when: { field: 'admissibility', is: ['notFounded', 'notComplaint'] },
      }),
      checkQualification: ticked('checkQualification'),
      checkBeneficiary: ticked('checkBeneficiary'),
      checkUnit: ticked('checkUnit'),
      answerExists: choice('answerExists', ['yes', 'no']),
    })
    .superRefine((v, ctx) => {
      const wrong = (path: string, message: string) => ctx.addIssue({ code: 'custom', path: [path], message })
      if (v.identity === 'notVerifiable' && !v.identityNote)
        wrong('identityNote', 'field.identityNote.missing')
      if (v.admissibility === 'complaint') return
      const allowed: readonly string[] = v.admissibility === 'notFounded' ? grounds : notComplaintGrounds
      if (!v.ground || !allowed.includes(v.ground)) wrong('ground', 'field.ground.choose')
      if (!v.explanation || v.explanation.length < 10) wrong('explanation', 'field.explanation.tooShort')
    }),

  REQUALIFY: z.object({ reason: sentence('reason') }),

  CONCLUDE: withGround(
    z.object({
      conclusion: sentence('conclusion'),
      founded: choice('founded', ['yes', 'no', 'unknown']),
      ground: groundWhenNot(),
      route: choice('route', ['answer', 'treat']),
      unit: optional(line(40)).register(drawn, { choices: 'units', when: { field: 'route', is: ['treat'] } }),
    }),
  )
    .refine((v) => v.route !== 'treat' || v.unit, { path: ['unit'], error: 'field.unit.choose' })
    .refine((v) => v.route !== 'answer' || v.founded !== 'unknown', {
      path: ['founded'],
      error: 'field.founded.beforeAnswer',
    }),

  TELL_ANSWER_FOLLOWS: z.object({
    toldOn: day('toldOn'),
    note: note(),
  }),

  COMMIT: z.object({ dueOn: day('dueOn'), work: sentence('work') }),
  RENEW: z.object({ dueOn: day('dueOn'), reason: sentence('reason') }),
  NOTIFY_COMMITMENT: z.object({
    toldOn: day('toldOn'),
    note: note(),
  }),
  REPORT_DONE: withGround(
    z.object({
      founded: choice('founded', ['yes', 'no']),
      ground: groundWhenNot(),
      work: sentence('work'),
    }),
  ),
  RETURN_TO_CLERK: z.object({ reason: sentence('reason') }),
  RETURN_WORK: z.object({ reason: sentence('reason') }),
  RECONSIDER: z.object({ reason: sentence('reason') }),
}
