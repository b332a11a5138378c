// The sealed enclosure on its page: what each entry is, from which side it came, and nobody of the office by name.
import { expect, test } from 'vitest'
import { markedFamily } from '../cases/release-office.ts'
import { onDesk } from '../confidential/steps.ts'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { openOffice } from '../support/office.ts'
import { missingTexts, wordsOf } from './reading.ts'

eachDatabase('the page of a sealed enclosure', (open) => {
  test('says of each entry what it is and whether the person or the office wrote it', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff, db } = office
    const id = await office.register({ object: 'Un guichet', description: 'Ce qui est arrivé au guichet.' })
    await office.act(id, staff.clerk, 'ADD_NOTE', { note: 'Une note du bureau.' })
    await office.work()
    const { revision } = await db.read('instances').where({ id }).first('revision')
    await office.transfer(id, { nature: 'harassment', revision }, staff.clerk)
    const [sensitive = ''] = await onDesk(road, staff.focal)
    const focal = await openApp(office).enter('focal')
    const { revision: seen } = await db.read('sensitive_instances').where({ id: sensitive }).first('revision')

    const { text } = await focal
      .post(`/confidential/cases/${sensitive}/enclosure`)
      .type('form')
      .send({ revision: seen, purpose: 'refer' })
      .expect(200)

    const words = wordsOf(text.slice(text.indexOf('<main')))
    expect(words).toMatch(/La demande, telle qu’elle a été enregistrée.*Ce qui est arrivé au guichet\./)
    expect(words).toMatch(/Note ajoutée · par le service · .*Une note du bureau\./)
    expect(words).toMatch(/Message envoyé à la personne · par le service · /)
    // What the registration shows is not told again where it was typed.
    expect(words.split('Ce qui est arrivé au guichet.')).toHaveLength(2)
    expect(words).not.toContain('Salma Benjelloun')
    expect(missingTexts(text)).toEqual([])
  })

  test('tells a complaint from its appeal, and what was asked once', async () => {
    const office = await openOffice((await open()).db)
    const { road, staff, db } = office
    const { first } = await markedFamily(office)
    const { revision } = await db.read('instances').where({ id: first }).first('revision')
    await office.transfer(first, { nature: 'harassment', revision }, staff.clerk)
    const [sensitive = ''] = await onDesk(road, staff.focal)
    const focal = await openApp(office).enter('focal')
    const { revision: seen } = await db.read('sensitive_instances').where({ id: sensitive }).first('revision')

    const { text } = await focal
      .post(`/confidential/cases/${sensitive}/enclosure`)
      .type('form')
      .send({ revision: seen, purpose: 'refer' })
      .expect(200)

    const titles = [...text.matchAll(/<h2>([\s\S]*?)<\/h2>/g)].map(([, title = '']) => wordsOf(title).trim())
    const kinds = titles.flatMap((title) => /^(Réclamation|Recours) · /.exec(title)?.[1] ?? [])
    expect(kinds.sort()).toEqual(['Recours', 'Réclamation'])
    expect(wordsOf(text).split('Zqxkwvrecours')).toHaveLength(2)
    expect(wordsOf(text)).toMatch(/telle qu’elle a été enregistrée · par le service · \w+\. 25 nov\./)
  })
})
