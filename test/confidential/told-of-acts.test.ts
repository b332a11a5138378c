// What the page of a sensitive case says of what was done: which authority, which way, which answer; and of help that never came.
import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '../../src/cases/policy.ts'
import { speak } from '../../src/confidential/own-voice.ts'
import { readCase } from '../../src/confidential/reading.ts'
import { type Language, translator } from '../../src/i18n/i18n.ts'
import { inside } from '../../src/web/capital.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, type Office, openOffice } from '../support/office.ts'
import { missingTexts, wordsOf } from '../web/reading.ts'
import { enclose } from './enclosed.ts'
import { bringCase, type Fields, refer, step } from './steps.ts'

const languages = ['fr', 'ar', 'en'] as const
const DAY = 86_400_000
const shown = (key: string, language: Language, values = {}) =>
  translator(language)(key, values).replaceAll(/\s+/g, ' ').trim()
const formOn = (html: string) => /<section[^>]*id="act"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''

eachDatabase('the page of a sensitive case', (open) => {
  let office: Office
  let app: App
  beforeEach(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })
  const focal = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.focal, id, type, input)
  const helper = (id: string, type: string, input: Fields = {}) =>
    step(office.road, office.staff.specialist, id, type, input)
  const look = async (address: string, language: Language, who: Name = 'focal') => {
    const { text } = await (await app.enter(who, language)).get(`/confidential${address}`).expect(200)
    expect(missingTexts(text)).toEqual([])
    return text
  }
  const page = (id: string, language: Language, act = '', who: Name = 'focal') =>
    look(`/cases/${id}${act && `?act=${act}`}`, language, who)
  const historyOn = (html: string) => wordsOf(/class="j-timeline">([\s\S]*?)<\/ol>/.exec(html)?.[1] ?? '')

  describe.each(languages)('in %s', (language) => {
    const done = (event: string, ...details: string[]) =>
      shown('confidential.doneWith', language, {
        what: translator(language)(`sensitive.event.${event}.done`),
        details: details.map((key) => inside(translator(language)(key))).join(' · '),
      })

    test('says of each act what was chosen in it', async () => {
      const { id } = await bringCase(office, { ageBand: 'teen' })
      await focal(id, 'REFER_CHILD', { authority: 'childUnit' })
      await focal(id, 'RECORD_ATTEMPT', { by: 'inPerson' })
      await refer(office, id)
      await helper(id, 'ACCEPT')
      office.clock.advance(8 * DAY)
      await office.work()
      await focal(id, 'FOLLOW_UP', { reached: 'yes' })

      const html = await page(id, language)

      const told = historyOn(html)
      expect(told).toContain(done('REFER_CHILD', 'field.authority.option.childUnit'))
      expect(told).toContain(done('RECORD_ATTEMPT', 'field.by.option.inPerson'))
      expect(told).toContain(done('FOLLOW_UP', 'confidential.news.yes'))
      // The authority stands among what is noted, too: the focal point's to know, nobody else's.
      const authority = shown('field.authority.option.childUnit', language)
      expect(wordsOf(html)).toContain(`${shown('field.authority.label', language)} ${authority}`)
      expect(wordsOf(await page(id, language, '', 'specialist'))).not.toContain(authority)
    })

    test('says why an enclosure was opened and destroyed, and when it will be', async () => {
      const id = await enclose(office)
      const ahead = wordsOf(await page(id, language))
      await focal(id, 'DESTROY_ENCLOSURE', { ground: 'wish' })

      const told = historyOn(await page(id, language))

      const [before = ''] = shown('confidential.moment.enclosure', language, { date: '|' }).split('|')
      expect(ahead).toContain(before.trim())
      expect(told).toContain(done('DESTROY_ENCLOSURE', 'field.ground.option.wish'))
    })

    test('leads to her answer as to something to read, with a word to her beside it', async () => {
      const { id, code } = await bringCase(office, { contactBy: 'sms', contactPoint: '0699887766' })
      await speak(office.road, { code, type: 'REPLY', input: { phrase: 'yes' } })

      const desk = wordsOf(await look('', language))
      const form = formOn(await page(id, language))

      expect(desk).toContain(shown('confidential.desk.readAnswer', language))
      expect(desk).not.toContain(shown('sensitive.event.NOTE_REPLY.do', language))
      expect(form).toContain('/acts/NOTE_REPLY"')
      expect(form).toContain('?act=SAY#act')
    })

    test('calls help that stopped before anything was given not given, and puts the services first', async () => {
      const { id } = await bringCase(office)
      await focal(id, 'SEND_NOTICE')
      await office.work()
      await refer(office, id)
      await helper(id, 'ACCEPT')
      await helper(id, 'REPORT_SUPPORT', { outcome: 'left' })

      const html = await page(id, language)
      const desk = wordsOf(await look('', language))

      for (const key of ['left.state', 'outcome.left', 'moment.left'])
        expect(wordsOf(html)).toContain(shown(`confidential.${key}`, language))
      for (const words of [wordsOf(html), desk])
        expect(words).not.toContain(shown('sensitive.state.supported', language))
      expect(historyOn(html)).toContain(done('REPORT_SUPPORT', 'field.outcome.option.left'))
      expect(formOn(html)).toContain('/acts/OFFER_SERVICES"')
      expect((await readCase(office.road, id, office.staff.focal)).states.handling).toBe('supported')
    })

    test('speaks to a body that cannot help as to whoever does it, and asks it for no answer', async () => {
      const { id } = await bringCase(office)
      await refer(office, id)

      const theirs = formOn(await page(id, language, 'REFUSE', 'specialist'))
      const ours = formOn(await page(id, language, 'REFUSE'))

      expect(wordsOf(theirs)).toContain(shown('confidential.bySpecialist.REFUSE.title', language))
      expect(theirs).not.toContain('value="noAnswer"')
      expect(wordsOf(ours)).toContain(shown('sensitive.event.REFUSE.title', language))
      expect(ours).toContain('value="noAnswer"')
    })

    test('names a body that refused her as one, below the others', async () => {
      await office.hire('shelter', [{ role: 'specialist', programme: 'DAAM', entity: 'INJAD' }])
      const { id } = await bringCase(office)
      await refer(office, id)
      await helper(id, 'REFUSE', { ground: 'capacity' })

      const html = formOn(await page(id, language, 'REFER'))

      const options = [...html.matchAll(/<option value="(\w+)"[^>]*>([^<]*)/g)].map(([, code, said]) => [
        code,
        said,
      ])
      expect(options.map(([code]) => code)).toEqual(['INJAD', 'AMAL', 'OUTSIDE'])
      const name =
        office.programmes.get('DAAM').specialists.find(({ code }) => code === 'AMAL')?.names[language] ?? ''
      expect(options[1]?.[1]).toBe(translator(language)('confidential.refer.refusedBefore', { name }))
    })

    test('says who was not told, once one of the two was', async () => {
      const { id } = await bringCase(office)
      await focal(id, 'SEND_NOTICE')
      const sentOn = office.clock.dayOf(office.clock.now())
      await focal(id, 'RECORD_NOTICE', { to: 'institution', sentOn, way: 'email' })
      const failed = { type: 'NOTICE_FAILED', input: { to: 'funder' }, actor: system }
      await office.road.engine.send({ id, ...failed })

      const words = wordsOf(/class="j-moments">([\s\S]*?)<\/ul>/.exec(await page(id, language))?.[1] ?? '')

      expect(words).toContain(`(${inside(shown('field.to.option.funder', language))})`)
    })
  })
})
