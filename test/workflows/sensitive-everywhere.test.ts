// What holds of a sensitive case wherever it can stand: her choices work at once, and hardly anybody may do anything.
import { beforeAll, describe, expect, test } from 'vitest'
import { sensitive } from '../../workflows/sensitive.ts'
import { sensitiveContext, unborn } from '../../workflows/sensitive-facts.ts'
import { seededDraw } from '../support/draw.ts'
import { branchesAt, nodesOf } from '../support/drawing.ts'
import { explore } from '../support/explore.ts'
import { wanderers } from '../support/properties.ts'
import { samplerOf } from '../support/samplers.ts'
import { attempt, awaited, metaOf, metasOf, type Walk } from '../support/walk.ts'

const sampler = samplerOf(sensitive)
const isAlive = ({ snapshot }: Walk) => snapshot.matches({ handling: 'alive' })
const factsOf = ({ snapshot }: Walk) => sensitiveContext(snapshot.context)
const ownersOf = ({ snapshot }: Walk) => metasOf(snapshot).flatMap(({ owner }) => owner ?? [])

describe('wherever a sensitive case stands,', () => {
  let places: readonly Walk[] = []
  beforeAll(() => {
    places = [...explore(sensitive, sampler).places.values()]
  }, 120_000)

  test('nothing is shared without a consent in force, and nothing at all once it is over', () => {
    const shared = places.filter((place) => factsOf(place).sharedWith !== null)

    expect(shared.length).toBeGreaterThan(20)
    expect(shared.filter((place) => !isAlive(place) || factsOf(place).consent === null)).toEqual([])
  })

  test('a specialist is waited for only where the case is shared with her', () => {
    const hers = places.filter((place) => ownersOf(place).includes('specialist'))

    expect(hers.length).toBeGreaterThan(20)
    expect(hers.filter((place) => factsOf(place).sharedWith === null)).toEqual([])
  })

  test('she withdraws a consent by herself, and sharing stops at once', () => {
    const her = [{ id: 'survivor', roles: ['complainant' as const] }]
    const agreed = places.filter((place) => isAlive(place) && factsOf(place).consent !== null)

    const after = agreed.map((place) => attempt(place, 'WITHDRAW_CONSENT', her, sampler, seededDraw(1)))

    expect(agreed.length).toBeGreaterThan(50)
    for (const now of after) {
      if (!now) throw new Error('she could not withdraw her consent')
      const { consent, sharedWith, referrals } = factsOf(now)
      expect({ consent, sharedWith }).toEqual({ consent: null, sharedWith: null })
      expect(['pending', 'accepted']).not.toContain(referrals.at(-1)?.outcome)
      expect(ownersOf(now)).not.toContain('specialist')
    }
  })

  test('it can be erased at her wish, and then nothing is left of it, nothing is due, nobody may do anything', () => {
    const focal = [{ id: 'focal', roles: ['focal_point' as const] }]
    const born = places.filter((place) => !place.snapshot.matches({ handling: 'unborn' }))
    const standing = born.filter((place) => !place.snapshot.matches({ handling: 'erased' }))

    const after = standing.map((place) => attempt(place, 'ERASE', focal, sampler, seededDraw(1)))

    expect(standing.length).toBeGreaterThan(500)
    for (const [n, now] of after.entries()) {
      if (!now) throw new Error(`it could not be erased in ${JSON.stringify(standing[n]?.snapshot.value)}`)
      const { programme, receivedOn } = factsOf(now)
      expect(now.snapshot.context).toEqual({ ...unborn, programme, receivedOn })
      expect([...now.timers.keys(), ...ownersOf(now), ...awaited(now.snapshot)]).toEqual([])
    }
  })
})

describe('of all who may act at all,', () => {
  const branches = nodesOf(sensitive.machine.root).flatMap(branchesAt)
  const openTo = (party: string) =>
    [
      ...new Set(
        branches
          .filter((branch) => metaOf(branch).by?.some((one) => one === party))
          .map(({ eventType }) => eventType),
      ),
    ].sort()

  test('whoever it is about brings it, replies, withdraws her consent, and nothing else', () => {
    expect(openTo('complainant')).toEqual(['OPEN', 'REPLY', 'WITHDRAW_CONSENT'])
  })

  test('a specialist accepts, refuses, reports, and nothing else', () => {
    expect(openTo('specialist')).toEqual(['ACCEPT', 'REFUSE', 'REPORT_SUPPORT'])
  })

  test('the system only says what left and what did not, and lets in what comes from elsewhere', () => {
    expect(openTo('system')).toEqual([
      'MESSAGE_FAILED',
      'MESSAGE_SENT',
      'NOTICE_FAILED',
      'NOTICE_SENT',
      'OPEN',
    ])
  })

  test('whoever registers brings it and sees it no more; nobody else has any part in it', () => {
    const elsewhere = [
      ...['processor', 'supervisor', 'closer', 'auditor', 'verifier', 'reporter', 'admin'],
    ] as const

    expect([openTo('agent'), openTo('clerk')]).toEqual([['OPEN'], ['OPEN']])
    expect(elsewhere.flatMap(openTo)).toEqual([])
  })
})

describe('every sensitive case, on every way,', () => {
  const { always, letThemWander } = wanderers(sensitive, 200)
  beforeAll(letThemWander, 120_000)

  test('begins anew when it is opened again: no consent of before counts', () => {
    let reopenings = 0
    always(({ walk }) => {
      let waiting = false
      for (const { event, before, after } of walk.trail) {
        const reopened = before.matches({ handling: 'closed' }) && after.matches({ handling: 'alive' })
        if (reopened) reopenings += 1
        waiting = (waiting || reopened) && event.type !== 'CONSENT'
        const { consent, sharedWith } = sensitiveContext(after.context)
        if (waiting) expect([event.type, consent, sharedWith]).toEqual([event.type, null, null])
      }
    })

    expect(reopenings).toBeGreaterThan(3)
  })

  test('hears at most once that its notice is late, and only when it is', () => {
    let late = 0
    always(({ walk }) => {
      const told = walk.trail.filter(({ effects }) => effects.includes('alertNoticeLate'))
      late += told.length
      expect(told.length).toBeLessThanOrEqual(1)
      for (const { before, event } of told) {
        const { notices, noticeBy } = sensitiveContext(before.context)
        expect([notices.institution, notices.funder]).toContain(null)
        expect(event.at).toBeGreaterThanOrEqual(noticeBy)
      }
    })

    expect(late).toBeGreaterThan(3)
  })

  test('has a word that waits exactly while an hour is set for it', () => {
    always(({ looks }) => {
      for (const { snapshot } of looks)
        expect(snapshot.matches({ messages: { heard: 'waiting' } })).toBe(
          sensitiveContext(snapshot.context).leaveAt !== null,
        )
    })
  })
})
