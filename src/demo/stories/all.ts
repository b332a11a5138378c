// Every story of the demonstration, on one shelf.
import { amoStories } from './amo.ts'
import { daamPayments } from './daam-payments.ts'
import { daamRights } from './daam-rights.ts'
import { housingStories } from './housing.ts'
import { healthStories } from './integrity-health.ts'
import { microfinanceStories } from './microfinance.ts'
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
  ...amoStories,
  ...housingStories,
  ...microfinanceStories,
  ...healthStories,
]
