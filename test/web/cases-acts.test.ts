// Acting on a case in the browser: what was wrong stands beside its field, what was typed stays.
import { beforeAll, describe, expect, test } from 'vitest'
import { leadTo, typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { formOf as findForm } from './acting.ts'
import { errorBeside, flashOf, idsOf, summaryOf, typedIn, wordsOf } from './reading.ts'

eachDatabase('an act', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  const formOf = (name: Name, id: string, act: string) => findForm(app, name, id, act)

  describe('that is well done', () => {
    test('leads to the next piece of work, and says once what happened and what follows', async () => {
      const id = await leadTo(office, 'answerable')
      const { browser, send } = await formOf('clerk', id, 'SUBMIT_ANSWER')

      const answer = await send(typed.answer)
      const first = await browser.get('/work')
      const second = await browser.get('/work')

      expect([answer.status, answer.headers.location]).toEqual([303, '/work'])
      expect(flashOf(first.text)).toContain(`Réponse envoyée en approbation · ${id}.`)
      expect(flashOf(second.text)).toBe('')
    })

    test('stays on the case while it still waits for the same person', async () => {
      const id = await leadTo(office, 'received')
      const { send } = await formOf('clerk', id, 'QUALIFY')

      expect((await send(typed.qualify)).headers.location).toBe(`/cases/${id}`)
    })

    test('begins with what is known already', async () => {
      const id = await leadTo(office, 'received', { category: 'AMOUNT_WRONG', object: 'Montant de mars' })

      const { page } = await formOf('clerk', id, 'QUALIFY')

      expect(typedIn(page.text, 'category')).toBe('AMOUNT_WRONG')
      expect(typedIn(page.text, 'object')).toBe('Montant de mars')
      expect(typedIn(page.text, 'identity')).toBeUndefined()
    })

    test('offers the answer that was sent back for correction, not an empty page', async () => {
      const id = await leadTo(office, 'returned')

      const { page } = await formOf('clerk', id, 'SUBMIT_ANSWER')

      expect(typedIn(page.text, 'text')).toBe(typed.answer.text)
      expect(wordsOf(page.text)).toContain(typed.reason.reason)
    })

    test('keeps the lines of a text as they were typed', async () => {
      const id = await leadTo(office, 'answerable')
      const { browser, send } = await formOf('clerk', id, 'SUBMIT_ANSWER')

      await send({ language: 'fr', text: 'Madame,\r\n\r\nVotre versement\r\nvous attend.\0' }).expect(303)

      const [row] = await office.db.read('journal_inputs').where({ instance_id: id }).orderBy('seq', 'desc')
      expect(JSON.parse(row.input).input.text).toBe('Madame,\n\nVotre versement\nvous attend.')
      expect((await browser.get(`/cases/${id}`)).text).toContain('<p>Votre versement<br>vous attend.</p>')
    })
  })

  describe('that lacks something', () => {
    test('comes back with each message beside its field, and a summary that leads to each', async () => {
      const id = await leadTo(office, 'received')
      const { send } = await formOf('clerk', id, 'QUALIFY')
      const { identity: _, checkUnit: __, answerExists: ___, ...rest } = typed.qualify

      const { status, text } = await send({ ...rest, category: '', object: '' })

      const summary = summaryOf(text)
      expect(status).toBe(422)
      expect(summary.map(({ id }) => id)).toEqual([
        'act-identity',
        'act-category',
        'act-object',
        'act-checkUnit',
        'act-answerExists',
      ])
      for (const { id, text: words } of summary) {
        expect(idsOf(text)).toContain(id)
        expect(errorBeside(text, id)).toBe(words)
      }
      expect((await office.row(id)).state).toBe('received')
    })

    test('keeps everything that was typed', async () => {
      const id = await leadTo(office, 'received')
      const { send } = await formOf('clerk', id, 'QUALIFY')
      const input = {
        ...typed.qualify,
        category: 'CHILD_MISSING',
        object: 'L’« enfant » <non> pris & compté',
        admissibility: 'notFounded',
        ground: 'undeclaredChange',
        explanation: 'Trop\ncourt',
        nature: 'collective',
        number: 'A-17',
        answerExists: '',
      }

      const { status, text } = await send(input)

      expect(status).toBe(422)
      for (const name of ['category', 'object', 'ground', 'explanation', 'nature', 'number', 'kind'] as const)
        expect([name, typedIn(text, name)]).toEqual([name, input[name]])
      expect(typedIn(text, 'checkUnit')).toBe('true')
      expect(typedIn(text, 'revision')).toBe('1')
    })

    test('comes back with what one answer asks of another, each beside its field', async () => {
      const id = await leadTo(office, 'received')
      const { send } = await formOf('clerk', id, 'QUALIFY')

      const { status, text } = await send({
        ...typed.qualify,
        identity: 'notVerifiable',
        admissibility: 'notComplaint',
        ground: 'contestsRules',
      })

      expect([status, summaryOf(text).map(({ id }) => id)]).toEqual([
        422,
        ['act-identityNote', 'act-ground', 'act-explanation'],
      ])
    })

    test.each<[Name, string, object, string]>([
      ['processor', 'COMMIT', { dueOn: '2026-11-24', work: typed.done.work }, 'act-dueOn'],
      ['processor', 'COMMIT', { dueOn: '2026-02-30', work: typed.done.work }, 'act-dueOn'],
      ['processor', 'COMMIT', { dueOn: '2026-12-03', work: 'Fait' }, 'act-work'],
      ['processor', 'REPORT_DONE', { founded: 'no', work: typed.done.work }, 'act-ground'],
      ['clerk', 'TELL_ANSWER_FOLLOWS', { toldOn: '2026-11-26' }, 'act-toldOn'],
      ['clerk', 'TELL_ANSWER_FOLLOWS', { toldOn: '2026-11-24' }, 'act-toldOn'],
      ['supervisor', 'ASSIGN', { role: 'clerk', to: 'nobody' }, 'act-to'],
    ])('%s %s %j is refused beside its field', async (name, act, input, field) => {
      const id = await leadTo(office, 'referred')
      const { send } = await formOf(name, id, act)

      const { status, text } = await send(input)

      expect([status, summaryOf(text).map(({ id }) => id)]).toEqual([422, [field]])
      expect(errorBeside(text, field)).toBeTruthy()
    })

    test.each<[Name, string, object, string]>([
      ['clerk', 'SEND_ANSWER', { channel: 'email', sentOn: '2026-11-25' }, 'act-channel'],
      ['clerk', 'SEND_ANSWER', { channel: 'desk', sentOn: '' }, 'act-sentOn'],
    ])('%s %s %j is refused beside its field, too', async (name, act, input, field) => {
      const id = await leadTo(office, 'approved')
      const { send } = await formOf(name, id, act)

      const { status, text } = await send(input)

      expect([status, summaryOf(text).map(({ id }) => id)]).toEqual([422, [field]])
    })

    test('says a rule of the whole form once, and keeps the form', async () => {
      const id = await leadTo(office, 'treated')
      const { send } = await formOf('clerk', id, 'SUBMIT_ANSWER')

      const { status, text } = await send({ ...typed.answer, text: 'Madame, votre [montant] est payé.' })

      expect(status).toBe(422)
      expect(errorBeside(text, 'act-text')).toContain('entre crochets')
      expect(typedIn(text, 'text')).toBe('Madame, votre [montant] est payé.')
    })
  })
})
