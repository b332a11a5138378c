// Styles, scripts, fonts and pictures, each under an address that names its content: a browser keeps it for a year,
// and a new version is a new address.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import express, { type Request, type Response, type Router } from 'express'

export type Assets = {
  /** The address of a file, by its name: `css/app.css`. Throws for an unknown one. */
  url(name: string): string
  /** Answers everything under /assets; mount it at the root, before sessions. */
  router: Router
}

type Coding = 'br' | 'gzip'
type Asset = { address: string; body: Buffer; packed: Map<Coding, Promise<Buffer>> }

const root = fileURLToPath(new URL('../../', import.meta.url))
const publicDir = path.join(root, 'public')
const textual = /\.(css|js|svg)$/

/** The files of others, by the name we give them. */
const vendors: Record<string, string> = {
  'css/tabler.min.css': '@tabler/core/dist/css/tabler.min.css',
  'css/tabler.rtl.min.css': '@tabler/core/dist/css/tabler.rtl.min.css',
  'js/htmx.min.js': 'htmx.org/dist/htmx.min.js',
  'fonts/sans-400.woff2': fontsource('ibm-plex-sans', 'latin-400'),
  'fonts/sans-500.woff2': fontsource('ibm-plex-sans', 'latin-500'),
  'fonts/sans-600.woff2': fontsource('ibm-plex-sans', 'latin-600'),
  'fonts/arabic-400.woff2': fontsource('ibm-plex-sans-arabic', 'arabic-400'),
  'fonts/arabic-500.woff2': fontsource('ibm-plex-sans-arabic', 'arabic-500'),
  'fonts/arabic-600.woff2': fontsource('ibm-plex-sans-arabic', 'arabic-600'),
  'fonts/mono-500.woff2': fontsource('ibm-plex-mono', 'latin-500'),
  'fonts/naskh-400.woff2': fontsource('noto-naskh-arabic', 'arabic-400'),
  'fonts/naskh-600.woff2': fontsource('noto-naskh-arabic', 'arabic-600'),
  'fonts/naskh-latin-400.woff2': fontsource('noto-naskh-arabic', 'latin-400'),
  'fonts/naskh-latin-600.woff2': fontsource('noto-naskh-arabic', 'latin-600'),
}

/** Reads every file once and gives each its address; a style sheet that names a missing file stops the start. */
export function createAssets(): Assets {
  const files = findFiles()
  const byName = new Map<string, Asset>()
  const named = (name: string): Asset => {
    const known = byName.get(name)
    if (known) return known
    const file = files.get(name)
    if (!file) throw new Error(`No such asset: ${name}`)
    const asset = createAsset(name, name.endsWith('.css') ? Buffer.from(sheet(name)) : readFileSync(file))
    byName.set(name, asset)
    return asset
  }
  const url = (name: string) => named(name).address

  /** A style sheet with its imports put in their place and its addresses made ours. */
  const sheet = (name: string): string => {
    const beside = (reference: string) => path.posix.join(path.posix.dirname(name), reference)
    const file = files.get(name)
    if (!file) throw new Error(`No such style sheet: ${name}`)
    return readFileSync(file, 'utf8')
      .replace(/@import "([^"]+)";/g, (_, reference: string) => sheet(beside(reference)))
      .replace(
        /url\((["']?)(?!data:|#|\/assets\/)([^"')]+)\1\)/g,
        (_, __, reference: string) => `url(${url(beside(reference))})`,
      )
      .replace(/\/\*# sourceMappingURL=.*?\*\//, '')
  }

  const byAddress = new Map([...files.keys()].map(named).map((asset) => [asset.address, asset]))
  return { url, router: express.Router().use('/assets', serve(byAddress)) }
}

/**
 * Draws icons of the sprite; the answer is safe markup. Throws for an unknown name.
 * @param url the address of an asset by its name
 */
export function iconMarkup(url: Assets['url']): (name: string, cls?: string) => string {
  const sprite = readFileSync(path.join(publicDir, 'img/icons.svg'), 'utf8')
  const names = new Set([...sprite.matchAll(/<symbol id="([^"]+)"/g)].map((match) => match[1]))
  const address = url('img/icons.svg')
  return (name, cls) => {
    if (!names.has(name)) throw new Error(`No such icon: ${name}`)
    const classes = cls && /^[\w -]+$/.test(cls) ? `j-ic ${cls}` : 'j-ic'
    return `<svg class="${classes}" aria-hidden="true"><use href="${address}#${name}"/></svg>`
  }
}

function fontsource(family: string, cut: string): string {
  return `@fontsource/${family}/files/${family}-${cut}-normal.woff2`
}

/** Where each file lies, by its name. */
function findFiles(): Map<string, string> {
  const ours = readdirSync(publicDir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file): [string, string] => [path.relative(publicDir, file).split(path.sep).join('/'), file])
  const theirs = Object.entries(vendors).map(([name, file]): [string, string] => [
    name,
    path.join(root, 'node_modules', file),
  ])
  return new Map([...ours, ...theirs])
}

function createAsset(name: string, body: Buffer): Asset {
  const { dir, name: stem, ext } = path.posix.parse(name)
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12)
  return { address: `/assets/${dir}/${stem}-${hash}${ext}`, body, packed: new Map() }
}

function serve(byAddress: Map<string, Asset>) {
  return async (req: Request, res: Response) => {
    const asset = byAddress.get(req.baseUrl + req.path)
    if (!asset || !['GET', 'HEAD'].includes(req.method)) {
      res.status(404).set('Cache-Control', 'no-store').type('text').send('Not found')
      return
    }
    const coding = textual.test(asset.address) ? acceptedCoding(req) : undefined
    const body = coding ? await pack(asset, coding) : asset.body
    res.type(path.extname(asset.address)).vary('Accept-Encoding')
    res.set({ 'Cache-Control': 'public, max-age=31536000, immutable', 'Content-Length': String(body.length) })
    if (coding) res.set('Content-Encoding', coding)
    res.end(body)
  }
}

/** Brotli wherever it is accepted: browsers list gzip first and mean nothing by it. */
function acceptedCoding(req: Request): Coding | undefined {
  if (req.acceptsEncodings('br')) return 'br'
  return req.acceptsEncodings('gzip') ? 'gzip' : undefined
}

/** Packs a file when it is first asked for, off the main thread, and keeps the result. */
function pack(asset: Asset, coding: Coding): Promise<Buffer> {
  const known = asset.packed.get(coding)
  if (known) return known
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 9,
    [constants.BROTLI_PARAM_SIZE_HINT]: asset.body.length,
  }
  const packed: Promise<Buffer> =
    coding === 'br' ? promisify(brotliCompress)(asset.body, { params }) : promisify(gzip)(asset.body)
  asset.packed.set(coding, packed)
  return packed
}
