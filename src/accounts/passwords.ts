// Passwords as argon2id, kept in the usual PHC form so that the cost can rise without asking anybody.
import { type Argon2Parameters, argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

export type Cost = { memory: number; passes: number }

/** 19 MiB and two passes: the OWASP floor, 40-60 ms on a small server. */
export const usualCost: Cost = { memory: 19_456, passes: 2 }

export type Passwords = {
  hash(password: string): Promise<string>
  /** Takes as long when there is nothing to compare with, so that nobody learns which logins exist. */
  verify(stored: string | null, password: string): Promise<boolean>
  /** Whether a stored hash was made at another cost than today's. */
  outdated(stored: string): boolean
}

// Hashing borrows the threads that SQLite queries run on: never more than two of the four.
const LANES = 2

/** Hashes and checks passwords at a cost; tests give a cheap one. */
export function createPasswords(cost: Cost = usualCost): Passwords {
  const inLane = lanes(LANES)
  const hash = (password: string) => inLane(() => hashWith(cost, password))
  const nobody = hash(randomBytes(16).toString('hex'))
  // Asked for before anybody waits for it; a failure is told to whoever does.
  nobody.catch(() => undefined)
  return {
    hash,
    verify: async (stored, password) => {
      const parts = parse(stored ?? (await nobody))
      const same = await inLane(() => matches(parts, password))
      return same && stored !== null
    },
    outdated: (stored) => {
      const { memory, passes } = parse(stored)
      return memory !== cost.memory || passes !== cost.passes
    },
  }
}

const derive = promisify((parameters: Argon2Parameters, done: (error: Error | null, key?: Buffer) => void) =>
  argon2('argon2id', parameters, done),
)

async function keyOf(password: string, nonce: Buffer, { memory, passes }: Cost): Promise<Buffer> {
  // The same letters typed on another keyboard must give the same bytes (Arabic, accents).
  const message = password.normalize('NFKC')
  const key = await derive({ message, nonce, parallelism: 1, tagLength: 32, memory, passes })
  if (!key) throw new Error('argon2 gave no key')
  return key
}

async function hashWith(cost: Cost, password: string): Promise<string> {
  const nonce = randomBytes(16)
  const key = await keyOf(password, nonce, cost)
  return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=1$${unpadded(nonce)}$${unpadded(key)}`
}

async function matches(parts: Parsed, password: string): Promise<boolean> {
  return timingSafeEqual(await keyOf(password, parts.nonce, parts), parts.key)
}

type Parsed = Cost & { nonce: Buffer; key: Buffer }

const phc = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/

function parse(stored: string): Parsed {
  const [, memory, passes, nonce, key] = phc.exec(stored) ?? []
  if (!nonce || !key) throw new Error('a stored password hash cannot be read')
  return {
    memory: Number(memory),
    passes: Number(passes),
    nonce: Buffer.from(nonce, 'base64'),
    key: Buffer.from(key, 'base64'),
  }
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '')

/** Lets `count` works run at once; the others wait their turn. */
function lanes(count: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = count
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free === 0) await new Promise<void>((go) => waiting.push(go))
    else free--
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
