// An office with a case full of words that stand nowhere else, and ways to look for them everywhere.
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { recordReveal } from '../../src/cases/reveals.ts'
import { keepSearch } from '../../src/cases/search.ts'
import type { Database } from '../../src/platform/database.ts'
import type { Office } from '../support/office.ts'
import { today, typedAppeal } from './appeal-office.ts'
import { lead, typed } from './roads.ts'

/** The beginning of every word that is looked for, as it stands, folded, or as a number. */
export const MARKERS = /zqxkwv[a-z]*|699887766|ZQ77665/gi

const words = (what: string) => `Zqxkwv${what} dit tout de la personne.`

/** A file that nobody else has. */
export const markedFile = (what: string) => ({
  name: `zqxkwv${what}.pdf`,
  content: Buffer.from(`%PDF-1.4\n1 0 obj\n<< /Zqxkwv${what} >>\nendobj\ntrailer\n<< >>\n%%EOF\n`),
})

/** The fields of a form that say who somebody is and what they told. */
export const told = {
  channel: 'email',
  object: 'Zqxkwvobjet de la réclamation',
  description: words('description'),
  name: 'Zqxkwvprenom Zqxkwvfamille',
  phone: '0699887766',
  email: 'zqxkwvadresse@example.ma',
  address: 'Douar Zqxkwvdouar, n° 7',
  cnie: 'ZQ77665',
  externalKey: 'ZQ-412',
} as const

const marked = {
  qualify: {
    ...typed.qualify,
    object: 'Zqxkwvobjet vu par le bureau',
    admissibility: 'notFounded',
    ground: 'contestsRules',
    explanation: words('explication'),
    identityNote: words('identite'),
  },
  answer: { language: 'fr', text: `${words('reponse')} Cordialement, le service des réclamations.` },
}

/** A complaint refused, answered by mail, closed and contested, each step with words and files of its own. */
export async function markedFamily(office: Office): Promise<{ first: string; appeal: string }> {
  const { clerk, clerk2, supervisor, closer, agent } = office.staff
  const first = await office.register(told)
  await attach(office, first, 'piece')
  await office.act(first, clerk, 'ADD_NOTE', { note: words('note') })
  await office.act(first, clerk, 'QUALIFY', marked.qualify)
  await office.act(first, clerk, 'SUBMIT_ANSWER', marked.answer)
  await office.act(first, supervisor, 'APPROVE')
  await office.act(first, clerk, 'SEND_ANSWER', {
    channel: 'email',
    sentOn: today(office),
    proof: words('preuve'),
  })
  await office.act(first, closer, 'CLOSE', { synthesis: words('synthese') })
  await office.work()
  await office.act(first, agent, 'LODGE_APPEAL', {
    ...typedAppeal.lodge,
    reason: words('recours'),
    receivedOn: today(office),
  })
  const { id: appeal } = await office.db.read('cases').where({ about: first }).first('id')
  await attach(office, appeal, 'recours')
  await office.act(appeal, clerk2, 'EXAMINE_APPEAL', { conclusion: words('examen') })
  await office.work()
  await recordReveal(office.db, office.clock, first, clerk)
  await keepSearch(office.db, office.clock, clerk, 'Zqxkwvfamille')
  return { first, appeal }
}

/** Adds a file that nobody else has. */
export async function attach(office: Office, id: string, what: string): Promise<void> {
  const documents = await office.documents.keep([markedFile(what)])
  await office.commands.attach(id, documents, office.staff.clerk)
}

/** Hands a case over, as its supervisor sees it. */
export async function handOver(office: Office, id: string): Promise<void> {
  const { revision } = await office.db.read('instances').where({ id }).first('revision')
  await office.commands.release(id, revision, office.staff.supervisor)
}

/** Every table with every row, as text. */
export async function dumpOf(db: Database): Promise<Map<string, string>> {
  const names =
    db.kind === 'sqlite'
      ? await db.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'")
      : await db.all<{ name: string }>("SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'")
  const tables = new Map<string, string>()
  for (const { name } of names) tables.set(name, JSON.stringify(await db.all(`SELECT * FROM ${name}`)))
  return tables
}

/** Where a marker stands: the tables, each with the words that were found. */
export async function markersIn(db: Database): Promise<Record<string, string[]>> {
  const found = [...(await dumpOf(db))].map(([name, text]): [string, string[]] => [name, markersOf(text)])
  return Object.fromEntries(found.filter(([, words]) => words.length > 0))
}

/** Where a marker stands among the files of a folder, or in their names. */
export async function markersUnder(folder: string): Promise<Record<string, string[]>> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const found: Record<string, string[]> = {}
  for (const file of files.filter((one) => one.isFile())) {
    const place = path.join(file.parentPath, file.name)
    const words = markersOf(`${file.name}\n${(await readFile(place)).toString('latin1')}`)
    if (words.length > 0) found[path.relative(folder, place)] = words
  }
  return found
}

/** The markers in a text, each once. */
export const markersOf = (text: string): string[] =>
  [...new Set([...text.matchAll(MARKERS)].map(([word]) => word.toLowerCase()))].sort()

/** Takes some cases on that have nothing to do with the rest, so that the pages of the database are full. */
export async function fillUp(office: Office, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n += 1) {
    const id = await office.register({
      description: `Réclamation ordinaire ${n}. ${'Encore une fois. '.repeat(40)}`,
    })
    await lead(office, id, 'qualify', 'conclude')
    ids.push(id)
  }
  return ids
}
