// What a row of the desk says and leads to: all that presses, and the act of the first of it; a late notice of one's own.
import { beforeEach, describe, expect, test } from 'vitest'
import { lateNotices } from '../../src/confidential/desk.ts'
import { speak } from '../../src/confidential/own-voice.ts'
import { verifyRoad } from '../../src/confidential/verify-road.ts'
import { type Language, translator } from '../../src/i18n/i18n.ts'
import { masterKey } from '../../src/platform/vault.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice, VAULT_KEY } from '../support/office.ts'
import { missingTexts, wordsOf } from '../web/reading.ts'
import { bringCase, type Fields, refer, step } from './steps.ts'

const DAY = 86_400_000
const shown = (key: string, values = {}, language: Language = 'fr') =>
  translator(language)(key, values).replaceAll(/\s+/g, ' ').trim()

/** The row of a case on a desk: its chips in order, and the act it leads to. */
function rowOf(html: string, id: string) {
  const row = [...html.matchAll(/<tr role="row">[\s\S]*?<\/tr>/g)]
    .map(([text]) => text)
    .find((text) => text.includes(id))
  const chips = [...(row ?? '').matchAll(/<span class="j-clock[^>]*>([\s\S]*?)<\/span><\/span>/g)]
  return {
    chips: chips.map(([, words = '']) => wordsOf(words).trim()),
    act: /\?act=(\w+)#act/.exec(row ?? '')?.[1],
  }
}

eachDatabase('a row of the confidential desk', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const focal = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.focal, id, type, input)
  const desk = async (language: Language = 'fr') =>
    (await (await app.enter('focal', language)).get('/confidential').expect(200)).text

  describe.each(['fr', 'ar', 'en'] as const)('in %s', (language) => {
    test('says her answer, that care cannot wait, and that she is a child, at once', async () => {
      const { id, code } = await bringCase(office, { nature: 'rape', ageBand: 'teen' })
      await speak(office.road, { code, type: 'REPLY', input: { phrase: 'yes' } })

      const html = await desk(language)

      expect(missingTexts(html)).toEqual([])
      const { chips, act } = rowOf(html, id)
      expect(chips).toHaveLength(3)
      expect(chips[0]).toBe(shown('confidential.moment.unread', {}, language))
      expect(chips[1]).toContain('72')
      expect(chips[2]).toBe(shown('confidential.moment.child', {}, language))
      expect(act).toBe('NOTE_REPLY')
    })
  })

  test('leads to the act of what presses most, of those that can be done', async () => {
    const { id: child } = await bringCase(office, { ageBand: 'teen' })
    const { id: assault } = await bringCase(office, { nature: 'rape', ageBand: 'teen' })
    await focal(assault, 'OFFER_SERVICES', { medical: true })
    const { id: visit } = await bringCase(office)
    const { id: refused } = await bringCase(office)
    for (const id of [visit, refused]) await refer(office, id)
    await step(office.road, office.staff.specialist, refused, 'REFUSE', { ground: 'area' })
    const early = await desk()
    office.clock.advance(9 * DAY)
    await office.work()
    const late = await desk()

    expect(rowOf(early, child)).toEqual({ chips: [shown('confidential.moment.child')], act: 'REFER_CHILD' })
    expect(rowOf(early, assault).act).toBe('CONSENT')
    expect(rowOf(early, refused)).toEqual({
      chips: [shown('confidential.moment.refused')],
      act: 'REFER',
    })
    expect(rowOf(late, visit).act).toBe('FOLLOW_UP')
    expect(rowOf(late, refused).chips[0]).toBe(shown('confidential.moment.refused'))
    expect(rowOf(late, refused).act).toBe('REFER')
  })

  test('says that a notice of hers is late, with the way to do it by hand, and no banner sends her to herself', async () => {
    const { id } = await bringCase(office)
    await refer(office, id)
    // The mail never left: nobody says that it arrived, or that it did not.
    office.clock.advance(25 * 3_600_000)
    await office.road.engine.fire(id)
    const far = await office.hire('far', [{ role: 'focal_point', programme: 'TAYSSIR', entity: '' }])

    const html = await desk()
    const elsewhere = (await (await app.enter('far')).get('/confidential').expect(200)).text

    expect(rowOf(html, id).chips).toEqual([expect.stringContaining('à faire à la main')])
    expect(rowOf(html, id).act).toBe('RECORD_NOTICE')
    expect(wordsOf(html)).not.toContain(shown('confidential.desk.lateTitle'))
    expect(await lateNotices(office.road, office.staff.focal)).toEqual([])
    expect(wordsOf(elsewhere)).toContain(shown('confidential.desk.lateTitle'))
    expect(elsewhere).not.toContain(id)
    expect(await lateNotices(office.road, far)).toHaveLength(1)
    const form = await (await app.enter('focal')).get(`/confidential/cases/${id}`).expect(200)
    expect(form.text).toContain(`/confidential/cases/${id}/acts/RECORD_NOTICE`)
    expect((await verifyRoad(office, masterKey(VAULT_KEY))).faults).toEqual([])
  })
})
