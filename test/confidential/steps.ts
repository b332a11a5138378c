// What a focal point and a specialist do in tests: each step as they would take it, on the case as it stands.
import { randomUUID } from 'node:crypto'
import type { Viewer } from '../../src/cases/desks.ts'
import { act, bring } from '../../src/confidential/commands.ts'
import { readDesk } from '../../src/confidential/desk.ts'
import { readCase } from '../../src/confidential/reading.ts'
import type { Road } from '../../src/confidential/road.ts'
import { NotFound } from '../../src/errors.ts'
import type { Office } from '../support/office.ts'

export type Fields = Record<string, unknown>

/** Brings a case as the agent does; gives its reference and the code of whoever it is about. */
export async function bringCase(
  office: Office,
  fields: Fields = {},
  programme = 'DAAM',
): Promise<{ id: string; code: string }> {
  const { road, staff, db } = office
  const known = new Set((await db.read('sensitive_instances').select('id')).map(({ id }) => id))
  const { code } = await bring(
    road,
    { key: randomUUID(), programme },
    { nature: 'harassment', ...fields },
    staff.agent,
  )
  const [row] = (await db.read('sensitive_instances').select('id')).filter(({ id }) => !known.has(id))
  return { id: row.id, code: code ?? '' }
}

/** Sends an event on the case as it stands. */
export async function step(
  road: Road,
  who: Viewer,
  id: string,
  type: string,
  input: Fields = {},
): Promise<void> {
  const row = await road.db.read('sensitive_instances').where({ id }).first('revision')
  await act(road, { id, type, input, revision: row.revision }, who)
}

/** Takes a case to a specialist, with the consent that needs. */
export async function refer(
  office: Office,
  id: string,
  share: Fields = { shareNature: true },
): Promise<void> {
  const { road, staff, clock } = office
  await step(road, staff.focal, id, 'OFFER_SERVICES', { psychosocial: true, legal: true })
  await step(road, staff.focal, id, 'CONSENT', {
    given: 'spoken',
    psychosocial: true,
    understood: true,
    ...share,
  })
  const followUpOn = clock.dayOf(clock.now() + 7 * 86_400_000)
  await step(road, staff.focal, id, 'REFER', { to: 'AMAL', followUpOn })
}

/** The references on somebody's desk, whatever waits. */
export async function onDesk(road: Road, who: Viewer): Promise<string[]> {
  const pages = await Promise.all([true, false].map((waiting) => readDesk(road, who, { waiting })))
  return pages.flatMap(({ rows }) => rows.map(({ id }) => id)).sort()
}

/** Whether somebody finds a case by its reference. */
export const sees = (road: Road, who: Viewer, id: string): Promise<boolean> =>
  readCase(road, id, who).then(
    () => true,
    (error) => {
      if (error instanceof NotFound) return false
      throw error
    },
  )
