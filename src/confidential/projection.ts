// The rows that follow from a sensitive case: on whose desk it lies, and by which code it is found. All of them say nothing.
import type { AnyMachineSnapshot } from 'xstate'
import type { Meta } from '../../workflows/kit.ts'
import { type SensitiveContext, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import { leafOf } from '../cases/projection.ts'
import type { Projection } from '../engine/projection.ts'
import { focalDesk, specialistDesk } from './policy.ts'

/** Where the notices that are late are shown: to every focal point, by programme alone. */
export const LATE_DESK = '*/late'

export const deskText = (desk: string): string => `desk ${desk}`

/** A state that waits for somebody. */
export type Owned = { state: string; owner: string; next: string; due: number | null }

/** Every state that waits for somebody, the most urgent first. */
export function ownedStates(snapshot: AnyMachineSnapshot): Owned[] {
  const context = sensitiveContext(snapshot.context)
  const metas: [string, Meta][] = Object.entries(snapshot.getMeta())
  const owned = metas.flatMap(([id, meta]): Owned[] =>
    meta?.owner
      ? [
          {
            state: id.slice(id.lastIndexOf('.') + 1),
            owner: meta.owner,
            next: meta.next ?? '',
            due: instantOf(context, meta.due),
          },
        ]
      : [],
  )
  return [...owned, ...overdueNotice(snapshot, context)].sort((a, b) => pressing(a) - pressing(b))
}

/** A notice that is still on its way when its time is over waits for no mail: it is done by hand. */
function overdueNotice(snapshot: AnyMachineSnapshot, { noticeBy }: SensitiveContext): Owned[] {
  const late = stateIn(snapshot, 'noticeClock') === 'late' && stateIn(snapshot, 'notice') === 'sending'
  return late ? [{ state: 'sending', owner: 'focal_point', next: 'RECORD_NOTICE', due: noticeBy }] : []
}

/** What she said comes first, then to listen to her, then what has a day. */
const pressing = ({ state, next, due }: Owned): number => {
  if (next === 'NOTE_REPLY') return 0
  return state === 'received' ? 1 : (due ?? Number.MAX_SAFE_INTEGER)
}

function instantOf(context: SensitiveContext, due: string | undefined): number | null {
  const fact: unknown = due === undefined ? undefined : Reflect.get(context, due)
  return typeof fact === 'number' && fact > 0 ? fact : null
}

/** The state of one region. */
export const stateIn = (snapshot: AnyMachineSnapshot, region: string): string =>
  leafOf(Reflect.get(snapshot.value, region))

/** The projection, with the keyed hash that finds its rows again. */
export const createProjection = (tag: (text: string) => string): Projection => ({
  tables: [
    { table: 'sensitive_desks', key: ['case_id', 'tag'], owner: 'case_id' },
    { table: 'sensitive_codes', key: ['case_id'], owner: 'case_id' },
  ],
  ofState: ({ id, snapshot }) => [
    {
      table: 'sensitive_desks',
      key: ['case_id', 'tag'],
      rows: desksOf(snapshot).map(({ desk, waiting, due_at }) => ({
        ...{ case_id: id, tag: tag(deskText(desk)), waiting: waiting ? 1 : 0, due_at },
      })),
    },
    { table: 'sensitive_codes', key: ['case_id'], rows: codesOf(id, snapshot) },
  ],
  ofEvent: () => [],
})

function codesOf(id: string, snapshot: AnyMachineSnapshot): { case_id: string; tag: string }[] {
  const { codeTag } = sensitiveContext(snapshot.context)
  return codeTag === null ? [] : [{ case_id: id, tag: codeTag }]
}

/** Whether a case that stands so lies on a desk. */
export const liesOn = (snapshot: AnyMachineSnapshot, desk: string): boolean =>
  desksOf(snapshot).some((lying) => lying.desk === desk)

type Lying = { desk: string; waiting: boolean; due_at: number }

function desksOf(snapshot: AnyMachineSnapshot): Lying[] {
  const context = sensitiveContext(snapshot.context)
  const { programme, sharedWith, receivedAt, noticeBy } = context
  if (stateIn(snapshot, 'handling') === 'erased') return []
  const owned = ownedStates(snapshot)
  const lie = (desk: string, owner: string): Lying => {
    const [first, ...others] = owned.filter((one) => one.owner === owner)
    const dues = [first, ...others].flatMap((one) => one?.due ?? [])
    return { desk, waiting: first !== undefined, due_at: dues[0] ?? receivedAt }
  }
  return [
    lie(focalDesk(programme), 'focal_point'),
    ...(sharedWith ? [lie(specialistDesk(programme, sharedWith), 'specialist')] : []),
    ...(stateIn(snapshot, 'noticeClock') === 'late'
      ? [{ desk: LATE_DESK, waiting: true, due_at: noticeBy }]
      : []),
  ]
}
