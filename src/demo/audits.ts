// Closures that were looked at again: one sample that is finished, with a case to take up again, and one that is begun.
import { randomUUID } from 'node:crypto'
import { answerItem, askReopening } from '../audits/commands.ts'
import { askSample } from '../audits/draw.ts'
import { carryOutDraws } from '../audits/draw-work.ts'
import { itemsFor } from '../audits/queries.ts'
import { ChecklistForm, DrawForm } from '../audits/schema.ts'
import { addDays } from '../platform/clock.ts'
import type { Colleague } from './accounts.ts'
import type { Courtroom } from './appeals.ts'
import { instantOf } from './office-days.ts'

const inOrder = {
  ...{ treated: 'yes', channel: 'yes', ground: 'notApplicable', dates: 'yes', evidence: 'yes' },
  ...{ verdict: 'conform', findings: '', act: 'conclude' },
}

/** What is found wrong, in turn; every fourth closure has something. */
const wrong = [
  {
    ...{
      evidence: 'no',
      evidenceReason: 'missing',
      evidenceNote: 'La preuve de la remise n’est pas jointe.',
    },
    findings: 'La réponse est dite remise, mais aucune pièce ne le prouve.',
  },
  {
    ...{ dates: 'no', datesReason: 'closing', datesNote: 'La date écrite n’est pas celle de l’envoi.' },
    findings: 'Les dates du dossier ne s’accordent pas entre elles.',
  },
  {
    ...{ ground: 'no', groundReason: 'unclear', groundNote: 'Le motif renvoie à un article sans le citer.' },
    findings: 'La personne ne peut pas comprendre pourquoi sa réclamation n’est pas fondée.',
  },
]

/** Plays a sample of DAAM that is answered, and one of TAYSSIR of which three are. */
export async function playAudits(room: Courtroom): Promise<void> {
  const { people, today } = room
  const auditor = people.find(({ account }) => account === 'auditor')
  if (!auditor) return
  const drawnOn = room.days.until(addDays(today, -18))
  await sample(room, auditor, { place: 'DAAM', days: 150, size: 14, drawnOn, answered: 14 })
  await sample(room, auditor, {
    place: 'TAYSSIR',
    days: 45,
    size: 10,
    drawnOn: addDays(today, -3),
    answered: 3,
  })
}

type Asked = { place: string; days: number; size: number; drawnOn: string; answered: number }

async function sample(room: Courtroom, auditor: Colleague, asked: Asked): Promise<void> {
  const { house, clock, today } = room
  const { place, days, size, drawnOn, answered } = asked
  clock.set(instantOf(drawnOn, 10 * 60))
  const to = addDays(drawnOn, -1)
  const form = DrawForm.parse({ key: randomUUID(), place, from: addDays(to, -days), to, size: String(size) })
  const id = await askSample(house, auditor, form)
  await carryOutDraws({ ...house, clock })
  const mine = (await itemsFor(house.db, auditor)).filter(({ sample_id }) => sample_id === id)
  let asking = true
  for (const [n, { case_id: caseId }] of mine.slice(0, answered).entries()) {
    const day = room.days.from(addDays(drawnOn, 1 + Math.floor(n / 3)))
    if (day >= today) break
    clock.set(instantOf(day, 9 * 60 + 25 * n))
    const found = n % 4 === 1 ? wrong[Math.floor(n / 4) % wrong.length] : undefined
    const typed = found ? { ...inOrder, ...found, verdict: 'notConform' } : inOrder
    const key = { sample: id, caseId }
    await answerItem(house, auditor, key, ChecklistForm.parse(typed))
    if (!found || !asking) continue
    // One of them is to be taken up again; what its lifecycle does not know is not asked.
    asking = await askReopening(house, auditor, key).then(
      () => false,
      () => true,
    )
  }
}
