// Every lifecycle the engine can run, by name and version. A breaking change is a new version beside the old one.
import { appeal } from './appeal.ts'
import { complaint } from './complaint.ts'
import { complaint2 } from './complaint.v2.ts'
import { deferral } from './deferral.ts'
import { eligibility } from './eligibility.ts'
import { feedback } from './feedback.ts'
import { integrity } from './integrity.ts'
import type { Workflow } from './kit.ts'
import { ombudsman } from './ombudsman.ts'
import { sensitive } from './sensitive.ts'

export const workflows: readonly Workflow[] = [
  complaint,
  complaint2,
  eligibility,
  feedback,
  deferral,
  integrity,
  appeal,
  ombudsman,
]

/** The lifecycles of the confidential road: its own engine runs them, and no other one may open them. */
export const confidential: readonly Workflow[] = [sensitive]
