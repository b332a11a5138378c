// Filters of a search under a name: one's own, and those that colleagues share. What was typed is never among them.
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { Invalid, NotFound } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Viewer } from './desks.ts'
import { namesCase } from './named-case.ts'
import { readers } from './policy.ts'
import { Filters, narrows } from './search-filters.ts'

/** So many a person keeps, and so many shared ones are shown. */
export const MOST_KEPT = 50
const MOST_SHARED = 100

/** A name is read by others and outlives the cases: no number of a card, of a telephone or of a case stands in it. */
const NUMBER = /\d(?:[ .-]?\d){4,}/

export const SavedForm = z.object({
  name: z
    .string({ error: 'search.saved.name.missing' })
    .trim()
    .min(2, 'search.saved.name.missing')
    .max(60, 'search.saved.name.tooLong')
    .refine((name) => !NUMBER.test(name) && !namesCase(name), 'search.saved.name.number'),
  /** '' for oneself, a programme, or a place of it (`DAAM/RABAT`). */
  share: z.string().max(100).default(''),
})
export type SavedForm = z.output<typeof SavedForm>

export type SavedFilters = {
  id: string
  name: string
  filters: Filters
  /** Whether it is the reader's own. */
  own: boolean
  /** With whom it is shared; null for nobody. Entity '' is the whole programme. */
  shared: { programme: string; entity: string } | null
}

type Row = {
  id: string
  owner_id: string
  name: string
  filters: string
  programme: string | null
  entity: string | null
}

/** The places somebody may share with: those whose cases they read. A unit is none. */
export function sharedPlaces(viewer: Viewer): { programme: string; entity: string }[] {
  const places = viewer.grants
    .filter(({ role }) => readers.includes(role))
    .map(({ role, programme, entity }) => ({ programme, entity: role === 'processor' ? null : entity }))
  const named = places.flatMap(({ programme, entity }) => (entity === null ? [] : [{ programme, entity }]))
  return [...new Map(named.map((one) => [`${one.programme}/${one.entity}`, one])).values()]
}

/**
 * Keeps filters under a name.
 * @throws Invalid when there are none, the name is taken, too many are kept or the place is not theirs to share with.
 */
export async function saveFilters(
  { db, clock }: { db: Database; clock: Clock },
  viewer: Viewer,
  { name, share }: SavedForm,
  filters: Filters,
): Promise<void> {
  if (!narrows(filters)) throw new Invalid({ name: { key: 'search.saved.nothing' } })
  const place = share === '' ? null : placeOf(viewer, share)
  const own = await db.all<{ name: string }>('SELECT name FROM saved_searches WHERE owner_id = ?', [
    viewer.id,
  ])
  if (own.length >= MOST_KEPT)
    throw new Invalid({ name: { key: 'search.saved.full', values: { most: MOST_KEPT } } })
  if (own.some((one) => one.name === name)) throw new Invalid({ name: { key: 'search.saved.name.taken' } })
  await db.run(
    `INSERT INTO saved_searches (id, owner_id, name, filters, programme, entity, made_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    [
      randomBytes(12).toString('base64url'),
      viewer.id,
      name,
      JSON.stringify(filters),
      place?.programme ?? null,
      place?.entity ?? null,
      clock.now(),
    ],
  )
}

function placeOf(viewer: Viewer, share: string): { programme: string; entity: string } {
  const [programme = '', entity = ''] = share.split('/')
  const own = sharedPlaces(viewer).some((one) => one.programme === programme && one.entity === entity)
  if (!own) throw new Invalid({ share: { key: 'search.saved.notYours' } })
  return { programme, entity }
}

/** One's own by name, then what colleagues share with a place one reads cases of; whose it is, is not told. */
export async function savedFor(db: Database, viewer: Viewer): Promise<SavedFilters[]> {
  const own = await db.all<Row>(
    'SELECT id, owner_id, name, filters, programme, entity FROM saved_searches WHERE owner_id = ? ORDER BY name, id',
    [viewer.id],
  )
  const shared: Row[] = await db
    .read('saved_searches')
    .where((any) => {
      any.whereRaw('1 = 0')
      for (const { role, programme, entity } of viewer.grants) {
        if (!readers.includes(role)) continue
        any.orWhere((one) => {
          one.where({ programme })
          if (role === 'processor') one.where('entity', '')
          else if (entity !== '') one.whereIn('entity', ['', entity])
        })
      }
    })
    .whereNot('owner_id', viewer.id)
    .orderBy(['name', 'id'])
    .limit(MOST_SHARED)
    .select('id', 'owner_id', 'name', 'filters', 'programme', 'entity')
  return [...own, ...shared].map((row) => ({
    id: row.id,
    name: row.name,
    // What an older version kept and nobody knows any more narrows nothing.
    filters: Filters.catch({}).parse(JSON.parse(row.filters)),
    own: row.owner_id === viewer.id,
    shared: row.programme === null ? null : { programme: row.programme, entity: row.entity ?? '' },
  }))
}

/** Deletes one's own. @throws NotFound for anybody else's. */
export async function deleteSaved(db: Database, viewer: Viewer, id: string): Promise<void> {
  const gone = await db.run('DELETE FROM saved_searches WHERE id = ? AND owner_id = ?', [id, viewer.id])
  if (gone === 0) throw new NotFound()
}
