// The cases that tell the same facts: one, what it is about, and those about it, however far that goes.
import type { Database, Tx } from '../platform/database.ts'

type Reader = Pick<Tx, 'all'>
type Member = { id: string; about: string | null; restricted: number }

const markFor = (ids: readonly string[]): string => ids.map(() => '?').join(', ')

/**
 * The references of a case and of those that leave together with it, in the order their locks are taken: each before
 * the one it is about. A restricted case is a family of its own: others neither see it nor decide about it.
 */
export async function familyOf(tx: Reader, id: string): Promise<string[]> {
  const own = await find(tx, id)
  if (!own || own.restricted === 1) return [id]
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
  const [row] = await tx.all<Member>('SELECT id, about, restricted FROM cases WHERE id = ?', [id])
  return row
}

/** From a case to the one it is about, up to the one that is about nothing. */
async function firstOf(tx: Reader, member: Member): Promise<string> {
  const about = member.about === null ? undefined : await find(tx, member.about)
  return about && about.restricted === 0 ? firstOf(tx, about) : member.id
}

async function aboutThese(tx: Reader, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.all<{ id: string }>(
    `SELECT id FROM cases WHERE about IN (${markFor(ids)}) AND restricted = 0 ORDER BY id`,
    ids,
  )
  return rows.map(({ id }) => id)
}
