// Which doors stand open to whom: every route names its permission, every role finds its own places and no others.
import { beforeAll, describe, expect, test } from 'vitest'
import { permissions } from '../../src/web/permissions.ts'
import { allRoutes } from '../../src/web/router.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Name, names, openOffice } from '../support/office.ts'

const atDesks: Name[] = ['clerk', 'clerk2', 'processor', 'supervisor', 'supervisor2', 'closer', 'stranger']
/** Those who work on cases; an agent and an auditor have no desk at which work waits. */
const workers: Name[] = ['agent', ...atDesks, 'auditor']

/** Who finds each page; everybody else finds nothing there. */
const pages: Record<string, Name[]> = {
  '/dashboard': ['supervisor', 'supervisor2', 'auditor', 'reporter', 'stranger'],
  '/dashboard/cases': ['supervisor', 'supervisor2', 'auditor', 'stranger'],
  '/dashboard/cases/file': ['supervisor', 'supervisor2', 'auditor', 'stranger'],
  '/dashboard/file': ['supervisor', 'supervisor2', 'auditor', 'reporter', 'stranger'],
  '/reports': ['supervisor', 'supervisor2', 'auditor', 'reporter', 'stranger'],
  '/reports/quarter': ['supervisor', 'supervisor2', 'auditor', 'reporter', 'stranger'],
  '/reports/quarter/file': ['supervisor', 'supervisor2', 'auditor', 'reporter', 'stranger'],
  // Of whole programmes: these supervisors have one entity.
  '/reports/funder': ['auditor', 'reporter', 'stranger'],
  '/reports/funder/file': ['auditor', 'reporter', 'stranger'],
  // Nobody here oversees a group of companies.
  '/reports/housing': [],
  '/reports/housing/file': [],
  '/reports/ombudsman': ['supervisor', 'supervisor2', 'auditor', 'stranger'],
  '/reports/ombudsman/file': ['supervisor', 'supervisor2', 'auditor', 'stranger'],
  '/bulk': ['agent', ...atDesks],
  '/audits': ['supervisor', 'supervisor2', 'auditor', 'stranger'],
  '/audits/new': ['auditor'],
  '/plans': ['supervisor', 'supervisor2', 'auditor', 'reporter', 'stranger'],
  '/plans/new': ['supervisor', 'supervisor2', 'auditor', 'stranger'],
  '/causes': workers,
  '/causes/new': ['clerk', 'clerk2', 'supervisor', 'supervisor2', 'stranger'],
  // A ministry has its own work, and nothing else of the office's.
  '/work': [...atDesks, 'verifier'],
  '/search': workers,
  '/notices': workers,
  '/cases/new': ['agent', 'clerk', 'clerk2', 'stranger'],
  '/approvals': ['supervisor', 'supervisor2', 'stranger'],
  '/closures': ['closer'],
  '/commitments': ['clerk', 'clerk2', 'processor', 'supervisor', 'supervisor2', 'auditor', 'stranger'],
  '/lifecycles': names,
  '/absences': ['supervisor', 'supervisor2', 'stranger'],
  '/calendar': ['supervisor', 'supervisor2', 'auditor', 'admin', 'stranger'],
  '/calendar/new': ['admin'],
  '/journal': ['auditor'],
  '/journal/reads': ['auditor'],
  '/journal/statement': ['auditor'],
  '/journal/verification': ['auditor', 'admin'],
  '/exports': ['auditor'],
  '/exports/journal.jsonl': ['auditor'],
  '/exports/journal.xes': ['auditor'],
  '/incidents': ['admin'],
  '/users': ['admin'],
  '/users/new': ['admin'],
  '/confirmations': ['auditor', 'focal'],
  '/account': names,
  '/confidential': ['focal', 'specialist'],
  '/confidential/doors': ['supervisor', 'supervisor2', 'auditor', 'focal', 'stranger'],
  '/confidential/figures': ['focal'],
  '/confidential/log': ['focal'],
  '/confidential/new': ['agent', 'clerk', 'clerk2', 'focal', 'stranger'],
}

