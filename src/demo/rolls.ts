// The rolls of the programmes: how many people stand on each, how they are paid or pay, and when.
import type { Draw } from './draw.ts'

export const rollCodes = [
  'TAYSSIR',
  'DAAM',
  'AMO_TADAMON',
  'TADAMON_COVID',
  'HOUSING',
  'MICROFINANCE',
  'INTEGRITY',
] as const
export type RollCode = (typeof rollCodes)[number]

export type Payment = 'postal' | 'bank' | 'cash'

export type Roll = {
  count: number
  /** What its numbers begin with; people without a number stand in no registry. */
  letter: string
  /** So many of a hundred are women. */
  women: number
  payments: Record<Payment, number>
  /** DH at each payment, for so many children. */
  amount(draw: Draw, children: number): number
  /** Whether households apply for it: some were not accepted yet, and its file counts their children. */
  forHouseholds: boolean
  /** The months it pays in, and how many of the last ones its files show. */
  months: RegExp
  last: number
}

const everyMonth = /-\d\d$/

export const rolls: Record<RollCode, Roll> = {
  TAYSSIR: {
    count: 150,
    letter: 'T',
    women: 80,
    payments: { postal: 6, bank: 2, cash: 1 },
    amount: (draw, children) => children * draw.pick([120, 120, 160, 200]),
    forHouseholds: true,
    months: /-(01|04|10)$/,
    last: 12,
  },
  DAAM: {
    count: 90,
    letter: 'D',
    women: 100,
    payments: { postal: 6, bank: 2, cash: 3 },
    amount: (_draw, children) => 350 * Math.min(children, 3),
    forHouseholds: true,
    months: everyMonth,
    last: 7,
  },
  // What is reimbursed, to whoever is insured.
  AMO_TADAMON: {
    count: 60,
    letter: 'A',
    women: 55,
    payments: { postal: 5, bank: 3, cash: 1 },
    amount: (draw) => 10 * draw.between(12, 140),
    forHouseholds: true,
    months: /-(02|07|11)$/,
    last: 12,
  },
  TADAMON_COVID: {
    count: 120,
    letter: 'C',
    women: 40,
    payments: { postal: 2, bank: 1, cash: 6 },
    amount: (_draw, children) => [800, 1000, 1200][Math.min(children, 4) - 2] ?? 800,
    forHouseholds: true,
    months: everyMonth,
    last: 3,
  },
  // The advances of buyers.
  HOUSING: {
    count: 50,
    letter: 'L',
    women: 40,
    payments: { postal: 0, bank: 1, cash: 0 },
    amount: (draw) => 5000 * draw.between(2, 12),
    forHouseholds: false,
    months: /-(03|06|09|12)$/,
    last: 12,
  },
  // The instalments of clients.
  MICROFINANCE: {
    count: 60,
    letter: 'M',
    women: 65,
    payments: { postal: 0, bank: 2, cash: 6 },
    amount: (draw) => 10 * draw.between(32, 96),
    forHouseholds: false,
    months: everyMonth,
    last: 6,
  },
  // Whoever goes to a hospital: no registry knows them.
  INTEGRITY: {
    count: 24,
    letter: '',
    women: 60,
    payments: { postal: 1, bank: 1, cash: 1 },
    amount: (draw) => 10 * draw.between(5, 40),
    forHouseholds: false,
    months: everyMonth,
    last: 0,
  },
}
