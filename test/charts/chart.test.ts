// A lifecycle read as a drawing: its states, its ways, what is put together, and what a case has been through.
import { describe, expect, test } from 'vitest'
import { all, chartOf, isLeaf, partsOf } from '../../src/charts/chart.ts'
import { isNamed } from '../../src/charts/chart-words.ts'
import { planOf } from '../../src/charts/lines.ts'
import { marksOf } from '../../src/charts/marks.ts'
import { widthOf, wrap } from '../../src/charts/text.ts'
import { languages } from '../../src/i18n/languages.ts'
import { workflows } from '../../workflows/index.ts'
import { toy } from './toy.ts'

const chart = chartOf(toy)
const [work, watch] = partsOf(chart)
const edge = (from: string, event: string, to: string) =>
  chart.edges.find((one) => one.from === from && one.event === event && one.to === to)

describe('the model of a machine', () => {
  test('says what each state is', () => {
    const kinds = Object.fromEntries([...chart.states].map(([id, { kind }]) => [id, kind]))

    expect(kinds).toEqual({
      '': 'regions',
      work: 'group',
      'work.unborn': 'start',
      'work.desk': 'group',
      'work.desk.received': 'state',
      'work.desk.sorted': 'state',
      'work.desk.before': 'memory',
      'work.pause': 'state',
      'work.done': 'state',
      watch: 'group',
      'watch.placing': 'passing',
      'watch.calm': 'state',
      'watch.late': 'state',
    })
  })

  test('keeps the step, the owner and what the state waits for', () => {
    expect(chart.states.get('work.desk.sorted')).toMatchObject({
      stage: 'respond',
      owner: 'supervisor',
      next: 'APPROVE',
    })
  })

  test('makes one edge of several branches to the same state', () => {
    const sorting = chart.edges.filter(({ event }) => event === 'SORT')

    expect(sorting.map(({ to }) => to)).toEqual(['work.desk.sorted', 'work.done'])
    expect(sorting[0]?.guards).toEqual(['isSmall', 'isLate'])
  })

  test('knows deadlines by their name, hands that differ, and the way back', () => {
    expect(edge('work.desk.received', 'untilLimit', 'work.desk.sorted')?.kind).toBe('deadline')
    expect(edge('work.desk.sorted', 'APPROVE', 'work.done')?.apart).toEqual(['SORT'])
    expect(edge('work.pause', 'GO_ON', 'work.desk.before')).toBeDefined()
  })

  test('draws nothing for what is done without leaving', () => {
    expect(chart.states.get('work.desk')?.stays).toEqual([{ event: 'NOTE', by: ['clerk'], apart: [] }])
    expect(chart.edges.some(({ event }) => event === 'NOTE')).toBe(false)
  })

  test('is read once', () => {
    expect(chartOf(toy)).toBe(chart)
  })
})

describe('the plan of a drawing', () => {
  const plan = work && planOf(chart, work)

  test('leads an event with two ends through a choice', () => {
    const choice = 'work.desk.received/event SORT'

    expect(plan?.lines.filter(({ from }) => from === choice).map(({ to }) => to)).toEqual([
      'work.desk.sorted',
      'work.done',
    ])
  })

  test('starts what holds for a whole group at its frame', () => {
    const drop = plan?.lines.find(({ edges }) => edges.some(({ event }) => event === 'DROP'))

    expect(drop).toMatchObject({ fromFrame: 'work.desk', to: 'work.done' })
  })

  test('tells the parts apart', () => {
    expect(watch && planOf(chart, watch).points.map(({ id }) => id)).toEqual([
      'watch.placing',
      'watch.calm',
      'watch.late',
    ])
  })
})

describe('the marks of a case', () => {
  const marks = marksOf(chart, [
    { event: 'OPEN', from: ['work.unborn', 'watch.calm'], to: ['work.desk.received', 'watch.calm'] },
    { event: 'PAUSE', from: ['work.desk.received', 'watch.calm'], to: ['work.pause', 'watch.calm'] },
    {
      event: 'xstate.after.untilLimit.toy.watch.calm',
      from: ['work.pause', 'watch.calm'],
      to: ['work.pause', 'watch.late'],
    },
    { event: 'GO_ON', from: ['work.pause', 'watch.late'], to: ['work.desk.received', 'watch.late'] },
  ])

  test('show where it stands and has been', () => {
    expect([...marks.current]).toEqual(['work.desk.received', 'watch.late'])
    expect(marks.been).toContain('work.pause')
    expect(marks.been).toContain('work.desk.before')
    expect(marks.been).not.toContain('work.done')
  })

  test('show the ways it took, deadlines and the way back among them', () => {
    expect([...marks.taken].map(({ event }) => event)).toEqual(['OPEN', 'PAUSE', 'untilLimit', 'GO_ON'])
  })

  test('show where it may go', () => {
    expect([...marks.ahead].toSorted()).toEqual(['work.desk.sorted', 'work.done', 'work.pause'])
  })

  test('of a case that has done nothing are none', () => {
    expect(marksOf(chart, []).been.size).toBe(0)
  })
})

describe('words in boxes', () => {
  test('are broken into lines of about the same length, all of their words kept', () => {
    const text = 'Aucun engagement dans le temps prévu\u00a0: l’alerte est envoyée'
    const lines = wrap(text, 12.5, 132)

    expect(lines.join(' ')).toBe(text)
    expect(lines.every((line) => widthOf(line, 12.5) <= 132)).toBe(true)
  })

  test('that are too long for a line stay whole', () => {
    expect(wrap('Anticonstitutionnellement', 14, 40)).toEqual(['Anticonstitutionnellement'])
  })
})

describe.each(workflows.map((flow) => [`${flow.name}@${flow.version}`, flow] as const))('%s', (_, flow) => {
  const drawn = chartOf(flow)

  test('leads only to states it has', () => {
    expect(drawn.edges.filter(({ from, to }) => !drawn.states.has(from) || !drawn.states.has(to))).toEqual([])
  })

  test('has each of its states in exactly one place of its drawing', () => {
    for (const part of partsOf(drawn)) {
      const { points, loose, frames } = planOf(drawn, part)
      const within = (list: typeof frames): string[] =>
        list.flatMap((frame) => [...frame.points, ...within(frame.frames)])

      expect([...loose, ...within(frames)].toSorted()).toEqual(points.map(({ id }) => id).toSorted())
      expect(points.filter(({ state }) => state).map(({ id }) => id)).toEqual(
        all(part)
          .filter(isLeaf)
          .map(({ id }) => id),
      )
    }
  })

  test.each(languages)('has a name for every state that belongs to no step, in %s', (language) => {
    const nameless = [...drawn.states.values()].filter(
      (state) => state.kind === 'state' && !state.stage && !isNamed(language, flow.name, state),
    )

    expect(nameless.map(({ id }) => id)).toEqual([])
  })
})
