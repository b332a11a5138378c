// Acting on cases with a browser: the form as somebody finds it, or an act posted by hand.
import type { App } from '../support/app.ts'
import type { Office } from '../support/office.ts'
import { typedIn } from './reading.ts'

/** The form of an act as somebody finds it, and a way to send it, as often as one likes. */
export async function formOf(app: App, name: string, id: string, act: string) {
  const browser = await app.enter(name)
  const page = await browser.get(`/cases/${id}?act=${act}`).expect(200)
  const revision = typedIn(page.text, 'revision')
  const send = (input: object) =>
    browser
      .post(`/cases/${id}/acts/${act}`)
      .type('form')
      .send({ revision, ...input })
  return { browser, page, send }
}

/** The events of a case so far. */
export const eventsOf = async ({ db }: Office, id: string): Promise<string[]> => {
  const rows = await db.read('journal').where({ instance_id: id }).orderBy('seq')
  return rows.map(({ event }) => event)
}

/** Posts an act by hand; gives the answer, and whether anything changed. */
export async function post(
  { app, office }: { app: App; office: Office },
  name: string,
  id: string,
  event: string,
  input: object = {},
) {
  const browser = await app.enter(name)
  const { length: revision } = await eventsOf(office, id)
  const { status, text } = await browser
    .post(`/cases/${id}/acts/${event}`)
    .type('form')
    .send({ revision, ...input })
  return { status, text, changed: (await eventsOf(office, id)).length > revision }
}
