// The pages of lifecycles: who finds them, what they show in each language, and the way a case took.
import { BpmnModdle } from 'bpmn-moddle'
import { beforeAll, describe, expect, test } from 'vitest'
import { chartOf, isLeaf } from '../../src/charts/chart.ts'
import { formats } from '../../src/i18n/format.ts'
import { languages, translator } from '../../src/i18n/i18n.ts'
import { lifeWords } from '../../src/i18n/life.ts'
import { type Figure, lifecyclePage } from '../../src/web/pages/lifecycle-page.ts'
import { confidential, workflows } from '../../workflows/index.ts'
import { leadTo } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { headingOf, wordsOf } from './reading.ts'

/** The classes of what a drawing shows of a state. */
const classesOf = (html: string, state: string): string[] =>
  (
    new RegExp(`<g class="(j-c-node[^"]*)" data-state="${state.replaceAll('.', '\\.')}"`).exec(html)?.[1] ??
    ''
  ).split(' ')

const links = (html: string) =>
  [...html.matchAll(/href="([^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

eachDatabase('the pages of lifecycles', (open) => {
  let office: Office
  let app: App
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
  })

  test('are found by everybody who has a part in cases, and by nobody else', async () => {
    for (const name of ['agent', 'processor', 'auditor', 'admin', 'verifier'])
      await (await app.enter(name)).get('/lifecycles').expect(200)

    await office.hire('nobody', [])
    await (await app.enter('nobody')).get('/lifecycles').expect(404)
    await app.visitor().get('/lifecycles').expect(303)
  })

  test('list every version of every lifecycle, with the programmes that open cases with it', async () => {
    const { text } = await (await app.enter('clerk')).get('/lifecycles').expect(200)

    for (const { name, version } of [...workflows, ...confidential])
      expect(links(text)).toContain(`/lifecycles/${name}/${version}`)
    expect(wordsOf(text)).toContain('Utilisé par TAYSSIR, DAAM')
  })

  test.each([...workflows, ...confidential].map(({ name, version }) => [name, version]))(
    'show %s, version %s',
    async (name, version) => {
      const browser = await app.enter('clerk')
      const { text } = await browser.get(`/lifecycles/${name}/${version}`).expect(200)
      const parts = links(text).filter(
        (href) => href.startsWith(`/lifecycles/${name}/${version}?part=`) && !href.includes('zoom='),
      )

      const pages = await Promise.all(
        parts.map((href) => browser.get(href.replace('#drawing', '')).expect(200)),
      )

      const drawn = pages.map((page) => page.text).join('')
      const of = name === 'sensitive' ? office.road.machines : office.machines
      const flow = of.get(String(name), Number(version))
      const leaves = [...chartOf(flow).states.values()].filter(isLeaf)
      expect(leaves.filter(({ id }) => !drawn.includes(`data-state="${id}"`)).map(({ id }) => id)).toEqual([])
      expect(drawn).not.toMatch(/ style=|<script(?![^>]* src=)| on[a-z]+=/)
    },
  )

  test('are written in every language, the right way round', async () => {
    for (const language of languages) {
      const { text } = await (await app.enter('clerk', language)).get('/lifecycles/complaint/1').expect(200)
      expect(wordsOf(text)).not.toMatch(/\blifecycle\.[a-z]/)
      expect(text).toContain(`direction="${language === 'ar' ? 'rtl' : 'ltr'}"`)
    }
  })

  test.each(['zoom=fit', 'zoom=130', 'zoom=9999', 'part=clock', 'part=nowhere', 'zoom=80&zoom=100'])(
    'with the address ?%s show a drawing, not a failure',
    async (query) => {
      const { text } = await (await app.enter('clerk')).get(`/lifecycles/complaint/1?${query}`).expect(200)

      expect(text).toContain('<svg class="j-statechart"')
    },
  )

  test.each([
    '/lifecycles/complaint/99',
    '/lifecycles/nothing/1',
    '/lifecycles/complaint/x',
    '/lifecycles/complaint/1e0/bpmn',
  ])('%s is not there', async (address) => {
    await (await app.enter('clerk')).get(address).expect(404)
  })

  test('give BPMN that a reader of the standard accepts, as a file', async () => {
    const answer = await (await app.enter('clerk'))
      .get('/lifecycles/complaint/1/bpmn')
      .buffer(true)
      .expect(200)
    const { warnings } = await new BpmnModdle().fromXML(answer.text)

    expect(answer.headers['content-disposition']).toBe('attachment; filename=complaint-1.bpmn')
    expect(answer.headers['content-type']).toMatch(/^application\/xml/)
    expect(warnings).toEqual([])
  })

  describe('of a case', () => {
    test('show where it has been, where it stands and where it may go', async () => {
      const id = await leadTo(office, 'promised')

      const { text } = await (await app.enter('clerk')).get(`/cases/${id}/chart`).expect(200)

      const open = 'handling.alive.open'
      expect(classesOf(text, `${open}.promised`)).toContain('is-current')
      expect(classesOf(text, `${open}.qualified`)).toContain('is-taken')
      expect(classesOf(text, `${open}.broken`)).toContain('is-next')
      expect(classesOf(text, `${open}.submitted`)).not.toContain('is-taken')
      expect(headingOf(text)).toContain(id)
      expect(wordsOf(text)).toMatch(/Engagement en cours étape actuelle/)
      expect(text).toMatch(/<li class="is-current" aria-current="step"><b>Engagement en cours/)
    })

    test('are for those who may see the case', async () => {
      const id = await leadTo(office, 'received')

      await (await app.enter('auditor')).get(`/cases/${id}/chart`).expect(200)
      await (await app.enter('stranger')).get(`/cases/${id}/chart`).expect(404)
      await (await app.enter('admin')).get(`/cases/${id}/chart`).expect(404)
      await (await app.enter('clerk')).get('/cases/DAA-0000-0000/chart').expect(404)
    })
  })
})

test('figures stand on the states and in a table', async () => {
  const [flow] = workflows
  if (!flow) throw new Error('there are lifecycles')
  const figure: Figure = {
    now: '12',
    median: '3 j',
    p90: null,
    heat: 4,
    href: '/lifecycles/complaint/cases?state=received',
  }
  const say = {
    t: translator('fr'),
    f: formats('fr'),
    lang: 'fr',
    life: lifeWords(translator('fr'), 'fr'),
  } as const

  const page = await lifecyclePage(say, flow, {
    base: `/lifecycles/${flow.name}/${flow.version}`,
    kept: { from: '2026-09-01' },
    figures: new Map([['received', figure]]),
  })

  expect(page.figures).toEqual([
    { name: 'À qualifier', now: '12', median: '3 j', p90: '–', heat: 4, href: figure.href },
  ])
  expect(page.drawing()).toContain('<a href="/lifecycles/complaint/cases?state=received">')
  expect(page.drawing()).toContain('12 · 3 j')
  expect(page.parts[0]?.href).toContain('from=2026-09-01')
})
