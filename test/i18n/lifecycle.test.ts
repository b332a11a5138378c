// Whatever a lifecycle can do, ask, refuse or tell has its words in every language.

import { describe, expect, test } from 'vitest'
import type { AnyStateNode } from 'xstate'
import { formats } from '../../src/i18n/format.ts'
import { has, type Language, languages, translator } from '../../src/i18n/i18n.ts'
import { lifeKey } from '../../src/i18n/life.ts'
import {
  answerChannels,
  channels,
  inputs,
  relations,
  languages as spoken,
} from '../../workflows/case-inputs.ts'
import { authorities, decisionInputs } from '../../workflows/decision-inputs.ts'
import { confidential, workflows } from '../../workflows/index.ts'
import { type Meta, roles, stages, type Workflow } from '../../workflows/kit.ts'
import { choicesOf, fieldsOf, issuesOf } from './schemas.ts'
import { textsOf } from './text-files.ts'

const { DECIDE_ELIGIBILITY, DECIDE_DEFERRAL, DECIDE_APPEAL } = decisionInputs
const decisions = [DECIDE_ELIGIBILITY, DECIDE_DEFERRAL, DECIDE_APPEAL].flatMap(({ shape }) =>
  choicesOf(shape.decision),
)
/** What may be told of a decision; a deferral that is refused is told in other words than a household. */
const kinds = [...new Set(decisions), 'deferralRefused']

/** The keys that are missing, each with its language. */
const missing = (keys: Iterable<string>) =>
  languages.flatMap((language) =>
    [...new Set(keys)].filter((key) => !has(language, key)).map((key) => `${language} ${key}`),
  )

/** The keys of what a lifecycle says that have no text, neither its own nor one that all cases share. */
const unsaid = (name: string, paths: Iterable<string>) =>
  languages.flatMap((language) =>
    [...new Set(paths)]
      .filter((path) => !has(language, lifeKey(language, name, path)))
      .map((path) => `${language} ${name}.${path}`),
  )

describe.each([...workflows, ...confidential])('$name $version', ({ name, machine, inputs }) => {
  const nodes = descendants(machine.root)
  const transitions = nodes.flatMap((node) => [...node.transitions.values()])
  const forms = Object.entries(inputs)

  test('every state a case can wait in', () => {
    const states = nodes.filter((node) => (node.meta as Meta | undefined)?.stage).map((node) => node.key)

    expect(states).not.toEqual([])
    expect(
      unsaid(
        name,
        states.map((state) => `state.${state}`),
      ),
    ).toEqual([])
  })

  test('every act: its button, its panel, its trace and what follows', () => {
    const paths = forms.flatMap(([type]) =>
      ['do', 'title', 'intro', 'done', 'follows'].map((part) => `event.${type}.${part}`),
    )

    expect(unsaid(name, paths)).toEqual([])
  })

  test('every deadline that passes', () => {
    const delays = Object.keys(machine.implementations.delays)

    expect(
      unsaid(
        name,
        delays.map((delay) => `timer.${delay}`),
      ),
    ).toEqual([])
  })

  test('what it is called, and what it is', () => {
    expect(missing([`${name}.name`, `${name}.what`])).toEqual([])
  })

  test('every field and every choice', () => {
    const fields = forms.flatMap(([, schema]) => fieldsOf(schema))
    const labels = fields.map(([field]) => `field.${field}.label`)
    const options = fields.flatMap(([field, type]) =>
      choicesOf(type).map((value) => `field.${field}.option.${value}`),
    )

    expect(missing([...labels, ...options])).toEqual([])
  })

  test('every error of a form, with the length it asks for', () => {
    const issues = forms
      .flatMap(([, schema]) => issuesOf(schema))
      .filter(({ message }) => message.startsWith('field.'))

    expect(missing(issues.map(({ message }) => message))).toEqual([])
    for (const issue of issues) {
      const bound = issue.message.endsWith('.tooShort')
        ? boundOf(issue, 'minimum')
        : boundOf(issue, 'maximum')
      for (const language of languages) {
        const text = translator(language)(issue.message)
        if (bound !== undefined) expect(text).toContain(formats(language).number(bound))
      }
    }
  })

  test('every refusal of a guard', () => {
    // Where the last way is guarded too, nothing may be left; the last guard says why.
    const last = transitions.map((ways) => ways.at(-1)).filter((way) => (way?.meta as Meta | undefined)?.by)
    const guards = last.map((way) => way?.guard).filter((guard) => guard !== undefined)
    const keys = guards.map((guard) => `refusal.${typeof guard === 'object' ? guard.type : guard}`)

    expect(keys).not.toEqual([])
    expect(missing(keys)).toEqual([])
  })

  test('every act that keeps somebody from another', () => {
    const apart = transitions.flat().flatMap((way) => (way.meta as Meta | undefined)?.apart ?? [])

    expect(missing(apart.map((type) => `refusal.hand.${type}`))).toEqual([])
  })

  // What a sensitive case sets in motion tells no desk and writes no letter (src/confidential/delivery.ts).
  test.skipIf(confidential.some((own) => own.name === name))(
    'every effect tells the staff or the complainant',
    () => {
      const effects = Object.entries(machine.implementations.actions)
        .filter(([, action]) => !(typeof action === 'function' && 'type' in action))
        .map(([effect]) => effect)

      expect(effects).toContain('acknowledge')
      for (const language of languages)
        expect(effects.filter((effect) => !tells(language, effect))).toEqual([])
      // What is no notice is a letter, with a name on the page of the case and among the incidents.
      const letters = effects.filter((effect) => !has('fr', `effect.${effect}`))
      expect(missing(letters.flatMap((name) => [`case.thread.${name}`, `incident.letter.${name}`]))).toEqual(
        [],
      )
    },
  )

  test('a label for one act names a field of that act', () => {
    for (const [type, field] of labelsForOneAct()) {
      const schema = inputs[type]
      expect(schema && fieldsOf(schema).map(([known]) => known), type).toContain(field)
    }
  })

  function labelsForOneAct(): [type: string, field: string][] {
    const fields = new Set(forms.flatMap(([, schema]) => fieldsOf(schema).map(([field]) => field)))
    return forms.flatMap(([type]) =>
      [...fields]
        .filter((field) => has('fr', `field.${field}.for.${type}`))
        .map((field): [string, string] => [type, field]),
    )
  }
})

