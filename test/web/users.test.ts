// Accounts as administrators keep them, and the lock on the confidential road that they cannot open alone.
import { expect, test } from 'vitest'
import { createAccount, editAccount, giveRole, settleGrant, takeRole } from '../../src/accounts/commands.ts'
import { confirmationsFor } from '../../src/accounts/confirmations.ts'
import { makePasswordLink } from '../../src/accounts/links.ts'
import { findSignedIn } from '../../src/accounts/queries.ts'
import type { Grant, SignedIn } from '../../src/accounts/schema.ts'
import { SETTLED } from '../../src/accounts/settled.ts'
import { Forbidden } from '../../src/errors.ts'
import { admin, auditor, clerk, focal, type Office, openOffice, PASSWORD } from '../accounts/office.ts'
import { eachDatabase, type TestDatabase } from '../support/databases.ts'

const BOSS = 'boss@office.test'
const SALMA = 'salma@office.test'

async function openWithBoss(open: () => Promise<TestDatabase>) {
  const office = openOffice(await open())
  const boss = await office.hire(BOSS, { name: 'Mehdi Tahiri', grants: [admin] })
  const browser = await office.enter(BOSS)
  const post = (path: string, form: Record<string, string>) => browser.post(path).type('form').send(form)
  return { office, boss, browser, post }
}

const grantsOf = async (office: Office, id: string): Promise<Grant[]> =>
  (await findSignedIn(office.parts.db, id)).grants

