// The rows of the domain's tables, as they are stored.

export type CaseRow = {
  id: string
  workflow: string
  version: number
  programme: string
  entity: string
  unit: string | null
  channel: string
  category: string
  object: string
  received_on: string
  received_at: number
  due_at: number
  /** The civil day whose end `due_at` is. */
  due_on: string
  stage: string
  state: string
  mark: string
  held_until: number | null
  wait_until: number | null
  broken: number
  identity: string
  admissibility: string
  founded: string
  ground: string | null
  outcome: string
  reopened: number
  closing_on: string | null
  service: string
  transmitted_to: string | null
  restricted: number
  about: string | null
  decision: string | null
  appeal: string
  days: number | null
}

/** Whether another service took a case over: nothing is known of it any more. */
export const isTakenOver = ({ outcome }: Pick<CaseRow, 'outcome'>): boolean => outcome === 'takenOver'

export type RegistrationRow = {
  case_id: string
  description: string
  language: string
  relation: string
  name: string
  phone: string
  email: string
  address: string
  cnie: string
  beneficiary_id: string | null
  external_key: string
  registered_by: string
  registered_at: number
}

export type DocumentRow = {
  id: string
  name: string
  type: string
  bytes: number
  added_by: string
  added_at: number
}
