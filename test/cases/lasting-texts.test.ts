// Texts that stay when a complaint leaves: none of them takes the reference of a case, however it is written.
import { beforeAll, describe, expect, test } from 'vitest'
import { AnswerForm, ReturnForm } from '../../src/cases/cause-answers.ts'
import { NoticeForm } from '../../src/cases/cause-notices.ts'
import { CauseForm } from '../../src/cases/causes.ts'
import { newReference } from '../../src/cases/reference.ts'
import { SavedForm } from '../../src/cases/saved-filters.ts'
import { readForm } from '../../src/web/forms.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { errorBeside } from '../web/reading.ts'
import { confirmedCase, openedCause, typedAnswers, typedCause, typedNotice } from './cause-office.ts'

const reference = newReference('DAA')
const named = { key: 'cause.refusal.namesCase' }
const wrongIn = (...read: Parameters<typeof readForm>) => readForm(...read).errors
const ways = [reference, reference.toLowerCase(), reference.replaceAll('-', '–')]

describe('a reference is refused beside its field', () => {
  test.each(['titleFr', 'titleAr', 'textFr', 'textAr'])('in %s of a cause', (field) => {
    for (const way of ways) {
      const text = `Comme dans le dossier ${way}, les versements tardent.`
      expect(wrongIn(CauseForm, { ...typedCause, [field]: text })).toEqual({ [field]: named })
    }
    expect(wrongIn(CauseForm, typedCause)).toEqual({})
  })

  test.each(Object.keys(typedNotice))('in %s of a notice', (field) => {
    const text = `Comme dans le dossier ${reference}, attendez.`
    expect(wrongIn(NoticeForm, { ...typedNotice, [field]: text })).toEqual({ [field]: named })
    expect(wrongIn(NoticeForm, typedNotice)).toEqual({})
  })

  test.each(['textFr', 'textAr'])('in %s of an answer for many', (field) => {
    const text = `Votre dossier ${reference} est réglé.`
    expect(wrongIn(AnswerForm, { ...typedAnswers, [field]: text })).toEqual({ [field]: named })
    expect(wrongIn(AnswerForm, typedAnswers)).toEqual({})
  })

  test('in the reason for which such an answer goes back, and in the name of filters', () => {
    expect(wrongIn(ReturnForm, { reason: `Voir d’abord ${reference}.` })).toEqual({ reason: named })
    const words = reference.replaceAll('-', ' ')
    for (const name of [...ways, /\d/.test(words) ? words : reference])
      expect(wrongIn(SavedForm, { name: `Suite de ${name}` })).toEqual({
        name: { key: 'search.saved.name.number' },
      })
    expect(wrongIn(SavedForm, { name: 'Retards de Rabat' })).toEqual({})
  })
})

eachDatabase('the pages that take such texts', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  test.each([
    ['fr', 'Ce texte cite un dossier'],
    ['ar', 'يذكر هذا النص ملفاً'],
    ['en', 'This text names a case'],
  ] as const)('say so in %s and keep nothing', async (language, said) => {
    const cause = await openedCause(office)
    await confirmedCase(office, cause)
    const browser = await app.enter('clerk', language)
    const refused = async (path: string, form: object) =>
      (await browser.post(path).type('form').send(form).expect(422)).text
    const text = `Comme dans le dossier ${reference}, les versements tardent.`

    expect(errorBeside(await refused('/causes', { ...typedCause, textFr: text }), 'textFr')).toContain(said)
    const notice = await refused(`/causes/${cause}/notice`, { ...typedNotice, doFr: text })
    expect(errorBeside(notice, 'doFr')).toContain(said)
    const answer = await refused(`/causes/${cause}/answer`, { ...typedAnswers, textFr: text })
    expect(errorBeside(answer, 'textFr')).toContain(said)
    for (const table of ['causes', 'cause_notices', 'cause_answers'])
      expect(JSON.stringify(await office.db.read(table))).not.toContain(reference)
  })
})
