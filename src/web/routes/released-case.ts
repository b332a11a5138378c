// The page of a case that another service took over, as an answer.
import type { Response } from 'express'
import { namesOf } from '../../accounts/names.ts'
import { readReleased } from '../../cases/released-view.ts'
import type { CaseRow } from '../../cases/rows.ts'
import type { CaseDeps } from '../case-deps.ts'
import type { Flash } from '../flash.ts'
import { releasedPage } from '../pages/released-page.ts'
import { sayOf } from '../pages/say.ts'
import type { SignedRequest } from '../router.ts'
import { backOf } from './case-page.ts'

/** Draws what is left of a case for somebody who was let see its row. */
export async function drawReleased(
  { db, programmes }: CaseDeps,
  req: SignedRequest<unknown>,
  res: Response,
  row: CaseRow,
  said?: Flash,
): Promise<void> {
  const view = await readReleased(db, row)
  const names = await namesOf(
    db,
    view.events.map(({ actor }) => actor),
  )
  const page = releasedPage(sayOf(res), view, { programme: programmes.get(row.programme), names })
  const back = backOf(req, res)
  res.render('cases/released', { ...page, ...(said && { flash: said }), section: back.section, back })
}

/** What is told to whoever was about to act on it. */
export const tooLate = (res: Response): Flash => ({ kind: 'bad', text: sayOf(res).t('release.tooLate') })
