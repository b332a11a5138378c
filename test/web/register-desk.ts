// A desk for tests: the whole office with its pages, people who sit down at it, and the form as a browser sends it.
import { randomUUID } from 'node:crypto'
import request from 'supertest'
import type TestAgent from 'supertest/lib/agent.js'
import { readConfig } from '../../src/platform/config.ts'
import type { Database } from '../../src/platform/database.ts'
import { createLog } from '../../src/platform/log.ts'
import { createApp } from '../../src/web/app.ts'
import { createAssets } from '../../src/web/assets.ts'
import { caseNav } from '../../src/web/case-nav.ts'
import { officeRoutes } from '../../src/web/case-routes.ts'
import { cheapPasswords, openOffice, PASSWORD } from '../support/office.ts'

const assets = createAssets()

export type Desk = Awaited<ReturnType<typeof openDesk>>

/** Opens the office; `sit` signs somebody in and gives their browser. */
export async function openDesk(db: Database) {
  const office = await openOffice(db)
  const app = createApp({
    config: readConfig({ SESSION_SECRET: 'a secret of thirty-two letters, or so' }),
    db,
    clock: office.clock,
    log: createLog('silent'),
    assets,
    passwords: cheapPasswords,
    programmes: office.programmes.all,
    nav: caseNav(office),
    routes: officeRoutes(office),
  })
  const sit = async (login: string): Promise<TestAgent> => {
    const browser = request.agent(app)
    await browser
      .post('/sign-in')
      .type('form')
      .send({ login: `${login}@office.test`, password: PASSWORD })
      .expect(303)
    return browser
  }
  return { ...office, app, sit }
}

export type Fields = Record<string, string>

/** The form of the desk of Rabat, filled in. */
export const filled = (fields: Fields = {}): Fields => ({
  key: randomUUID(),
  programme: 'DAAM',
  entity: 'RABAT',
  channel: 'desk',
  receivedOn: '',
  category: 'PAYMENT_MISSING',
  object: 'Versement de mars non reçu',
  description: 'Je n’ai rien reçu en mars.\r\nMerci de vérifier.',
  language: 'ar',
  relation: 'beneficiary',
  name: 'Fatima Zahra El Idrissi',
  phone: '',
  email: '',
  address: '',
  cnie: '',
  beneficiary: '',
  externalKey: '',
  ...fields,
})

export type File = { name: string; content: Buffer }

/** Sends a form as a browser does, with its files. */
export function post(browser: TestAgent, path: string, fields: Fields, files: readonly File[] = []) {
  const form = browser.post(path)
  for (const [name, value] of Object.entries(fields)) form.field(name, value)
  for (const { name, content } of files) form.attach('documents', content, name)
  return form
}

/** The reference of the case an answer leads to. */
export const referenceIn = (answer: { headers: Record<string, string> }): string =>
  /^\/cases\/([A-Z0-9-]+)\/receipt$/.exec(answer.headers.location ?? '')?.[1] ?? ''

export const pdf = (name = 'recu.pdf'): File => ({
  name,
  content: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< >>\n%%EOF\n'),
})
