import express from 'express'
import request from 'supertest'
import { describe, expect, test } from 'vitest'
import { createAssets, iconMarkup } from '../../src/web/assets.ts'

const assets = createAssets()
const app = express().use(assets.router)

describe('the assets', () => {
  test('a file lives under an address that names its content, and is kept for a year', async () => {
    const address = assets.url('js/app.js')

    const answer = await request(app).get(address)

    expect(address).toMatch(/^\/assets\/js\/app-[0-9a-f]{12}\.js$/)
    expect(answer.status).toBe(200)
    expect(answer.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
  })

  test('a style sheet is one file, and every address in it is ours and answers', async () => {
    const answer = await request(app).get(assets.url('css/app.css'))
    const addresses = [...answer.text.matchAll(/url\(([^)]+)\)/g)].map((match) => match[1] ?? '')

    expect(answer.text).not.toContain('@import')
    expect(addresses).toContain(assets.url('fonts/arabic-400.woff2'))
    for (const address of new Set(addresses)) {
      expect(address).toMatch(/^\/assets\//)
      expect((await request(app).head(address)).status).toBe(200)
    }
  })

  test('both directions of the kit, the script and the fonts are served from here', async () => {
    for (const name of ['css/tabler.min.css', 'css/tabler.rtl.min.css', 'js/htmx.min.js']) {
      const answer = await request(app).get(assets.url(name))
      expect(answer.status).toBe(200)
      expect(answer.text).not.toContain('sourceMappingURL')
    }
    const font = await request(app).get(assets.url('fonts/sans-400.woff2'))
    expect(font.headers['content-type']).toBe('font/woff2')
  })

  test('text is packed with what the browser accepts, brotli first; a font is not packed again', async () => {
    const css = assets.url('css/tabler.min.css')
    const plain = await request(app).get(css).set('Accept-Encoding', 'identity')
    const gzip = await request(app).head(css).set('Accept-Encoding', 'gzip')
    const brotli = await request(app).get(css).set('Accept-Encoding', 'gzip, deflate, br')
    const font = await request(app).head(assets.url('fonts/sans-400.woff2')).set('Accept-Encoding', 'br')

    expect(gzip.headers['content-encoding']).toBe('gzip')
    expect(brotli.headers['content-encoding']).toBe('br')
    expect(brotli.headers.vary).toBe('Accept-Encoding')
    expect(Number(brotli.headers['content-length'])).toBeLessThan(90_000)
    expect(brotli.text).toBe(plain.text)
    expect(font.headers['content-encoding']).toBeUndefined()
  })

  test('anything else under /assets is not there, and nothing but reading is answered', async () => {
    const stale = assets.url('css/app.css').replace(/-[0-9a-f]{12}/, '-000000000000')

    for (const address of [
      stale,
      '/assets/css/app.css',
      '/assets/../package.json',
      '/assets/%2e%2e/package.json',
    ]) {
      const answer = await request(app).get(address)
      expect(answer.status).toBe(404)
    }
    expect((await request(app).get(stale)).headers['cache-control']).toBe('no-store')
    expect((await request(app).post(assets.url('css/app.css'))).status).toBe(404)
  })

  test('a name that is nowhere is a mistake found at once', () => {
    expect(() => assets.url('css/nowhere.css')).toThrow('No such asset: css/nowhere.css')
  })
})

describe('an icon', () => {
  const icon = iconMarkup(assets.url)

  test('points into the sprite and is silent for readers', () => {
    expect(icon('inbox', 'j-flip')).toBe(
      `<svg class="j-ic j-flip" aria-hidden="true"><use href="${assets.url('img/icons.svg')}#inbox"/></svg>`,
    )
  })

  test('that is not in the sprite is a mistake, and no markup comes in through its class', () => {
    expect(() => icon('"><script>')).toThrow('No such icon')
    expect(icon('inbox', '"><script>')).toContain('class="j-ic"')
  })
})
