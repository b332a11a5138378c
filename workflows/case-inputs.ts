// What every event of a case carries, whatever its lifecycle: one vocabulary, from which each lifecycle takes its words.
import { answerInputs } from './answer-inputs.ts'
import { complaintInputs } from './complaint-inputs.ts'
import { decisionInputs } from './decision-inputs.ts'
import { openingInputs } from './opening-inputs.ts'
import { verificationInputs } from './verification-inputs.ts'

export { answerChannels, grounds, languages, notComplaintGrounds } from './fields.ts'
export { channels, type Registering, type Registration, relations } from './opening-inputs.ts'

export const inputs = {
  ...openingInputs,
  ...complaintInputs,
  ...verificationInputs,
  ...decisionInputs,
  ...answerInputs,
}
