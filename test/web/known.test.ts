// Known problems for everybody: read without a name, in three languages, light, kept for a while, and nothing of any case.
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import {
  NoticeForm,
  noticesOf,
  publishNotice,
  withdrawNotice,
  writeNotice,
} from '../../src/cases/cause-notices.ts'
import { closeCause } from '../../src/cases/causes.ts'
import { confirmedCase, openedCause, typedNotice } from '../cases/cause-office.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { missingTexts, wordsOf } from './reading.ts'

eachDatabase('known problems', (open) => {
  let office: Office
  let app: App
  let cause: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    cause = await openedCause(office)
    await writeNotice(office, office.staff.clerk, cause, NoticeForm.parse(typedNotice))
  })

  test('are none before anything is published', async () => {
    const { text } = await app.visitor().get('/known').expect(200)
    expect(text).toContain('<a href="/private">')

    expect(wordsOf(text)).toContain('Aucun problème connu en ce moment')
    await app.visitor().get(`/known/${cause}`).expect(404)
  })

  test('are listed by programme and read in the language of whoever asks', async () => {
    const { draft } = await noticesOf(office.db, cause)
    await publishNotice(office, office.staff.supervisor, cause, draft?.n ?? 0)
    await confirmedCase(office, cause, { name: 'Zqxkwv Cachée' })
    const visitor = app.visitor()

    for (const [lang, said] of [
      ['fr', typedNotice.titleFr],
      ['ar', typedNotice.titleAr],
      ['en', typedNotice.titleFr],
    ] as const) {
      await visitor.get(`/language/${lang}`).expect(303)
      for (const address of ['/known', `/known/${cause}`, '/known?programme=DAAM']) {
        const { text } = await visitor.get(address).expect(200)
        expect(text).toContain(said)
        expect(missingTexts(text)).toEqual([])
        expect(text).not.toMatch(/DAA-|Zqxkwv|<script|style=/)
      }
    }
    expect((await visitor.get('/known?programme=TAYSSIR')).text).not.toContain(cause)
    expect((await visitor.get('/known?programme=nothing')).text).toContain(cause)
  })

  test('may be kept for a minute, and are asked for again by their tag', async () => {
    const first = await app.visitor().get(`/known/${cause}`).expect(200)

    expect(first.headers['cache-control']).toBe('public, max-age=0, s-maxage=60, must-revalidate')
    expect(first.headers.vary).toMatch(/Cookie.*Accept-Language/)
    expect(first.headers['set-cookie']).toBeUndefined()
    await app.visitor().get(`/known/${cause}`).set('If-None-Match', String(first.headers.etag)).expect(304)
    const arabic = app.visitor().get(`/known/${cause}`).set('Cookie', 'lang=ar')
    await arabic.set('If-None-Match', String(first.headers.etag)).expect(200)
    expect((await (await app.enter('clerk')).get('/known')).headers['cache-control']).toBe('no-store')
  })

  test('weigh little, with everything they load', async () => {
    const { text } = await app.visitor().get(`/known/${cause}`)
    const files = [...text.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, address = '']) => address)
    const sizes = await Promise.all(
      [...new Set(files)].map(async (address) => {
        const found = await app.visitor().get(address).buffer(true)
        return gzipSync(found.text ?? found.body).length
      }),
    )

    expect(files.length).toBeGreaterThan(1)
    expect(sizes.reduce((sum, size) => sum + size, gzipSync(text).length)).toBeLessThan(60_000)
  })

  test('say that they are solved, and go when they are withdrawn', async () => {
    await closeCause(office, office.staff.supervisor, cause)

    const solved = wordsOf((await app.visitor().get(`/known/${cause}`)).text)

    expect(solved).toContain('Ce problème est réglé')
    expect(solved).not.toContain(typedNotice.doFr)
    expect(wordsOf((await app.visitor().get('/known')).text)).toContain('Réglé le 25 novembre 2026')
    await withdrawNotice(office, office.staff.supervisor, cause)
    await app.visitor().get(`/known/${cause}`).expect(404)
  })
})
