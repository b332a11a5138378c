// npm run vault: a fresh key for the confidential road, turning to another one, and the proof that it fits and all holds.
import { AlteredKeys, rotate } from '../confidential/rotation.ts'
import { readVault } from '../confidential/vault.ts'
import { verifyRoad } from '../confidential/verify-road.ts'
import { Unavailable } from '../errors.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig, WrongSetting } from '../platform/config.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { type MasterKey, masterKey, newKey } from '../platform/vault.ts'
import { requireCurrent, say } from './ground.ts'

const USAGE = `Usage: npm run vault -- new-key | rotate [--leave-broken] | check
  new-key  prints a fresh key for VAULT_KEY
  rotate   wraps every key anew: VAULT_KEY has the old key, VAULT_KEY_NEW the new one;
           --leave-broken turns the others when some were altered and open with no key
  check    says whether VAULT_KEY fits, and proves the confidential road with it`

const NOW_START = `Start every server and worker with the new key in VAULT_KEY, and without VAULT_KEY_NEW.
A process that goes on with the old key is refused from now on: restart it.
Keep the old key, apart, as long as there are backups made under it: they open with nothing else.`

const OTHER_KEY = 'Wrong setting. VAULT_KEY: it is not the key that the confidential cases were closed with'

const PUT_BACK = `Put them back first where a backup made under the old key has them whole: the rows of sensitive_keys whose wrapped
differs from the backup's, and is not empty. Afterwards they open only with the old key.
Otherwise turn all the others now: npm run vault -- rotate --leave-broken`

const LEFT = `They stay as they are, nobody can read their cases, and npm run verify goes on finding them.`

const DONE = 0
const WRONG = 1
const NOT_UNDERSTOOD = 2

const works = new Map<string, () => Promise<number>>([
  ['new-key', async () => end(DONE, newKey().toString('base64'))],
  ['rotate', () => withDatabase((db) => turn(db, false))],
  ['rotate --leave-broken', () => withDatabase((db) => turn(db, true))],
  ['check', () => withDatabase(check)],
])

process.exitCode = await main(process.argv.slice(2))

async function main(args: readonly string[]): Promise<number> {
  const work = works.get(args.join(' '))
  if (!work) return end(NOT_UNDERSTOOD, USAGE)
  try {
    return await work()
  } catch (error) {
    if (error instanceof WrongSetting) return end(WRONG, error.message)
    throw error
  }
}

/** Says how the program ends; what is no success goes where errors go. */
function end(code: number, text: string): number {
  say(code === DONE ? process.stdout : process.stderr, text)
  return code
}

async function withDatabase(work: (db: Database) => Promise<number>): Promise<number> {
  const db = openDatabase(readConfig(process.env).databaseUrl)
  try {
    await requireCurrent(db)
    return await work(db)
  } finally {
    await db.close()
  }
}

/** The key of a setting. @throws WrongSetting when there is none, or it is no key. */
function keyIn(name: 'VAULT_KEY' | 'VAULT_KEY_NEW'): MasterKey {
  const value = process.env[name]
  if (!value) throw new WrongSetting(`Wrong setting. ${name}: it is needed here`)
  try {
    const { vaultKey = '' } = readConfig({ VAULT_KEY: value })
    return masterKey(vaultKey)
  } catch (error) {
    if (error instanceof WrongSetting) throw new WrongSetting(error.message.replace('VAULT_KEY:', `${name}:`))
    throw error
  }
}

/**
 * Turns to the new key. Nothing is said of how much was wrapped: that would say how many cases there are. Of keys that
 * were altered only their number is: which cases they belong to is no matter for a console.
 */
async function turn(db: Database, leaveBroken: boolean): Promise<number> {
  const [from, to] = [keyIn('VAULT_KEY'), keyIn('VAULT_KEY_NEW')]
  if (from.id === to.id) throw new WrongSetting('Wrong setting. VAULT_KEY_NEW: it is the old key')
  // Whoever was interrupted after everything was done asks again.
  if ((await readVault(db))?.key_id === to.id)
    return end(DONE, `VAULT_KEY_NEW is in use already.\n${NOW_START}`)
  try {
    const { left } = await rotate({ db, clock: systemClock }, from, to, { leaveBroken })
    if (left === 0) return end(DONE, `Every key is wrapped with VAULT_KEY_NEW now.\n${NOW_START}`)
    say(process.stderr, `Warning. ${altered(left)}\n${LEFT}`)
    return end(DONE, `Every other key is wrapped with VAULT_KEY_NEW now.\n${NOW_START}`)
  } catch (error) {
    if (error instanceof Unavailable) throw new WrongSetting(OTHER_KEY)
    if (error instanceof AlteredKeys)
      return end(WRONG, `Nothing was turned. ${altered(error.count)}\n${PUT_BACK}`)
    throw error
  }
}

function altered(count: number): string {
  return `Wrapped keys that open with no key, because they were altered: ${count}.`
}

/** Proves the road with the key. Of what differs only the first table is named: a reference would say whose case it is. */
async function check(db: Database): Promise<number> {
  const master = keyIn('VAULT_KEY')
  const row = await readVault(db)
  if (row && row.key_id !== master.id) throw new WrongSetting(OTHER_KEY)
  const { wrong, faults } = await verifyRoad({ db, clock: systemClock }, master)
  if (wrong === 0) return end(DONE, 'The key fits. Chains, seals and log hold: nothing differs.')
  const [table = ''] = (faults[0]?.place ?? '').split(' ')
  return end(WRONG, `Something differs. The first difference is in ${table}.`)
}
