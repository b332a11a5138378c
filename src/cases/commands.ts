// What people do to cases: register one, act on one, take over a register. Each is one transaction.
import { randomUUID } from 'node:crypto'
import type { Registering } from '../../workflows/case-inputs.ts'
import type { Engine, Outcome } from '../engine/engine.ts'
import type { Machines } from '../engine/machines.ts'
import { Forbidden, Invalid, NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, isDuplicate, type Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { completeInput } from './act-inputs.ts'
import { findBeneficiary } from './beneficiaries.ts'
import { findCase } from './case-view.ts'
import { consequenceOf } from './consequences.ts'
import { giveUpUploads } from './departures.ts'
import type { Viewer } from './desks.ts'
import type { StoredDocument } from './documents.ts'
import { keepTaken, wasTaken } from './import-keys.ts'
import { guardedLifecycle } from './lifecycles.ts'
import { broughtBy, caseMeant, chosenBy, joinReferral, keepMeant } from './openings.ts'
import { actorOf, registersIn, system } from './policy.ts'
import { newReference } from './reference.ts'
import { type RegistrationForm, toRegistration } from './registration.ts'
import { handToOtherBody, type Witness } from './release.ts'
import { type CaseRow, isTakenOver } from './rows.ts'
import { findEntrusted } from './verifications.ts'

export type Commands = {
  /**
   * Registers a complaint with its documents. Sending the same form twice finds the first case (`known`).
   * @throws Forbidden when the viewer does not register there, Invalid when the programme refuses a field.
   */
  register(
    form: RegistrationForm,
    documents: StoredDocument[],
    viewer: Viewer,
  ): Promise<Outcome & { known: boolean }>
  /**
   * Sends an event of the lifecycle; refusals as the engine's. `revision` is the one the form was drawn from,
   * `opened` the reference of a case that follows from it.
   */
  act(
    id: string,
    type: string,
    input: Record<string, unknown>,
    revision: number,
    viewer: Viewer,
  ): Promise<Outcome & { opened?: string | undefined }>
  /**
   * Hands a case over to another body, with the cases that tell the same facts: nothing of what was told stays.
   * @param revision the one the form was drawn from.
   */
  release(id: string, revision: number, viewer: Viewer): Promise<void>
  /** Adds documents to a case; where another service took it over, their files are given up. */
  attach(id: string, documents: StoredDocument[], viewer: Viewer): Promise<Outcome>
  /**
   * Takes rows of a register, all in one transaction: history, which arms no timers and sends nothing, or with
   * `live` open cases. A key that was taken before is `known` and changes nothing.
   */
  takeRegister(rows: readonly RegisterRow[], options: { live: boolean }): Promise<('taken' | 'known')[]>
}

export type RegisterRow = { key: string; input: Registering & { closedOn?: string | undefined } }

export type CommandParts = {
  db: Database
  clock: Clock
  machines: Machines
  engine: Engine
  programmes: Programmes
  /** Keeps who handed a case over; absent where nobody does. */
  witness?: Witness | undefined
}

/** The commands over their parts. */
export function createCommands(parts: CommandParts): Commands {
  return {
    register: (form, documents, viewer) => register(parts, form, documents, viewer),
    act: (id, type, input, revision, viewer) => act(parts, id, type, input, revision, viewer),
    release: (id, revision, viewer) => handToOtherBody(parts, id, revision, viewer),
    attach: (id, documents, viewer) => attach(parts, id, documents, viewer),
    takeRegister: (rows, { live }) => parts.db.transaction((tx) => takeRows(parts, tx, rows, live)),
  }
}

async function act(
  parts: CommandParts,
  id: string,
  type: string,
  typed: Record<string, unknown>,
  revision: number,
  viewer: Viewer,
): ReturnType<Commands['act']> {
  // Documents come through `attach`, which has seen them; nobody names one by hand.
  if (type === 'ATTACH') throw new NotFound()
  const { engine, db } = parts
  // Whoever only verifies reads nothing else of the case, and still reports on it.
  const row = await (type === 'REPORT_FINDING' ? findEntrusted : findCase)(db, id, viewer)
  const input = await completeInput(parts, row, type, typed)
  const sending = { id, type, input, revision, actor: actorOf(viewer) }
  const follow = consequenceOf(type)
  if (!follow) return engine.send(sending)
  return db.transaction(async (tx) => {
    const outcome = await engine.send(sending, tx)
    return { ...outcome, opened: await follow(parts, tx, { id, viewer }) }
  })
}

async function attach(
  { db, engine }: CommandParts,
  id: string,
  documents: StoredDocument[],
  viewer: Viewer,
): Promise<Outcome> {
  try {
    return await engine.send({ id, type: 'ATTACH', input: { documents }, actor: actorOf(viewer) })
  } catch (error) {
    const [row] = await db.all<Pick<CaseRow, 'outcome'>>('SELECT outcome FROM cases WHERE id = ?', [id])
    // Whatever it was refused for, to whomever: the files came too late to leave with the case.
    if (row && isTakenOver(row)) await giveUpUploads(db, documents)
    throw error
  }
}

async function register(
  parts: CommandParts,
  form: RegistrationForm,
  documents: StoredDocument[],
  viewer: Viewer,
): Promise<Outcome & { known: boolean }> {
  const places = registersIn(viewer)
  if (!places.some((p) => p.programme === form.programme && (p.entity === '' || p.entity === form.entity))) {
    throw new Forbidden('refusal.registerElsewhere')
  }
  const about = await caseMeant(parts.db, form, viewer)
  const { service, handlers } = await chosenBy(parts, form)
  // Whoever wants no name, or is protected, is linked to nobody.
  const named = form.relation !== 'anonymous' && handlers === null
  const beneficiary =
    named && (await findBeneficiary(parts.db, form.programme, { cnie: form.cnie, number: form.beneficiary }))
  const person = toRegistration(form, beneficiary ? beneficiary.id : null)
  const input = { ...person, service, about: about?.id ?? null, handlers }
  const once = () =>
    parts.db.transaction(async (tx) => {
      const opened = await open(parts, tx, `form:${form.key}`, 'OPEN', input, viewer)
      if (opened.known) return opened
      if (about) await keepMeant(parts.db, tx, about)
      // Whoever registers a restricted case does not see it any more: the product keeps what they brought.
      const actor = handlers ? system : actorOf(viewer)
      // Nor does the case it is about learn of it: others read that one.
      if (about && !handlers) await joinReferral(parts, tx, about, opened.id)
      if (documents.length === 0) return opened
      const attached = await parts.engine.send(
        { id: opened.id, type: 'ATTACH', input: { documents }, actor },
        tx,
      )
      return { ...attached, known: false }
    })
  // The same form sent twice at once, or a reference drawn twice: the second attempt sees what the first wrote.
  return once().catch((error) => {
    if (!isDuplicate(error)) throw error
    return once()
  })
}

function open(
  parts: CommandParts,
  tx: Tx,
  key: string | null,
  type: string,
  input: RegisterRow['input'],
  viewer: Viewer | null,
) {
  const programme = parts.programmes.get(input.programme)
  return parts.engine.open(
    {
      workflow: guardedLifecycle(parts.machines, programme, input),
      id: newReference(programme.prefix),
      key,
      type,
      input,
      actor: viewer ? actorOf(viewer) : system,
      scope: { programme: input.programme, entity: input.entity, unit: null },
    },
    tx,
  )
}

async function takeRows(
  parts: CommandParts,
  tx: Tx,
  rows: readonly RegisterRow[],
  live: boolean,
): Promise<('taken' | 'known')[]> {
  const results: ('taken' | 'known')[] = []
  const taken = new Set<string>()
  for (const row of rows) {
    const known = taken.has(row.key) || (await wasTaken(tx, row.key))
    if (!known) await takeRow(parts, tx, row, live)
    if (!known) taken.add(row.key)
    results.push(known ? 'known' : 'taken')
  }
  await keepTaken(tx, taken)
  return results
}

/** No opening key: it would say for good which line of the register a case was. */
async function takeRow(parts: CommandParts, tx: Tx, row: RegisterRow, live: boolean): Promise<void> {
  const { closedOn, ...registration } = row.input
  const { service, handlers } = await broughtBy({ ...parts, db: tx }, registration)
  if (live || closedOn === undefined) {
    // A restricted case is linked to nobody.
    const beneficiary = handlers === null ? registration.beneficiary : null
    const input = { ...registration, service, beneficiary, handlers }
    await open(parts, tx, null, 'OPEN', input, null)
    return
  }
  // History is open to everybody of its place.
  if (handlers !== null) throw new Invalid({ category: { key: 'field.category.restricted' } })
  await open(parts, tx, null, 'IMPORT', { ...registration, closedOn }, null)
}

/** A key for a form that is about to be drawn. */
export const newFormKey = (): string => randomUUID()
