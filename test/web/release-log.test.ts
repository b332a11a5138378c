// The log of requests: of a handover it says neither how long it took nor why it failed, which would tell where a case went.
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { openOffice } from '../support/office.ts'

type Line = { msg: string; path?: string; ms?: number }

eachDatabase('the log of a handover', (open) => {
  const begin = async () => {
    const lines: string[] = []
    const office = await openOffice((await open()).db)
    const log = pino({ base: null }, { write: (line) => lines.push(line) })
    const browser = await openApp(office, {}, log).enter('supervisor')
    const id = await office.register()
    const { revision } = await office.db.read('instances').where({ id }).first('revision')
    const hand = (destination: string) =>
      browser
        .post(`/cases/${id}/release`)
        .type('form')
        .send({ destination, nature: 'rape', understood: 'true', revision })
    const logged = (): Line[] => lines.map((line) => JSON.parse(line))
    return { office, browser, lines, hand, logged, id }
  }

  test.each(['confidential', 'otherBody'])(
    'has no duration, whichever way it went: %s',
    async (destination) => {
      const { browser, hand, logged, id } = await begin()
      const timed = async () =>
        Number(/^jawab_http_request_seconds_count (\d+)$/m.exec((await browser.get('/metrics')).text)?.[1])
      const before = await timed()
      await hand(destination).expect(303)
      // The question itself is counted when the next one is answered.
      expect(await timed()).toBe(before + 1)
      await browser.get(`/cases/${id}/release`)

      const released = logged().filter(({ path }) => path === '/cases/:id/release')
      expect(released.map(({ ms }) => typeof ms)).toEqual(['undefined', 'number'])
    },
  )

  test('of one that fails has no stack and no words', async () => {
    const { office, hand, logged, lines } = await begin()
    await office.db.write.raw('ALTER TABLE sensitive_journal RENAME TO sensitive_journal_away')
    await hand('confidential').expect(500)

    expect(logged().filter(({ msg }) => msg === 'failed')).toMatchObject([{ kind: 'handover' }])
    expect(lines.join('')).not.toMatch(/"error"|src\/|sensitive|confidential/)
  })
})
