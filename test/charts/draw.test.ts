// The drawing of every lifecycle, in every language: whole, well formed, and nothing in it that a strict policy would refuse.
import sax from 'sax'
import { describe, expect, test } from 'vitest'
import { all, chartOf, isLeaf, partsOf } from '../../src/charts/chart.ts'
import { chartWords } from '../../src/charts/chart-words.ts'
import { draw } from '../../src/charts/draw.ts'
import { layoutOf } from '../../src/charts/layout.ts'
import { type OutlineItem, outlineOf } from '../../src/charts/outline.ts'
import { type Language, languages } from '../../src/i18n/languages.ts'
import { workflows } from '../../workflows/index.ts'
import { toy } from './toy.ts'

type Tag = { name: string; attributes: Record<string, string> }

/** The tags of a drawing, read as strictly as XML is. */
function tagsOf(svg: string): Tag[] {
  const tags: Tag[] = []
  const parser = sax.parser(true)
  parser.onerror = (error) => {
    throw error
  }
  parser.onopentag = ({ name, attributes }) =>
    tags.push({ name, attributes: { ...attributes } as Record<string, string> })
  parser.write(svg).close()
  return tags
}

const idsIn = (item: OutlineItem): string[] => [item.id, ...item.items.flatMap(idsIn)]

const look = (language: Language) => ({ language, title: 'Le circuit', about: 'Ce qu’il montre' })

describe.each([...workflows, toy].map((flow) => [`${flow.name}@${flow.version}`, flow] as const))(
  '%s',
  (_name, flow) => {
    const chart = chartOf(flow)

    describe.each(languages)('in %s', (language) => {
      test.each(partsOf(chart).map((part) => [part.key, part] as const))(
        'draws every state of its part %s, safely',
        async (_key, part) => {
          const layout = await layoutOf(flow, part, language, false)
          const svg = draw(layout, look(language))
          const tags = tagsOf(svg)
          const drawn = tags.flatMap(({ attributes }) => attributes['data-state'] ?? [])

          expect(drawn).toEqual(
            expect.arrayContaining(
              all(part)
                .filter(isLeaf)
                .map(({ id }) => id),
            ),
          )
          expect(new Set(drawn).size).toBe(drawn.length)
          expect(
            tags.filter(
              ({ name }) =>
                !['svg', 'title', 'desc', 'g', 'path', 'rect', 'circle', 'text', 'a'].includes(name),
            ),
          ).toEqual([])
          const named = tags.flatMap(({ attributes }) => Object.keys(attributes))
          expect(named.filter((attribute) => /^(style|on|xlink)/.test(attribute))).toEqual([])
          expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|NaN|undefined/)
          expect(tags[0]?.attributes).toMatchObject({
            role: 'img',
            direction: language === 'ar' ? 'rtl' : 'ltr',
          })
        },
      )

      test('says every state and every way in words', () => {
        const items = partsOf(chart).map((part) => outlineOf(flow, part, language))

        expect(items.flatMap(idsIn).toSorted()).toEqual(
          [...chart.states.keys()].filter((id) => partsOf(chart).length === 1 || id !== '').toSorted(),
        )
        expect(JSON.stringify(items)).not.toMatch(/"name":""/)
      })
    })

    test('has room for its words and keeps everything inside', async () => {
      for (const part of partsOf(chart)) {
        const { points, plan, boxes, width, height } = await layoutOf(flow, part, 'fr', true)
        for (const point of plan.points) {
          const { x = -1, y = -1 } = points.get(point.id) ?? {}
          const box = boxes.point(point)
          expect([x - box.width / 2 > -2, y - box.height / 2 > -2]).toEqual([true, true])
          expect([x + box.width / 2 < width + 2, y + box.height / 2 < height + 2]).toEqual([true, true])
        }
      }
    })
  },
)

describe('a drawing', () => {
  const chart = chartOf(toy)
  const [part] = partsOf(chart)
  if (!part) throw new Error('the toy has parts')

  test('is laid out once, whatever is marked on it', async () => {
    expect(await layoutOf(toy, part, 'fr', false)).toBe(await layoutOf(toy, part, 'fr', false))
  })

  test('mirrors for those who read from the right', async () => {
    const [fr, ar] = await Promise.all([layoutOf(toy, part, 'fr', false), layoutOf(toy, part, 'ar', false)])

    expect(ar.plan.points.length).toBe(fr.plan.points.length)
    expect(chartWords(chart, 'ar').say('kind.start')).not.toBe(chartWords(chart, 'fr').say('kind.start'))
  })

  test('shows figures, heat and links, and is no picture then', async () => {
    const layout = await layoutOf(toy, part, 'fr', true)
    const figures = new Map([['work.desk.received', { text: '12 · 3 j', heat: 4, href: '/work?a=1&b="2"' }]])

    const tags = tagsOf(draw(layout, { ...look('fr'), figures }))
    const link = tags.find(({ name }) => name === 'a')

    expect(link?.attributes.href).toBe('/work?a=1&b="2"')
    expect(tags[0]?.attributes.role).toBe('group')
    expect(
      tags.find(({ attributes }) => attributes['data-state'] === 'work.desk.received')?.attributes.class,
    ).toContain('heat-4')
  })

  test('escapes whatever it is told', async () => {
    const layout = await layoutOf(toy, part, 'fr', false)

    const svg = draw(layout, { language: 'fr', title: '<script>"&', about: "'" })

    expect(svg).toContain('&lt;script&gt;&quot;&amp;')
    expect(tagsOf(svg).some(({ name }) => name === 'script')).toBe(false)
  })
})
