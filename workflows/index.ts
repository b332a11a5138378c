// Every lifecycle the engine can run, by name and version. A breaking change is a new version beside the old one.
import { complaint } from './complaint.ts'
import type { Workflow } from './kit.ts'

export const workflows: readonly Workflow[] = [complaint]
