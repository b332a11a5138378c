// Which words tell a decision: the letter that leaves and the page that shows it beforehand say the same.

/** Whoever got all they asked for has nothing to contest. */
const GRANTED = ['accepted', 'granted', 'upheld']

/** Whether a decision leaves something to contest. */
export const leavesRemedies = (decision: string): boolean => !GRANTED.includes(decision)

/** The texts of a decision: `message.<key>.subject`, `.body` and `.sms`. */
export const decisionKey = (workflow: string, decision: string): string =>
  `tellDecision.${decision === 'refused' && workflow === 'deferral' ? 'deferralRefused' : decision}`
