// What a verifying body gets of a case: the datum in question, its proof, how to find the record, and nothing else.
import type { z } from 'zod'
import { caseContext } from '../../workflows/case-facts.ts'
import { inputs } from '../../workflows/case-inputs.ts'
import { wake } from '../engine/instance.ts'
import { NotFound } from '../errors.ts'
import type { Database } from '../platform/database.ts'
import type { ViewParts } from './case-view.ts'
import type { Viewer } from './desks.ts'
import { entrusted } from './policy.ts'
import { readReference } from './reference.ts'
import type { CaseRow, DocumentRow } from './rows.ts'

export type Verification = {
  id: string
  workflow: string
  programme: string
  category: string
  /** The revision the case has now, and the one that transmitting it made: another one asks something else. */
  revision: number
  transmission: number
  transmittedAt: number
  /** The instant (UTC ms) until which the body has time; null when the programme sets none. */
  verifyBy: number | null
  /** What was asked; null when it was lawfully erased. */
  asked: z.output<typeof inputs.TRANSMIT> | null
  record: RecordKey
  evidence: Pick<DocumentRow, 'id' | 'name' | 'type' | 'bytes'> | undefined
  /** What the body's report carries. */
  schema: z.ZodType
}

/** How the body finds the record: by the number of the programme; where none is known, by the beneficiary's name. */
export type RecordKey = { number: string; name: string }

/** The row of a case that lies with a body the viewer verifies for. @throws NotFound */
export async function findEntrusted(db: Database, id: string, viewer: Viewer): Promise<CaseRow> {
  if (readReference(id) !== id) throw new NotFound()
  const query = db.read('cases').where('cases.id', id)
  entrusted(query, viewer)
  const row: CaseRow | undefined = await query.first('cases.*')
  if (!row) throw new NotFound()
  return row
}

/** What a viewer is asked to verify. @throws NotFound as `findEntrusted`. */
export async function readVerification(
  { db, machines }: ViewParts,
  id: string,
  viewer: Viewer,
): Promise<Verification> {
  const row = await findEntrusted(db, id, viewer)
  const [instance, sent] = await Promise.all([
    db.read('instances').where('id', id).first(),
    lastTransmission(db, id),
  ])
  if (!instance || !sent) throw new NotFound()
  const live = wake(machines, instance)
  const schema = live.flow.inputs.REPORT_FINDING
  if (!schema) throw new NotFound()
  const context = caseContext(live.snapshot.context)
  const [record, evidence] = await Promise.all([
    recordOf(db, id),
    sent.asked?.evidence ? documentOf(db, id, sent.asked.evidence) : undefined,
  ])
  return {
    ...{ id, workflow: row.workflow, programme: row.programme, category: row.category },
    ...{ revision: live.revision, transmission: sent.seq, transmittedAt: sent.at, asked: sent.asked },
    ...{ verifyBy: context.verifyBy || null, record, evidence, schema },
  }
}

/** Whether this person reported on this case since an instant: a button that was hit twice. */
export async function reportedSince(db: Database, id: string, person: string, since: number) {
  const found = await db
    .read('journal')
    .where({ instance_id: id, actor: person, event: 'REPORT_FINDING' })
    .where('at', '>', since)
    .first('seq')
  return found !== undefined
}

async function lastTransmission(db: Database, id: string) {
  const [row] = await db.all<{ seq: number; at: number; payload: string | null }>(
    `SELECT j.seq, j.at, i.input AS payload FROM journal j
     LEFT JOIN journal_inputs i ON i.instance_id = j.instance_id AND i.seq = j.seq
     WHERE j.instance_id = ? AND j.event = 'TRANSMIT' ORDER BY j.seq DESC LIMIT 1`,
    [id],
  )
  if (!row) return undefined
  const asked = row.payload === null ? null : inputs.TRANSMIT.parse(JSON.parse(row.payload).input)
  return { seq: row.seq, at: row.at, asked }
}

async function recordOf(db: Database, id: string): Promise<RecordKey> {
  const [row] = await db.all<{ number: string | null; name: string; relation: string }>(
    `SELECT b.number, r.name, r.relation FROM registrations r
     LEFT JOIN beneficiaries b ON b.id = r.beneficiary_id WHERE r.case_id = ?`,
    [id],
  )
  if (!row) throw new NotFound()
  if (row.number) return { number: row.number, name: '' }
  // Somebody who only writes for a beneficiary is nobody that a register knows.
  return { number: '', name: row.relation === 'beneficiary' ? row.name : '' }
}

function documentOf(db: Database, case_id: string, id: string): Promise<DocumentRow | undefined> {
  return db.read('documents').where({ case_id, id }).first('id', 'name', 'type', 'bytes')
}
