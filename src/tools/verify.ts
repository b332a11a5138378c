// npm run verify: recomputes every case and every seal, and says where the database differs from its journals.
import { parseArgs } from 'node:util'
import { workflows } from '../../workflows/index.ts'
import { projection } from '../cases/projection.ts'
import { requireMaster } from '../confidential/master.ts'
import { type RoadReport, verifyRoad } from '../confidential/verify-road.ts'
import { createMachines } from '../engine/machines.ts'
import { type Report, type VerifyOptions, verify } from '../engine/verify.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig, WrongSetting } from '../platform/config.ts'
import { openDatabase } from '../platform/database.ts'
import { masterKey } from '../platform/vault.ts'
import { understood } from './command.ts'
import { requireCurrent, say, showProgress } from './ground.ts'

const USAGE = `Usage: npm run verify -- [--since SEAL] [--known SEAL:HASH]
  --since SEAL       only what moved after this seal
  --known SEAL:HASH  a seal noted earlier, elsewhere, must still be there unchanged`

const GREEN = 0
/** Something differs; or a setting or the database is none to work with, as in the other programs. */
const WRONG = 1
/** Asked for something that is not there. */
const FAILED = 2

// The same words whatever there is: whoever reads them learns not even whether there is one case.
const ROAD_PROVED = 'The confidential road: nothing differs.'
const ROAD_CHAINED = 'The confidential road: its chains hold; there is no VAULT_KEY to prove the rest with.'

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const options = understood(() => readOptions(args))
  if (!options) return end(USAGE, FAILED)
  try {
    const { report, road, withKey } = await run(options)
    say(process.stdout, summary(report))
    if (road.wrong === 0) say(process.stdout, withKey ? ROAD_PROVED : ROAD_CHAINED)
    if (report.wrong + road.wrong === 0) return GREEN
    return end([...differences(report), ...roadDifference(road)].join('\n'), WRONG)
  } catch (error) {
    if (error instanceof WrongSetting) return end(error.message, WRONG)
    if (error instanceof RangeError) return end(error.message, FAILED)
    throw error
  }
}

/** Says why the program does not end green. */
function end(text: string, code: number): number {
  say(process.stderr, text)
  return code
}

/** @throws TypeError for an option that is none. */
function readOptions(args: string[]): VerifyOptions | undefined {
  const text = { type: 'string' } as const
  const { values } = parseArgs({ args, options: { since: text, known: text } })
  const [, id, hash] = /^(\d+):([0-9a-f]{64})$/.exec(values.known ?? '') ?? []
  if (values.known !== undefined && !hash) return undefined
  if (values.since !== undefined && !/^\d+$/.test(values.since)) return undefined
  return {
    ...(values.since === undefined ? {} : { since: Number(values.since) }),
    ...(hash === undefined ? {} : { known: { id: Number(id), hash } }),
  }
}

type Reports = { report: Report; road: RoadReport; withKey: boolean }

async function run(options: VerifyOptions): Promise<Reports> {
  const { databaseUrl, vaultKey } = readConfig(process.env)
  const master = vaultKey ? masterKey(vaultKey) : null
  const db = openDatabase(databaseUrl)
  const machines = createMachines(workflows)
  try {
    await requireCurrent(db)
    await requireMaster(db, master)
    const ground = { db, clock: systemClock }
    const report = await verify({ ...ground, machines, projection }, { ...options, progress })
    return { report, road: await verifyRoad(ground, master), withKey: master !== null }
  } finally {
    await db.close()
  }
}

function progress({ instances, events }: Readonly<Report>): void {
  showProgress(`${instances} cases, ${events} events`)
}

function summary({ instances, events, seals, erased, head }: Report): string {
  const lines = [`${instances} cases, ${events} events and ${seals} seals were recomputed.`]
  if (erased.inputs > 0) {
    lines.push(
      `${erased.inputs} inputs of ${erased.instances} cases were lawfully erased: their journals are proved, ` +
        'what followed from these inputs can no longer be recomputed.',
    )
  }
  lines.push(
    head
      ? `Last seal: ${head.id}:${head.hash}, of ${new Date(head.at).toISOString()}.`
      : 'Nothing is sealed yet.',
  )
  return lines.join('\n')
}

function differences({ wrong, faults }: Report): string[] {
  if (wrong === 0) return []
  const [first, ...others] = faults.map(({ place, what }) => `${place}: ${what}`)
  const left = wrong - faults.length
  return [
    `First difference: ${first}`,
    ...others.map((line) => `  then ${line}`),
    ...(left > 0 ? [`  and ${left} more.`] : []),
  ]
}

function roadDifference({ wrong, faults }: RoadReport): string[] {
  const [table = ''] = (faults[0]?.place ?? '').split(' ')
  return wrong === 0 ? [] : [`The confidential road: the first difference is in ${table}.`]
}
