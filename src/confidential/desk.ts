// The desks of the confidential road: what waits there, what lies there besides, what is late, and a case by its reference.
import { isPhysical, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Viewer } from '../cases/desks.ts'
import { readReference } from '../cases/reference.ts'
import { NotFound } from '../errors.ts'
import type { Tx } from '../platform/database.ts'
import { record } from './access-log.ts'
import { desksFor, type ReadingParts, wakeOnDesk } from './on-desk.ts'
import { rolesIn } from './policy.ts'
import { deskText, LATE_DESK, liesOn } from './projection.ts'
import { type Seen, seenFrom } from './reading.ts'
import { wakeAll } from './waking.ts'

/** So many stand on one page of a desk. */
const PAGE = 25
/** So many that wait are opened to find what cannot wait for its page: the index knows dates alone, on purpose. */
const LOOKED_AT = 500

export type DeskPage = {
  rows: Seen[]
  next: string | null
  /** How many lie on this page that cannot be read: something of them was altered. */
  broken: number
}

/**
 * What waits at the desks of a person, the oldest first, or what lies there besides; `after` is the last one of the
 * page before. What presses stands on the first page too.
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
    const most = waiting && after === undefined ? LOOKED_AT : PAGE
    const found = await lyingOn(tx, [...byTag.keys()], { waiting, after, most: most + 1 })
    const [page, looked] = [found.slice(0, PAGE), found.slice(0, most)]
    const lives = new Map(
      (
        await wakeAll(
          parts,
          tx,
          looked.map(({ case_id }) => case_id),
        )
      ).map((l) => [l.id, l]),
    )
    const rows = looked.flatMap(({ case_id, tag }, at) => {
      const [live, seat] = [lives.get(case_id), byTag.get(tag)]
      if (!live || !seat || !liesOn(live.snapshot, seat.desk)) return []
      const seen = seenFrom(seat, live)
      return at < PAGE || presses(seen) ? [seen] : []
    })
    // An empty desk was looked at as well: that nothing lies there is something to know.
    for (const seat of byTag.values()) {
      const cases = rows.filter((row) => row.seat === seat).map(({ id }) => id)
      const { programme, door } = seat
      await record(vault, tx, {
        ...{ at: clock.now(), actor: viewer.id, kind: 'list', programme, cases },
        fields: cases.length > 0 ? ['nature', 'ageBand', 'sex', 'handling', 'owned'] : [],
        ...(door && { door }),
      })
    }
    const last = page.at(-1)
    const broken = new Set(page.map(({ case_id }) => case_id).filter((id) => !lives.has(id))).size
    return { rows, broken, next: found.length > PAGE && last ? `${last.due_at}.${last.case_id}` : null }
  })
}

/** What stands on the first page however late it came: her answer, care that helps within days, a child. As it may be seen from there. */
const presses = ({ states, context }: Seen): boolean =>
  states.answer === 'unread' || states.child === 'due' || (states.medical === 'within' && isPhysical(context))

type Lying = { case_id: string; tag: string; due_at: number }

async function lyingOn(
  tx: Tx,
  tags: readonly string[],
  { waiting, after, most }: { waiting: boolean; after?: string | undefined; most: number },
): Promise<Lying[]> {
  if (tags.length === 0) return []
  const [, due = '', id = ''] = /^(\d+)\.(.+)$/.exec(after ?? '') ?? []
  const [order, beyond] = waiting ? ['ASC', '>'] : ['DESC', '<']
  return tx.all<Lying>(
    `SELECT case_id, tag, due_at FROM sensitive_desks
     WHERE tag IN (${tags.map(() => '?').join(', ')}) AND waiting = ?
       ${due ? `AND (due_at, case_id) ${beyond} (?, ?)` : ''}
     ORDER BY due_at ${order}, case_id ${order} LIMIT ?`,
    [...tags, waiting ? 1 : 0, ...(due ? [Number(due), id] : []), most],
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
      ...(found && reference && { case: reference, revision: found.live.revision }),
    })
    return found && reference
  })
}

/**
 * The notices of other programmes that are late, by programme alone: every focal point may know that one is, and of
 * whose programme. That they were told is written down there; their own they read on their desk, case by case.
 */
export function lateNotices(
  parts: ReadingParts,
  viewer: Viewer,
): Promise<{ programme: string; since: number }[]> {
  const { db, clock, vault } = parts
  if (!viewer.grants.some(({ role }) => role === 'focal_point')) return Promise.resolve([])
  return db.transaction(async (tx) => {
    await vault.unlock(tx)
    const rows = await lyingOn(tx, [vault.tag(deskText(LATE_DESK))], { waiting: true, most: PAGE + 1 })
    const lives = await wakeAll(
      parts,
      tx,
      rows.map(({ case_id }) => case_id),
    )
    const late = lives
      .filter(({ snapshot }) => liesOn(snapshot, LATE_DESK))
      .map((live) => sensitiveContext(live.snapshot.context))
      .filter(({ programme }) => !rolesIn(viewer, { programme }).includes('focal_point'))
    const first = Map.groupBy(late, ({ programme }) => programme)
    for (const programme of first.keys())
      await record(vault, tx, {
        ...{ at: clock.now(), actor: viewer.id, kind: 'late', programme, fields: ['noticeBy'] },
      })
    return [...first].map(([programme, of]) => ({
      programme,
      since: Math.min(...of.map(({ noticeBy }) => noticeBy)),
    }))
  })
}
