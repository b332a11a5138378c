// The people of TAYSSIR and its ministry for tests, and a complaint about a number that only the ministry can verify.
import type { Database } from '../../src/platform/database.ts'
import { typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { openOffice } from '../support/office.ts'
import { formOf } from './acting.ts'

/** The sheet as the registry has it: two digits of the card are the wrong way round. */
export const wrong = { name: 'Rkia Amrani', cnie: 'AB123465', number: 'T10002000', phone: '0661000111' }
export const right = 'AB123456'

/** What the ministry must never read: planted in every corner of the case. */
export const secrets = {
  description: 'Mon voisin Lahoucine a vu la lettre.',
  object: 'Carte refusée à l’agence de Tiznit',
  phone: '0677889900',
  email: 'rkia.cachee@courriel.example',
  note: 'La famille est suivie par l’assistante sociale.',
  other: 'certificat-medical.pdf',
}

export const staff = { clerk: 'tay-clerk', supervisor: 'tay-boss', closer: 'tay-closer', verifier: 'menps' }

export type Tayssir = Awaited<ReturnType<typeof openTayssir>>

/** Opens the office of TAYSSIR with its pages. */
export async function openTayssir(db: Database) {
  const office = await openOffice(db)
  const at = (role: 'clerk' | 'supervisor' | 'closer') => [{ role, programme: 'TAYSSIR', entity: 'CNRA' }]
  const people = {
    clerk: await office.hire(staff.clerk, at('clerk')),
    supervisor: await office.hire(staff.supervisor, at('supervisor')),
    closer: await office.hire(staff.closer, at('closer')),
    verifier: await office.hire(staff.verifier, [
      { role: 'verifier', programme: 'TAYSSIR', entity: 'MENPS' },
    ]),
  }
  return { office, people, app: openApp(office) }
}

const blankSheet = {
  programme: 'TAYSSIR',
  name_ar: 'رقية أمراني',
  sex: 'F',
  commune: 'Tiznit',
  province: 'Tiznit',
  rural: 0,
  children: 2,
  payment: 'postal',
  amount: 400,
}

let sheets = 0

/** Somebody in the registry; everybody has a number of their own. */
export async function putOnSheet(db: Database): Promise<{ id: string; number: string }> {
  sheets += 1
  const sheet = { id: `sheet-${sheets}`, number: `T${10_002_000 + sheets}` }
  // No two people have one card: whoever was given this one by another test gives it back.
  await db
    .write('beneficiaries')
    .where({ cnie: right })
    .update({ cnie: `QQ${100_000 + sheets}` })
  await db.write('beneficiaries').insert({ ...blankSheet, ...wrong, ...sheet })
  return sheet
}

export const sheetOf = (db: Database, id: string) => db.read('beneficiaries').where({ id }).first()

/** A complaint of theirs with two documents, one of which proves it. */
export async function complain({ office, people }: Pick<Tayssir, 'office' | 'people'>, number: string) {
  const id = await office.register(
    {
      programme: 'TAYSSIR',
      entity: 'CNRA',
      category: 'TUTOR_CNIE',
      beneficiary: number,
      name: wrong.name,
      description: secrets.description,
      phone: secrets.phone,
      email: secrets.email,
      object: secrets.object,
      channel: 'phone',
    },
    people.clerk,
  )
  const keep = (name: string, about: string) =>
    office.documents.keep([{ name, content: Buffer.from(`%PDF-1.4\n${about} ${id}\n`) }])
  const [[proof], [other]] = await Promise.all([keep('carte.pdf', 'carte'), keep(secrets.other, 'autre')])
  if (!proof || !other) throw new Error('both were kept')
  await office.commands.attach(id, [proof, other], people.clerk)
  await office.act(id, people.clerk, 'ADD_NOTE', { note: secrets.note })
  return { id, proof: proof.id, other: other.id }
}

export const qualified = {
  ...typed.qualify,
  category: 'TUTOR_CNIE',
  object: secrets.object,
  kind: 'data',
}

export const transmission = (evidence: string) => ({
  field: 'cnie',
  claimed: right,
  evidence,
  note: 'Deux chiffres sont inversés.',
})

/** A complaint that lies with the ministry. */
export async function transmitted(tayssir: Pick<Tayssir, 'office' | 'people'>, number: string) {
  const { office, people } = tayssir
  const made = await complain(tayssir, number)
  await office.act(made.id, people.clerk, 'QUALIFY', qualified)
  await office.act(made.id, people.clerk, 'TRANSMIT', transmission(made.proof))
  return made
}

export const founded = {
  founded: 'yes',
  ground: '',
  corrected: 'yes',
  finding: 'La carte du registre est corrigée ce jour.',
}

/** Does an act as a browser does it: the form of the case's page, sent. */
export async function does(app: App, name: string, id: string, act: string, input: object) {
  const { send, page } = await formOf(app, name, id, act)
  return { page, answer: await send(input) }
}

/** Reports as the ministry's browser does it. */
export async function reports(app: App, id: string, input: object, name: string = staff.verifier) {
  const browser = await app.enter(name)
  const page = await browser.get(`/verifications/${id}`)
  const revision = /name="revision" value="(\d+)"/.exec(page.text)?.[1]
  const send = () =>
    browser
      .post(`/verifications/${id}`)
      .type('form')
      .send({ revision, ...input })
  return { browser, page, send }
}
