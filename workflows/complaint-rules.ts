// The rules of a complaint: qualified, analysed, verified by a ministry, promised by a unit, realised.
import { assertEvent } from 'xstate'
import { answerRules, decidedAs } from './answer-rules.ts'
import { type CaseContext, lastCommitment } from './case-facts.ts'
import { type Given, until, words } from './case-words.ts'
import { workWanted } from './clock-rules.ts'
import { firstNotified } from './closing-date.ts'

const promiseRuns = ({ context, event }: Given) =>
  context.treated && (lastCommitment(context)?.endsAt ?? 0) > event.at
const toldPromiseRuns = (given: Given) =>
  promiseRuns(given) && lastCommitment(given.context)?.notifiedOn !== null
const wasPromised = ({ context }: Given) => context.treated && context.commitments.length > 0
const wasVerified = ({ context }: Given) => context.verifier !== null && context.founded !== 'unknown'

/** The body that verifies a category; journals of the first version do not say. */
const verifierOf = (facts: { verifier: string | null } | null): string | null => facts?.verifier ?? null

/** Everything the chart of a complaint may name. */
export const rules = answerRules.extend({
  delays: {
    untilCommitLimit: until((c) => c.commitBy),
    untilPromised: until((c) => lastCommitment(c)?.endsAt ?? 0),
    untilVerifyLimit: until((c) => c.verifyBy),
  },
  guards: {
    // Where a case goes next.
    isRefused: ({ event }) => event.type === 'QUALIFY' && event.input.admissibility !== 'complaint',
    needsVerification: ({ event }) => event.type === 'QUALIFY' && verifierOf(event.facts) !== null,
    needsTreatment: ({ event }) => event.type === 'CONCLUDE' && event.input.route === 'treat',
    // Asked of the ministry, and not answered yet.
    verificationOwed: ({ context }) => context.verifier !== null && context.corrected === 'unknown',
    notTransmitted: ({ context }) => context.transmittedTo === null,
    nothingAsked: ({ context }) => !context.corrections.some(({ status }) => status === 'requested'),
    foundNothing: ({ event }) => event.type === 'REPORT_FINDING' && event.input.founded === 'no',
    wasVerified,
    noticeGiven: ({ context }) => context.noticeGiven,
    toldPromiseRuns,
    promiseRuns,
    wasPromised,
    wasTreated: ({ context }) => context.treated,
    workToldPromiseRuns: (given) => workWanted(given) && toldPromiseRuns(given),
    workPromiseRuns: (given) => workWanted(given) && promiseRuns(given),
    workWasPromised: (given) => workWanted(given) && wasPromised(given),
    workWasTreated: (given) => workWanted(given) && given.context.treated,
    wasNotified: ({ context }) => firstNotified(context.commitments) !== undefined,
    // What has to be true, with the reason a person is told when it is not.
    nothingTreated: ({ context }) => !context.treated,
    // A refusal is always told, and so is what became of a promise: neither is dispensed with.
    nothingOwed: ({ context }) =>
      context.admissibility === 'complaint' &&
      context.founded !== 'no' &&
      !context.treated &&
      firstNotified(context.commitments) === undefined,
    answerWanted: ({ event }, _field: { field: string }) =>
      event.type === 'SEND_BACK' && event.input.to === 'answer',
    dueAhead: ({ event }, { field }: { field: string }) => (event.ends[field] ?? 0) > event.at,
    toldInTime: ({ context, event }, _field: { field: string }) => {
      assertEvent(event, ['NOTIFY_COMMITMENT', 'TELL_ANSWER_FOLLOWS'])
      const from = lastCommitment(context)?.givenOn ?? context.receivedOn
      return event.input.toldOn <= event.on && event.input.toldOn >= from
    },
    // What is told was told by now, and after the complaint came.
    toldByNow: ({ context, event }, _field: { field: string }) => {
      assertEvent(event, 'KEEP_IN_TOUCH')
      return event.input.toldOn <= event.on && event.input.toldOn >= context.receivedOn
    },
  },
  actions: {
    qualify: words.assign(({ event }) => {
      assertEvent(event, 'QUALIFY')
      const { identity, category, object, admissibility, ground } = event.input
      return {
        verifier: verifierOf(event.facts),
        corrected: 'unknown',
        identity,
        category,
        object,
        admissibility,
        ground: ground ?? null,
        founded: admissibility === 'notFounded' ? 'no' : 'unknown',
        returned: false,
      } as const
    }),
    conclude: words.assign(({ context, event }) => {
      assertEvent(event, 'CONCLUDE')
      const { founded, ground, unit, route } = event.input
      return {
        // Whatever was thought of it before: what is analysed is a complaint.
        admissibility: 'complaint',
        founded,
        ground: ground ?? null,
        ...atUnit(context, route === 'treat' ? unit : null),
        commitBy: event.facts.commitBy,
        returned: false,
      } as const
    }),
    // Looked at again, it is a complaint of which nothing is known yet.
    takeAsComplaint: words.assign({ admissibility: 'complaint', founded: 'unknown', ground: null }),
    keepNotice: words.assign({ noticeGiven: true }),
    commit: words.assign({
      commitments: ({ context, event }) => {
        assertEvent(event, ['COMMIT', 'RENEW'])
        const { dueOn } = event.input
        const promise = { dueOn, endsAt: event.ends.dueOn ?? 0, givenOn: event.on, notifiedOn: null }
        return [...context.commitments, promise]
      },
      returned: false,
    }),
    notify: words.assign({
      noticeGiven: true,
      commitments: ({ context, event }) => {
        assertEvent(event, 'NOTIFY_COMMITMENT')
        return context.commitments.with(-1, { ...promised(context), notifiedOn: event.input.toldOn })
      },
    }),
    realise: words.assign(({ context, event }) => {
      assertEvent(event, 'REPORT_DONE')
      const { founded, ground } = event.input
      const done = { treated: true, realisedOn: event.on, returned: false }
      // Whoever does what was decided and confirmed does not judge it again.
      return context.decision === null ? { ...done, founded, ground: ground ?? null } : done
    }),
    unrealise: words.assign(({ event }) => {
      assertEvent(event, ['RETURN_WORK', 'SEND_BACK'])
      return { treated: false, realisedOn: null, commitBy: event.facts.commitBy }
    }),
    settleDispensed: words.assign({ outcome: 'dispensed', returned: false }),
    transmit: words.assign(({ context, event }) => {
      assertEvent(event, 'TRANSMIT')
      return { transmittedTo: context.verifier, verifyBy: event.facts.verifyBy, founded: 'unknown' } as const
    }),
    takeBack: words.assign({ transmittedTo: null }),
    keepFinding: words.assign(({ event }) => {
      assertEvent(event, 'REPORT_FINDING')
      const { founded, ground, corrected } = event.input
      return { transmittedTo: null, founded, ground: ground ?? null, corrected }
    }),
    askCorrection: words.assign(({ context, event }) => {
      assertEvent(event, 'REQUEST_CORRECTION')
      const asked = { field: event.input.field, status: 'requested' } as const
      return { corrections: [...context.corrections, asked] }
    }),
    applyCorrection: words.assign({ corrections: ({ context }) => decidedAs('applied', context) }),
    refuseCorrection: words.assign({
      corrections: ({ context }) => decidedAs('refused', context),
      returned: true,
    }),

    tellAnswerFollows: () => {},
    tellCommitment: () => {},
    tellProcessor: () => {},
    alertNoCommitment: () => {},
    alertBroken: () => {},
    tellVerifier: () => {},
    tellVerified: () => {},
    alertNotVerified: () => {},
    tellCorrected: () => {},
  },
})

/** With a business unit, or with none: whoever was named in one unit has no part in the work of another. */
export function atUnit(
  { unit: before, assignees }: CaseContext,
  unit: string | null = null,
): Pick<CaseContext, 'unit' | 'assignees'> {
  if (unit === before) return { unit, assignees }
  const { processor: _left, ...others } = assignees
  return { unit, assignees: others }
}

function promised(context: CaseContext) {
  const promise = lastCommitment(context)
  if (!promise) throw new Error('a commitment is notified only after it was given')
  return promise
}
