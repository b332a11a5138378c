// The complaints about school transfers of 10 January to 29 March 2023: as many of each kind as were published.

import { days } from '../support/clock.ts'
import { seededDraw } from '../support/draw.ts'
import { multiply } from '../support/multiplied.ts'
import type { Office } from '../support/office.ts'

export const PERIOD = { from: '2023-01-10', to: '2023-03-29' }

type Way = {
  channels: readonly string[]
  /** How many of each category. */
  categories: Record<string, number>
  founded: number
  /** By ground; what is left of the total is undetermined, or no complaint at all. */
  notFounded: Record<string, number>
  /** Days until the closing, each as often as the next: their mean is the published one. */
  days: readonly number[]
}

/** What was published of a way that complaints came by. The card of the poorest is no ground of its own: it ran out and nobody said so. */
export const published: { web: Way; other: Way } = {
  web: {
    channels: ['web'],
    categories: { ENROLMENT_REFUSED: 4_588, PAYMENT_MISSING: 25_235, AMOUNT_WRONG: 2_950 },
    founded: 7_792,
    notFounded: { undeclaredChange: 7_600, contestsRules: 12_381, falseDeclaration: 5_000 },
    days: [6, 10, 14],
  },
  other: {
    channels: ['desk', 'phone', 'mail'],
    categories: { PAYMENT_MISSING: 163, TECHNICAL: 68, ENROLMENT_REFUSED: 10 },
    founded: 9,
    notFounded: { contestsRules: 80 },
    days: [0, 1, 2],
  },
}

/** About one in a hundred of the same, for where the whole would take too long. */
export const sample: typeof published = {
  web: {
    ...published.web,
    categories: { ENROLMENT_REFUSED: 46, PAYMENT_MISSING: 252, AMOUNT_WRONG: 29 },
    founded: 78,
    notFounded: { undeclaredChange: 76, contestsRules: 123, falseDeclaration: 50 },
  },
  other: {
    ...published.other,
    categories: { PAYMENT_MISSING: 16, TECHNICAL: 7, ENROLMENT_REFUSED: 1 },
    founded: 1,
    notFounded: { contestsRules: 8 },
  },
}

type Kind = { channel: string; category: string; verdict: string; days: number }

/** Opens as many cases as were published: one of each kind is walked by people, the others are copies of it. */
export async function openSchoolTransfers(office: Office, { web, other }: typeof published): Promise<void> {
  const walk = await walker(office)
  const kinds = [...kindsOf(web, 1), ...kindsOf(other, 2)]
  const byKind = Map.groupBy(kinds, (kind) => JSON.stringify(kind))
  const copies: { id: string; later: number[] }[] = []
  const draw = seededDraw(2023)
  for (const [kind] of byKind.values()) if (kind) await step(kind)
  await multiply(office, copies)

  async function step(kind: Kind): Promise<void> {
    const id = await walk(kind)
    const more = (byKind.get(JSON.stringify(kind))?.length ?? 1) - 1
    // Received and closed within the period: nine weeks lie before the longest way.
    copies.push({ id, later: Array.from({ length: more }, () => 7 * draw.below(9)) })
  }
}

/** One line for each case, kinds drawn by lot so that every margin is exact. */
function kindsOf(way: Way, seed: number): Kind[] {
  const categories = spread(way.categories)
  const total = categories.length
  const verdicts = spread({ founded: way.founded, ...way.notFounded })
  for (let n = verdicts.length; n < total; n += 1) verdicts.push(n % 3 === 0 ? 'withdrawn' : 'request')
  const draw = seededDraw(seed)
  return shuffled(verdicts, draw).map((verdict, n) => ({
    verdict,
    category: categories[n] ?? '',
    channel: way.channels[n % way.channels.length] ?? '',
    // The last ones that make no whole round take the mean itself.
    days: (n < total - (total % 3) ? way.days[n % 3] : way.days[1]) ?? 0,
  }))
}

const spread = (counts: Record<string, number>): string[] =>
  Object.entries(counts).flatMap(([code, n]) => Array<string>(n).fill(code))

function shuffled<T>(list: T[], draw: ReturnType<typeof seededDraw>): T[] {
  const left = [...list]
  for (let at = left.length - 1; at > 0; at -= 1) {
    const other = draw.below(at + 1)
    const [a, b] = [left[at], left[other]]
    if (a !== undefined && b !== undefined) [left[at], left[other]] = [b, a]
  }
  return left
}

const checks = {
  ...{ identity: 'verified', kind: 'payment', nature: 'individual', object: 'Transfert scolaire' },
  ...{ checkQualification: 'true', checkBeneficiary: 'true', checkUnit: 'true', answerExists: 'no' },
}
const explanation = 'La règle du programme ne le prévoit pas.'

/** Leads a case from its reception to its closing, as the people of the programme would. */
async function walker(office: Office): Promise<(kind: Kind) => Promise<string>> {
  const hired = async (role: 'clerk' | 'supervisor' | 'closer') =>
    office.hire(`school-${role}`, [{ role, programme: 'TAYSSIR', entity: '' }])
  const [clerk, supervisor, closer] = [await hired('clerk'), await hired('supervisor'), await hired('closer')]
  const start = office.clock.now()
  return async ({ channel, category, verdict, days: wait }) => {
    office.clock.advance(start - office.clock.now())
    const id = await office.register(
      {
        ...{ programme: 'TAYSSIR', entity: 'CNRA', channel, category, object: 'Transfert scolaire' },
        ...(channel === 'phone' && { phone: '0612345678' }),
        ...(channel === 'mail' && { address: 'Hay Salam, Khénifra' }),
      },
      clerk,
    )
    const qualify = { ...checks, category }
    if (verdict === 'withdrawn')
      await office.act(id, clerk, 'WITHDRAW', { reason: 'La famille a été payée.' })
    else if (verdict === 'founded') {
      await office.act(id, clerk, 'QUALIFY', { ...qualify, admissibility: 'complaint' })
      const conclusion = 'Le versement a été refait.'
      await office.act(id, clerk, 'CONCLUDE', { conclusion, founded: 'yes', route: 'answer' })
    } else {
      const refusal =
        verdict === 'request'
          ? { admissibility: 'notComplaint', ground: 'information', explanation }
          : { admissibility: 'notFounded', ground: verdict, explanation }
      await office.act(id, clerk, 'QUALIFY', { ...qualify, ...refusal })
    }
    office.clock.advance(days(wait))
    if (verdict !== 'withdrawn') {
      const text = 'Madame, voici la réponse à votre dossier de transfert scolaire.'
      await office.act(id, clerk, 'SUBMIT_ANSWER', { language: 'fr', text })
      await office.act(id, supervisor, 'APPROVE')
      const sentOn = office.clock.dayOf(office.clock.now())
      const proof = channel === 'web' ? {} : { proof: 'Remise signée' }
      await office.act(id, clerk, 'SEND_ANSWER', { channel, sentOn, ...proof })
    }
    await office.act(id, closer, 'CLOSE', { synthesis: 'Réponse donnée, rien ne reste à faire.' })
    return id
  }
}
