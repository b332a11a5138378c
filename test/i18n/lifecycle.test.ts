// Whatever a lifecycle can do, ask, refuse or tell has its words in every language.

import { describe, expect, test } from 'vitest'
import type { AnyStateNode } from 'xstate'
import { formats } from '../../src/i18n/format.ts'
import { has, languages, translator } from '../../src/i18n/i18n.ts'
import { answerChannels, channels, relations, languages as spoken } from '../../workflows/case-inputs.ts'
import { workflows } from '../../workflows/index.ts'
import { type Meta, roles, stages } from '../../workflows/kit.ts'
import { choicesOf, fieldsOf, issuesOf } from './schemas.ts'

/** The keys that are missing, each with its language. */
const missing = (keys: Iterable<string>) =>
  languages.flatMap((language) =>
    [...new Set(keys)].filter((key) => !has(language, key)).map((key) => `${language} ${key}`),
  )

describe.each(workflows)('$name', ({ name, machine, inputs }) => {
  const nodes = descendants(machine.root)
  const transitions = nodes.flatMap((node) => [...node.transitions.values()])
  const forms = Object.entries(inputs)

  test('every state a case can wait in', () => {
    const states = nodes.filter((node) => (node.meta as Meta | undefined)?.stage).map((node) => node.key)

    expect(states).not.toEqual([])
    expect(missing(states.map((state) => `${name}.state.${state}`))).toEqual([])
  })

  test('every act: its button, its panel, its trace and what follows', () => {
    const keys = forms.flatMap(([type]) =>
      ['do', 'title', 'intro', 'done', 'follows'].map((part) => `${name}.event.${type}.${part}`),
    )

    expect(missing(keys)).toEqual([])
  })

  test('every deadline that passes', () => {
    const delays = Object.keys(machine.implementations.delays)

    expect(missing(delays.map((delay) => `${name}.timer.${delay}`))).toEqual([])
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

    expect(keys).toContain('refusal.dueAhead')
    expect(missing(keys)).toEqual([])
  })

  test('every act that keeps somebody from another', () => {
    const apart = transitions.flat().flatMap((way) => (way.meta as Meta | undefined)?.apart ?? [])

    expect(missing(apart.map((type) => `refusal.hand.${type}`))).toEqual([])
  })

  test('every effect tells the staff or the complainant', () => {
    const effects = Object.entries(machine.implementations.actions)
      .filter(([, action]) => !(typeof action === 'function' && 'type' in action))
      .map(([effect]) => effect)

    expect(effects).toContain('acknowledge')
    for (const language of languages)
      expect(
        effects.filter(
          (effect) => !has(language, `effect.${effect}`) && !has(language, `message.${effect}.body`),
        ),
      ).toEqual([])
  })

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

test('everybody who takes part, every step and every channel has a name', () => {
  const keys = [
    ...[...roles, 'complainant', 'system'].map((role) => `word.role.${role}`),
    ...stages.map((stage) => `word.stage.${stage}`),
    ...[...channels, ...answerChannels].map((channel) => `word.channel.${channel}`),
    ...channels.flatMap((channel) => [`word.receivedBy.${channel}`, `word.receptionRule.${channel}`]),
    ...spoken.map((language) => `word.language.${language}`),
    ...relations.map((relation) => `word.relation.${relation}`),
  ]

  expect(missing(keys)).toEqual([])
})

test('a message to a complainant uses only what its sender knows', () => {
  const known = ['reference', 'programme', 'date', 'link', 'body', 'text', 'documents']
  const values = Object.fromEntries(known.map((name) => [name, 'x']))
  for (const language of languages) {
    const t = translator(language)
    for (const effect of [
      'acknowledge',
      'tellAnswerFollows',
      'tellCommitment',
      'askDocuments',
      'sendAnswer',
      'resend',
    ])
      for (const part of ['subject', 'body', 'sms'])
        expect(t(`message.${effect}.${part}`, values)).not.toMatch(/\{\{|message\./)
  }
})

function descendants(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(descendants)]
}

function boundOf(issue: object, name: string): number | undefined {
  const bound = Object.entries(issue).find(([key]) => key === name)?.[1]
  return typeof bound === 'number' ? bound : undefined
}
