// The roads of data that only the ministry can verify, and that a second person has to approve before it is put right.
import type { Programme } from '../programmes/schema.ts'
import * as office from './acts.ts'
import { attach } from './acts-outside.ts'
import { act, type Case } from './case.ts'
import { type Part, partsOn } from './cast-more.ts'
import type { When } from './course.ts'
import { misprintOf } from './misprints.ts'
import { aged, type Road } from './roads.ts'
import { tayssirVerified } from './stories/tayssir-verified.ts'
import { report } from './verification.ts'

const unverified = (c: Case) => {
  attach(c)
  office.qualify(c, { gap: 1 })
}

const transmitted = (c: Case) => {
  unverified(c)
  about(c, 'TRANSMIT', { note: 'Pièce comparée avec l’original au guichet.' }, { gap: 1 })
}

/** An act that names the datum, what stands there, what is right, and the paper that proves it. */
function about(c: Case, type: 'TRANSMIT' | 'REQUEST_CORRECTION', words: object, when?: When): void {
  const { matter, entry, team } = c.scene
  const misprint = misprintOf(matter.story.category, entry)
  if (!misprint) throw new Error(`${matter.story.category} is about nothing on the sheet`)
  const input = { field: misprint.field, old: misprint.wrong, claimed: misprint.right, ...words }
  c.course.add({ actor: team.clerk.actor, type, input: () => input, proved: true }, when)
}

const FOUND = [
  'Dossier de l’élève consulté : la saisie de l’établissement est fausse, elle est corrigée ce jour.',
  'Comparé avec la pièce jointe : l’erreur est la nôtre, le registre est à jour depuis ce matin.',
]

const verified = (c: Case) => {
  transmitted(c)
  report(c, () => c.draw.pick(FOUND), { gap: 1 })
}

const correcting = (c: Case) => {
  verified(c)
  about(c, 'REQUEST_CORRECTION', { reason: 'Constat du ministère et copie de la pièce au dossier.' })
}

const refused = (c: Case) => {
  correcting(c)
  act(c, 'supervisor', 'REFUSE_CORRECTION', {
    reason: 'La copie est illisible au verso, en demander une autre.',
  })
}

const corrected = (c: Case) => {
  correcting(c)
  act(c, 'supervisor', 'APPROVE_CORRECTION', { note: 'Conforme à la pièce.' })
}

const closed = (c: Case) => {
  corrected(c)
  office.conclude(c, 'answer', { gap: 1 })
  office.submit(c)
  office.approve(c)
  office.send(c)
  office.close(c, 'founded', { gap: 1 })
}

const road = (name: string, ages: readonly number[], go: (c: Case) => void, rest: Partial<Road> = {}): Road =>
  aged(name, ages, 'founded', go, { told: tayssirVerified, ...rest })

const roads: readonly Road[] = [
  road('to transmit', [2, 3], unverified),
  road('with the ministry', [3, 4, 5, 6, 9, 14], transmitted),
  road('verified', [5, 7], verified),
  road('not founded at the ministry', [6], verified, { kind: 'refused' }),
  road('correction asked', [6, 8], correcting),
  road('correction refused', [8], refused),
  road('corrected', [7, 9], corrected),
  road('corrected and closed', [24, 41, 63], closed, { closed: true }),
]

/** What is played of a programme whose data a ministry verifies. */
export const verifiedParts = (programme: Programme): Part[] => roads.flatMap((one) => partsOn(programme, one))