describe.each([...new Set(workflows.map(({ name }) => name))])('%s', (name) => {
  test('says nothing of what no case can do', () => {
    // What a complaint says every other lifecycle may say as well.
    const spoken = workflows.filter((workflow) => name === 'complaint' || workflow.name === name)
    const known = new Set(spoken.flatMap(saidBy))

    for (const language of languages)
      expect(
        [...textsOf(language, name).keys()].filter((key) => !known.has(partOf(key))),
        language,
      ).toEqual([])
  })

  /** The state, the event or the deadline that a text is about, or the text itself. */
  const partOf = (key: string) => key.split('.').slice(1, 3).join('.')
})

test('everybody who takes part, every step and every channel has a name', () => {
  const keys = [
    ...[...roles, 'complainant', 'system'].map((role) => `word.role.${role}`),
    ...stages.map((stage) => `word.stage.${stage}`),
    ...[...channels, ...answerChannels].map((channel) => `word.channel.${channel}`),
    ...channels.flatMap((channel) => [`word.receivedBy.${channel}`, `word.receptionRule.${channel}`]),
    ...spoken.map((language) => `word.language.${language}`),
    ...relations.map((relation) => `word.relation.${relation}`),
    ...decisions.map((decision) => `word.decision.${decision}`),
    ...['none', 'lodged', ...choicesOf(inputs.APPEAL_DECIDED.shape.decision)].map(
      (appeal) => `word.appeal.${appeal}`,
    ),
    ...authorities.map((authority) => `word.authority.${authority}`),
  ]

  expect(missing(keys)).toEqual([])
})

test('a message to a complainant uses only what its sender knows', () => {
  const known = [
    'reference',
    'programme',
    'date',
    'link',
    'body',
    'text',
    'documents',
    'appealDate',
    'courtDate',
  ]
  const values = Object.fromEntries(known.map((name) => [name, 'x']))
  for (const language of languages) {
    const t = translator(language)
    for (const key of textsOf(language, 'message').keys())
      expect(t(key, values), `${language} ${key}`).not.toMatch(/\{\{|^message\./)
  }
})

test('a message to a complainant has a subject, a letter and a text message', () => {
  const letters = new Set(
    [...textsOf('fr', 'message').keys()]
      .filter((key) => !key.startsWith('message.remedies.'))
      .map((key) => key.slice(0, key.lastIndexOf('.'))),
  )

  expect([...letters]).toContain('message.acknowledge.for.appeal')
  expect(
    missing([...letters].flatMap((key) => ['subject', 'body', 'sms'].map((part) => `${key}.${part}`))),
  ).toEqual([])
})

/** Whatever a lifecycle may say something about. */
function saidBy({ machine, inputs }: Workflow): string[] {
  return [
    'name',
    'what',
    ...descendants(machine.root).map((node) => `state.${node.key}`),
    ...Object.keys(machine.implementations.delays).map((delay) => `timer.${delay}`),
    ...[...Object.keys(inputs), 'UPGRADE', 'RELEASE'].map((type) => `event.${type}`),
  ]
}

/** Whether somebody hears of an effect: the staff, or a complainant, who hears a decision in words of its own. */
function tells(language: Language, effect: string): boolean {
  if (effect === 'tellDecision') return kinds.every((kind) => has(language, `message.${effect}.${kind}.body`))
  return has(language, `effect.${effect}`) || has(language, `message.${effect}.body`)
}

function descendants(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(descendants)]
}

function boundOf(issue: object, name: string): number | undefined {
  const bound = Object.entries(issue).find(([key]) => key === name)?.[1]
  return typeof bound === 'number' ? bound : undefined
}
