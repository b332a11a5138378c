// The command as it is typed: what it prints and how it ends.
import { execFile } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'
import { fileOf, freshFile, plain } from './registers.ts'

const root = path.join(import.meta.dirname, '../..')
const folder = freshFile('folder')

type Ended = { code: number; out: string; err: string }

function run(...args: string[]): Promise<Ended> {
  const env = { PATH: process.env.PATH, DATA_DIR: folder }
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/tools/import.ts', ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: Number(error?.code ?? 0), out: plain(out), err: plain(err) }),
    )
  })
}

const heading = 'N°,Reçue le,Close le,Catégorie,Description'

test('everything taken or known ends well, some refused ends with two', { timeout: 120_000 }, async () => {
  const good = fileOf(`${heading}\n1,5/1/2023,9/1/2023,OTHER,Text\n`)
  const mixed = fileOf(`${heading}\n1,5/1/2023,9/1/2023,OTHER,Text\n2,31/2/2023,9/1/2023,OTHER,Text\n`)

  const first = await run(good, '--programme', 'TAYSSIR')
  const second = await run(mixed, '--programme', 'TAYSSIR', '--lang', 'en')

  expect([first.code, first.out]).toEqual([
    0,
    'Lignes lues : 1. Prises : 1. Déjà connues : 0. Refusées : 0.\n',
  ])
  expect(second.code).toBe(2)
  expect(second.out).toContain('Line 3 refused. Reçue le: “31/2/2023” does not exist in the calendar')
  expect(second.out).toContain('Lines read: 2. Taken: 0. Already known: 1. Refused: 1.')
})

test('what cannot be read at all ends with one, in one line', { timeout: 120_000 }, async () => {
  const nowhere = await run('/nowhere.csv', '--programme', 'TAYSSIR')
  const unknown = await run('/nowhere.csv', '--programme', 'NOPE', '--lang', 'en')
  const pack = await run('/nowhere.csv', '--programme', 'NOPE', '--pack', fileOf('{"code":"NOPE"}', 'json'))
  const usage = await run('--wrong')

  expect([nowhere, unknown, pack, usage].map(({ code }) => code)).toEqual([1, 1, 1, 1])
  expect(nowhere.err).toMatch(/^Le fichier « \/nowhere.csv » ne peut pas être ouvert.*\n$/)
  expect(unknown.err).toMatch(
    /^No programme has the code “NOPE”\. The programmes: TAYSSIR, DAAM, .*, INTEGRITY\.\n$/,
  )
  expect(pack.err).toContain('Wrong programme pack (NOPE). prefix:')
  expect(usage.err).toContain('npm run import -- FICHIER --programme CODE')
})
