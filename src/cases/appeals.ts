// An appeal is a case of its own, opened by the first one and deciding what becomes of it.
import type { Registering } from '../../workflows/case-inputs.ts'
import type { Engine } from '../engine/engine.ts'
import type { Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'
import { actorOf, system } from './policy.ts'
import { newReference } from './reference.ts'
import type { CaseRow, RegistrationRow } from './rows.ts'

type Parts = { engine: Engine; programmes: Programmes }

type Lodged = { cameBy: Registering['channel']; receivedOn: string; reason: string }

/** Opens the appeal against a case, with its own clock; whoever had a hand in the first may not decide it. */
export async function openAppeal(
  { engine, programmes }: Parts,
  tx: Tx,
  first: string,
  lodged: Lodged,
  viewer: Viewer,
): Promise<string> {
  const [row] = await tx.all<CaseRow & RegistrationRow>(
    'SELECT * FROM cases JOIN registrations ON registrations.case_id = cases.id WHERE cases.id = ?',
    [first],
  )
  if (!row) throw new Error('an appeal is lodged against a case')
  const hands = await tx.all<{ actor: string }>(
    `SELECT DISTINCT actor FROM journal
     WHERE instance_id = ? AND event <> 'LODGE_APPEAL' AND role <> 'complainant' ORDER BY actor`,
    [first],
  )
  const { programme, entity, category, object, language, relation, name, phone, email, address, cnie } = row
  const input = {
    ...{ programme, entity, category, object, language, relation, name, phone, email, address, cnie },
    channel: lodged.cameBy,
    receivedOn: lodged.receivedOn,
    description: lodged.reason,
    beneficiary: row.beneficiary_id,
    externalKey: '',
    about: first,
    barred: hands.map(({ actor }) => actor).filter((actor) => actor !== system.id),
  }
  const opened = await engine.open(
    {
      workflow: 'appeal',
      id: newReference(programmes.get(programme).prefix),
      key: `appeal:${first}:${row.reopened}`,
      type: 'OPEN',
      input,
      actor: actorOf(viewer),
      scope: { programme, entity, unit: null },
    },
    tx,
  )
  return opened.id
}

/** Tells the first case that its appeal was withdrawn, once that is closed and can no longer be taken up again. */
export async function passWithdrawal({ engine }: Parts, tx: Tx, id: string): Promise<undefined> {
  const [row] = await tx.all<CaseRow>('SELECT * FROM cases WHERE id = ?', [id])
  if (row?.workflow !== 'appeal' || !row.about || row.outcome !== 'withdrawn') return
  const input = { appeal: id, decision: 'withdrawn', reason: '' }
  await engine.send({ id: row.about, type: 'APPEAL_DECIDED', input, actor: system }, tx)
}

type Decided = { decision: 'upheld' | 'partly' | 'rejected'; explanation: string }

/** Tells the first case what was decided: it begins anew where the appeal stands. */
export async function passDecision(
  { engine }: Parts,
  tx: Tx,
  appeal: string,
  decided: Decided,
): Promise<undefined> {
  const [row] = await tx.all<{ about: string | null }>('SELECT about FROM cases WHERE id = ?', [appeal])
  if (!row?.about) return
  const input = { appeal, decision: decided.decision, reason: decided.explanation }
  await engine.send({ id: row.about, type: 'APPEAL_DECIDED', input, actor: system }, tx)
}
