// Files of a complaint: taken for what they are, kept while a form is corrected, shown only with their case.
import type TestAgent from 'supertest/lib/agent.js'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { MOST_BYTES } from '../../src/cases/documents.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Desk, type File, filled, openDesk, pdf, post, referenceIn } from './register-desk.ts'

const page: File = { name: 'facture.pdf', content: Buffer.from('<html><script>alert(1)</script>') }
const large: File = {
  name: 'film.pdf',
  content: Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.alloc(MOST_BYTES)]),
}
const png: File = {
  name: 'reçu \u202efdp.exe "1".png',
  content: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==',
    'base64',
  ),
}

const tokensIn = (text: string): string[] =>
  [...text.matchAll(/name="kept" value="([^"]+)"/g)].map((found) => found[1] ?? '')
const documentsOf = ({ db }: Desk, id: string) =>
  db.read('documents').where({ case_id: id }).orderBy('name').select('*')

eachDatabase('documents', (open) => {
  let desk: Desk
  let browser: TestAgent
  beforeAll(async () => {
    desk = await openDesk((await open()).db)
    browser = await desk.sit('clerk')
  })

  test('come with a complaint', async () => {
    const answer = await post(browser, '/cases', filled(), [pdf('reçu de l’agence.pdf'), png])

    const found = await documentsOf(desk, referenceIn(answer))
    expect(found.map(({ name, type }) => [name, type])).toEqual([
      ['reçu de l’agence.pdf', 'application/pdf'],
      ['reçu fdp.exe "1".png', 'image/png'],
    ])
  })

  test.each([
    ['is something else than its name says', page, 'facture.pdf : ce type de fichier n’est pas accepté'],
    ['is larger than 20 MB', large, 'film.pdf : ce fichier est trop lourd'],
    ['is empty', { name: 'vide.pdf', content: Buffer.alloc(0) }, 'vide.pdf : ce fichier est vide'],
  ])('are refused by name when one %s, and nothing else is lost', async (_what, bad, message) => {
    const typed = filled({ object: 'Un objet gardé' })

    const refused = await post(browser, '/cases', typed, [pdf('bon.pdf'), bad])

    expect(refused.status).toBe(422)
    expect(refused.text).toContain(message)
    expect(refused.text).toContain('href="#documents"')
    expect(refused.text).toContain('value="Un objet gardé"')
    expect(refused.text).toContain('<bdi>bon.pdf</bdi>')

    const [token = ''] = tokensIn(refused.text)
    const answer = await post(browser, '/cases', { ...typed, kept: token })
    const found = await documentsOf(desk, referenceIn(answer))
    expect(found.map(({ name }) => name)).toEqual(['bon.pdf'])
  })

  test('stay received while the form is corrected, and are left out when they are unticked', async () => {
    const typed = filled({ object: '' })
    const first = await post(browser, '/cases', typed, [pdf('a.pdf'), png])
    const tokens = tokensIn(first.text)

    const second = await post(browser, '/cases', { ...typed, kept: tokens[0] ?? '' }, [pdf('b.pdf')])
    const form = browser.post('/cases')
    for (const [name, value] of Object.entries({ ...typed, object: 'Versement' })) form.field(name, value)
    for (const token of tokensIn(second.text)) form.field('kept', token)
    const answer = await form

    expect(tokens).toHaveLength(2)
    expect((await documentsOf(desk, referenceIn(answer))).map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf'])
  })

  test('are not taken from another form, another session or another hand', async () => {
    const typed = filled({ object: '' })
    const [token = ''] = tokensIn((await post(browser, '/cases', typed, [pdf()])).text)
    const [text = '', signature = ''] = token.split('.')
    const stored = JSON.parse(Buffer.from(text, 'base64url').toString())
    const other = Buffer.from(JSON.stringify({ ...stored, name: 'autre.pdf' })).toString('base64url')
    const agent = await desk.sit('agent')

    const answers = [
      await post(browser, '/cases', filled({ kept: token })),
      await post(agent, '/cases', filled({ key: typed.key ?? '', kept: token })),
      await post(browser, '/cases', filled({ kept: `${other}.${signature}` })),
      await post(browser, '/cases', filled({ kept: 'nothing' })),
    ]

    for (const answer of answers) expect(await documentsOf(desk, referenceIn(answer))).toEqual([])
  })

  test('are ten at most', async () => {
    const files = Array.from({ length: 11 }, (_, at) => pdf(`${at + 10}.pdf`))
    const many = Array.from({ length: 60 }, (_, at) => pdf(`${at}.pdf`))

    const eleven = await post(browser, '/cases', filled({ object: 'Gardé' }), files)
    const sixty = await post(browser, '/cases', filled({ object: 'Gardé' }), many)

    for (const answer of [eleven, sixty]) {
      expect(answer.status).toBe(422)
      expect(answer.text).toContain('Dix fichiers au plus à la fois.')
      expect(answer.text).toContain('value="Gardé"')
    }
    expect(tokensIn(eleven.text)).toHaveLength(10)
  })

  test('of an endless body are refused before they are read', async () => {
    const answer = await browser
      .post('/cases')
      .set('Content-Type', 'multipart/form-data; boundary=x')
      .set('Content-Length', String(10 * 1024 ** 3))
      .send()
      .catch((error: unknown) => error)

    expect(answer).toMatchObject({ status: 413 })
  })

  test('of a broken body are a question nobody understands', async () => {
    const send = (body: string) =>
      browser.post('/cases').set('Content-Type', 'multipart/form-data; boundary=x').send(body)

    expect((await send('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb')).status).toBe(400)
    expect((await send('')).status).toBe(400)
  })

  describe('of a case', () => {
    const added = async (files: File[], who = browser) => {
      const id = await desk.register()
      const answer = await post(who, `/cases/${id}/documents`, { revision: '1' }, files)
      return { id, answer, found: await documentsOf(desk, id) }
    }

    test('are added, and those that are not are told by name', async () => {
      const { id, answer, found } = await added([pdf('b.pdf'), page])

      expect(answer.status).toBe(303)
      expect(answer.headers.location).toBe(`/cases/${id}`)
      expect(found.map(({ name }) => name)).toEqual(['b.pdf'])
      const told = (await browser.get(`/cases/${id}/receipt`)).text
      expect(told).toContain('facture.pdf : ce type de fichier n’est pas accepté')
      expect(told).toContain('1 pièce est ajoutée au dossier.')
    })

    test('are asked for when none was chosen', async () => {
      const { id, found } = await added([])

      expect(found).toEqual([])
      expect((await browser.get(`/cases/${id}/receipt`)).text).toContain('Choisissez au moins un fichier.')
    })

    test('are not taken from somebody who may not see it, nor from the auditor, who only reads', async () => {
      const keep = vi.spyOn(desk.documents, 'keep')
      const stranger = await added([pdf()], await desk.sit('stranger'))
      const auditor = await added([pdf()], await desk.sit('auditor'))
      const lookup = await post(await desk.sit('auditor'), '/cases/new/lookup', filled(), [pdf()])

      expect([stranger.answer.status, auditor.answer.status]).toEqual([404, 403])
      expect([...stranger.found, ...auditor.found]).toEqual([])
      expect(lookup.status).toBe(404)
      expect(keep).not.toHaveBeenCalled()
      keep.mockRestore()
    })

    test('may be the same file twice: it lies once, and both are there', async () => {
      const { found } = await added([pdf('a.pdf'), pdf('b.pdf')])

      expect(found.map(({ name }) => name)).toEqual(['a.pdf', 'b.pdf'])
      expect(new Set(found.map(({ sha256 }) => sha256)).size).toBe(1)
      for (const { id } of found) await browser.get(`/documents/${id}`).expect(200)
    })

    test('are shown as what they are, whole or in part, kept by nobody', async () => {
      const { found } = await added([png])
      const address = `/documents/${found[0]?.id}`

      const whole = await browser.get(address)
      const part = await browser.get(address).set('Range', 'bytes=1-3')
      const beyond = await browser.get(address).set('Range', 'bytes=999-')

      expect(whole.status).toBe(200)
      expect(Buffer.compare(whole.body, png.content)).toBe(0)
      expect(whole.headers).toMatchObject({
        'content-type': 'image/png',
        'content-length': String(png.content.length),
        'content-disposition': `inline; filename="re_u fdp.exe _1_.png"; filename*=UTF-8''re%C3%A7u%20fdp.exe%20%221%22.png`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
        'accept-ranges': 'bytes',
      })
      expect(whole.headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/)
      expect(whole.headers).not.toHaveProperty('etag')
      expect([part.status, part.headers['content-length']]).toEqual([206, '3'])
      expect(beyond.status).toBe(416)
    })

    test('that are PDFs run nothing, and are no sandbox, which a browser would draw empty', async () => {
      const { found } = await added([pdf()])

      const { headers } = await browser.get(`/documents/${found[0]?.id}`)

      expect(headers['content-type']).toBe('application/pdf')
      expect(headers['content-disposition']).toMatch(/^inline;/)
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).not.toContain('sandbox')
    })

    test('that a browser should not show are saved', async () => {
      const { found } = await added([pdf()])
      await desk.db.write('documents').where({ id: found[0]?.id }).update({ type: 'text/html' })

      const { headers } = await browser.get(`/documents/${found[0]?.id}`)

      expect(headers['content-disposition']).toMatch(/^attachment;/)
      expect(headers['content-security-policy']).toContain('sandbox')
    })

    test('are not there for somebody who may not see it, as if they had never been', async () => {
      const { found } = await added([pdf()])
      const address = `/documents/${found[0]?.id}`
      const stranger = await desk.sit('stranger')
      const processor = await desk.sit('processor')

      const answers = [
        await stranger.get(address),
        await processor.get(address),
        await stranger.get('/documents/8b1f0c52-3c55-4c3e-9d0e-4f3f4a6f7a11'),
        await stranger.get('/documents/%00'),
        await stranger.get('/documents/..%2f..%2fjawab.sqlite'),
      ]

      expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404])
      expect((await browser.get(address)).status).toBe(200)
    })
  })
})
