// What leaves is seen before it leaves: the decision that is confirmed, and the remedies a letter will name.
import { beforeAll, expect, test } from 'vitest'
import { eachDatabase } from '../support/databases.ts'
import { formOf } from './acting.ts'
import { contest } from './household-desk.ts'
import { missingTexts, wordsOf } from './reading.ts'
import { openRoad, type Road } from './roads.ts'

const refused = {
  identity: 'verified',
  decision: 'refused',
  ground: 'income',
  explanation: 'Un salaire est déclaré à la CNSS depuis janvier.\nIl dépasse le seuil.',
}

eachDatabase('a decision on a household', (open) => {
  let road: Road
  beforeAll(async () => {
    road = await openRoad((await open()).db, 'TADAMON_COVID', {
      line: 'agent',
      decides: 'clerk',
      confirms: 'supervisor',
    })
  })

  const register = () => contest(road.app, { language: 'fr', object: 'Aide refusée', cnie: '' })

  test('is read before it is confirmed, as the household will read it, with its ground and its remedies', async () => {
    const id = await register()
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', refused)

    const { page } = await formOf(road.app, 'confirms', id, 'CONFIRM_DECISION')

    expect(page.text).toContain('Un salaire est déclaré à la CNSS depuis janvier.<br>Il dépasse le seuil.')
    const words = wordsOf(page.text)
    expect(words).toMatch(/Les revenus du ménage dépassent le seuil/)
    expect(words).toContain('30e jour après l’envoi')
    expect(words).toContain('60e jour après l’envoi')
    expect(missingTexts(page.text)).toEqual([])
  })

  test('is called a proposal until somebody has confirmed it', async () => {
    const id = await register()
    await road.go('decides', id, 'DECIDE_ELIGIBILITY', {
      ...{ identity: 'verified', decision: 'accepted', unit: 'PAYMENTS' },
      explanation: 'Votre carte RAMED est reconnue.',
    })
    const badges = async () => {
      const { text } = await (await road.app.enter('confirms')).get(`/cases/${id}`)
      return [...text.matchAll(/<span class="j-badge">([^<]*)</g)].map(([, badge]) => badge)
    }

    const before = await badges()
    const { page } = await formOf(road.app, 'confirms', id, 'CONFIRM_DECISION')
    await road.go('confirms', id, 'CONFIRM_DECISION')

    expect(before).toContain('Proposé\u00a0: Éligible')
    expect(before).not.toContain('Fondée')
    expect(wordsOf(page.text)).toContain('Unité qui paiera Versements')
    expect(await badges()).toEqual(expect.arrayContaining(['Fondée', 'Éligible']))
  })
})
