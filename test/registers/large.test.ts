// Registers of any length pass through: a line is forgotten once it is taken.
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, statSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { fileOf, freshFile } from './registers.ts'
import { workbook } from './workbook.ts'

/** What the product itself and the numbers already seen take; the texts of each register below are larger. */
const MEGABYTES = 50

const text = `Je n’ai pas reçu la bourse de mes enfants.\n${'Merci de vérifier. '.repeat(60)}`
const heading = ['N°', 'Reçue le', 'Close le', 'Catégorie', 'Description', 'Nom']
const cells = (n: number) => [`R-${n}`, '05/01/2023', '09/01/2023', 'OTHER', `${text}${n}`, 'Aïcha']

async function read(file: string): Promise<{ totals: unknown; megabytes: number }> {
  const script = path.join(import.meta.dirname, 'reading-process.ts')
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', script, file])
  return JSON.parse(stdout)
}

test('a hundred thousand lines of CSV are read in bounded memory', { timeout: 120_000 }, async () => {
  const file = await written(100_000)

  const { totals, megabytes } = await read(file)

  expect(statSync(file).size / 2 ** 20).toBeGreaterThan(2 * MEGABYTES)
  expect(totals).toEqual({ taken: 100_000, known: 0, refused: 0 })
  expect(megabytes).toBeLessThan(MEGABYTES)
})

test('the texts of a large workbook are not kept in memory', { timeout: 120_000 }, async () => {
  const rows = Array.from({ length: 50_000 }, (_, n) => cells(n))
  const file = fileOf(workbook({ rows: [heading, ...rows] }), 'xlsx')

  const { totals, megabytes } = await read(file)

  expect(totals).toEqual({ taken: 50_000, known: 0, refused: 0 })
  expect(megabytes).toBeLessThan(MEGABYTES)
})

async function written(lines: number): Promise<string> {
  const file = freshFile('csv')
  const out = createWriteStream(file)
  out.write(`${heading.join(';')}\n`)
  for (let n = 0; n < lines; n++) {
    const line = cells(n).map((cell) => `"${cell}"`)
    if (!out.write(`${line.join(';')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return file
}
