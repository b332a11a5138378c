// The desks of the confidential road: what waits there, what lies there besides, what is late, and a case by its reference.
import { sensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Viewer } from '../cases/desks.ts'
import { readReference } from '../cases/reference.ts'
import { NotFound } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { record } from './access-log.ts'
import { desksFor, type ReadingParts, wakeOnDesk } from './on-desk.ts'
import { deskText, LATE_DESK, liesOn } from './projection.ts'
import { type Seen, seenFrom } from './reading.ts'
import { wakeAll } from './waking.ts'

/** So many stand on one page of a desk. */
const PAGE = 25

export type DeskPage = {
  rows: Seen[]
  next: string | null
  /** How many lie on this page that cannot be read: something of them was altered. */
  broken: number
}

/**
 * What waits at the desks of a person, the most urgent first, or what lies there besides; `after` is the last one of
 * the page before.
 */
export function readDesk(
  parts: ReadingParts,
  viewer: Viewer,
  { waiting, after }: { waiting: boolean; after?: string | undefined },
): Promise<DeskPage> {
  const { db, clock, vault } = parts
  return db.transaction(async (tx) => {
    await vault.unlock(tx)
    const seats = await desksFor(parts, tx, viewer)
    const byTag = new Map(seats.toReversed().map((seat) => [vault.tag(deskText(seat.desk)), seat]))
    const found = await lyingOn(tx, [...byTag.keys()], waiting, after)
    const page = found.slice(0, PAGE)
    const lives = new Map(
      (
        await wakeAll(
          parts,
          tx,
          page.map(({ case_id }) => case_id),
        )
      ).map((l) => [l.id, l]),
    )
    const rows = page.flatMap(({ case_id, tag }) => {
      const [live, seat] = [lives.get(case_id), byTag.get(tag)]
      return live && seat && liesOn(live.snapshot, seat.desk) ? [seenFrom(seat, live)] : []
    })
    for (const [{ programme, door }, list] of Map.groupBy(rows, ({ seat }) => seat))
      await record(vault, tx, {
        ...{ at: clock.now(), actor: viewer.id, kind: 'list', programme },
        cases: list.map(({ id }) => id),
        fields: ['nature', 'ageBand', 'sex', 'handling', 'owned'],
        ...(door && { door }),
      })
    const last = page.at(-1)
    const broken = new Set(page.map(({ case_id }) => case_id).filter((id) => !lives.has(id))).size
    return { rows, broken, next: found.length > PAGE && last ? `${last.due_at}.${last.case_id}` : null }
  })
}

type Lying = { case_id: string; tag: string; due_at: number }

async function lyingOn(
  tx: Tx,
  tags: readonly string[],
  waiting: boolean,
  after: string | undefined,
): Promise<Lying[]> {
  if (tags.length === 0) return []
  const [, due = '', id = ''] = /^(\d+)\.(.+)$/.exec(after ?? '') ?? []
  const [order, beyond] = waiting ? ['ASC', '>'] : ['DESC', '<']
  return tx.all<Lying>(
    `SELECT case_id, tag, due_at FROM sensitive_desks
     WHERE tag IN (${tags.map(() => '?').join(', ')}) AND waiting = ?
       ${due ? `AND (due_at, case_id) ${beyond} (?, ?)` : ''}
     ORDER BY due_at ${order}, case_id ${order} LIMIT ?`,
    [...tags, waiting ? 1 : 0, ...(due ? [Number(due), id] : []), PAGE + 1],
  )
}

/** A case by the reference somebody typed, for whoever has it on their desk; undefined otherwise. The search is written down. */
export function searchCase(parts: ReadingParts, typed: string, viewer: Viewer): Promise<string | undefined> {
  const { db, clock, vault } = parts
  return db.transaction(async (tx) => {
    const reference = readReference(typed)
    const found = await wakeOnDesk(parts, tx, reference ?? '', viewer).catch((error) => {
      if (error instanceof NotFound) return undefined
      throw error
    })
    await record(vault, tx, {
      ...{ at: clock.now(), actor: viewer.id, kind: 'search', found: found !== undefined },
      ...(found && reference && { case: reference }),
    })
    return found && reference
  })
}

/** The notices that are late, by programme alone: every focal point may know that one is, and of whose programme. */
export function lateNotices(
  parts: ReadingParts,
  viewer: Viewer,
): Promise<{ programme: string; since: number }[]> {
  const { db, vault } = parts
  if (!viewer.grants.some(({ role }) => role === 'focal_point')) return Promise.resolve([])
  return db.transaction(async (tx) => {
    await vault.unlock(tx)
    const rows = await lyingOn(tx, [vault.tag(deskText(LATE_DESK))], true, undefined)
    const lives = await wakeAll(
      parts,
      tx,
      rows.map(({ case_id }) => case_id),
    )
    const late = lives
      .filter(({ snapshot }) => liesOn(snapshot, LATE_DESK))
      .map((live) => sensitiveContext(live.snapshot.context))
    const first = Map.groupBy(late, ({ programme }) => programme)
    return [...first].map(([programme, of]) => ({
      programme,
      since: Math.min(...of.map(({ noticeBy }) => noticeBy)),
    }))
  })
}
