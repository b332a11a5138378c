// Another code: for whoever never had one, or lost hers; the one before leads nowhere from then on.
import { expect, test } from 'vitest'
import { giveCode } from '../../src/confidential/give-code.ts'
import { readOwn, speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { bringCase, onDesk, step } from './steps.ts'

const CODE = /[0-9A-Z]{4}(?:-[0-9A-Z]{4}){3}/

eachDatabase('another code', (open) => {
  const begin = async () => openOffice((await open()).db)
  const revisionOf = async ({ db }: Office, id: string): Promise<number> =>
    (await db.read('sensitive_instances').where({ id }).first('revision')).revision

  test('takes the place of the one before', async () => {
    const office = await begin()
    const { road, staff } = office
    const { id, code: lost } = await bringCase(office)

    const code = await giveCode(road, { id, revision: await revisionOf(office, id) }, staff.focal)

    expect(code).toMatch(CODE)
    await expect(readOwn(road, lost)).rejects.toMatchObject({ status: 404 })
    await speak(road, { code, type: 'REPLY', input: { phrase: 'contactMe' } })
    expect((await readOwn(road, code)).messages).toMatchObject([{ phrase: 'contactMe' }])
    expect((await verifyRoad(office, masterKey(VAULT_KEY))).faults).toEqual([])
  })

  test('is the first one of a case that came over from the ordinary road', async () => {
    const office = await begin()
    const { road, staff } = office
    const ordinary = await office.register()
    const { revision } = await office.db.read('instances').where({ id: ordinary }).first('revision')
    await office.transfer(ordinary, { nature: 'harassment', revision }, staff.clerk)
    const [id = ''] = await onDesk(road, staff.focal)
    expect(await office.db.read('sensitive_codes')).toEqual([])
    await expect(step(road, staff.focal, id, 'SAY', { phrase: 'comeSee' })).rejects.toThrow()

    const code = await giveCode(road, { id, revision: await revisionOf(office, id) }, staff.focal)
    await step(road, staff.focal, id, 'SAY', { phrase: 'comeSee' })

    expect((await readOwn(road, code)).messages).toMatchObject([{ phrase: 'comeSee' }])
  })

  test('is given by the focal point alone, and by no act that is sent by hand', async () => {
    const office = await begin()
    const { road, staff } = office
    const { id } = await bringCase(office)
    const revision = await revisionOf(office, id)

    for (const who of [staff.clerk, staff.supervisor, staff.specialist, staff.admin])
      await expect(giveCode(road, { id, revision }, who)).rejects.toMatchObject({ status: 404 })
    await expect(step(road, staff.focal, id, 'NEW_CODE', { codeTag: 'chosen-by-somebody' })).rejects.toThrow()
  })

  test('is shown once, in the answer itself', async () => {
    const office = await begin()
    const { road, staff } = office
    const { id } = await bringCase(office)
    const browser = await openApp(office).enter('focal')

    const { text } = await browser
      .post(`/confidential/cases/${id}/acts/NEW_CODE`)
      .type('form')
      .send({ revision: await revisionOf(office, id) })
      .expect(200)

    const code = CODE.exec(text)?.[0] ?? ''
    expect((await readOwn(road, code)).closed).toBe(false)
    expect((await browser.get(`/confidential/cases/${id}`).expect(200)).text).not.toContain(code)
    expect(JSON.stringify((await readCase(road, id, staff.focal)).timeline)).not.toContain(code)
  })
})
