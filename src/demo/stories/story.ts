// What a story is made of: what a person complains of, what the office finds, does and answers.
import type { grounds, notComplaintGrounds } from '../../../workflows/case-inputs.ts'
import type { RollCode } from '../rolls.ts'
import type { Said, Tongue } from '../said.ts'

/** A refusal: its ground, how the letter puts it, and what the clerk found. */
export type Refusal = {
  ground: (typeof grounds)[number]
  motive: Said
  because: Said
  finding: string
}

/** What a [blank] of a template is filled with, where the case itself does not say. */
export type Blanks = Record<Tongue, Readonly<Record<string, string>>>

type Told = {
  programme: RollCode
  category: string
  kind: 'right' | 'payment' | 'data' | 'technical' | 'conduct' | 'other'
  /** How often it is heard, beside the others of its programme. */
  weight: number
  object: Said
  /** The complainant's own words, in either language. */
  told: Record<Tongue, readonly string[]>
  /** How the people who tell it are paid, when the story says. */
  paid?: 'postal' | 'bank'
  /** Told by people who leave no name, too. */
  nameless?: boolean
}

/** {names} in the texts are filled with the case's own words (scene-words.ts). */
export type Story = Told & {
  unit: string
  /** What the clerk concludes when it is founded. */
  findings: readonly string[]
  /** What the business unit promises, reports as done, and says when it is late. */
  work: { promise: string; done: string; late: string }
  /** The template of the answer with its own blanks, or a letter the clerk wrote. */
  answer: { template: string; blanks: Blanks } | { letter: Said }
  refusals: readonly Refusal[]
  /** Documents the complainant may be asked for. */
  asks: Said
  /** What a line of the beneficiary's file shows of it. */
  trace?: { kind: 'payment' | 'enrolment'; status: 'returned' | 'refused' }
}

/** What leads a life of its own: a household refused, an instalment to put off, an idea, a bribe. */
export type Request = Told & {
  /** The service of the programme by which it is brought. */
  service: string
  unit: string
  /** Whoever brings it applied and was not accepted yet. */
  applicant?: boolean
  /** What the office finds. */
  finding: string
  /** What the person is told when it is granted, noted or dealt with, in their language. */
  yes: Said
  /** Why it is refused, where it can be. */
  no?: { ground: string; because: Said }
  work?: Story['work']
  synthesis: string
}

/** What is asked but is not a complaint; answered and kept, and counted apart. */
export type Question = Told & {
  ground: (typeof notComplaintGrounds)[number]
  explanation: string
  reply: Said
}
