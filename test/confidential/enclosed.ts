// An ordinary complaint that was handed over in tests: what it told lies sealed.
import type { Office } from '../support/office.ts'
import { onDesk } from './steps.ts'

/** Registers a complaint with documents and hands it over; gives the reference of the case that its enclosure lies in. */
export async function enclose(office: Office, documents: readonly Buffer[] = []): Promise<string> {
  const { road, staff, db } = office
  const known = await onDesk(road, staff.focal)
  const id = await office.register({ name: 'Zoubida Marqueur', phone: '0677001122' })
  const files = documents.map((content, n) => ({ name: `piece${n}.pdf`, content }))
  if (files.length > 0)
    await office.commands.attach(id, await office.documents.keep(files), office.staff.clerk)
  const { revision } = await db.read('instances').where({ id }).first('revision')
  await office.transfer(id, { nature: 'harassment', revision }, staff.clerk)
  const [sensitive = ''] = (await onDesk(road, staff.focal)).filter((one) => !known.includes(one))
  return sensitive
}
