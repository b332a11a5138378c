// Samples and their closures as somebody may see them: an auditor all of their place, a supervisor the results.
import type { Knex } from 'knex'
import type { Viewer } from '../cases/desks.ts'
import { asOverseer } from '../cases/overseen.ts'
import { visible } from '../cases/policy.ts'
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import { maySeeSample, programmesSeen, withoutHandIn } from './policy.ts'
import type { CheckRow, ItemRow, ItemStatus, SampleRow, Verdict } from './schema.ts'

/** So many samples stand in a list. */
const MOST = 50

/** How far a sample is, as far as the viewer sees its closures. */
export type Counts = { seen: number; done: number; conform: number }

/** The closures of samples that the viewer sees: of their places, none that is restricted by now or was taken over. */
function seenItems(db: Database, viewer: Viewer): Knex.QueryBuilder {
  const query = db.read('audit_items').join('cases', 'cases.id', 'audit_items.case_id')
  query.where('cases.restricted', 0).whereNot('cases.outcome', 'takenOver')
  visible(query, asOverseer(viewer))
  return query
}

/** The samples of the viewer's places, the newest first. */
export async function listSamples(db: Database, viewer: Viewer): Promise<(SampleRow & { counts: Counts })[]> {
  const programmes = programmesSeen(viewer)
  if (programmes.length === 0) return []
  const rows: SampleRow[] = await db
    .read('audit_samples')
    .whereIn('programme', programmes)
    .orderBy([{ column: 'drawn_at', order: 'desc' }, { column: 'id' }])
    .limit(MOST)
  const samples = rows.filter((sample) => maySeeSample(viewer, sample))
  const found: { sample_id: string; status: ItemStatus; verdict: Verdict | null; n: number }[] =
    await seenItems(db, viewer)
      .whereIn(
        'audit_items.sample_id',
        samples.map(({ id }) => id),
      )
      .groupBy('audit_items.sample_id', 'audit_items.status', 'audit_items.verdict')
      .select('audit_items.sample_id', 'audit_items.status', 'audit_items.verdict')
      .count({ n: '*' })
  return samples.map((sample) => ({
    ...sample,
    counts: countsOf(found.filter(({ sample_id }) => sample_id === sample.id)),
  }))
}

function countsOf(rows: readonly { status: ItemStatus; verdict: Verdict | null; n: number }[]): Counts {
  const sum = (some: typeof rows) => some.reduce((total, { n }) => total + Number(n), 0)
  return {
    seen: sum(rows),
    done: sum(rows.filter(({ status }) => status === 'done')),
    conform: sum(rows.filter(({ verdict }) => verdict === 'conform')),
  }
}

/** A sample of the viewer's places. @throws NotFound */
export async function findSample(db: Database, viewer: Viewer, id: string): Promise<SampleRow> {
  const [sample] = await db.all<SampleRow>('SELECT * FROM audit_samples WHERE id = ?', [id])
  if (!sample || !maySeeSample(viewer, sample)) throw new NotFound()
  return sample
}

/** A closure of a sample, with where it belongs. */
export type SeenItem = ItemRow & { programme: string; entity: string; object: string; state: string }

const columns = ['audit_items.*', 'cases.programme', 'cases.entity', 'cases.object', 'cases.state']

/** The closures of a sample that the viewer sees, in the order they were drawn. */
export const itemsOf = (db: Database, viewer: Viewer, sample: string): Promise<SeenItem[]> =>
  seenItems(db, viewer).where({ sample_id: sample }).orderBy('audit_items.n').select(columns)

/** Whether somebody may answer for a closure: it is theirs, nobody concluded it, and they had no hand in it. */
const answerable = (query: Knex.QueryBuilder, viewer: Viewer): Knex.QueryBuilder =>
  query
    .where('audit_items.auditor', viewer.id)
    .whereNot('audit_items.status', 'done')
    .whereRaw(withoutHandIn('audit_items.case_id'), [viewer.id])

/** The closures that wait for the viewer's answers, the oldest closing date first. */
export function itemsFor(db: Database, viewer: Viewer): Promise<SeenItem[]> {
  const auditor = { ...viewer, grants: viewer.grants.filter(({ role }) => role === 'auditor') }
  return answerable(seenItems(db, auditor), viewer)
    .orderBy(['audit_items.closed_on', 'audit_items.case_id'])
    .limit(MOST)
    .select(columns)
}

export type WholeItem = SeenItem & { checks: CheckRow[]; mayAnswer: boolean }

/**
 * One closure of a sample with what was answered; what is only begun is shown to whoever answers, and to nobody else.
 * @throws NotFound
 */
export async function findItem(
  db: Database,
  viewer: Viewer,
  { sample, caseId }: { sample: string; caseId: string },
): Promise<WholeItem> {
  await findSample(db, viewer, sample)
  const mine = seenItems(db, viewer).where({ sample_id: sample, 'audit_items.case_id': caseId })
  const item: SeenItem | undefined = await mine.clone().first(columns)
  if (!item) throw new NotFound()
  const auditor = { ...viewer, grants: viewer.grants.filter(({ role }) => role === 'auditor') }
  const own = answerable(seenItems(db, auditor), viewer)
  const found = await own
    .where({ sample_id: sample, 'audit_items.case_id': caseId })
    .first('audit_items.case_id')
  const mayAnswer = found !== undefined
  const told = mayAnswer || item.status === 'done'
  const checks: CheckRow[] = told
    ? await db
        .read('audit_checks')
        .where({ sample_id: sample, case_id: caseId })
        .select('name', 'answer', 'reason', 'note')
    : []
  return { ...item, ...(told ? {} : { findings: '', verdict: null }), checks, mayAnswer }
}

/** Who took a case up again after an instant (UTC ms), and when; null while nobody did. */
export async function reopenedSince(
  db: Database,
  caseId: string,
  at: number,
): Promise<{ at: number; actor: string } | null> {
  const [row] = await db.all<{ at: number; actor: string }>(
    "SELECT at, actor FROM journal WHERE instance_id = ? AND event = 'REOPEN' AND at >= ? ORDER BY seq LIMIT 1",
    [caseId, at],
  )
  return row ? { at: Number(row.at), actor: row.actor } : null
}

/** The closures whose reopening was asked for and not done, as the viewer sees them. */
export const askedFor = (db: Database, viewer: Viewer): Promise<SeenItem[]> =>
  seenItems(db, viewer)
    .whereNotNull('audit_items.asked_at')
    .where('cases.state', 'closed')
    .whereRaw(
      `NOT EXISTS (SELECT 1 FROM journal j WHERE j.instance_id = audit_items.case_id AND j.event = 'REOPEN'
         AND j.at >= audit_items.asked_at)`,
    )
    .orderBy('audit_items.asked_at')
    .limit(MOST)
    .select(columns)
