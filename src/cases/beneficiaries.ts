// The registry of beneficiaries, as far as a complaint needs it: found by card or programme number, read beside the case.
import type { Database, Row } from '../platform/database.ts'
import { foldCnie } from './folding.ts'

export type Beneficiary = {
  id: string
  programme: string
  number: string
  cnie: string
  name: string
  name_ar: string
  phone: string
  sex: string
  commune: string
  province: string
  rural: number
  children: number
  payment: string
  amount: number
}

/** A line of a beneficiary's file: a payment, an enrolment, a regularisation in progress. */
export type BeneficiaryRecord = { day: string; kind: string; status: string; amount: number | null }

export type Sheet = Beneficiary & { records: BeneficiaryRecord[] }

/** The beneficiary of a programme with this identity card or programme number; undefined when there is none. */
export async function findBeneficiary(
  db: Database,
  programme: string,
  by: { cnie: string; number: string },
): Promise<Beneficiary | undefined> {
  const cnie = foldCnie(by.cnie)
  const number = by.number.trim().toUpperCase()
  if (!cnie && !number) return undefined
  return db
    .read<Beneficiary>('beneficiaries')
    .where({ programme, ...(number ? { number } : { cnie }) })
    .first()
}

/** The sheet of a beneficiary with the history of the file, newest first; undefined when there is none. */
export async function readSheet(db: Database, id: string): Promise<Sheet | undefined> {
  const beneficiary = await db.read<Beneficiary>('beneficiaries').where({ id }).first()
  if (!beneficiary) return undefined
  const records = await db
    .read<BeneficiaryRecord & Row>('beneficiary_records')
    .where({ beneficiary_id: id })
    .orderBy('day', 'desc')
    .limit(50)
    .select('day', 'kind', 'status', 'amount')
  return { ...beneficiary, records }
}
