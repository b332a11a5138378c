// An appeal is a case of its own, opened by the first one and deciding what becomes of it.
import { caseContext } from '../../workflows/case-facts.ts'
import type { Registering } from '../../workflows/case-inputs.ts'
import type { Workflow } from '../../workflows/kit.ts'
import type { Engine } from '../engine/engine.ts'
import { type Live, lock } from '../engine/instance.ts'
import type { Machines } from '../engine/machines.ts'
import type { Database, Tx } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'
import { actorOf, system } from './policy.ts'
import { newReference } from './reference.ts'
import type { CaseRow, RegistrationRow } from './rows.ts'

type Parts = { engine: Engine; programmes: Programmes }
type Judging = { db: Pick<Database, 'kind'>; machines: Machines }

type Lodged = { seq: number; cameBy: Registering['channel']; receivedOn: string; reason: string }

/** Who had a hand in a case, were it a note; to lodge the appeal against it is none. */
async function handsOn(db: Pick<Tx, 'all'>, id: string): Promise<string[]> {
  const rows = await db.all<{ actor: string }>(
    `SELECT DISTINCT actor FROM journal
     WHERE instance_id = ? AND actor <> ? AND event <> 'LODGE_APPEAL' AND role <> 'complainant' ORDER BY actor`,
    [id, system.id],
  )
  return rows.map(({ actor }) => actor)
}

/** Whether appeals are decided in the cases of a lifecycle. */
export const decidesAppeals = ({ inputs }: Pick<Workflow, 'inputs'>): boolean => 'DECIDE_APPEAL' in inputs

/** An appeal as it stands now: whoever acted on the first case since it was lodged is barred too. */
export async function withHands(db: Pick<Tx, 'all'>, live: Live): Promise<Live> {
  const context = caseContext(live.snapshot.context)
  if (!decidesAppeals(live.flow) || context.about === null) return live
  const barred = [...new Set([...context.barred, ...(await handsOn(db, context.about))])]
  return { ...live, snapshot: { ...live.snapshot, context: { ...context, barred } } }
}

/**
 * Whoever decides an appeal, or is given it to decide, has no hand in the first case by now either. To be asked in the
 * transaction of the act: the first case is locked, so that nobody acts there and decides here at once.
 * @returns whether they have none.
 */
export async function isUnbiased(
  { db, machines }: Judging,
  tx: Tx,
  id: string,
  person: string,
): Promise<boolean> {
  const [row] = await tx.all<CaseRow>('SELECT * FROM cases WHERE id = ?', [id])
  if (!row?.about || !decidesAppeals(machines.get(row.workflow, row.version))) return true
  await lock({ db, machines }, tx, row.about)
  return !(await handsOn(tx, row.about)).includes(person)
}

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
  const { programme, entity, category, object, language, relation, name, phone, email, address, cnie } = row
  const input = {
    ...{ programme, entity, category, object, language, relation, name, phone, email, address, cnie },
    channel: lodged.cameBy,
    receivedOn: lodged.receivedOn,
    description: lodged.reason,
    beneficiary: row.beneficiary_id,
    externalKey: '',
    about: first,
    barred: await handsOn(tx, first),
  }
  const opened = await engine.open(
    {
      workflow: 'appeal',
      id: newReference(programmes.get(programme).prefix),
      key: `appeal:${first}:${lodged.seq}`,
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
export async function passWithdrawal(
  { engine, machines }: Parts & Judging,
  tx: Tx,
  id: string,
): Promise<undefined> {
  const [row] = await tx.all<CaseRow>('SELECT * FROM cases WHERE id = ?', [id])
  if (!row?.about || row.outcome !== 'withdrawn') return
  if (!decidesAppeals(machines.get(row.workflow, row.version))) return
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
