// The programmes of this installation: every pack is read through the schema before anything starts.
import { NotFound } from '../errors.ts'
import { amoTadamon } from './amo-tadamon.ts'
import { daam } from './daam.ts'
import { housing } from './housing.ts'
import { integrity } from './integrity.ts'
import { microfinance } from './microfinance.ts'
import { Programme } from './schema.ts'
import { tadamonCovid } from './tadamon-covid.ts'
import { tayssir } from './tayssir.ts'

export type { Names, Programme } from './schema.ts'

export type Programmes = {
  all: readonly Programme[]
  /** @throws NotFound when no programme has this code. */
  get(code: string): Programme
  find(code: string): Programme | undefined
}

/** A pack that cannot be used; the message is the one line to print. */
export class WrongPack extends Error {}

/**
 * Reads packs of any origin (a module, a JSON file).
 * @throws WrongPack with one line naming the programme, the field and what is wrong with it.
 */
export function createProgrammes(packs: readonly unknown[]): Programmes {
  const all = packs.map(readPack)
  const byCode = new Map(all.map((pack) => [pack.code, pack]))
  for (const field of ['code', 'prefix'] as const) {
    const values = all.map((pack) => pack[field])
    const twice = values.find((value, n) => values.indexOf(value) < n)
    if (twice) throw new WrongPack(`Wrong programme packs. Two of them have the same ${field}, ${twice}`)
  }
  const hearing = all.filter(({ hearsUnsure }) => hearsUnsure).map(({ code }) => code)
  if (hearing.length > 1)
    throw new WrongPack(`Wrong programme packs. More than one has hearsUnsure: ${hearing.join(', ')}`)
  return {
    all,
    find: (code) => byCode.get(code),
    get: (code) => {
      const found = byCode.get(code)
      if (!found) throw new NotFound()
      return found
    },
  }
}

function readPack(pack: unknown): Programme {
  const read = Programme.safeParse(pack)
  if (read.success) return read.data
  const name = typeof pack === 'object' && pack && 'code' in pack ? String(pack.code) : 'without a code'
  const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new WrongPack(`Wrong programme pack (${name}). ${wrong.join('; ')}`)
}

const own = createProgrammes([tayssir, daam, amoTadamon, tadamonCovid, housing, microfinance, integrity])

/** The programmes that come with the product. */
export const programmes = own.all

/** @throws NotFound when no programme of the product has this code. */
export const programme = own.get
