// One plan of what is put right, four actions of it, and how each went week by week.
import { randomUUID } from 'node:crypto'
import { addAction, changeAction, openPlan } from '../plans/commands.ts'
import { addFiles } from '../plans/files.ts'
import { actionsOf, changesOf } from '../plans/queries.ts'
import { ActionChangeForm, ActionForm, PlanForm } from '../plans/schema.ts'
import { addDays } from '../platform/clock.ts'
import type { Courtroom } from './appeals.ts'
import { instantOf } from './office-days.ts'
import { pdfOf } from './papers.ts'

type Step = readonly [days: number, progress: number, evidence: string]
type Planned = {
  title: string
  weight: string
  due: number
  by?: string
  name?: string
  steps: readonly Step[]
}

/** `steps`: how many days before today, how far it was then, and what proves it. */
const actions: readonly Planned[] = [
  {
    ...{ title: 'Vérifier les comptes bancaires avant chaque lot de versements', weight: '40', due: -20 },
    ...{
      by: 't.ouali',
      steps: [
        [-95, 30, ''],
        [-60, 70, ''],
        [-25, 100, 'Procès-verbal de recette, bureau des paiements'],
      ],
    },
  },
  {
    ...{ title: 'Former les agents d’accueil aux motifs de refus', weight: '20', due: -9 },
    ...{
      name: 'Direction des ressources humaines',
      steps: [
        [-70, 25, ''],
        [-30, 55, ''],
      ],
    },
  },
  {
    ...{ title: 'Écrire une lettre type en arabe pour chaque motif', weight: '25', due: 24 },
    ...{
      by: 's.hilali',
      steps: [
        [-50, 40, ''],
        [-14, 75, 'Sept lettres relues sur neuf'],
      ],
    },
  },
  {
    ...{ title: 'Afficher les délais dans chaque guichet', weight: '15', due: 52 },
    ...{ name: 'Guichets de Rabat, Casablanca, Jerada et Laâyoune', steps: [] },
  },
]

/** Plays the plan of DAAM, as its supervisor keeps it. */
export async function playPlans({ house, clock, people, days, today }: Courtroom): Promise<void> {
  const supervisor = people.find(({ account }) => account === 'supervisor')
  if (!supervisor) return
  clock.set(instantOf(days.until(addDays(today, -120)), 10 * 60))
  const plan = await openPlan(
    house,
    supervisor,
    PlanForm.parse({
      ...{ key: randomUUID(), place: 'DAAM', origin: 'report' },
      title: 'Moins de versements revenus, des refus mieux compris',
      why: 'Rapport semestriel : deuxième et cinquième recommandations',
    }),
  )
  for (const [n, { title, weight, due, by, name = '' }] of actions.entries()) {
    const owner = people.find(({ account }) => account === by)?.id ?? ''
    const form = { key: String(n + 1), title, weight, owner, ownerName: name, dueOn: addDays(today, due) }
    await addAction(house, supervisor, plan, ActionForm.parse(form))
  }
  const steps = actions
    .flatMap(({ steps }, index) =>
      steps.map(([day, progress, evidence]) => ({ n: index + 1, day, progress, evidence })),
    )
    .toSorted((a, b) => a.day - b.day)
  for (const { n, day, progress, evidence } of steps) {
    clock.set(instantOf(days.until(addDays(today, day)), 11 * 60))
    const action = (await actionsOf(house.db, plan)).find((one) => one.n === n)
    if (!action) continue
    const [last] = await changesOf(house.db, plan)
    const { title, weight, owner, owner_name: ownerName, due_on: dueOn } = action
    const moved = { title, weight: String(weight), owner: owner ?? '', ownerName, dueOn, dropped: '' }
    const form = { ...moved, seen: String(last?.n ?? 0), progress: String(progress), evidence }
    await changeAction(house, supervisor, plan, n, ActionChangeForm.parse(form))
    if (progress < 90) continue
    const minutes = pdfOf('PV de recette.pdf', [title, evidence, 'Recette prononcée sans réserve.'])
    await addFiles(house, supervisor, { plan, n }, await house.documents.keep([minutes]))
  }
}
