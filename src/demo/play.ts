// Plays planned steps through the real engine, in the order of their instants, with the clock where the story is.
import type { House } from '../compose.ts'
import { seal } from '../engine/seals.ts'
import type { Tx } from '../platform/database.ts'
import type { Planned } from './cast.ts'
import type { Step } from './course.ts'
import type { MovableClock } from './movable-clock.ts'

/** One transaction for so many steps: each costs a flush to the disk. */
const STEPS_AT_ONCE = 250

/** Plays every step, seals the journals on the way, and leaves the clock at the last step. */
export async function play(house: House, clock: MovableClock, cast: readonly Planned[]): Promise<void> {
  const workflowOf = new Map(cast.map(({ scene }) => [scene.reference, scene.programme.workflow]))
  const revisions = new Map<string, number>()
  const steps = cast.flatMap((planned) => planned.steps).sort((a, b) => a.at - b.at)
  for (let from = 0; from < steps.length; from += STEPS_AT_ONCE) {
    await house.db.transaction(async (tx) => {
      for (const step of steps.slice(from, from + STEPS_AT_ONCE)) {
        clock.set(step.at)
        const input = await inputOf(house, step, revisions)
        const revision = await take(house, tx, workflowOf.get(step.reference) ?? '', { ...step, input })
        revisions.set(`${step.reference} ${step.type}`, revision)
      }
    })
    await seal(house.db, clock)
  }
}

async function inputOf(
  { documents }: House,
  { reference, input, papers, message }: Step,
  revisions: ReadonlyMap<string, number>,
): Promise<Record<string, unknown>> {
  if (papers) return { ...input, documents: await documents.keep(papers) }
  // A message is known by the event that asked for it, whose only effect it is.
  if (message) return { ...input, message: `${reference}:${revisions.get(`${reference} ${message}`)}:0` }
  return input
}

async function take({ engine }: House, tx: Tx, workflow: string, step: Step): Promise<number> {
  const { reference: id, type, input, actor } = step
  try {
    if (type !== 'OPEN') return (await engine.send({ id, type, input, actor }, tx)).revision
    const scope = { programme: String(input.programme), entity: String(input.entity), unit: null }
    return (await engine.open({ workflow, id, key: `demo:${id}`, type, input, actor, scope }, tx)).revision
  } catch (error) {
    throw new Error(`the demonstration cannot ${type} ${id}`, { cause: error })
  }
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
