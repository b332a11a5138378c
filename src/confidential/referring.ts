// Where a case may be referred to now: to a body that gives what she agreed to, and where somebody is there to hear of it.
import type { SensitiveContext } from '../../workflows/sensitive-facts.ts'
import type { Tx } from '../platform/database.ts'
import type { Programme } from '../programmes/schema.ts'
import { specialists } from './colleagues.ts'

/** Why a body of the programme is not one to refer to now: nobody is there, or it gives nothing she agreed to. */
export type Unfit = 'nobodyThere' | 'notAgreed'

/** The bodies of a programme by their codes, each with why it cannot be chosen; null where it can. */
export type Bodies = ReadonlyMap<string, Unfit | null>

/** Which bodies of its programme a case may be referred to now. */
export async function bodiesFor(
  tx: Pick<Tx, 'all'>,
  programme: Programme,
  { consent }: Pick<SensitiveContext, 'consent'>,
): Promise<Bodies> {
  const agreed = consent?.services ?? []
  const found = new Map<string, Unfit | null>()
  for (const { code, services } of programme.specialists) {
    const gives = services?.some((service) => agreed.includes(service)) ?? true
    const there = await specialists(tx, { programme: programme.code, sharedWith: code })
    found.set(code, gives ? (there.length > 0 ? null : 'nobodyThere') : 'notAgreed')
  }
  return found
}
