// Where somebody wrote from: counted so that no program shuts the door, kept so that a copy of the house names nobody.
import { createHmac, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { openOffice } from '../support/office.ts'

const SESSION_SECRET = 'a secret of thirty-two letters, or so'
const NETWORK = '105.66.7.9'

eachDatabase('the network of somebody who enters by herself', (open) => {
  test('is found neither with the secret of the sessions nor by the instant of her case', async () => {
    const office = await openOffice((await open()).db)
    office.clock.advance(1234)
    const visitor = openApp(office, { trustProxy: 1, sessionSecret: SESSION_SECRET }).visitor()
    const send = (path: string, fields: Record<string, string>) =>
      visitor.post(path).set('X-Forwarded-For', NETWORK).type('form').send(fields)
    const form = { key: randomUUID(), programme: 'DAAM', nature: 'rape', contactBy: 'none' }
    await send('/private', form).expect(200)
    await send('/private/follow', { code: '0000-0000-0000-0000' }).expect(422)

    const attempts: { key: string; ends_at: number }[] = await office.db.read('attempts')
    const [{ at }] = await office.db.read('sensitive_journal').select('at')
    const tried = ['form', 'code'].map((what) => {
      const hash = createHmac('sha256', SESSION_SECRET).update(JSON.stringify([what, NETWORK]))
      return `visit:${hash.digest('base64url')}`
    })
    expect(attempts).toHaveLength(2)
    expect(attempts.filter(({ key }) => tried.includes(key))).toEqual([])
    for (const { ends_at } of attempts) {
      expect(Number(ends_at) % (15 * 60_000)).toBe(0)
      expect(Number(ends_at)).toBeGreaterThan(Number(at))
    }
  })
})
