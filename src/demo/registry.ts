// The registry of beneficiaries of the demonstration: who they are, how they are paid, and what their file says.

import { addDays } from '../platform/clock.ts'
import type { Tx, Value } from '../platform/database.ts'
import { type Draw, drawFrom } from './draw.ts'
import { families, men, women } from './names.ts'
import { type Place, places } from './places.ts'
import { type Payment, type RollCode, rollCodes, rolls } from './rolls.ts'
import type { Said } from './said.ts'

export type Entry = {
  id: string
  programme: RollCode
  /** Empty for whoever stands in no registry. */
  number: string
  cnie: string
  name: Said
  family: Said
  phone: string
  sex: 'F' | 'M'
  place: Place
  children: number
  payment: Payment
  /** DH at each payment. */
  amount: number
  /** Applied and was not accepted yet: nothing was ever paid. */
  applicant: boolean
}

/** A line of a beneficiary's file. */
export type Line = {
  beneficiary: string
  day: string
  kind: 'payment' | 'enrolment' | 'correction' | 'regularisation'
  status: 'paid' | 'returned' | 'refused' | 'accepted' | 'running' | 'done'
  amount: number | null
}

const CARD_LETTERS = [
  'AB',
  'BE',
  'D',
  'EE',
  'G',
  'JB',
  'JC',
  'PA',
  'Q',
  'SL',
  'UA',
  'Z',
  'F',
  'I',
  'MA',
  'VA',
]

/** Everybody the programmes know, always the same ones. */
export function drawRegistry(): Entry[] {
  return rollCodes.flatMap((code) => Array.from({ length: rolls[code].count }, (_, n) => entryOf(code, n)))
}

function entryOf(programme: RollCode, n: number): Entry {
  const draw = drawFrom(`beneficiary ${programme} ${n}`)
  const roll = rolls[programme]
  const sex = roll.women === 100 || draw.chance(roll.women) ? 'F' : 'M'
  const children = draw.between(2, 4)
  const { person, family } = nameOf(draw, sex)
  return {
    id: `${programme.toLowerCase()}-${n + 1}`,
    programme,
    number: roll.letter && `${roll.letter}${draw.digits(8)}`,
    cnie: cardOf(draw),
    name: person,
    family,
    phone: phoneOf(draw),
    sex,
    place: draw.pick(places),
    children,
    payment: draw.weighed([
      { value: 'postal', weight: roll.payments.postal },
      { value: 'bank', weight: roll.payments.bank },
      { value: 'cash', weight: roll.payments.cash },
    ]),
    amount: roll.amount(draw, children),
    applicant: roll.forHouseholds && n % 5 === 0,
  }
}

/** A first name and a family name, in both scripts. */
export function nameOf(draw: Draw, sex: 'F' | 'M'): { person: Said; family: Said } {
  const first = draw.pick(sex === 'F' ? women : men)
  const family = draw.pick(families)
  return { person: { fr: `${first.fr} ${family.fr}`, ar: `${first.ar} ${family.ar}` }, family }
}

/** The number of an identity card. */
export const cardOf = (draw: Draw): string => `${draw.pick(CARD_LETTERS)}${draw.digits(6)}`

/** A mobile telephone. */
export const phoneOf = (draw: Draw): string => `0${draw.pick(['6', '6', '7'])}${draw.digits(8)}`

/** The usual payments of a file up to a day: terms of the school year, or months. */
export function usualLines(entry: Entry, today: string): Line[] {
  const draw = drawFrom(`file ${entry.id}`)
  const line = (day: string, kind: Line['kind'], status: Line['status'], amount: number | null): Line => ({
    beneficiary: entry.id,
    day,
    kind,
    status,
    amount,
  })
  // Whoever has no number has no file; what an applicant's shows comes from their complaint.
  if (entry.number === '' || entry.applicant) return []
  const paid = paymentDays(entry.programme, today).map((day) =>
    line(addDays(day, draw.between(0, 6)), 'payment', 'paid', entry.amount),
  )
  const enrolled = line(addDays(today, -draw.between(385, 470)), 'enrolment', 'accepted', null)
  const corrected = draw.chance(20)
    ? [line(addDays(today, -draw.between(100, 280)), 'correction', 'done', null)]
    : []
  return [enrolled, ...corrected, ...paid].filter(({ day }) => day < today)
}

/** A day in each month a programme pays in, of the last year. */
function paymentDays(programme: RollCode, today: string): string[] {
  const { months, last } = rolls[programme]
  const lately = Array.from({ length: last }, (_, back) => monthBefore(today, back))
  return lately
    .filter((month) => months.test(month))
    .map((month) => `${month}-08`)
    .reverse()
}

function monthBefore(day: string, back: number): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  const count = year * 12 + month - 1 - back
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/** Writes the registry and its files; whoever has no number stands in none. */
export async function writeRegistry(
  tx: Tx,
  entries: readonly Entry[],
  lines: readonly Line[],
): Promise<void> {
  await insert(
    tx,
    'beneficiaries',
    entries
      .filter(({ number }) => number)
      .map((e) => ({
        id: e.id,
        programme: e.programme,
        number: e.number,
        cnie: e.cnie,
        name: e.name.fr,
        name_ar: e.name.ar,
        phone: e.phone,
        sex: e.sex,
        commune: e.place.commune.fr,
        province: e.place.province,
        rural: e.place.rural ? 1 : 0,
        children: rolls[e.programme].forHouseholds ? e.children : 0,
        payment: e.payment,
        amount: e.amount,
      })),
  )
  const files = Map.groupBy(lines, ({ beneficiary }) => beneficiary)
  const rows = [...files.values()].flatMap((file) =>
    file
      .toSorted((a, b) => (a.day < b.day ? -1 : 1))
      .map(({ beneficiary, ...line }, n) => ({ beneficiary_id: beneficiary, n: n + 1, ...line })),
  )
  await insert(tx, 'beneficiary_records', rows)
}

const ROWS_AT_ONCE = 100

/** Many rows in few statements. */
export async function insert(tx: Tx, table: string, rows: readonly Record<string, Value>[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {})
  const tuple = `(${columns.map(() => '?').join(', ')})`
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const some = rows.slice(from, from + ROWS_AT_ONCE)
    await tx.run(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES ${some.map(() => tuple).join(', ')}`,
      some.flatMap((row) => columns.map((column) => row[column] ?? null)),
    )
  }
}
