// The files of an enclosure on the disk: their size tells little, and they are there before the row that names them.
import { randomUUID } from 'node:crypto'
import type * as Files from 'node:fs/promises'
import { mkdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, expect, inject, test, vi } from 'vitest'
import { FOLDER, keepSealed, readSealed } from '../../src/confidential/sealed-files.ts'
import { newKey } from '../../src/platform/vault.ts'

/** What is done to the disk, in its order; the work itself is the real one. */
const done = vi.hoisted((): string[] => [])

vi.mock('node:fs/promises', async (original) => {
  const files = await original<typeof Files>()
  return {
    ...files,
    open: async (...of: Parameters<typeof files.open>) => {
      const handle = await files.open(...of)
      const sync = handle.sync.bind(handle)
      handle.sync = () => {
        done.push(`sync ${of[0]}`)
        return sync()
      }
      return handle
    },
    rename: async (...of: Parameters<typeof files.rename>) => {
      done.push(`rename ${of[0]}`)
      return files.rename(...of)
    },
  }
})

const KB = 1024
const key = newKey()
let dataDir: string
beforeEach(async () => {
  dataDir = path.join(inject('sqliteFolder'), randomUUID())
  await mkdir(dataDir)
  done.length = 0
})

const fileOf = (id: string) => path.join(dataDir, FOLDER, id)
const sizeOf = async (bytes: number) =>
  (await stat(fileOf(await keepSealed(dataDir, key, Buffer.alloc(bytes, 1))))).size

test('whatever is small is as large, and what is larger takes twice as much', async () => {
  const sizes = await Promise.all([0, 1, 9_137, 60 * KB, 64 * KB, 100 * KB, 200 * KB].map(sizeOf))

  const around = (sizes[0] ?? 0) - 64 * KB
  expect(around).toBeLessThan(KB)
  expect(sizes.map((size) => (size - around) / KB)).toEqual([64, 64, 64, 64, 128, 128, 256])
})

test('what comes back is what was kept, to the byte', async () => {
  for (const bytes of [0, 1, 64 * KB - 4, 64 * KB - 3, 300 * KB]) {
    const content = Buffer.alloc(bytes, 'marqueur')
    const id = await keepSealed(dataDir, key, content)

    expect((await readSealed(dataDir, key, id)).equals(content)).toBe(true)
    expect((await readFile(fileOf(id))).includes('marqueur')).toBe(false)
  }
})

test('its bytes are on the disk before its name is, and its name before anything names it', async () => {
  const id = await keepSealed(dataDir, key, Buffer.from('marqueur'))

  const part = `${fileOf(id)}.part`
  expect(done).toEqual([
    `sync ${part}`,
    `rename ${part}`,
    `sync ${path.join(dataDir, FOLDER)}`,
    `sync ${dataDir}`,
  ])
})
