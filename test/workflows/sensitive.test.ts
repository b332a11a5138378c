// The confidential road as its lifecycle leads it: what is shared, what is told in time, when it may end.
import { describe, expect, test } from 'vitest'
import { sensitive } from '../../workflows/sensitive.ts'
import { inputs } from '../../workflows/sensitive-inputs.ts'
import { nodesOf } from '../support/drawing.ts'
import {
  agreement,
  child,
  consented,
  noticed,
  outOfReach,
  referred,
  refusalOf,
  type SensitiveStory,
  sensitiveStory,
  supported,
} from './sensitive-story.ts'

describe('consent', () => {
  test.each<[string, () => SensitiveStory]>([
    ['agreed', consented],
    ['referred', referred],
    ['accepted', () => referred().does('ACCEPT')],
    ['refused', () => referred().does('REFUSE', { ground: 'capacity' })],
    ['outside', () => consented().does('REFER', { to: 'OUTSIDE', followUpOn: '2023-01-17' })],
    ['supported', supported],
  ])('withdrawn when it was %s stops sharing at once', (_where, tell) => {
    const story = tell().does('WITHDRAW_CONSENT')

    expect(story.states).toContain('handling.withdrawn')
    expect(story.context).toMatchObject({ consent: null, sharedWith: null })
  })

  test('is hers to withdraw, and the focal point’s to record', () => {
    const branch = nodesOf(sensitive.machine.root)
      .flatMap((node) => node.transitions.get('WITHDRAW_CONSENT') ?? [])
      .map(({ meta }) => meta.by)

    expect(branch).toEqual([['focal_point', 'complainant']])
  })

  test('is never ticked beforehand, and names at least one service, of those that were explained', () => {
    const explained = sensitiveStory().does('OFFER_SERVICES', { legal: 'on' })

    expect(inputs.CONSENT.safeParse({ ...agreement, understood: undefined }).success).toBe(false)
    expect(inputs.CONSENT.safeParse({ given: 'spoken', understood: 'on' }).success).toBe(false)
    expect(refusalOf(explained, 'CONSENT', { given: 'spoken', shelter: true, understood: true })).toContain(
      'wasOffered',
    )
  })

  test('shares nothing that was not ticked', () => {
    expect(consented().context.consent).toMatchObject({ services: ['legal'], share: [] })
    expect(consented({}, { sharePerson: 'on' }).context.consent?.share).toEqual(['person'])
  })

  test('opens the case to a body that uses the product, never to a service that does not', () => {
    expect(referred().context.sharedWith).toBe('AMAL')
    expect(
      consented().does('REFER', { to: 'OUTSIDE', followUpOn: '2023-01-17' }).context.sharedWith,
    ).toBeNull()
  })

  test('may be given again after it was withdrawn, and begins with nothing shared', () => {
    const again = referred()
      .does('WITHDRAW_CONSENT')
      .does('OFFER_SERVICES', { shelter: true })
      .does('CONSENT', agreement)

    expect(again.context.sharedWith).toBeNull()
    expect(again.context.referrals).toMatchObject([{ outcome: 'withdrawn' }])
  })

  test('that is not given anew ends what was shared before', () => {
    const story = supported().does('OFFER_SERVICES', { medical: 'on' }).does('DECLINE')

    expect(story.context).toMatchObject({ consent: null, sharedWith: null })
  })

  test('a referral that is refused shares no more, and says why', () => {
    const { context } = referred().does('REFUSE', { ground: 'conflict' })

    expect(context).toMatchObject({
      sharedWith: null,
      referrals: [{ outcome: 'refused', ground: 'conflict' }],
    })
  })
})

describe('it closes', () => {
  test('only when services were offered', () => {
    expect(refusalOf(sensitiveStory(), 'CLOSE')).toContain('refusal.servicesOffered')
  })

  test.each([
    ['agreed', consented],
    ['referred', referred],
    ['accepted', () => referred().does('ACCEPT')],
  ] as const)('not while the outcome is open: %s', (_where, tell) => {
    expect(refusalOf(noticed(tell()), 'CLOSE')).toContain('refusal.outcomeKnown')
  })

  test('only when institution and funder were both told', () => {
    const story = supported().does('SEND_NOTICE').does('NOTICE_SENT', { to: 'institution' })
    expect(story.accepts('CLOSE')).toBe(false)

    story.does('NOTICE_SENT', { to: 'funder' }).does('CLOSE')

    expect(story.context).toMatchObject({ closedAs: 'supported', sharedWith: null, followUpAt: null })
  })

  test('for a child only when those who protect children were told', () => {
    const story = noticed(child().does('OFFER_SERVICES', { childProtection: true }).does('DECLINE'))
    expect(story.accepts('CLOSE')).toBe(false)

    story.does('REFER_CHILD', { authority: 'prosecutor' }).does('CLOSE')

    expect(story.context.closedAs).toBe('declined')
  })

  test('by itself as what it was: the ground is not typed', () => {
    const refused = noticed(referred().does('REFUSE', { ground: 'area' })).does('CLOSE')
    const withdrawn = noticed(referred().does('WITHDRAW_CONSENT')).does('CLOSE')

    expect([refused, withdrawn].map(({ context }) => context.closedAs)).toEqual(['refused', 'withdrawn'])
  })

  test('as unreachable only after attempts on three days', () => {
    const story = noticed(sensitiveStory())
    for (const count of [0, 1, 24, 30, 48]) {
      expect(refusalOf(story, 'CLOSE_UNREACHABLE')).toContain('refusal.triedEnough')
      story.after(count).does('RECORD_ATTEMPT', { by: 'inPerson' })
    }

    expect(story.does('CLOSE_UNREACHABLE').context.closedAs).toBe('unreachable')
  })

  test('not as unreachable any more once she was heard', () => {
    const story = outOfReach()
    expect(story.accepts('CLOSE_UNREACHABLE')).toBe(true)

    story.does('REPLY', { phrase: 'thanks' })

    expect(story.accepts('CLOSE_UNREACHABLE')).toBe(false)
  })

  test('and begins again when she asks for it, with nothing taken for granted', () => {
    const story = noticed(supported()).does('CLOSE').does('REPLY', { phrase: 'contactMe' })

    expect(story.states).toContain('handling.received')
    expect(story.context).toMatchObject({ consent: null, sharedWith: null, offered: [], closedAs: null })
  })
})
