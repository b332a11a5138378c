// What the tests of registers share: files of their own, lines read to the end, and an office that takes them.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { compose } from '../../src/compose.ts'
import type { Clock } from '../../src/platform/clock.ts'
import type { Database } from '../../src/platform/database.ts'
import { createProgrammes, type Programme, programmes } from '../../src/programmes/index.ts'
import {
  type Import,
  importRegister,
  type TakeRegister,
  type Totals,
  type Verdict,
} from '../../src/registers/import.ts'
import { parseMap, type RegisterMap } from '../../src/registers/map.ts'
import { openRegister } from '../../src/registers/open.ts'
import { testClock } from '../support/clock.ts'

export const TODAY = '2026-11-21'

const stored = (name: string) => path.join(import.meta.dirname, '../data', name)
const json = (name: string): unknown => JSON.parse(readFileSync(stored(name), 'utf8'))

export const consumerFile = stored('consumer-complaints-2016-09.csv')
export const consumerMap: RegisterMap = parseMap(json('consumer-map.json'))
export const everyProgramme = createProgrammes([...programmes, json('consumer-programme.json')])
export const consumer: Programme = everyProgramme.get('CONSUMER')
export const tayssir: Programme = everyProgramme.get('TAYSSIR')

const folder = mkdtempSync(path.join(tmpdir(), 'jawab-registers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
let files = 0

/** A file of this test, gone with it. */
export function fileOf(content: string | Buffer, ending = 'csv'): string {
  const file = path.join(folder, `${++files}.${ending}`)
  writeFileSync(file, content)
  return file
}

export const freshFile = (ending: string): string => path.join(folder, `${++files}.${ending}`)

export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}

/** The lines after the heading. */
export async function linesOf(file: string, how: Partial<RegisterMap> = {}) {
  const register = await openRegister(file, { encoding: 'utf-8', headingLine: 1, ...how })
  return all(register.lines)
}

/** The commands of a real office over a database. */
export const officeOf = (db: Database, clock: Clock) =>
  compose({ db, clock, dataDir: folder, extraPacks: [json('consumer-programme.json')] }).commands

/** A French text with its no-break spaces as plain ones. */
export const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

/** Takes everything once and remembers it, as the office does. */
export function memory(): { take: TakeRegister; taken: Map<string, unknown> } {
  const taken = new Map<string, unknown>()
  const take: TakeRegister = async (rows) =>
    rows.map(({ key, input }) => {
      if (taken.has(key)) return 'known'
      taken.set(key, input)
      return 'taken'
    })
  return { take, taken }
}

export type Imported = { totals: Totals; verdicts: Verdict[] }

/** Imports a file; what is not said is an import of history into TAYSSIR that remembers. */
export async function importing(wish: Partial<Import> & { file: string }): Promise<Imported> {
  const verdicts: Verdict[] = []
  const totals = await importRegister({
    programme: tayssir,
    map: undefined,
    live: false,
    take: memory().take,
    findBeneficiary: async () => null,
    clock: testClock(TODAY),
    tell: (verdict) => verdicts.push(verdict),
    progress: () => undefined,
    ...wish,
  })
  return { totals, verdicts }
}

/** Why lines were refused: by line, the field and the key of each reason. */
export function reasonsOf(verdicts: readonly Verdict[]): Record<number, string[]> {
  const refused = verdicts.flatMap((verdict) => (verdict.result === 'refused' ? [verdict.row] : []))
  return Object.fromEntries(
    refused.map(({ line, errors }) => [
      line,
      errors.map(({ field, said }) => `${field}:${said.key.replace('register.import.', '')}`),
    ]),
  )
}
