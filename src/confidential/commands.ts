// What people do on the confidential road: bring a case, act on it, destroy what was told, speak with their code.
import { z } from 'zod'
import type { Viewer } from '../cases/desks.ts'
import { newReference } from '../cases/reference.ts'
import type { Engine, Outcome } from '../engine/engine.ts'
import { Forbidden, NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import { type Database, isDuplicate, type Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { record } from './access-log.ts'
import { sendChecked } from './checked.ts'
import { codeText, newCode } from './codes.ts'
import { destroyEnclosure } from './enclosure.ts'
import { type ReadingParts, wakeOnDesk } from './on-desk.ts'
import { actorOf, bringsTo, openerOf, survivor } from './policy.ts'
import type { Vault } from './vault.ts'

export type RoadParts = {
  db: Database
  clock: Clock
  vault: Vault
  engine: Engine
  programmes: Programmes
  dataDir: string
}

/** The form that brings a case, as far as it is not the lifecycle's own. */
export const Bringing = z.object({
  /** Drawn with the form: sending the same form twice brings one case. */
  key: z.uuid(),
  programme: z.string({ error: 'field.programme.choose' }).min(1, 'field.programme.choose'),
})

export type Brought = {
  /** The code of whoever the case is about, to be shown once; null when the same form was sent before. */
  code: string | null
}

type Fields = Record<string, unknown>

/**
 * Opens a case for somebody: by herself (`viewer` is null) or by whoever registers there.
 * @throws Forbidden when the viewer does not register there, Invalid when a field is refused, Unavailable without a key.
 */
export function bring(
  parts: RoadParts,
  { key, programme }: z.output<typeof Bringing>,
  fields: Fields,
  viewer: Viewer | null,
): Promise<Brought> {
  const via = viewer ? 'staff' : 'self'
  const once = () =>
    parts.db.transaction(async (tx) => {
      const { code, known } = await open(parts, tx, { key: `form:${key}`, programme, via, fields }, viewer)
      return { code: known ? null : code }
    })
  // The same form sent twice at once, or a reference drawn twice: the second attempt sees what the first wrote.
  return once().catch((error) => {
    if (!isDuplicate(error)) throw error
    return once()
  })
}

type Opening = {
  key: string | null
  programme: string
  via: 'self' | 'staff' | 'transfer'
  fields: Fields
  enclosed?: boolean
}

/** Opens a case within a transaction; its reference, and the code that leads to it. */
export async function open(
  { engine, vault, clock, programmes }: RoadParts,
  tx: Tx,
  { key, programme: code, via, fields, enclosed = false }: Opening,
  viewer: Viewer | null,
): Promise<{ id: string; code: string; known: boolean }> {
  const programme = programmes.find(code)
  if (!programme) throw new NotFound()
  // A transfer was allowed by whoever may act on the case it takes.
  if (viewer && via === 'staff' && !bringsTo(viewer, code)) throw new Forbidden('refusal.registerElsewhere')
  await vault.unlock(tx)
  const secret = newCode()
  const opened = await engine.open(
    {
      workflow: 'sensitive',
      id: newReference(programme.prefix),
      key,
      type: 'OPEN',
      // Nobody is there to take the code of a case that comes over: it is given when she is.
      input: {
        ...{ ...fields, programme: code, via, enclosed },
        ...(via !== 'transfer' && { codeTag: vault.tag(codeText(secret)) }),
      },
      actor: viewer ? openerFor(viewer, via) : survivor,
      scope: { programme: code, entity: '', unit: null },
    },
    tx,
  )
  if (!opened.known)
    await record(vault, tx, {
      ...{ at: clock.now(), actor: viewer?.id ?? survivor.id, programme: code, case: opened.id },
      kind: via === 'transfer' ? 'transferred' : 'opened',
    })
  return { id: opened.id, code: secret, known: opened.known }
}

/** Whoever transfers a case held a role on it; here they are whoever hands it over. */
const openerFor = (viewer: Viewer, via: Opening['via']) =>
  via === 'transfer' ? { id: viewer.id, rolesIn: () => ['clerk' as const] } : openerOf(viewer)

/** Events that are not sent as they are: they begin a case, draw a secret, or destroy what a key opens. */
const own = ['OPEN', 'ERASE', 'DESTROY_ENCLOSURE', 'OPEN_ENCLOSURE', 'NEW_CODE']

/**
 * Sends an event as a focal point or a specialist; refusals as `sendChecked`.
 * @throws NotFound when the case is not on a desk of theirs, Unavailable when it cannot be read.
 */
export function act(
  parts: RoadParts & ReadingParts,
  wish: { id: string; type: string; input: Fields; revision: number },
  viewer: Viewer,
): Promise<Outcome> {
  const { id, type } = wish
  return parts.db.transaction(async (tx) => {
    const { live } = await wakeOnDesk(parts, tx, id, viewer)
    if (type === 'ERASE') return erase(parts, tx, wish, viewer)
    if (type === 'DESTROY_ENCLOSURE') return destroy(parts, tx, wish, viewer)
    if (own.includes(type)) throw new NotFound()
    return sendChecked(parts, tx, { ...wish, actor: actorOf(viewer) }, live)
  })
}

type Wish = { id: string; type: string; input: Fields; revision: number }

/** Destroys the data key: from then on nobody reads a word of the case, here or in a copy of the database without it. */
async function erase(parts: RoadParts, tx: Tx, wish: Wish, viewer: Viewer): Promise<Outcome> {
  const { clock, vault, engine } = parts
  const at = clock.now()
  const outcome = await engine.send({ ...wish, actor: actorOf(viewer) }, tx)
  await destroyEnclosure(tx, wish.id, at)
  await tx.run('UPDATE sensitive_keys SET wrapped = NULL, destroyed_at = ? WHERE instance_id = ?', [
    at,
    wish.id,
  ])
  await tx.run('DELETE FROM sensitive_codes WHERE case_id = ?', [wish.id])
  await record(vault, tx, { at, actor: viewer.id, kind: 'erased', case: wish.id })
  return outcome
}

async function destroy(parts: RoadParts, tx: Tx, wish: Wish, viewer: Viewer): Promise<Outcome> {
  const { clock, vault, engine } = parts
  const at = clock.now()
  const outcome = await engine.send({ ...wish, actor: actorOf(viewer) }, tx)
  await destroyEnclosure(tx, wish.id, at)
  await record(vault, tx, { at, actor: viewer.id, kind: 'enclosureDestroyed', case: wish.id })
  return outcome
}
