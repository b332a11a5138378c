// A case told day by day: who did what when, with the rest filled in; refuses what the lifecycle would refuse.
import { dayOf } from '../../src/platform/clock.ts'
import type { Programme } from '../../src/programmes/index.ts'
import type { CaseContext } from '../../workflows/case-facts.ts'
import type { Workflow } from '../../workflows/kit.ts'
import { type CaseEventType, sampleInput } from './case-walk.ts'
import { instantOf } from './clock.ts'
import { seededDraw } from './draw.ts'
import {
  begin,
  branchesOf,
  eventOf,
  metaOf,
  parties,
  passTo,
  roleFor,
  send,
  stored,
  type Walk,
} from './walk.ts'

type Typed = Record<string, unknown> & { by?: string; time?: string; facts?: unknown }

export type Story = {
  /** Time passes until ten (or `time`) on a day; then somebody (`by`, or whoever does this) sends the event. */
  on(day: string, type: CaseEventType, typed?: Typed): Story
  /** Time passes until a time of a day, deadlines with it. */
  until(day: string, time?: string): Story
  /** Whether the event would be accepted on that day; time passes until then. */
  accepts(day: string, type: CaseEventType, typed?: Typed): boolean
  readonly walk: Walk
  readonly context: CaseContext
  /** The innermost states it stands in. */
  readonly states: readonly string[]
  /** The effects since the story began, each with its day. */
  readonly told: readonly string[]
}

/** The story of a case in a programme (DAAM unless said); `on` continues it and gives it back. */
export function story(workflow: Workflow, pack?: Programme): Story {
  let walk = begin(workflow, 0)
  const eventAt = (day: string, type: CaseEventType, { by, time, facts, ...typed }: Typed) => {
    walk = passTo(walk, instantOf(day, time))
    const context: CaseContext = walk.snapshot.context
    const stamp = { at: walk.at, on: dayOf(walk.at), by: '' }
    const sampled = sampleInput(workflow, type, context, stamp, seededDraw(1), {
      typed,
      ...(pack && { pack }),
    })
    const event = eventOf(walk, type, '', { ...sampled, facts: facts ?? sampled.facts })
    const doer = branchesOf(walk, event).flatMap((branch) => metaOf(branch).by ?? [])[0]
    return { ...event, by: by ?? doer ?? 'nobody' }
  }
  const told = () =>
    walk.trail.flatMap(({ event, effects }) => effects.map((effect) => `${event.on} ${effect}`))
  return {
    on(day, type, typed = {}) {
      const event = eventAt(day, type, typed)
      const role = roleFor(walk, event, { id: event.by, roles: parties })
      if (!role) throw new Error(`${type} is refused on ${day} in ${this.states}`)
      walk = stored(send(walk, event, role))
      return this
    },
    until(day, time) {
      walk = passTo(walk, instantOf(day, time))
      return this
    },
    accepts(day, type, typed = {}) {
      const event = eventAt(day, type, typed)
      return roleFor(walk, event, { id: event.by, roles: parties }) !== undefined
    },
    get walk() {
      return walk
    },
    get context() {
      return walk.snapshot.context
    },
    get states() {
      return walk.snapshot._nodes
        .filter((node) => Object.keys(node.states).length === 0)
        .map((node) => node.key)
    },
    get told() {
      return told()
    },
  }
}

/** How the stories of complaints begin, in one version of their lifecycle. */
export type Beginnings = {
  story(): Story
  /** A complaint of a beneficiary that arrived that morning, qualified and found to need work by a business unit. */
  referredOn(day: string): Story
  /** A complaint of that morning whose answer could be written at once. */
  answerableOn(day: string): Story
}

export function beginnings(workflow: Workflow): Beginnings {
  const qualifiedOn = (day: string) =>
    story(workflow)
      .on(day, 'OPEN', { channel: 'desk', receivedOn: day })
      .on(day, 'QUALIFY', { admissibility: 'complaint', ground: '', time: '10:30' })
  const concluded = { founded: 'yes', ground: '', time: '11:00' }
  return {
    story: () => story(workflow),
    referredOn: (day) =>
      qualifiedOn(day).on(day, 'CONCLUDE', { ...concluded, route: 'treat', unit: 'PAYMENTS' }),
    answerableOn: (day) => qualifiedOn(day).on(day, 'CONCLUDE', { ...concluded, route: 'answer' }),
  }
}

/** Answered that day: written, approved and sent by three people. */
export const answeredOn = (case_: Story, day: string): Story =>
  case_
    .on(day, 'SUBMIT_ANSWER', { by: 'writer', time: '14:00' })
    .on(day, 'APPROVE', { by: 'reviewer', time: '15:00' })
    .on(day, 'SEND_ANSWER', { by: 'sender', time: '16:00' })
