// Whether units keep their word: of the first dates complainants were told, how many the work was done by.

import { addDays } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Viewer } from './desks.ts'

/** So many days are looked at together. */
export const HONOUR_DAYS = 90

export type Kept = { due: number; kept: number }

/** A unit's promises of the last `HONOUR_DAYS` days, and of as many before. */
export type Honour = { programme: string; unit: string; now: Kept; before: Kept }

/**
 * The honour rates of the units a viewer is told of: their own for people of a unit, else every one of the programme.
 * A promise counts by the first date the complainant was told (docs/domain.md, section 7), from the day after it;
 * one of a complaint that was withdrawn does not.
 */
export async function honourRates(
  db: Database,
  programmes: Programmes,
  viewer: Viewer,
  today: string,
): Promise<Honour[]> {
  const reached = unitsOf(programmes, viewer)
  const codes = [...new Set(reached.map(({ programme }) => programme))]
  if (codes.length === 0) return []
  const middle = addDays(today, -HONOUR_DAYS)
  const rows = await db.all<{ programme: string; unit: string; recent: number; due: number; kept: number }>(
    `SELECT programme, unit, recent, count(*) AS due, sum(kept) AS kept FROM (
       SELECT f.programme, f.unit, CASE WHEN f.due_on >= ? THEN 1 ELSE 0 END AS recent,
         CASE WHEN EXISTS (SELECT 1 FROM commitments d WHERE d.case_id = f.case_id AND d.realised_on <= f.due_on)
           THEN 1 ELSE 0 END AS kept
       FROM commitments f JOIN cases c ON c.id = f.case_id
       WHERE f.programme IN (${codes.map(() => '?').join(', ')}) AND f.due_on >= ? AND f.due_on < ?
         AND f.notified_on IS NOT NULL AND c.outcome <> 'withdrawn'
         AND NOT EXISTS (SELECT 1 FROM commitments e
           WHERE e.case_id = f.case_id AND e.n < f.n AND e.notified_on IS NOT NULL)
     ) AS firsts GROUP BY programme, unit, recent`,
    [middle, ...codes, addDays(middle, -HONOUR_DAYS), today],
  )
  return reached.map(({ programme, unit }) => {
    const of = (recent: number): Kept => {
      const row = rows.find((r) => r.programme === programme && r.unit === unit && r.recent === recent)
      return { due: Number(row?.due ?? 0), kept: Number(row?.kept ?? 0) }
    }
    return { programme, unit, now: of(1), before: of(0) }
  })
}

/** The units whose figures somebody is told. */
function unitsOf(programmes: Programmes, { grants }: Viewer): { programme: string; unit: string }[] {
  return programmes.all.flatMap(({ code, units }) =>
    units
      .filter((unit) =>
        grants.some(
          ({ role, programme, entity }) =>
            programme === code &&
            (role === 'processor'
              ? entity === '' || entity === unit.code
              : ['clerk', 'supervisor', 'auditor'].includes(role)),
        ),
      )
      .map((unit) => ({ programme: code, unit: unit.code })),
  )
}
