// A sensitive case told hour by hour: who did what, what was asked for meanwhile, where it stands; refuses what the lifecycle refuses.
import { createPrepare } from '../../src/confidential/prepare.ts'
import { stateIn } from '../../src/confidential/projection.ts'
import { permit } from '../../src/engine/decide.ts'
import { AppError, Invalid } from '../../src/errors.ts'
import { dayOf } from '../../src/platform/clock.ts'
import { createProgrammes, programmes } from '../../src/programmes/index.ts'
import { sensitive } from '../../workflows/sensitive.ts'
import { type SensitiveContext, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { inputs } from '../../workflows/sensitive-inputs.ts'
import { hours, instantOf } from '../support/clock.ts'
import {
  begin,
  type Event,
  eventOf,
  parties,
  passTo,
  roleFor,
  send,
  stored,
  type Walk,
} from '../support/walk.ts'

type Type = keyof typeof inputs
type Fields = Record<string, unknown>

export type SensitiveStory = {
  /** Somebody who may do it does it now; `facts` stands for what the command would add. */
  does(type: Type, typed?: Fields, facts?: unknown): SensitiveStory
  /** So many hours have passed since the case was brought, deadlines with them. */
  after(count: number): SensitiveStory
  /** Whether anybody could do it now. */
  accepts(type: Type, typed?: Fields): boolean
  /** The case as it stands, and what somebody would send to it now. */
  readonly walk: Walk
  sending(type: Type, typed: Fields): Event
  readonly context: SensitiveContext
  /** The state of each part, as `part.state`. */
  readonly states: readonly string[]
  /** The effects since it was brought, each after the hours that had passed. */
  readonly told: readonly string[]
}

/** When every story begins: ten in the morning. */
const START = instantOf('2023-01-10')

/** What is said when a case is brought: no assault, no child, no way to reach her but her code. */
export const brought = {
  ...{ programme: 'DAAM', via: 'staff', nature: 'harassment', ageBand: 'adult' },
  codeTag: 'hash-of-her-code',
}

/** What she says yes to, when it was explained. */
export const agreement = { given: 'spoken', legal: 'on', understood: 'on' }

const prepare = createPrepare(createProgrammes(programmes))

/** A case that was brought just now, with something more that was said. */
export function sensitiveStory(said: Fields = {}): SensitiveStory {
  let walk = begin(sensitive, START)
  const sending = (type: Type, typed: Fields, facts?: unknown): Event => {
    const stamp = { at: walk.at, on: dayOf(walk.at), by: 'somebody' }
    const event = eventOf(walk, type, stamp.by, { input: typed, facts: null })
    const prepared = prepare(sensitive, type, event.input, walk.snapshot.context, stamp)
    return { ...event, ...prepared, ...(facts !== undefined && { facts }) }
  }
  const roleOf = (event: Event) => roleFor(walk, event, { id: event.by, roles: parties })
  const told: SensitiveStory = {
    does(type, typed = {}, facts) {
      const event = sending(type, typed, facts)
      const role = roleOf(event)
      if (!role) throw new Error(`${type} is refused in ${told.states.join(', ')}`)
      walk = stored(send(walk, event, role))
      return told
    },
    after(count) {
      walk = passTo(walk, START + hours(count))
      return told
    },
    accepts: (type, typed = {}) => roleOf(sending(type, typed)) !== undefined,
    sending,
    get walk() {
      return walk
    },
    get context() {
      return sensitiveContext(walk.snapshot.context)
    },
    get states() {
      return Object.keys(walk.snapshot.value).map((part) => `${part}.${stateIn(walk.snapshot, part)}`)
    },
    get told() {
      return walk.trail.flatMap(({ event, effects }) =>
        effects.map((effect) => `${(event.at - START) / hours(1)} ${effect}`),
      )
    },
  }
  return told.does('OPEN', { ...brought, ...said })
}

/** Why a focal point may not do it now, as text keys; empty when she may. */
export function refusalOf({ walk, sending }: SensitiveStory, type: Type, typed: Fields = {}): string {
  const focal = { id: 'focal', rolesIn: () => ['focal_point' as const] }
  try {
    permit(sensitive.machine, walk.snapshot, sending(type, typed), focal, {})
    return ''
  } catch (error) {
    if (error instanceof Invalid) return JSON.stringify(error.fields)
    if (error instanceof AppError) return error.said.key
    throw error
  }
}

export const consented = (said: Fields = {}, share: Fields = {}): SensitiveStory =>
  sensitiveStory(said)
    .does('OFFER_SERVICES', { legal: 'on', psychosocial: 'on' })
    .does('CONSENT', { ...agreement, ...share })

export const referred = (to = 'AMAL'): SensitiveStory =>
  consented().does('REFER', { to, followUpOn: '2023-01-17' })

export const supported = (): SensitiveStory =>
  referred().does('ACCEPT').does('REPORT_SUPPORT', { legal: 'on', outcome: 'done' })

/** A child is concerned. */
export const child = (): SensitiveStory => sensitiveStory({ ageBand: 'teen' })

/** The institution and the funder were both told by mail. */
export const noticed = (story: SensitiveStory): SensitiveStory =>
  story.does('SEND_NOTICE').does('NOTICE_SENT', { to: 'institution' }).does('NOTICE_SENT', { to: 'funder' })

/** Nobody could reach her, on three days; the notice is out. */
export const outOfReach = (): SensitiveStory =>
  [0, 24, 48].reduce(
    (story, count) => story.after(count).does('RECORD_ATTEMPT', { by: 'inPerson' }),
    noticed(sensitiveStory()),
  )
