// Sensitive cases of invented people, one in each state, so that a focal point has something to learn on.
import { randomUUID } from 'node:crypto'
import { system } from '../cases/policy.ts'
import { act, bring } from '../confidential/commands.ts'
import { speak } from '../confidential/own-voice.ts'
import type { Road } from '../confidential/road.ts'
import { addDays } from '../platform/clock.ts'
import type { Colleague } from './accounts.ts'
import type { MovableClock } from './movable-clock.ts'
import { instantOf } from './office-days.ts'

type Fields = Record<string, unknown>

/** Who does the next step: a focal point, a specialist, whoever the case is about, or the product. */
type Step = ['focal' | 'specialist' | 'survivor' | 'system', string, Fields?]

type Scene = { programme: string; ago: number; at: number; told: Fields; steps: Step[] }

const offered: Step = [
  'focal',
  'OFFER_SERVICES',
  { medical: true, psychosocial: true, legal: true, shelter: true },
]
const agreed: Step = [
  'focal',
  'CONSENT',
  {
    given: 'spoken',
    psychosocial: true,
    legal: true,
    shareNature: true,
    sharePerson: true,
    understood: true,
  },
]
const noticed: Step[] = [
  ['focal', 'SEND_NOTICE'],
  ['system', 'NOTICE_SENT', { to: 'institution' }],
  ['system', 'NOTICE_SENT', { to: 'funder' }],
]
const referred = (days: number): Step => ['focal', 'REFER', { to: 'AMAL', days }]
const helped: Step[] = [
  ['specialist', 'ACCEPT'],
  ['specialist', 'REPORT_SUPPORT', { psychosocial: true, outcome: 'done' }],
]

const byText = {
  contactBy: 'sms',
  contactPoint: '0600000000',
  contactHours: 'afternoon',
  contactLanguage: 'ar',
}

/** A minute after midnight counts as 1; one step follows the other an hour later. */
const scenes: readonly Scene[] = [
  {
    programme: 'DAAM',
    ago: 0,
    at: 500,
    told: { nature: 'physicalAssault', ageBand: 'adult', sex: 'female', ...byText },
    steps: [],
  },
  {
    programme: 'TAYSSIR',
    ago: 0,
    at: 505,
    told: { nature: 'childAtRisk', ageBand: 'teen', sex: 'female' },
    steps: [],
  },
  {
    programme: 'DAAM',
    ago: 1,
    at: 900,
    told: { nature: 'harassment', linked: 'yes', ageBand: 'young', sex: 'female' },
    steps: [...noticed, offered],
  },
  {
    programme: 'AMO_TADAMON',
    ago: 2,
    at: 600,
    told: { nature: 'psychologicalAbuse', ageBand: 'adult', sex: 'female' },
    steps: [...noticed, offered, agreed],
  },
  {
    programme: 'DAAM',
    ago: 3,
    at: 560,
    told: { nature: 'exploitation', linked: 'yes', ageBand: 'young', sex: 'female', ...byText },
    steps: [...noticed, offered, agreed, referred(6)],
  },
  {
    programme: 'DAAM',
    ago: 9,
    at: 620,
    told: { nature: 'denialOfResources', ageBand: 'senior', sex: 'female' },
    steps: [...noticed, offered, agreed, referred(5), ['specialist', 'ACCEPT']],
  },
  {
    programme: 'HOUSING',
    ago: 6,
    at: 700,
    told: { nature: 'harassment', linked: 'unknown', sex: 'female' },
    steps: [...noticed, offered, ['focal', 'DECLINE']],
  },
  {
    programme: 'TAYSSIR',
    ago: 12,
    at: 640,
    told: { nature: 'harassment', linked: 'yes', sex: 'female', ageBand: 'adult' },
    steps: [...noticed, offered, agreed, referred(9), ['specialist', 'REFUSE', { ground: 'area' }]],
  },
  {
    programme: 'MICROFINANCE',
    ago: 14,
    at: 580,
    told: { nature: 'exploitation', sex: 'female', ageBand: 'adult' },
    steps: [...noticed, offered, agreed, referred(10), ['survivor', 'WITHDRAW_CONSENT']],
  },
  {
    programme: 'DAAM',
    ago: 30,
    at: 610,
    told: { nature: 'psychologicalAbuse', sex: 'female', ageBand: 'adult' },
    steps: [
      ...noticed,
      offered,
      agreed,
      referred(8),
      ...helped,
      ['focal', 'SAY', { phrase: 'closing' }],
      ['focal', 'CLOSE'],
    ],
  },
]

const HOUR = 3_600_000

type Stage = { road: Road; people: readonly Colleague[]; clock: MovableClock; today: string; now: number }

/** Plays the scenes; everything lies before the clock's now. */
export async function playConfidential(stage: Stage): Promise<void> {
  for (const scene of scenes.toSorted((a, b) => b.ago - a.ago)) await play(stage, scene)
}

async function play({ road, people, clock, today, now }: Stage, scene: Scene): Promise<void> {
  const { programme, ago, at, told, steps } = scene
  const day = addDays(today, -ago)
  const who = (role: string) => {
    const found = people.find(
      ({ role: own, grants, pending }) =>
        own === role && !pending && grants.some((grant) => grant.programme === programme),
    )
    if (!found) throw new Error(`nobody is ${role} of ${programme}`)
    return found
  }
  const begins = Math.min(instantOf(day, at), now - (steps.length + 1) * HOUR)
  clock.set(begins)
  const before = await idsOf(road)
  const brought = { key: randomUUID(), programme }
  const { code } = await bring(road, brought, told, who('focal_point'))
  const id = (await idsOf(road)).find((one) => !before.includes(one)) ?? ''
  for (const [n, [role, type, fields = {}]] of steps.entries()) {
    clock.set(begins + (n + 1) * HOUR)
    await road.engine.fire(id)
    const { days, ...rest } = fields
    const input =
      days === undefined ? rest : { ...rest, followUpOn: addDays(clock.dayOf(clock.now()), Number(days)) }
    if (role === 'system') await road.engine.send({ id, type, input, actor: system })
    else if (role === 'survivor') await speak(road, { code: code ?? '', type, input })
    else await actAs(road, who(role === 'focal' ? 'focal_point' : 'specialist'), { id, type, input })
  }
  clock.set(now)
  await road.engine.fire(id)
}

async function actAs(
  road: Road,
  who: Colleague,
  wish: { id: string; type: string; input: Fields },
): Promise<void> {
  const row = await road.db.read('sensitive_instances').where({ id: wish.id }).first('revision')
  await act(road, { ...wish, revision: row.revision }, who)
}

const idsOf = async (road: Road): Promise<string[]> =>
  (await road.db.read('sensitive_instances').select('id')).map(({ id }) => id)