eachDatabase('an administrator', (open) => {
  test('opens an account, gives it a role and a link; its owner chooses the password', async () => {
    const { office, browser, post } = await openWithBoss(open)

    const made = await post('/users/new', { name: 'Salma Benjelloun', login: SALMA, language: 'fr' })
    const address = String(made.headers.location)
    await post(`${address}/roles`, { role: 'clerk', place: 'TAYSSIR/CNRA' }).expect(303)
    const shown = await post(`${address}/link`, {})
    const link = /value="(http[^"]+\/password\/[\w-]+)"/.exec(shown.text)?.[1] ?? ''

    expect(shown.status).toBe(200)
    expect((await browser.get(address)).text).not.toContain('/password/')
    await office
      .visitor()
      .post(new URL(link).pathname)
      .type('form')
      .send({ password: PASSWORD, passwordAgain: PASSWORD })
      .expect(303)
    const salma = await office.enter(SALMA)
    expect((await salma.get('/account')).text).toContain('CNRA, services aux bénéficiaires')
  })

  test('sees which programmes nobody serves on the confidential road', async () => {
    const { office, browser } = await openWithBoss(open)
    const warned = async () =>
      /Aucun point focal confidentiel[^<]*<\/b> <bdi>([^<]*)/.exec((await browser.get('/users')).text)?.[1] ??
      ''
    const before = await warned()

    await office.hire('focal@office.test', { grants: [focal] })

    expect(before).toContain('TAYSSIR')
    expect(await warned()).not.toContain('TAYSSIR')
  })

  test('is told what is wrong next to the field, and types nothing twice', async () => {
    const { office, post } = await openWithBoss(open)
    await office.hire(SALMA)

    const taken = await post('/users/new', { name: 'Another Salma', login: SALMA, language: 'ar' })
    const empty = await post('/users/new', { name: '', login: 'salma', language: 'fr' })

    expect(taken.status).toBe(422)
    expect(taken.text).toContain('Un compte a déjà cette adresse.')
    expect(taken.text).toContain('value="Another Salma"')
    expect(empty.text).toContain('id="name-e"')
    expect(empty.text).toContain('id="login-e"')
    expect(empty.text).toContain('value="salma"')
  })

  test('gives a role only where it can hold', async () => {
    const { office, post } = await openWithBoss(open)
    const salma = await office.hire(SALMA)
    const give = (role: string, place: string) => post(`/users/${salma.id}/roles`, { role, place })

    for (const [role, place] of [
      ['clerk', 'TAYSSIR/PAYMENTS'],
      ['clerk', 'NOWHERE'],
      ['clerk', '*'],
      ['clerk', ''],
      ['', 'TAYSSIR'],
      ['processor', 'TAYSSIR/CNRA'],
      ['verifier', 'TAYSSIR/CNRA'],
      ['clerk', 'TAYSSIR/MENPS'],
      ['admin', 'TAYSSIR'],
      ['emperor', 'TAYSSIR'],
    ] as const)
      await give(role, place).expect(422)

    expect(await grantsOf(office, salma.id)).toEqual([])
    await give('processor', 'TAYSSIR/PAYMENTS').expect(303)
    await give('processor', 'TAYSSIR/PAYMENTS').expect(303)
    expect(await grantsOf(office, salma.id)).toEqual([
      { role: 'processor', programme: 'TAYSSIR', entity: 'PAYMENTS' },
    ])
    await post(`/users/${salma.id}/roles`, { role: 'verifier', place: 'TAYSSIR/MENPS' }).expect(303)
  })

  test('takes a role away, at once', async () => {
    const { office, post } = await openWithBoss(open)
    const other = await office.hire(SALMA, { grants: [admin] })
    const browser = await office.enter(SALMA)
    await browser.get('/users').expect(200)

    await post(`/users/${other.id}/roles/remove`, { role: 'admin', place: '*' }).expect(303)

    await browser.get('/users').expect(404)
  })

  test('changes neither own roles nor closes the own account', async () => {
    const { office, boss, post } = await openWithBoss(open)

    const given = await post(`/users/${boss.id}/roles`, { role: 'clerk', place: 'TAYSSIR' })
    const taken = await post(`/users/${boss.id}/roles/remove`, { role: 'admin', place: '*' })
    const closed = await post(`/users/${boss.id}`, { name: 'Mehdi', language: 'fr' })

    for (const answer of [given, taken, closed]) expect(answer.status).toBe(422)
    expect(given.text).toContain('Personne ne change ses propres rôles')
    expect(closed.text).toContain('value="Mehdi"')
    expect(await grantsOf(office, boss.id)).toEqual([admin])
  })

  test('closes an account: its sessions end, its owner stays out', async () => {
    const { office, post } = await openWithBoss(open)
    const salma = await office.hire(SALMA, { grants: [clerk] })
    const browser = await office.enter(SALMA)

    await post(`/users/${salma.id}`, { name: 'Salma', language: 'fr' }).expect(303)

    await browser.get('/account').expect(303)
    await office
      .visitor()
      .post('/sign-in')
      .type('form')
      .send({ login: SALMA, password: PASSWORD })
      .expect(422)
    await post(`/users/${salma.id}`, { name: 'Salma', language: 'fr', active: 'true' }).expect(303)
    await office.enter(SALMA)
  })

  test('always remains: of two who remove each other at the same moment one fails', async () => {
    const { office, boss } = await openWithBoss(open)
    const other = await office.hire(SALMA, { grants: [admin] })
    const close = { name: 'x y', language: 'fr', active: false } as const

    const outcomes = await Promise.allSettled([
      takeRole(office.parts, other.id, admin, boss),
      editAccount(office.parts, boss.id, close, other),
    ])

    const reasons = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []))
    expect(reasons).toEqual([expect.any(Forbidden)])
  })

  test('who is one no longer opens no account and makes no link, whatever page is still open', async () => {
    const { office } = await openWithBoss(open)
    const former = await office.hire(SALMA, { grants: [clerk] })
    const account = { name: 'Hind Lamrani', login: 'hind@office.test', language: 'fr' } as const

    await expect(createAccount(office.parts, account, former)).rejects.toThrow(Forbidden)
    await expect(makePasswordLink(office.parts, former.id, former)).rejects.toThrow(Forbidden)

    expect(await office.parts.db.read('links')).toEqual([])
  })

  test('leaves a trace of every act', async () => {
    const { office, browser, post } = await openWithBoss(open)
    const salma = await office.hire(SALMA)
    await post(`/users/${salma.id}/roles`, { role: 'clerk', place: 'TAYSSIR' })
    office.clock.advance(1)
    await post(`/users/${salma.id}/link`, {})

    const page = await browser.get(`/users/${salma.id}`)

    expect(page.text).toContain('Lien de mot de passe créé')
    expect(page.text).toContain('Rôle donné')
    expect(page.text).toMatch(/<bdi>Mehdi Tahiri<\/bdi><\/span><\/li>/)
  })

  test('finds people page by page, and by a part of their name', async () => {
    const { office, browser, post } = await openWithBoss(open)
    for (let i = 0; i < 55; i++) {
      const number = String(i).padStart(2, '0')
      await office.hire(`p${number}@office.test`, { name: `Agent ${number}` })
    }

    const first = await browser.get('/users')
    const next = /href="(\/users\?after=[^"]+)"/.exec(first.text)?.[1] ?? ''
    const second = await browser.get(next)
    const found = await post('/users/search', { q: 'agent 3' })
    const wild = await post('/users/search', { q: '%' })

    const names = (text: string) => [...text.matchAll(/<bdi>(Agent \d\d)<\/bdi>/g)].map((match) => match[1])
    expect(names(first.text)).toHaveLength(50)
    expect(names(second.text)).toEqual(['Agent 50', 'Agent 51', 'Agent 52', 'Agent 53', 'Agent 54'])
    expect(names(found.text)).toHaveLength(10)
    expect(names(wild.text)).toEqual([])
    expect(next).not.toContain('Agent')
  })

  test('is the only one who sees any of this', async () => {
    const { office } = await openWithBoss(open)
    const salma = await office.hire(SALMA, { grants: [clerk, auditor] })
    const browser = await office.enter(SALMA)

    for (const path of ['/users', '/users/new', `/users/${salma.id}`]) await browser.get(path).expect(404)
    await browser
      .post(`/users/${salma.id}/roles`)
      .type('form')
      .send({ role: 'admin', place: '*' })
      .expect(404)
    await office.visitor().get('/users').expect(303)
  })

  test('writes names as they are, and no more than that', async () => {
    const { browser, post } = await openWithBoss(open)

    const made = await post('/users/new', {
      name: '<script>alert(1)</script>',
      login: 'x@office.test',
      language: 'fr',
    })

    const page = await browser.get(String(made.headers.location))
    expect(page.text).toContain('&lt;script&gt;')
    expect(page.text).not.toContain('<script>alert')
  })
})

