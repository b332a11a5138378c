// Two people at one case, or one person twice: nothing is done over another's head, nothing that was written is lost.
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { lead, leadTo, typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { formOf as findForm } from './acting.ts'
import { flashOf, typedIn, wordsOf } from './reading.ts'

eachDatabase('an act', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const formOf = (name: Name, id: string, act: string) => findForm(app, name, id, act)

  describe('for which somebody was faster', () => {
    let id: string
    beforeEach(async () => {
      id = await leadTo(office, 'referred')
    })

    test('is refused, and says who did what and when', async () => {
      const { send } = await formOf('clerk', id, 'TELL_ANSWER_FOLLOWS')
      office.clock.advance(60_000)
      await lead(office, id, 'commit')

      const { status, text } = await send({ toldOn: '2026-11-25', note: 'Appelée deux fois' })

      expect(status).toBe(409)
      expect(flashOf(text)).toMatch(
        /^Rien n’a été enregistré\. Karim Tazi : Engagement donné, .*, \d\d:\d\d\.$/,
      )
    })

    test('keeps the words in sight when the act is not possible any more, and out of the other forms', async () => {
      const { send } = await formOf('clerk', id, 'TELL_ANSWER_FOLLOWS')
      await lead(office, id, 'commit')

      const { text } = await send({ toldOn: '2026-11-20', note: 'Appelée <deux> fois' })

      expect(wordsOf(text)).toContain('Ce que vous aviez écrit')
      expect(text).toMatch(/<textarea[^>]*readonly>\s*Appelée &lt;deux&gt; fois<\/textarea>/)
      expect(text).toContain('/acts/NOTIFY_COMMITMENT"')
      expect(typedIn(text, 'toldOn')).toBe('2026-11-25')
      expect(typedIn(text, 'note')).toBe('')
    })

    test('can be sent again as it stands when it is still possible', async () => {
      const { browser, send } = await formOf('processor', id, 'COMMIT')
      const input = { dueOn: '2026-12-03', work: 'Refaire le versement de mars.' }
      await lead(office, id, 'tellFollows')

      const { status, text } = await send(input)
      const revision = typedIn(text, 'revision')
      const again = await browser
        .post(`/cases/${id}/acts/COMMIT`)
        .type('form')
        .send({ revision, dueOn: typedIn(text, 'dueOn'), work: typedIn(text, 'work') })

      expect(status).toBe(409)
      expect(flashOf(text)).toContain('Ce que vous avez écrit est gardé')
      expect(again.status).toBe(303)
      expect((await office.row(id)).state).toBe('committed')
    })

    test('is not refused for a deadline that passed meanwhile', async () => {
      const { send } = await formOf('processor', id, 'COMMIT')
      office.clock.setDay('2026-11-30')
      await office.work()

      const { status } = await send({ dueOn: '2026-12-03', work: 'Refaire le versement de mars.' })

      office.clock.setDay('2026-11-25')
      expect(status).toBe(303)
    })
  })

  describe('that is sent twice', () => {
    test('an hour apart happens once, and the second says so', async () => {
      const id = await leadTo(office, 'received')
      const { send } = await formOf('clerk', id, 'QUALIFY')

      const first = await send(typed.qualify)
      office.clock.advance(3_600_000)
      const second = await send(typed.qualify)

      expect([first.status, second.status]).toEqual([303, 409])
      expect(flashOf(second.text)).toContain('Salma Benjelloun')
    })

    test('by a button hit twice happens once, and nobody is told otherwise', async () => {
      const id = await leadTo(office, 'received')
      const { send } = await formOf('clerk', id, 'QUALIFY')

      const answers = await Promise.all([send(typed.qualify), send(typed.qualify), send(typed.qualify)])

      expect(answers.map(({ status }) => status).sort()).toEqual([303, 303, 303])
      const done = await office.db.read('journal').where({ instance_id: id, event: 'QUALIFY' })
      expect(done).toHaveLength(1)
    })
  })
})
