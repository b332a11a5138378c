// Whether an act is allowed now, and if not, why: the moment, the role, the separation of duties, the guard.
import {
  type AnyMachineSnapshot,
  type AnyStateMachine,
  type AnyStateNode,
  type AnyTransitionDefinition,
  type EventObject,
  getNextTransitions,
} from 'xstate'
import type { Meta, Party, Scope } from '../../workflows/kit.ts'
import { type AppError, Forbidden, Invalid, NotFound, Refused } from '../errors.ts'

/** Somebody who acts; the roles depend on where the case belongs. */
export type Actor = { id: string; rolesIn(scope: Scope): readonly Party[] }

/** Who sent which event on a case. */
export type Hands = Record<string, string[]>

type Candidate = {
  type: string
  meta: Meta
  guard: { type: string; params?: Record<string, unknown> } | undefined
  /** The machine's own definition, to tell which branches an event takes. */
  definition: object
}

/**
 * The role in which the actor may send the event now; with `asking`, before anything was typed.
 * @throws NotFound when the case does not exist for the actor, Forbidden for a missing role or for hands that
 * must be different, Refused when the moment or a guard says no, Invalid when the guard is about a field.
 */
export function permit(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  actor: Actor,
  hands: Hands,
  options: { scope?: Scope | undefined; asking?: boolean } = {},
): Party {
  const roles = actor.rolesIn(options.scope ?? snapshot.context)
  if (roles.length === 0) throw new NotFound()
  const verdict = weigh(machine, snapshot, event, actor.id, roles, hands, options.asking ?? false)
  if ('refusal' in verdict) throw verdict.refusal
  return verdict.role
}

export type Possibility = { type: string; refusal: AppError | null }

/** Every event a person could send in this state, each with the reason why this actor may not, or none. */
export function possibilities(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  stamp: { at: number; on: string },
  actor: Actor,
  hands: Hands,
): Possibility[] {
  const roles = actor.rolesIn(snapshot.context)
  const forPeople = candidates(snapshot).filter(({ meta }) => meta.by?.some((party) => party !== 'system'))
  const types = new Set(forPeople.map((candidate) => candidate.type))
  return [...types].map((type) => {
    const event = { type, ...stamp, by: actor.id }
    const verdict = weigh(machine, snapshot, event, actor.id, roles, hands, true)
    return { type, refusal: 'refusal' in verdict ? verdict.refusal : null }
  })
}

/** @param asking when true nothing was typed yet, so a branch that depends on what will be typed counts as open. */
function weigh(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  actor: string,
  roles: readonly Party[],
  hands: Hands,
  asking: boolean,
): { role: Party } | { refusal: AppError } {
  const now = candidates(snapshot).filter((candidate) => candidate.type === event.type)
  if (now.length === 0) return { refusal: new Refused('refusal.notNow') }

  const mine = now.filter(({ meta }) => meta.by?.some((party) => roles.includes(party)))
  if (mine.length === 0) return { refusal: forbiddenRole(now) }

  const apart = mine.filter(({ meta }) => !touched(meta, hands, actor))
  if (apart.length === 0) return { refusal: forbiddenHands(mine, hands, actor) }

  if (asking) {
    const open =
      apart.find(({ guard }) => !guard || guard.params?.field) ??
      apart.find(({ guard }) => passes(machine, snapshot, event, guard))
    return open ? { role: roleIn(open, roles) } : { refusal: refusedBy(apart.at(-1)?.guard) }
  }

  // Not any branch with a passing guard: the very ones the machine takes must all be this actor's.
  const definitions: readonly object[] = machine.getTransitionData(snapshot, event)
  const taken = now.filter(({ definition }) => definitions.includes(definition))
  const first = taken[0]
  if (!first) return { refusal: refusedBy(apart.at(-1)?.guard) }
  const notMine = taken.filter((candidate) => !mine.includes(candidate))
  if (notMine.length > 0) return { refusal: forbiddenRole(notMine) }
  const touchedOnes = taken.filter((candidate) => !apart.includes(candidate))
  if (touchedOnes.length > 0) return { refusal: forbiddenHands(touchedOnes, hands, actor) }
  return { role: roleIn(first, roles) }
}

const roleIn = ({ meta }: Candidate, roles: readonly Party[]): Party =>
  meta.by?.find((party) => roles.includes(party)) ?? 'system'

function candidates(snapshot: AnyMachineSnapshot): Candidate[] {
  return getNextTransitions(snapshot)
    .map(candidateOf)
    .filter((candidate) => candidate !== undefined)
}

/** A transition that somebody may take; the machine's own have no `by`. */
function candidateOf(transition: AnyTransitionDefinition): Candidate | undefined {
  const meta: Meta | undefined = transition.meta
  if (!meta?.by) return undefined
  const guard = typeof transition.guard === 'string' ? { type: transition.guard } : transition.guard
  return { type: transition.eventType, meta, guard: guard as Candidate['guard'], definition: transition }
}

function touched(meta: Meta, hands: Hands, actor: string): string | undefined {
  return meta.apart?.find((event) => hands[event]?.includes(actor))
}

function passes(
  machine: AnyStateMachine,
  snapshot: AnyMachineSnapshot,
  event: EventObject,
  guard: Candidate['guard'],
): boolean {
  if (!guard) return true
  const test = machine.implementations.guards[guard.type]
  if (typeof test !== 'function') throw new Error(`the lifecycle has no guard ${guard.type}`)
  return test({ context: snapshot.context, event }, guard.params)
}

function forbiddenRole(now: readonly Candidate[]): AppError {
  const roles = [...new Set(now.flatMap(({ meta }) => meta.by ?? []))].filter((party) => party !== 'system')
  if (roles.length === 0) return new Refused('refusal.notNow')
  return new Forbidden({ key: 'refusal.role', values: { roles: roles.join(' ') } })
}

function forbiddenHands(mine: readonly Candidate[], hands: Hands, actor: string): AppError {
  const event = mine.map(({ meta }) => touched(meta, hands, actor)).find((found) => found !== undefined) ?? ''
  return new Forbidden({ key: 'refusal.apart', values: { event } })
}

function refusedBy(guard: Candidate['guard']): AppError {
  const key = `refusal.${guard?.type ?? 'notNow'}`
  const field = guard?.params?.field
  return typeof field === 'string' ? new Invalid({ [field]: { key } }) : new Refused(key)
}

/** Acts that may come later, each with what would keep this actor from them even then: their role, or their own hands. */
export function foresee(
  machine: AnyStateMachine,
  types: readonly string[],
  actor: string,
  roles: readonly Party[],
  hands: Hands,
): Possibility[] {
  const everywhere = nodesOf(machine.root).flatMap((node) => [...node.transitions.values()].flat())
  return types.map((type) => {
    const found = everywhere
      .filter((transition) => transition.eventType === type)
      .map(candidateOf)
      .filter((c) => c !== undefined)
    const mine = found.filter(({ meta }) => meta.by?.some((party) => roles.includes(party)))
    if (mine.length === 0) return { type, refusal: forbiddenRole(found) }
    const apart = mine.filter(({ meta }) => !touched(meta, hands, actor))
    return {
      type,
      refusal: apart.length === 0 ? forbiddenHands(mine, hands, actor) : new Refused('refusal.notNow'),
    }
  })
}

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)]
}
