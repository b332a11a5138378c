// The words every lifecycle is written in: who owns a state, who may take a transition, what an event carries.
import type { AnyStateMachine, StateValue } from 'xstate'
import { z } from 'zod'

/** The six steps of a case as people see them (docs/domain.md, section 6). */
export const stages = ['receive', 'qualify', 'analyse', 'commit', 'respond', 'close'] as const
export type Stage = (typeof stages)[number]

/** What people are to the system (docs/domain.md, section 3), plus the complainant and the system itself. */
export const roles = [
  'agent',
  'clerk',
  'processor',
  'supervisor',
  'closer',
  'auditor',
  'focal_point',
  'specialist',
  'verifier',
  'reporter',
  'admin',
] as const
export type Role = (typeof roles)[number]
export type Party = Role | 'complainant' | 'system'

export type Meta = {
  /** Of a state: the step it belongs to. */
  stage?: Stage
  /** Of a state: the role it waits for. Every such state is a task on somebody's worklist. */
  owner?: Role
  /** Of a state: the event its owner is expected to send. */
  next?: string
  /** Of a state: the instant of the context its task is sorted by; the case's own due date if absent. */
  due?: string
  /** Of a transition: who may take it. */
  by?: readonly Party[]
  /** Of a transition: whose hands must be different: nobody who sent one of these events on this case. */
  apart?: readonly string[]
}

/** What the engine knows of an event besides its input; nothing else reaches a machine. */
export type Stamp = {
  /** The instant it happened, UTC ms. */
  at: number
  /** The civil day of that instant in Casablanca. */
  on: string
  /** Who sent it. */
  by: string
}

/** The end (UTC ms) of each civil day named in an input, by field: computed with the calendar before the machine runs. */
export type Ends = Record<string, number>

/** An event as a machine receives it. `facts` are computed by the command, never typed by a person. */
export type Stamped<Type extends string, Input, Facts = unknown> = Stamp & {
  type: Type
  input: Input
  ends: Ends
  facts: Facts
}

/** The events of a lifecycle, from the schemas of its inputs. */
export type EventsOf<Inputs extends Record<string, z.ZodType>> = {
  [Type in keyof Inputs & string]: Stamped<Type, z.output<Inputs[Type]>>
}[keyof Inputs & string]

/** Where a case belongs; the engine asks whether an actor's roles reach it. */
export type Scope = {
  programme: string
  entity: string
  unit: string | null
  /** The verifying body it lies with now. */
  transmittedTo?: string | null
  /** Who alone may see it; null or absent when it is open to everybody its place is open to. */
  handlers?: readonly string[] | null
}

/** What the engine needs to find in any lifecycle's context. */
export type BaseContext = Scope & {
  /** Who was named to do a role's part, by role. */
  assignees: Partial<Record<Role, string>>
}

/** A lifecycle as the engine runs it: the machine and the shapes of what it accepts. */
export type Workflow = {
  name: string
  version: number
  machine: AnyStateMachine
  inputs: Record<string, z.ZodType>
  /** Only named people see its cases: whoever opens one names the first of them. */
  restricted?: true
  /** Its answers touch nobody's right: they name no appeal, no ombudsman and no court. */
  noRemedy?: true
  /** Deadlines its events set, computed with the calendar before the machine runs. */
  limits?: Limits
  /** By effect that it alone names: who of the staff hears it, in the words of `effect.<effect>`. */
  tells?: Record<string, readonly Hearer[]>
  /** By effect that it alone names: the letter to the person, in the words of `message.<effect>`. */
  letters?: Record<string, LetterOf>
  /** What it says, when its words do not stand in `src/i18n/texts`: a lifecycle from elsewhere brings them along. */
  texts?: { fr: Texts; ar: Texts; en: Texts }
  /** How a case of the version before is carried to this one; without it such cases end where they began. */
  upgrade?: Upgrade
  /** What is left of a case that another service took over; without it none leaves. */
  released?: Emptying
}

/** Whether the cases of a lifecycle know appeals at all. */
export const isContestable = ({ inputs }: Pick<Workflow, 'inputs'>): boolean => 'LODGE_APPEAL' in inputs

/** Texts by namespace and the parts of their keys. */
export type Texts = { [part: string]: string | Texts }

/** Who hears of something: a role, or with `owner` whoever the case waits for. */
export type Hearer = Role | 'owner'

/** A letter: a field of the event that its words are in, and the one that holds the civil day it is about; else the due day. */
export type LetterOf = { text?: string; day?: string }

/** Days that a programme counts for one thing or another. */
export type DayRule = 'commitDays' | 'waitDays' | 'verifyDays' | 'touchDays' | 'appealDays'

/**
 * By event and fact: the end of the civil day so many days after the event, or after a day its input names.
 * A number of days is the lifecycle's own; the fact is 0 where the programme does not have the rule.
 */
export type Limits = Record<string, Record<string, { days: DayRule | number; after?: string }>>

/** Where a case stands as the database keeps it: plain JSON, without the machine. */
export type Snapshot = {
  value: StateValue
  context: Record<string, unknown>
  /** The states a history state would lead back to, by the id of that history state. */
  historyValue: Record<string, readonly { id: string }[]>
}

/** Why a case stays on its version: the sentence is `refusal.upgrade.<refused>`. */
export type Staying = { refused: string }

/** Pure: the same snapshot always gives the same answer, because a replay asks again. */
export type Upgrade = (before: Snapshot) => Snapshot | Staying

/**
 * Where a case stands once everything it knew is gone, given the civil day of that. Pure, and settled: what it leaves it
 * leaves as it is, whatever the day, because the verifier asks again.
 */
export type Emptying = (before: Snapshot, on: string) => Snapshot

/** The instant of an event, or of the very first one, which has none. */
export const momentOf = (event: { at?: number }): number => event.at ?? 0

/** How a field is drawn when its type alone does not say. */
type Drawn = {
  /** A text of several lines. */
  long?: boolean
  /** Shown only while another field has one of these values. */
  when?: { field: string; is: readonly string[] }
  /** Where the choices come from when they are not in the schema: a list of the programme. */
  choices?:
    | 'categories'
    | 'units'
    | 'channels'
    | 'assignees'
    | 'templates'
    | 'documents'
    | 'people'
    | 'handlers'
    | 'specialists'
  /** Filled in by the product, not by a person. */
  hidden?: boolean
}

/** What the schemas of a lifecycle say about their fields besides their types. */
export const drawn = z.registry<Drawn>()
