// A complaint about corruption in front of everybody: its handlers work on it, for all others it does not exist.
import { beforeAll, describe, expect, test } from 'vitest'
import { freeOrphans } from '../../src/cases/orphans.ts'
import { allRoutes } from '../../src/web/router.ts'
import { roles } from '../../workflows/kit.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { eventsOf, formOf } from './acting.ts'
import { errorBeside, flashOf, missingTexts, wordsOf } from './reading.ts'
import { filled, pdf, post as postForm } from './register-desk.ts'
import { openRoad, type Road } from './roads.ts'

/** Words that stand nowhere else: whoever reads one of them has read the case. */
const marker = {
  name: 'Zoubida Marqueur',
  phone: '0677001122',
  email: 'zoubida.marqueur@example.ma',
  address: 'Douar Marqueurville, n° 7',
  cnie: 'ZM778899',
}
const told = {
  object: 'Enveloppemarquée demandée au guichet',
  description: 'On m’a demandé une enveloppemarquée pour un rendez-vous.',
}
/** What gives its author away. */
const identity = ['Zoubida', 'Marqueur', '677001122', '77 00 11 22', 'ZM778899', 'marqueur', 'Marqueurville']

const complaint = (fields: Record<string, string> = {}) =>
  filled({
    programme: 'INTEGRITY',
    entity: 'CENTRAL',
    service: 'CORRUPTION',
    channel: 'phone',
    category: 'BRIBE',
    ...told,
    ...marker,
    ...fields,
  })

const assessed = { route: 'refer', conclusion: 'Les faits décrits relèvent de la justice pénale.' }
const answer = {
  language: 'fr',
  text: 'Votre signalement a été transmis à l’autorité compétente, qui l’examine.',
}

