// The form of an order on many cases: who takes them, or which cause they may belong to.
import { z } from 'zod'
import type { Named } from '../../accounts/names.ts'
import type { SignedIn } from '../../accounts/schema.ts'
import { standInsFor } from '../../accounts/staff.ts'
import type { BulkAct, ListOrder } from '../../cases/bulk-jobs.ts'
import { listCauses, mayKeep } from '../../cases/causes.ts'
import { capital } from '../capital.ts'
import type { CaseDeps } from '../case-deps.ts'
import type { FieldSpec, Option } from '../forms.ts'
import { causeTitle } from './cause-words.ts'
import type { Say } from './say.ts'

const roles = ['clerk', 'processor', 'supervisor', 'closer'] as const

/** The choice that means everybody of the role. */
const EVERYBODY = '*'

const person = z.string('absence.handover.choose').min(1, 'absence.handover.choose').max(60)
const toWhom = (to: string | undefined) => (to === EVERYBODY || to === undefined ? '' : to)

/** What is posted, as an order; `who` is role/person for an assignment. */
export const OrderForm = z.discriminatedUnion('act', [
  z
    .object({
      act: z.literal('assign'),
      who: z
        .string('absence.handover.choose')
        .regex(/^[a-z]+\/[^/]+$/, 'absence.handover.choose')
        .transform((who) => who.split('/'))
        .pipe(z.tuple([z.enum(roles), person], 'absence.handover.choose')),
    })
    .transform(({ act, who: [role, to] }): ListOrder => ({ act, role, to: toWhom(to) })),
  z
    .object({ act: z.literal('handOver'), who: person })
    .transform(({ act, who }): ListOrder => ({ act, to: toWhom(who) })),
  z
    .object({
      act: z.literal('attach'),
      cause: z.string('bulk.chooseCause').min(1, 'bulk.chooseCause').max(40),
    })
    .transform((order): ListOrder => order),
  z.object({ act: z.literal('print') }).transform((order): ListOrder => order),
])

/** The fields of an order on cases of these programmes. */
export async function orderFields(
  deps: CaseDeps,
  say: Say,
  user: SignedIn,
  act: BulkAct,
  programmes: readonly string[],
): Promise<FieldSpec[]> {
  const { t } = say
  if (act === 'print') return []
  const first = { value: '', label: t('absence.handover.pick') }
  if (act === 'attach') {
    const open = (await listCauses(deps.db, user, { open: true })).filter((cause) => mayKeep(user, cause))
    const options = open
      .filter(({ programme }) => programmes.includes(programme))
      .map((cause) => ({ value: cause.id, label: causeTitle(say, cause) }))
    return [select('cause', t('bulk.cause'), [first, ...options])]
  }
  const people = await whoCanTake(deps, user, programmes)
  const everybody = { value: EVERYBODY, label: t('absence.handover.everybody') }
  if (act === 'handOver') {
    const all = [...new Map(people.flatMap(({ people }) => people).map((one) => [one.id, one])).values()]
    return [
      {
        ...select('who', t('bulk.who'), [
          first,
          everybody,
          ...all.map(({ id, name }) => ({ value: id, label: name })),
        ]),
        hint: t('bulk.handOverHint'),
      },
    ]
  }
  const grouped = people.flatMap(({ role, people }) =>
    [{ id: EVERYBODY, name: everybody.label }, ...people].map(({ id, name }) => ({
      value: `${role}/${id}`,
      label: name,
      group: capital(t(`word.role.${role}`)),
    })),
  )
  return [select('who', t('bulk.who'), [first, ...grouped])]
}

const select = (name: string, label: string, options: Option[]): FieldSpec => ({
  name,
  kind: 'select',
  label,
  required: true,
  options,
})

/** By role, those the supervisor answers for in these programmes and who are there today. */
function whoCanTake(
  { db, clock }: CaseDeps,
  user: SignedIn,
  programmes: readonly string[],
): Promise<{ role: (typeof roles)[number]; people: Named[] }[]> {
  const today = clock.dayOf(clock.now())
  return Promise.all(
    roles.map(async (role) => {
      const found = await Promise.all(
        programmes.map((programme) => standInsFor(db, user, { person: '', role, programme }, today)),
      )
      const people = [...new Map(found.flat().map((one) => [one.id, one])).values()]
      return { role, people: people.sort((a, b) => (a.name < b.name ? -1 : 1)) }
    }),
  )
}