eachDatabase('in the office', (open) => {
  let office: Awaited<ReturnType<typeof openOffice>>
  let app: App
  let id: string
  let untold: string
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    id = await office.register()
    untold = await office.register({ programme: 'TAYSSIR', entity: 'CNRA' }, office.staff.stranger)
  })

  test('every route names its permission', () => {
    const routes = allRoutes(app.app)

    expect(routes.length).toBeGreaterThan(30)
    expect(routes.filter(({ permission }) => !permission || !(permission in permissions))).toEqual([])
    expect(routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining([
        '/work',
        '/cases/:id/acts/:event',
        '/cases',
        '/cases/:id/documents',
        '/search',
      ]),
    )
  })

  test('every place is in the table above, or changes something, or belongs to one case or account', () => {
    const places = allRoutes(app.app).filter(
      ({ method, path, permission }) => method === 'get' && permission !== 'public' && !path.includes(':'),
    )

    expect(places.map(({ path }) => path).sort()).toEqual(Object.keys(pages).sort())
  })

  describe.each(names)('%s', (name) => {
    test('finds the places of the role, and nothing at all behind the other doors', async () => {
      const browser = await app.enter(name)
      const nowhere = await browser.get('/nothing-here')
      expect(nowhere.status).toBe(404)

      for (const [page, people] of Object.entries(pages)) {
        const found = await browser.get(page)

        expect([page, found.status]).toEqual([page, people.includes(name) ? (incomplete[page] ?? 200) : 404])
        if (found.status === 404) expect(alike(found.text)).toBe(alike(nowhere.text))
      }
    })

    test('finds in the menu only doors that open', async () => {
      const browser = await app.enter(name)
      const { text } = await browser.get('/account')
      const menu = [...text.matchAll(/<a class="j-nav" href="([^"]+)"/g)].map(([, href = '']) => href)

      for (const href of menu) expect([href, (await browser.get(href)).status]).toEqual([href, 200])
      const open = Object.keys(pages).filter((page) => pages[page]?.includes(name) && !apart.includes(page))
      expect(menu.toSorted()).toEqual(open.sort())
      expect((await browser.get('/')).headers.location).toBe(menu[0] ?? '/account')
    })

    test('finds a case of their place and no other, and cannot tell it from one that is not there', async () => {
      const browser = await app.enter(name)
      const nowhere = await browser.get('/cases/DAA-0000-0000')
      const sees = workers.includes(name) && !['stranger', 'processor'].includes(name)

      for (const path of [`/cases/${id}`, `/cases/${id}/receipt`]) {
        const found = await browser.get(path)
        expect([path, found.status]).toEqual([path, sees ? 200 : 404])
        if (!sees) expect(alike(found.text)).toBe(alike(nowhere.text))
      }
      const other = await browser.get(`/cases/${untold}`)
      expect(other.status).toBe(name === 'stranger' ? 200 : 404)
      if (name !== 'stranger') expect(alike(other.text)).toBe(alike(nowhere.text))
    })
  })

  test('somebody who is not signed in is asked to, and brought back', async () => {
    for (const page of [...Object.keys(pages), `/cases/${id}`]) {
      const asked = await app.visitor().get(page)

      expect([page, asked.status]).toEqual([page, 303])
      expect(asked.headers.location).toBe(`/sign-in?back=${encodeURIComponent(page)}`)
    }
    const posted = await app.visitor().post(`/cases/${id}/acts/QUALIFY`).type('form').send({ revision: 1 })
    expect(posted.status).toBe(303)
    expect(posted.headers.location).toMatch(/^\/sign-in\?back=/)
  })
})

/** What a place answers to whoever may ask but did not say what they want. */
const incomplete: Record<string, number> = {
  '/exports/journal.xes': 422,
  '/exports/journal.jsonl': 404,
  '/dashboard/cases': 404,
  '/dashboard/cases/file': 404,
}

/** Places that are reached from another one. */
const apart = [
  ...['/account', '/users/new', '/calendar/new', '/exports/journal.xes', '/exports/journal.jsonl'],
  ...['/journal/reads', '/journal/statement'],
  ...['/dashboard/file', '/dashboard/cases/file', '/reports/quarter', '/reports/quarter/file'],
  ...['/reports/funder', '/reports/funder/file', '/reports/ombudsman', '/reports/ombudsman/file'],
  ...['/dashboard/cases', '/bulk', '/causes/new', '/plans/new', '/audits/new'],
]

/** A page without the address it was asked under, and the section of the menu that follows from it. */
const alike = (html: string) => html.replaceAll(/back=[^"]*| aria-current="page"/g, '')