eachDatabase('a complaint about corruption', (open) => {
  let road: Road
  let id: string

  const register = async (fields?: Record<string, string>) => {
    const browser = await road.app.enter('desk')
    const done = await postForm(browser, '/cases', complaint(fields), [pdf('enveloppemarquee.pdf')])
    return { browser, id: /^\/cases\/([A-Z0-9-]+)\/receipt$/.exec(done.headers.location ?? '')?.[1] ?? '' }
  }
  const refer = (day: string) => ({
    authority: 'prosecutor',
    referredOn: day,
    reference: 'PR-2026-117',
    reason: 'Les faits relèvent du ministère public.',
  })
  const today = () => road.office.clock.dayOf(road.office.clock.now())

  beforeAll(async () => {
    road = await openRoad((await open()).db, 'INTEGRITY', {
      keeper: 'supervisor',
      desk: 'agent',
      handler: 'clerk',
      finisher: 'closer',
    })
    id = (await register()).id
    await road.go('keeper', id, 'NAME_HANDLER', {
      person: road.who('handler').id,
      reason: 'Elle ne connaît personne dans ce centre.',
    })
    await road.go('keeper', id, 'NAME_HANDLER', {
      person: road.who('finisher').id,
      reason: 'Il contrôlera la clôture du dossier.',
    })
    for (const role of roles) await road.hire(`other-${role.replace('_', '-')}`, role)
    await road.go('handler', id, 'ASSESS', assessed)
    await road.office.work()
  })

  describe.each(roles.map((role) => `other-${role.replace('_', '-')}`))('%s, whom nobody named', (other) => {
    test('finds not a word of it behind any door, and changes nothing', async () => {
      const browser = await road.app.enter(other)
      const before = await eventsOf(road.office, id)
      const { id: paper } = await road.office.db.read('documents').where({ case_id: id }).first('id')
      const nowhere = (await browser.get('/nothing-here')).text
      const leaks: string[] = []
      const seen: string[] = []

      for (const { method, path } of allRoutes(road.app.app)) {
        if (path === '/sign-out') continue
        const address = path
          .replace('/documents/:id', `/documents/${paper}`)
          .replace('/lifecycles/:name', '/lifecycles/integrity')
          .replace(':version', '1')
          .replace(':code', 'fr')
          .replace(':day', '2026-11-25')
          .replace(':event', 'ADD_NOTE')
          .replace(/:\w+/g, id)
        const query = path.endsWith('/cases') ? '?state=referrable' : path.endsWith('.xes') ? xes : ''
        const found =
          method === 'get'
            ? await browser.get(address + query).redirects(1)
            : await browser.post(address).type('form').send(sent())
        seen.push(path)
        const body = found.text ?? String(found.body)
        const words = [...identity, 'nveloppemarqu', 'PR-2026-117', 'justice pénale']
        // What somebody typed comes back to them.
        const typed = method === 'post' && /lookup|search|cases$|\/new|eligibility/.test(path)
        if (!typed && words.some((word) => body.includes(word))) leaks.push(`${method} ${path}`)
        const own = body.replaceAll(`back=${encodeURIComponent(address)}`, '')
        if (method === 'get' && found.status < 400 && own.includes(id))
          leaks.push(`${method} ${path} by number`)
      }

      expect(leaks).toEqual([])
      expect(seen.length).toBeGreaterThan(60)
      expect(await eventsOf(road.office, id)).toEqual(before)
      for (const address of [
        `/cases/${id}`,
        `/cases/${id}/chart`,
        `/cases/${id}/receipt`,
        `/documents/${paper}`,
      ])
        expect(bare((await browser.get(address)).text)).toBe(bare(nowhere))
    })

    test('finds it under no name, number or reference', async () => {
      const browser = await road.app.enter(other)

      for (const q of [id, marker.name, 'zoubida', marker.phone, marker.cnie]) {
        const started = await browser.post('/search').type('form').send({ q })
        if (started.status === 404) continue
        expect(started.headers.location).toMatch(/^\/search\//)
        const { text } = await browser.get(started.headers.location ?? '')
        expect(text).not.toContain(`/cases/${id}`)
        expect(text).not.toContain('nveloppemarqu')
      }
    })
  })

  const xes = '?programme=INTEGRITY&from=2026-01-01&to=2026-12-31'
  const sent = () => ({
    ...marker,
    revision: 4,
    note: 'Une note de plus sur ce dossier.',
    q: 'zoubida',
    programme: 'INTEGRITY',
    entity: 'CENTRAL',
    relation: 'beneficiary',
  })

  test('is counted at no desk and for nobody else’s eyes: what waits is the same without it', async () => {
    const browser = await road.app.enter('other-supervisor')
    const { text } = await browser.get('/work')

    expect(wordsOf(text)).not.toContain('Saisir l’autorité')
    expect(text).not.toContain(id)
  })

  test('is not met at the desk again by whoever takes a second complaint of its author', async () => {
    const browser = await road.app.enter('other-clerk')
    const fields = complaint({
      service: 'HEALTH_SERVICE',
      category: 'WAITING',
      object: 'Attente de six heures',
      name: 'Halima Ouali',
    })

    const panel = await postForm(browser, '/cases/new/lookup', fields).set('HX-Request', 'true')
    const done = await postForm(browser, '/cases', fields)
    const second = /([A-Z]{3}-[^/]+)\/receipt/.exec(done.headers.location ?? '')?.[1] ?? ''
    const page = await browser.get(`/cases/${second}`).expect(200)
    const asHandler = await (await road.app.enter('handler')).get(`/cases/${second}`).expect(200)

    // Not even a handler meets it there: that would say whose it is.
    for (const { text } of [panel, page, asHandler]) expect(text).not.toContain(id)
  })

  test('gives whoever registered it a receipt that day, and nothing else ever', async () => {
    const { browser, id: own } = await register({ name: 'Mounia Récépissé', phone: '0611223344', cnie: '' })

    const receipt = await browser.get(`/cases/${own}/receipt`)
    expect(wordsOf(receipt.text)).toContain('Mounia Récépissé')
    expect(receipt.text).not.toContain(`href="/cases/${own}"`)
    expect((await browser.get(`/cases/${own}`)).status).toBe(404)
    road.office.clock.advance(days(1) + 1)
    const nextDay = await road.app.enter('desk')
    expect((await nextDay.get(`/cases/${own}/receipt`)).status).toBe(404)
  })

  test('hides its author from its handlers until one of them asks, which the others read', async () => {
    const handler = await road.app.enter('handler')
    const keeper = await road.app.enter('keeper')
    await road.go('keeper', id, 'REFER', refer(today()))

    const pages = [
      await keeper.get('/work'),
      await handler.get('/work'),
      await handler.get(`/cases/${id}`),
      await handler.get(`/cases/${id}/receipt`),
      await handler.get('/lifecycles/integrity/cases?state=withAuthority'),
      await handler.get('/notices'),
      await handler.get(`/cases/${id}?act=ADD_NOTE`),
    ]
    for (const { text } of pages) {
      for (const word of identity) expect(text).not.toContain(word)
      expect(missingTexts(text)).toEqual([])
    }
    expect(wordsOf(pages[1]?.text ?? '')).toContain('Auteur protégé')

    const revealed = await handler.post(`/cases/${id}/reveal`).expect(200)
    const words = wordsOf(revealed.text)
    for (const word of Object.values(marker).filter((one) => one !== marker.phone))
      expect(words).toContain(word)
    expect(words).toMatch(/0?6 ?77 ?00 ?11 ?22/)
    const after = wordsOf((await keeper.get(`/cases/${id}`)).text)
    expect(after).toMatch(/Identité consultée par\s+handler/)
    expect(after).not.toContain('Zoubida')
  })

  test('says on its page where it was referred, under which number, and by when a reply is due', async () => {
    const { text } = await (await road.app.enter('handler')).get(`/cases/${id}`)

    const words = wordsOf(text)
    expect(words).toContain('Ministère public (procureur du Roi)')
    expect(words).toContain('PR-2026-117')
    expect(words).toMatch(/réponse attendue jusqu’au \S+ \d+/)
  })

  test('alerts its handlers and nobody else when the authority is silent', async () => {
    road.office.clock.advance(days(31))
    await road.office.work()

    const told = await road.office.db.read('notices').where({ case_id: id, effect: 'alertNoReply' })
    expect(told.length).toBeGreaterThan(0)
    const handlers = ['keeper', 'handler', 'finisher'].map((name) => road.who(name).id)
    for (const { desk } of told) expect(handlers.some((one) => String(desk).includes(`@${one}/`))).toBe(true)
  })

  test('gives work by name to its handlers alone', async () => {
    const stranger = road.who('other-clerk')

    const refused = await road.post('keeper', id, 'ASSIGN', { role: 'clerk', to: stranger.id })
    const form = await formOf(road.app, 'keeper', id, 'ASSIGN')

    expect([refused.status, refused.changed]).toEqual([422, false])
    expect(form.page.text).not.toContain(stranger.id)
    await road.go('keeper', id, 'ASSIGN', { role: 'clerk', to: road.who('handler').id })
  })

  test('is left alone when orphaned work is freed, and named work comes back to its handlers', async () => {
    const before = await eventsOf(road.office, id)

    expect(await freeOrphans(road.office.db, road.office.engine)).toBe(0)
    expect(await eventsOf(road.office, id)).toEqual(before)
  })

  test('is on no page of absences of a supervisor who does not handle it', async () => {
    const other = await road.app.enter('other-supervisor')
    const handler = road.who('handler').id

    const page = await other.get(`/absences/${handler}`)
    const handed = await other
      .post(`/absences/${handler}/hand-over`)
      .type('form')
      .send({ desk: `INTEGRITY/@${handler}/clerk`, to: road.who('other-clerk').id })

    expect(page.text).not.toContain(id)
    expect(handed.status).toBeLessThan(500)
    expect((await road.office.row(id)).state).toBe('withAuthority')
    expect((await eventsOf(road.office, id)).filter((event) => event === 'ASSIGN')).toHaveLength(1)
  })

  test('is out of sight of a handler who is removed, at once, with what they were told of it', async () => {
    const finisher = await road.app.enter('finisher')
    expect((await finisher.get(`/cases/${id}`)).status).toBe(200)

    await road.go('keeper', id, 'REMOVE_HANDLER', {
      person: road.who('finisher').id,
      reason: 'Il est parent d’une personne du service.',
    })

    expect((await finisher.get(`/cases/${id}`)).status).toBe(404)
    for (const page of ['/work', '/notices', '/closures'])
      expect((await finisher.get(page)).text).not.toContain(id)
    await road.go('keeper', id, 'NAME_HANDLER', {
      person: road.who('finisher').id,
      reason: 'Le lien de parenté n’existe pas.',
    })
  })

  test('keeps one handler: the last is not removed; whoever leaves by themselves is told so and led away', async () => {
    const { id: own } = await register({ name: '', relation: 'anonymous', phone: '', cnie: '' })
    const others = (await handlersOf(own)).filter((one) => one !== road.who('keeper').id)
    for (const person of others)
      await road.go('keeper', own, 'REMOVE_HANDLER', { person, reason: 'Une seule personne suffit ici.' })
    const self = { person: road.who('keeper').id, reason: 'Je connais la personne en cause.' }

    const refused = await road.post('keeper', own, 'REMOVE_HANDLER', self)
    expect([refused.changed, refused.status >= 400]).toEqual([false, true])
    expect(missingTexts(refused.text)).toEqual([])

    // Somebody who cannot name others is not enough.
    await road.go('keeper', own, 'NAME_HANDLER', { ...self, person: road.who('handler').id })
    const alone = await road.post('keeper', own, 'REMOVE_HANDLER', self)
    expect([alone.changed, alone.status]).toEqual([false, 422])
    expect(errorBeside(alone.text, 'act-person')).toContain('désignez d’abord une personne qui supervise')

    await road.go('keeper', own, 'NAME_HANDLER', { ...self, person: road.who('other-supervisor').id })
    const { browser, send } = await formOf(road.app, 'keeper', own, 'REMOVE_HANDLER')
    const left = await send(self)
    expect([left.status, left.headers.location]).toEqual([303, '/work'])
    expect(flashOf((await browser.get('/work')).text)).toContain('Accès retiré à une personne')
    expect((await browser.get(`/cases/${own}`)).status).toBe(404)
  })

  const handlersOf = async (one: string): Promise<string[]> => {
    const rows = await road.office.db.read('case_handlers').where({ case_id: one })
    return rows.map(({ user_id }) => String(user_id))
  }

  test('goes to its end among its handlers, in letters that name nobody', async () => {
    await road.go('handler', id, 'RECORD_REPLY', {
      receivedOn: today(),
      reply: 'Le parquet a ouvert une enquête préliminaire.',
    })
    const { page } = await formOf(road.app, 'handler', id, 'SUBMIT_ANSWER&template=REFERRED_TO_AUTHORITY')
    for (const word of identity) expect(page.text).not.toContain(word)
    await road.go('handler', id, 'SUBMIT_ANSWER', answer)
    await road.go('keeper', id, 'APPROVE')
    await road.go('handler', id, 'SEND_ANSWER', {
      channel: 'phone',
      sentOn: today(),
      proof: 'Appel de 10 h.',
    })
    await road.go('finisher', id, 'CLOSE', { synthesis: 'Transmis au parquet, auteur informé et protégé.' })
    await road.office.work()

    const letters = await road.office.db.read('messages').where({ case_id: id })
    expect(letters.length).toBeGreaterThan(1)
    for (const { body, sms, subject } of letters)
      for (const word of identity) expect([body, sms, subject].join(' ')).not.toContain(word)
    expect((await road.office.row(id)).state).toBe('closed')
  })

  test('stands in no figure and no event log of an auditor', async () => {
    const auditor = await road.app.enter('other-auditor')

    const log = await auditor.get(`/exports/journal.xes${xes}`).buffer(true)
    const figures = await auditor.get('/lifecycles/integrity/1?programme=INTEGRITY')

    expect(log.text ?? String(log.body)).not.toContain('integrity')
    expect(wordsOf(figures.text)).not.toContain(id)
  })
})

const bare = (html: string) => html.replaceAll(/back=[^"]*/g, '')
