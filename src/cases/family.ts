// The cases that tell the same facts: one, what it is about, and those about it, however far that goes.
import type { Database, Tx } from '../platform/database.ts'
import { type CaseRow, isTakenOver } from './rows.ts'

type Reader = Pick<Tx, 'all'>
type Member = Pick<CaseRow, 'id' | 'about' | 'restricted' | 'outcome'>

/** What another service took over tells nothing any more: it is about nothing, and nothing leaves with it. */
const HERE = "outcome <> 'takenOver'"

const markFor = (ids: readonly string[]): string => ids.map(() => '?').join(', ')

/**
 * The references of a case and of those that leave together with it, in the order their locks are taken: each before
 * the one it is about. A restricted case is a family of its own: others neither see it nor decide about it. A case
 * that left before is in no family.
 */
export async function familyOf(tx: Reader, id: string): Promise<string[]> {
  const own = await find(tx, id)
  if (!own || own.restricted === 1 || isTakenOver(own)) return [id]
  const generations: string[][] = []
  for (let ids = [await firstOf(tx, own)]; ids.length > 0; ids = await aboutThese(tx, ids))
    generations.push(ids)
  return generations.toReversed().flat()
}

/** Keeps everybody else from these cases until the transaction ends; `ids` in the order of `familyOf`. */
export async function lockAll(
  { kind }: Pick<Database, 'kind'>,
  tx: Tx,
  ids: readonly string[],
): Promise<void> {
  // SQLite has one writer: whoever is in a transaction is alone.
  if (kind === 'sqlite') return
  for (const id of ids) await tx.all('SELECT id FROM instances WHERE id = ? FOR UPDATE', [id])
}

/** Whether a case is here; nobody takes it away before the transaction ends. */
export async function staysHere(
  db: Pick<Database, 'kind'>,
  tx: Tx,
  { id }: Pick<Member, 'id'>,
): Promise<boolean> {
  await lockAll(db, tx, [id])
  const row = await find(tx, id)
  return row !== undefined && !isTakenOver(row)
}

/** Whether a case joined the family of these, which have left: one that is about them, and stayed behind. */
export async function hasGrown(tx: Reader, ids: readonly string[]): Promise<boolean> {
  const open = await tx.all<{ id: string }>(
    `SELECT id FROM cases WHERE id IN (${markFor(ids)}) AND restricted = 0`,
    ids,
  )
  if (open.length === 0) return false
  const left = await aboutThese(
    tx,
    open.map((row) => row.id),
  )
  return left.length > 0
}

async function find(tx: Reader, id: string): Promise<Member | undefined> {
  const [row] = await tx.all<Member>('SELECT id, about, restricted, outcome FROM cases WHERE id = ?', [id])
  return row
}

/** From a case to the one it is about, up to the one that is about nothing. */
async function firstOf(tx: Reader, member: Member): Promise<string> {
  const about = member.about === null ? undefined : await find(tx, member.about)
  return about && about.restricted === 0 && !isTakenOver(about) ? firstOf(tx, about) : member.id
}

async function aboutThese(tx: Reader, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    `SELECT id FROM cases WHERE about IN (${markFor(ids)}) AND restricted = 0 AND ${HERE} ORDER BY id`,
    ids,
  )
  return rows.map(({ id }) => id)
}
