// Plays planned steps through the real engine, in the order of their instants, with the clock where the story is.
import { consequenceOf } from '../cases/consequences.ts'
import type { Viewer } from '../cases/desks.ts'
import { guardedLifecycle } from '../cases/lifecycles.ts'
import type { House } from '../compose.ts'
import { seal } from '../engine/seals.ts'
import { AppError } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import type { Planned } from './cast.ts'
import type { Step } from './course.ts'
import type { MovableClock } from './movable-clock.ts'

/** One transaction for so many steps: each costs a flush to the disk. */
const STEPS_AT_ONCE = 100

/**
 * Plays every step, seals the journals on the way, and leaves the clock at the last step.
 * A step that the lifecycle refuses ends the course of its case there; the errors of those are returned.
 */
export async function play(house: House, clock: MovableClock, cast: readonly Planned[]): Promise<Error[]> {
  const colleagues = cast.flatMap(({ scene: { team, verifier } }) => [
    ...Object.values(team),
    ...(verifier ? [verifier] : []),
  ])
  const progress: Progress = {
    revisions: new Map(),
    papers: new Map(),
    viewers: new Map(colleagues.map((one) => [one.id, one])),
    stuck: new Map(),
  }
  const steps = cast
    .flatMap((planned) => planned.steps.map((step) => ({ ...step, workflow: workflowOf(house, planned) })))
    .sort((a, b) => a.at - b.at)
  for (let from = 0; from < steps.length; from += STEPS_AT_ONCE) {
    await house.db.transaction(async (tx) => {
      for (const step of steps.slice(from, from + STEPS_AT_ONCE)) {
        clock.set(step.at)
        await advance(house, tx, step, progress)
      }
    })
    await seal(house.db, clock)
  }
  return [...progress.stuck.values()]
}

/** What was asked for leads its own life; every complaint that of its programme, whoever it came by. */
function workflowOf({ machines }: House, { scene: { programme, channel, matter } }: Planned): string {
  return matter.kind === 'request'
    ? guardedLifecycle(machines, programme, { service: matter.story.service, channel })
    : programme.workflow
}

type Progress = {
  /** The revision at which a case was last sent an event, by both. */
  revisions: Map<string, number>
  /** The paper that came last, by the reference of its case. */
  papers: Map<string, string>
  /** Who acts, with their grants. */
  viewers: ReadonlyMap<string, Viewer>
  /** Why a case went no further, by its reference. */
  stuck: Map<string, Error>
}

async function advance(
  house: House,
  tx: Tx,
  step: Step & { workflow: string },
  progress: Progress,
): Promise<void> {
  const { revisions, stuck, viewers } = progress
  const { reference, type, actor } = step
  if (stuck.has(reference)) return
  const input = await inputOf(house, step, progress)
  try {
    revisions.set(`${reference} ${type}`, await take(house, tx, step.workflow, { ...step, input }))
    // What an act does elsewhere happens with it, as it does in the office.
    const viewer = viewers.get(actor.id)
    if (viewer) await consequenceOf(type)?.(house, tx, { id: reference, viewer })
  } catch (error) {
    // A database that failed fails the load; a refusal is about this case alone.
    if (!(error instanceof AppError)) throw error
    stuck.set(reference, new Error(`${reference} cannot ${type}`, { cause: error }))
  }
}

async function inputOf(
  { documents }: House,
  { reference, input, papers, message, proved }: Step,
  progress: Progress,
): Promise<Record<string, unknown>> {
  if (papers) {
    const kept = await documents.keep(papers)
    progress.papers.set(reference, kept.at(-1)?.id ?? '')
    return { ...input, documents: kept }
  }
  if (proved) return { ...input, evidence: progress.papers.get(reference) ?? '' }
  // A message is known by the event that asked for it, whose only effect it is.
  if (message)
    return { ...input, message: `${reference}:${progress.revisions.get(`${reference} ${message}`)}:0` }
  return input
}

async function take({ engine }: House, tx: Tx, workflow: string, step: Step): Promise<number> {
  const { reference: id, type, input, actor } = step
  if (type !== 'OPEN') return (await engine.send({ id, type, input, actor }, tx)).revision
  const scope = { programme: String(input.programme), entity: String(input.entity), unit: null }
  return (await engine.open({ workflow, id, key: `demo:${id}`, type, input, actor, scope }, tx)).revision
}

/** Carries out the deadlines that passed since, so that marks and tasks are as of now. */
export async function passDeadlines({ db, engine, clock }: House): Promise<void> {
  const due: { instance_id: string }[] = await db
    .read('timers')
    .where('due_at', '<=', clock.now())
    .distinct('instance_id')
  for (const { instance_id } of due) await engine.fire(instance_id)
  await seal(db, clock)
}