eachDatabase('a focal point', (open) => {
  test('is named by an administrator and waits, the first time, for an auditor', async () => {
    const { office, post } = await openWithBoss(open)
    const hind = await office.hire('hind@office.test', { name: 'Hind Lamrani' })
    await office.hire('driss@office.test', { grants: [auditor] })
    await post(`/users/${hind.id}/roles`, { role: 'focal_point', place: 'TAYSSIR' }).expect(303)
    expect(await grantsOf(office, hind.id)).toEqual([])

    const driss = await office.enter('driss@office.test')
    expect((await driss.get('/confirmations')).text).toContain('Hind Lamrani')
    await driss
      .post('/confirmations')
      .type('form')
      .send({ userId: hind.id, role: 'focal_point', place: 'TAYSSIR', decision: 'confirm' })
      .expect(303)

    expect(await grantsOf(office, hind.id)).toEqual([focal])
    expect((await driss.get('/confirmations')).text).toContain('Rien à confirmer')
  })

  test('once there is one, is confirmed by a serving one, no longer by an auditor', async () => {
    const { office } = await openWithBoss(open)
    await office.hire('hind@office.test', { grants: [focal] })
    await office.hire('driss@office.test', { grants: [auditor] })
    const amal = await office.hire('amal@office.test', { name: 'Amal Idrissi', pending: [focal] })
    const settle = async (login: string) =>
      (await office.enter(login))
        .post('/confirmations')
        .type('form')
        .send({ userId: amal.id, role: 'focal_point', place: 'TAYSSIR', decision: 'confirm' })

    const driss = await office.enter('driss@office.test')
    expect((await driss.get('/confirmations')).text).not.toContain('Amal')
    expect((await settle('driss@office.test')).status).toBe(404)
    expect(await grantsOf(office, amal.id)).toEqual([])
    expect((await settle('hind@office.test')).status).toBe(303)
    expect(await grantsOf(office, amal.id)).toEqual([focal])
  })

  test('once there was one, is confirmed by no auditor, though nobody serves any more', async () => {
    const { office, boss } = await openWithBoss(open)
    const driss = await office.hire('driss@office.test', { grants: [auditor] })
    const hind = await office.hire('hind@office.test', { pending: [focal] })
    const amal = await office.hire('amal@office.test', { pending: [focal] })
    const confirm = (userId: string) => settleGrant(office.parts, { userId, ...focal }, true, driss)
    await confirm(hind.id)

    await editAccount(office.parts, hind.id, { name: 'Hind', language: 'fr', active: false }, boss)
    await expect(confirm(amal.id)).rejects.toThrow('error.notFound')
    await takeRole(office.parts, hind.id, focal, boss)
    await expect(confirm(amal.id)).rejects.toThrow('error.notFound')

    expect(await confirmationsFor(office.parts.db, driss, office.clock.now())).toEqual([])
    expect(await grantsOf(office, amal.id)).toEqual([])
  })

  test('is confirmed by no auditor whom an administrator behind the grant made, or could have become', async () => {
    const { office, boss } = await openWithBoss(open)
    const other = await office.hire('other@office.test', { grants: [admin] })
    const amal = await office.hire('amal@office.test')
    const made = await office.hire('made@office.test')
    const linked = await office.hire('linked@office.test', { grants: [auditor] })
    const free = await office.hire('free@office.test')
    await giveRole(office.parts, made.id, auditor, boss)
    await giveRole(office.parts, free.id, auditor, other)
    await makePasswordLink(office.parts, linked.id, boss)
    await giveRole(office.parts, amal.id, focal, boss)
    const confirm = async ({ id }: SignedIn) => {
      const who = await findSignedIn(office.parts.db, id)
      return settleGrant(office.parts, { userId: amal.id, ...focal }, true, who)
    }

    await expect(confirm(made)).rejects.toThrow('error.notFound')
    await expect(confirm(linked)).rejects.toThrow('error.notFound')
    await makePasswordLink(office.parts, amal.id, other)
    await expect(confirm(free)).rejects.toThrow('error.notFound')
    expect(await grantsOf(office, amal.id)).toEqual([])

    const last = await office.hire('last@office.test', { grants: [auditor] })
    await confirm(last)
    expect(await grantsOf(office, amal.id)).toEqual([focal])
  })

  test('in a house that is not young, is confirmed by nobody made for it, and by nobody who got a link just now', async () => {
    const { office, boss } = await openWithBoss(open)
    const other = await office.hire('other@office.test', { grants: [admin] })
    const old = await office.hire('old@office.test', { grants: [auditor] })
    office.clock.advance(SETTLED + 1)
    await office.hire('made@office.test', { grants: [auditor] })
    const amal = await office.hire('amal@office.test', { name: 'Amal Idrissi' })
    await giveRole(office.parts, amal.id, focal, boss)
    const made = await office.enter('made@office.test')
    const say = (decision: string) =>
      made
        .post('/confirmations')
        .type('form')
        .send({ userId: amal.id, role: 'focal_point', place: 'TAYSSIR', decision })
    const confirm = (by: SignedIn) => settleGrant(office.parts, { userId: amal.id, ...focal }, true, by)

    const page = (await made.get('/confirmations')).text
    expect(page).toContain('trop récent')
    expect(page).not.toContain('value="confirm"')
    expect((await say('confirm')).status).toBe(422)
    await makePasswordLink(office.parts, old.id, other)
    await expect(confirm(old)).rejects.toThrow('account.refusal.tooNew')
    expect(await grantsOf(office, amal.id)).toEqual([])
    await say('refuse').expect(303)

    await giveRole(office.parts, amal.id, focal, boss)
    office.clock.advance(SETTLED)
    await confirm(old)
    expect(await grantsOf(office, amal.id)).toEqual([focal])
  })

  test('once it serves, says yes to others after the same days', async () => {
    const { office } = await openWithBoss(open)
    office.clock.advance(SETTLED + 1)
    const hind = await office.hire('hind@office.test', { grants: [focal] })
    const amal = await office.hire('amal@office.test', { pending: [focal] })
    const confirm = () => settleGrant(office.parts, { userId: amal.id, ...focal }, true, hind)

    await expect(confirm()).rejects.toThrow('account.refusal.tooNew')
    office.clock.advance(SETTLED)
    await confirm()
    expect(await grantsOf(office, amal.id)).toEqual([focal])
  })

  test('may be refused, and then has to be asked for anew', async () => {
    const { office } = await openWithBoss(open)
    await office.hire('hind@office.test', { grants: [focal] })
    const amal = await office.hire('amal@office.test', { pending: [focal] })
    const hind = await office.enter('hind@office.test')

    await hind
      .post('/confirmations')
      .type('form')
      .send({ userId: amal.id, role: 'focal_point', place: 'TAYSSIR', decision: 'refuse' })
      .expect(303)

    expect(await office.parts.db.read('grants').where({ user_id: amal.id })).toEqual([])
  })

  test('is never confirmed by whoever asked for it, whatever else they are', async () => {
    const { office, boss } = await openWithBoss(open)
    const both = await office.hire('both@office.test', { grants: [admin, auditor] })
    const amal = await office.hire('amal@office.test')
    const browser = await office.enter('both@office.test')
    await browser.post(`/users/${amal.id}/roles`).type('form').send({ role: 'focal_point', place: 'TAYSSIR' })

    const alone = settleGrant(office.parts, { userId: amal.id, ...focal }, true, both)
    const unrelated = settleGrant(office.parts, { userId: amal.id, ...focal }, true, boss)

    await expect(alone).rejects.toThrow('error.notFound')
    await expect(unrelated).rejects.toThrow('error.notFound')
  })

  test('is never an administrator', async () => {
    const { office, post } = await openWithBoss(open)
    const hind = await office.hire('hind@office.test', { grants: [focal] })

    const answer = await post(`/users/${hind.id}/roles`, { role: 'admin', place: '*' })

    expect(answer.status).toBe(422)
    expect(answer.text).toContain('administrer et voir les dossiers confidentiels')
  })
})
