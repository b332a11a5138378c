// Files that no case names are removed in time; a file that a case names, or that was just sent, never is.
import { existsSync } from 'node:fs'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { systemClock } from '../../src/platform/clock.ts'
import { days, hours } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'

const upload = (words: string) => ({
  name: `${words}.pdf`,
  content: Buffer.from(`%PDF-1.4\n${words}\n%%EOF\n`),
})

eachDatabase('a sweep of the files', (open) => {
  let office: Office
  let id: string
  /** Where the file of a case lies. */
  let named: string
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    id = await office.register()
    const documents = await office.documents.keep([upload('named')])
    await office.commands.attach(id, documents, office.staff.clerk)
    named = (await office.documents.find(documents[0]?.id ?? '', office.staff.clerk)).file
    await age(named)
  })

  const folder = () => path.dirname(path.dirname(named))
  const send = async (words: string): Promise<string> => {
    const [stored] = await office.documents.keep([upload(words)])
    const hash = stored?.sha256 ?? ''
    return path.join(folder(), hash.slice(0, 2), hash)
  }
  const sweep = () => office.documents.sweep(systemClock.now() - days(1))

  test('removes what nobody names after a day, and nothing else', async () => {
    const [old, young] = [await send('old'), await send('young')]
    await age(old)

    expect(await sweep()).toBe(1)

    expect([old, young, named].map((file) => existsSync(file))).toEqual([false, true, true])
  })

  test('leaves what was sent again since', async () => {
    const file = await send('again')
    await age(file)
    await send('again')

    expect(await sweep()).toBe(0)
    expect(existsSync(file)).toBe(true)
  })

  test('removes halves that a writer left behind', async () => {
    const half = `${named}.5f0c7d0e-0000-4000-8000-000000000000`
    await writeFile(half, 'half')
    await age(half)

    expect(await sweep()).toBe(1)
    expect(existsSync(half)).toBe(false)
  })

  test('may be done by several workers at once, while the same is sent again', async () => {
    const files = await Promise.all(Array.from({ length: 20 }, (_, at) => send(`file ${at}`)))
    await Promise.all(files.map(age))

    await Promise.all([sweep(), sweep(), send('file 7'), send('file 13')])
    // Whatever came first, what was sent again is there now.
    const [seven = '', thirteen = ''] = [files[7], files[13]]

    expect(files.filter((file) => existsSync(file))).toEqual([seven, thirteen])
    const lying = await readdir(folder(), { recursive: true, withFileTypes: true })
    expect(lying.filter((entry) => entry.isFile())).toHaveLength(3)
  })

  test('finds nothing where nothing was ever sent', async () => {
    const empty = await openOffice((await open()).db)

    expect(await empty.documents.sweep(systemClock.now())).toBe(0)
  })
})

/** Makes a file two days old. */
async function age(file: string): Promise<void> {
  const then = (systemClock.now() - hours(48)) / 1000
  await utimes(file, then, then)
}
