// Keeps the index of texts: what a case is found by, in the transaction that changes it; nothing of a case that leaves.
import type { Database, Tx } from '../platform/database.ts'
import { foldCnie, foldPhone } from './folding.ts'
import { facet, placeFor, weekMark, weekOf } from './search-place.ts'
import { wordsOf } from './text-words.ts'
import { type Known, type TextOf, textsOf } from './told-words.ts'

/** On SQLite a case has so many rows in the index at most, each with all the words of the one before. */
export const MOST_ROWS = 8

type Kept = { n: number; words: string; ends: string }

/**
 * Brings the words of some cases up to date, in the transaction of a caller who holds them. Words are only added: what
 * was told once was told.
 */
export async function indexCases(db: Pick<Database, 'kind'>, tx: Tx, ids: readonly string[]): Promise<void> {
  const known = await knownOf(tx, ids)
  const texts = await textsOf(tx, ids)
  for (const one of known) {
    const [kept] = await tx.all<Kept>('SELECT n, words, ends FROM search_texts WHERE case_id = ?', [one.id])
    await keep(db, tx, one, kept, tokensOf(one, texts.get(one.id) ?? []))
  }
}

async function knownOf(tx: Tx, ids: readonly string[]): Promise<Known[]> {
  return tx.all<Known>(
    `SELECT c.id, c.programme, c.entity, c.channel, c.category, c.received_at, c.restricted,
       coalesce(r.name, '') AS name, coalesce(r.phone, '') AS phone, coalesce(r.cnie, '') AS cnie,
       coalesce(r.external_key, '') AS external_key
     FROM cases c LEFT JOIN registrations r ON r.case_id = c.id
     WHERE c.id IN (${ids.map(() => '?').join(', ')})`,
    ids,
  )
}

/** Every word a case is found by. Finding a restricted case by a name would say whose it is. */
export function tokensOf(one: Omit<Known, 'id' | 'received_at'>, texts: readonly TextOf[]): string[] {
  const person =
    one.restricted === 1
      ? []
      : [
          ...wordsOf(one.name),
          ...(one.cnie ? [foldCnie(one.cnie).toLowerCase()] : []),
          ...(one.phone ? [foldPhone(one.phone)] : []),
        ]
  return [
    ...new Set([
      facet.programme(one.programme),
      facet.entity(one.programme, one.entity),
      facet.channel(one.channel),
      ...(one.category ? [facet.category(one.category)] : []),
      ...person.filter((word) => word !== ''),
      ...wordsOf(one.external_key),
      ...wordsOf(texts.map(({ text }) => text).join('\n')),
    ]),
  ]
}

async function keep(
  db: Pick<Database, 'kind'>,
  tx: Tx,
  { id, received_at }: Known,
  kept: Kept | undefined,
  tokens: readonly string[],
): Promise<void> {
  const n = kept?.n ?? (await takePlace(tx, id, received_at))
  const week = weekMark(weekOf(n))
  const before = kept?.words ? kept.words.split(' ') : []
  const known = new Set(before)
  const added = tokens.map((token) => week + token).filter((token) => !known.has(token))
  if (added.length === 0) return
  const after = [...before, ...added]
  const ends = endsOf(kept)
  // The last row there is room for is written anew.
  const full = ends.length === MOST_ROWS
  if (db.kind === 'sqlite') {
    if (full) await takeOut(tx, n, MOST_ROWS - 1, before)
    const row = full ? MOST_ROWS - 1 : ends.length
    await tx.run('INSERT INTO search_index (rowid, words) VALUES (?, ?)', [
      n * MOST_ROWS + row,
      after.join(' '),
    ])
  }
  const now = [...(full ? ends.slice(0, -1) : ends), after.length]
  await tx.run('UPDATE search_texts SET words = ?, ends = ? WHERE n = ?', [after.join(' '), now.join(' '), n])
}

const endsOf = (kept: Kept | undefined): number[] => (kept?.ends ? kept.ends.split(' ').map(Number) : [])

const takeOut = (tx: Tx, n: number, row: number, words: readonly string[]): Promise<number> =>
  tx.run("INSERT INTO search_index (search_index, rowid, words) VALUES ('delete', ?, ?)", [
    n * MOST_ROWS + row,
    words.join(' '),
  ])

/** Takes the first free place from the one that is the case's by its reference. */
async function takePlace(tx: Tx, id: string, at: number): Promise<number> {
  for (let n = placeFor(id, at); ; n += 1) {
    const taken = await tx.run(
      "INSERT INTO search_texts (n, case_id, words, ends) VALUES (?, ?, '', '') ON CONFLICT (n) DO NOTHING",
      [n, id],
    )
    if (taken > 0) return n
  }
}

/** Takes a case out of the index, with every byte of its words. */
export async function forgetIndexed(db: Pick<Database, 'kind'>, tx: Tx, id: string): Promise<void> {
  const [kept] = await tx.all<Kept>('SELECT n, words, ends FROM search_texts WHERE case_id = ?', [id])
  if (!kept) return
  if (db.kind === 'sqlite') {
    const words = kept.words.split(' ')
    for (const [row, end] of endsOf(kept).entries()) await takeOut(tx, kept.n, row, words.slice(0, end))
  }
  await tx.run('DELETE FROM search_texts WHERE n = ?', [kept.n])
}
