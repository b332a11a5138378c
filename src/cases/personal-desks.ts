// The desks of one person, read back from their names (see `desks.ts`).
import { type Role, roles } from '../../workflows/kit.ts'

export type PersonalDesk = { programme: string; person: string; role: Role }

const PERSONAL = /^([^/]+)\/@([^/]+)\/([^/]+)$/

/** Whose desk it is; undefined for a desk of a place. */
export function readPersonal(desk: string): PersonalDesk | undefined {
  const [, programme = '', person = '', code = ''] = PERSONAL.exec(desk) ?? []
  const role = roles.find((one) => one === code)
  return role && { programme, person, role }
}
