// Every lifecycle as BPMN: a reader of the standard finds nothing to say, and a modeller finds everything to draw.
import { BpmnModdle, type Element } from 'bpmn-moddle'
import { describe, expect, test } from 'vitest'
import { bpmnOf } from '../../src/charts/bpmn.ts'
import { chartOf, isLeaf } from '../../src/charts/chart.ts'
import { languages } from '../../src/i18n/languages.ts'
import { workflows } from '../../workflows/index.ts'
import { toy } from './toy.ts'

const elements = (value: unknown): Element[] => (Array.isArray(value) ? value : [])
const one = (value: unknown): Element => value as Element
const idOf = (value: unknown): string => one(value).id ?? ''

async function read(xml: string) {
  const { rootElement, elementsById, warnings } = await new BpmnModdle().fromXML(xml)
  const roots = elements(rootElement.get('rootElements'))
  const processes = roots.filter(({ $type }) => $type === 'bpmn:Process')
  const parts = processes.flatMap((process) => elements(process.get('flowElements')))
  const flows = parts.filter(({ $type }) => $type === 'bpmn:SequenceFlow')
  const nodes = parts.filter((part) => !flows.includes(part))
  const diagram = one(elements(rootElement.get('diagrams'))[0])
  const shapes = elements(one(diagram.get('plane')).get('planeElement'))
  return { roots, processes, flows, nodes, shapes, elementsById, warnings }
}

describe.each([...workflows, toy].map((flow) => [`${flow.name}@${flow.version}`, flow] as const))(
  '%s as BPMN',
  (_name, flow) => {
    test.each(languages)('is read back without a warning, in %s', async (language) => {
      const { warnings } = await read(await bpmnOf(flow, language))

      expect(warnings).toEqual([])
    })

    test('has a shape for every element, and an element for every shape', async () => {
      const { nodes, flows, processes, roots, shapes } = await read(await bpmnOf(flow, 'fr'))
      const lanes = processes.flatMap((process) =>
        elements(process.get('laneSets')).flatMap((set) => elements(set.get('lanes'))),
      )
      const pools = roots.flatMap((root) => elements(root.get('participants')))

      const drawn = shapes.map((shape) => idOf(shape.get('bpmnElement'))).toSorted()

      expect(drawn).toEqual([...nodes, ...flows, ...lanes, ...pools].map(idOf).toSorted())
      for (const shape of shapes.filter(({ $type }) => $type === 'bpmndi:BPMNEdge'))
        expect(elements(shape.get('waypoint')).length).toBeGreaterThan(1)
    })

    test('leads every flow from somewhere to somewhere, and stands every node in one lane', async () => {
      const { flows, nodes, processes } = await read(await bpmnOf(flow, 'fr'))
      const held = processes.flatMap((process) =>
        elements(process.get('laneSets')).flatMap((set) =>
          elements(set.get('lanes')).flatMap((lane) => elements(lane.get('flowNodeRef')).map(idOf)),
        ),
      )

      expect(flows.filter((one) => !one.get('sourceRef') || !one.get('targetRef'))).toEqual([])
      expect(held.toSorted()).toEqual(nodes.map(idOf).toSorted())
    })

    test('reaches every state from a start, and an end from every part', async () => {
      const { flows, nodes, processes } = await read(await bpmnOf(flow, 'fr'))
      const reached = new Set(nodes.filter(({ $type }) => $type === 'bpmn:StartEvent').map(idOf))
      for (let before = -1; before !== reached.size; ) {
        before = reached.size
        for (const one of flows)
          if (reached.has(idOf(one.get('sourceRef')))) reached.add(idOf(one.get('targetRef')))
        for (const node of nodes) {
          const task = node.$type === 'bpmn:BoundaryEvent' ? node.get('attachedToRef') : undefined
          if (task && reached.has(idOf(task))) reached.add(idOf(node))
        }
      }

      expect(nodes.map(idOf).filter((id) => !reached.has(id))).toEqual([])
      for (const process of processes)
        expect(elements(process.get('flowElements')).some(({ $type }) => $type === 'bpmn:EndEvent')).toBe(
          true,
        )
    })

    test('has a task for every state that waits for somebody', async () => {
      const { nodes } = await read(await bpmnOf(flow, 'fr'))
      const owned = [...chartOf(flow).states.values()].filter((state) => state.owner && isLeaf(state))

      expect(nodes.filter(({ $type }) => $type === 'bpmn:UserTask')).toHaveLength(owned.length)
    })
  },
)
