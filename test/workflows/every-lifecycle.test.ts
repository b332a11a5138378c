// What holds for every lifecycle, whatever it is about, read from its drawing.

import { describe, expect, test } from 'vitest'
import type { AnyStateNode, AnyTransitionDefinition } from 'xstate'
import { inputs as vocabulary } from '../../workflows/case-inputs.ts'
import { confidential, workflows } from '../../workflows/index.ts'
import { roles, stages } from '../../workflows/kit.ts'
import { around, branchesAt, isPlace, nodesOf } from '../support/drawing.ts'
import { metaOf, parties } from '../support/walk.ts'

const all = [...workflows, ...confidential]

test('no two lifecycles have the same name and version', () => {
  const names = all.map(({ name, version }) => `${name}@${version}`)

  expect(new Set(names).size).toBe(names.length)
})

// Rules are shared: what one lifecycle has no use for, another has.
test('every action, guard and deadline that is defined is used by some lifecycle', () => {
  const text = JSON.stringify(all.map(({ machine }) => machine.config))
  const defined = all.flatMap(({ machine }) =>
    Object.values(machine.implementations).flatMap((named) => Object.keys(named ?? {})),
  )
  const unused = new Set(defined.filter((name) => !text.includes(`"${name}"`)))

  expect([...unused]).toEqual([])
})

test('every form of the vocabulary of cases is used by some lifecycle', () => {
  const used = new Set(all.flatMap((workflow) => Object.keys(workflow.inputs)))

  expect(Object.keys(vocabulary).filter((type) => !used.has(type))).toEqual([])
})

describe.each(all.map((workflow) => [`${workflow.name}@${workflow.version}`, workflow] as const))(
  'the lifecycle %s, as it is drawn,',
  (_name, workflow) => {
    const { machine, inputs } = workflow
    const nodes = nodesOf(machine.root)
    const branches = nodes.flatMap(branchesAt)
    const forSomebody = branches.filter((branch) => metaOf(branch).by)

    test('names roles and stages that exist', () => {
      const metas = nodes.map((node) => node.meta ?? {})

      expect(metas.flatMap((meta) => meta.owner ?? []).filter((role) => !roles.includes(role))).toEqual([])
      expect(metas.flatMap((meta) => meta.stage ?? []).filter((stage) => !stages.includes(stage))).toEqual([])
      expect(
        forSomebody.flatMap((branch) => metaOf(branch).by ?? []).filter((party) => !parties.includes(party)),
      ).toEqual([])
    })

    test('expects of the owner of a state an event that the state accepts from that owner', () => {
      const wrong = nodes
        .filter(({ meta }) => meta?.owner)
        .filter((node) => {
          const accepted = around(node).flatMap(branchesAt)
          return !accepted.some(
            (branch) => branch.eventType === node.meta.next && metaOf(branch).by?.includes(node.meta.owner),
          )
        })

      expect(wrong.map((node) => node.id)).toEqual([])
    })

    test('keeps hands apart only from events that exist', () => {
      const named = forSomebody.flatMap((branch) => metaOf(branch).apart ?? [])

      expect(named.filter((type) => !forSomebody.some((branch) => branch.eventType === type))).toEqual([])
    })

    test('keeps the same hands apart on every branch of an event that a state accepts', () => {
      const rule = (branch: AnyTransitionDefinition) =>
        JSON.stringify([metaOf(branch).by, metaOf(branch).apart])
      const torn = nodes.flatMap((node) =>
        [...node.transitions].filter(
          ([, list]) => new Set(list.filter((b) => metaOf(b).by).map(rule)).size > 1,
        ),
      )

      expect(torn.map(([type]) => type)).toEqual([])
    })

    test('has a form for every event that somebody may send, and an event for every form', () => {
      const events = [...new Set(forSomebody.map((branch) => branch.eventType))]

      expect(events.toSorted()).toEqual(Object.keys(inputs).toSorted())
    })

    test('says of every event who may send it', () => {
      const unowned = Object.keys(inputs).filter(
        (type) => !forSomebody.some((branch) => branch.eventType === type && metaOf(branch).by?.length),
      )

      expect(unowned).toEqual([])
    })

    test('only names what it does and asks: no functions inside, no actors, no deadline without a name', () => {
      const { actions, guards, delays } = machine.implementations
      const done = [
        ...nodes.flatMap((node) => [...node.entry, ...node.exit]),
        ...branches.flatMap((b) => b.actions),
      ]
      const asked = [...branches, ...nodes.flatMap((node) => node.always ?? [])].flatMap((b) => b.guard ?? [])
      const nameOf = (named: unknown) =>
        (typeof named === 'string' ? named : (named as { type?: string }).type) ?? ''
      // A deadline is started and ended by the machine itself.
      const isOwn = (action: unknown) => /^xstate\.(raise|cancel)$/.test(nameOf(action))

      expect(
        done.filter((action) => !isOwn(action) && (typeof action === 'function' || !actions[nameOf(action)])),
      ).toEqual([])
      expect(asked.filter((guard) => typeof guard === 'function' || !guards[nameOf(guard)])).toEqual([])
      expect(nodes.flatMap((node) => node.after).filter(({ delay }) => !delays[delay as string])).toEqual([])
      expect(nodes.filter((node) => node.invoke.length > 0)).toEqual([])
    })

    test('leaves every state that waits for somebody by some event or deadline, and every other one unless it is an end', () => {
      const leaves = nodes.filter((node) => Object.keys(node.states).length === 0 && isPlace(node))
      const stuck = leaves.filter(
        (leaf) =>
          !isEnd(leaf) &&
          !around(leaf)
            .flatMap(branchesAt)
            .some((branch) => branch.target),
      )

      expect(stuck.map((node) => node.id)).toEqual([])
    })

    test('sets deadlines only with events it knows, by facts its cases remember', () => {
      const facts = Object.entries(workflow.limits ?? {}).flatMap(([type, set]) =>
        Object.keys(set).map((fact) => [type, fact] as const),
      )

      expect(facts.filter(([type, fact]) => !(type in inputs) || !(fact in machine.config.context))).toEqual(
        [],
      )
    })
  },
)

/** Where a lifecycle may end: a state that waits for nobody and for no instant, while another one names the stage. */
const isEnd = (node: AnyStateNode) => !node.meta?.owner && node.after.length === 0
