// Every story of the demonstration, on one shelf.
import { daamPayments } from './daam-payments.ts'
import { daamRights } from './daam-rights.ts'
import { otherStories } from './other.ts'
import type { Story } from './story.ts'
import { tayssirPayments } from './tayssir-payments.ts'
import { tayssirSchool } from './tayssir-school.ts'

export const stories: readonly Story[] = [
  ...tayssirPayments,
  ...tayssirSchool,
  ...daamPayments,
  ...daamRights,
  ...otherStories,
]
