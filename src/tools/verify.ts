// npm run verify: recomputes every case and every seal, and says where the database differs from its journals.
import { parseArgs } from 'node:util'
import { workflows } from '../../workflows/index.ts'
import { projection } from '../cases/projection.ts'
import { compareFigures } from '../cases/verify-figures.ts'
import { keepFinished, lastHead } from '../cases/verify-runs.ts'
import { requireMaster } from '../confidential/master.ts'
import { type RoadReport, verifyRoad } from '../confidential/verify-road.ts'
import { general } from '../engine/ledger.ts'
import { createMachines } from '../engine/machines.ts'
import { type Fault, type Report, verify } from '../engine/verify.ts'
import { compareKnown } from '../engine/verify-seals.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfig, WrongSetting } from '../platform/config.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { masterKey } from '../platform/vault.ts'
import { understood } from './command.ts'
import { requireCurrent, say, showProgress } from './ground.ts'
import { verifyFile } from './verify-file.ts'

const USAGE = `Usage: npm run verify -- [--since SEAL] [--head SEAL:HASH]
       npm run verify -- --file FILE [--head SEAL:HASH] [--fingerprint HASH]
  --since SEAL        only what moved after this seal
  --head SEAL:HASH    a seal noted earlier, elsewhere, must still be there unchanged; its hash alone is enough
  --known SEAL:HASH   the same
  --file FILE         a journal file is proved by itself: no database, no key
  --fingerprint HASH  the file must be the one that left, as /exports says`

const GREEN = 0
/** Something differs; or a setting or the database is none to work with, as in the other programs. */
const WRONG = 1
/** Asked for something that is not there. */
const FAILED = 2

const HASH = /^[0-9a-f]{64}$/

// The same words whatever there is: whoever reads them learns not even whether there is one case.
const ROAD_PROVED = 'The confidential road: nothing differs.'
const ROAD_CHAINED = 'The confidential road: its chains hold; there is no VAULT_KEY to prove the rest with.'

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const wish = understood(() => readWish(args))
  if (!wish) return end(USAGE, FAILED)
  if (wish.file !== undefined) return verifyFile(wish.file, wish)
  try {
    const { report, road, withKey } = await run(wish)
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

type Head = { id?: number; hash: string }
type Wish = { since?: number; head?: Head; file?: string; fingerprint?: string }

/** What was asked for; undefined when it cannot be understood. @throws TypeError for an option that is none. */
function readWish(args: string[]): Wish | undefined {
  const text = { type: 'string' } as const
  const options = { since: text, known: text, head: text, file: text, fingerprint: text }
  const { since, file, fingerprint, ...values } = parseArgs({ args, options }).values
  const noted = values.head ?? values.known
  const head = noted === undefined ? undefined : readHead(noted)
  if (noted !== undefined && !head) return undefined
  if (since !== undefined && (!/^\d+$/.test(since) || file !== undefined)) return undefined
  if (fingerprint !== undefined && (!HASH.test(fingerprint) || file === undefined)) return undefined
  return {
    ...(since === undefined ? {} : { since: Number(since) }),
    ...(head && { head }),
    ...(file === undefined ? {} : { file }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  }
}

/** A seal as it was noted: number and hash, or its hash alone. */
function readHead(text: string): Head | undefined {
  const [, id, hash] = /^(?:(\d{1,9}):)?([0-9a-f]{64})$/.exec(text) ?? []
  if (!hash) return undefined
  return id === undefined ? { hash } : { id: Number(id), hash }
}

type Reports = { report: Report; road: RoadReport; withKey: boolean }

async function run({ since, head }: Wish): Promise<Reports> {
  const { databaseUrl, vaultKey } = readConfig(process.env)
  const master = vaultKey ? masterKey(vaultKey) : null
  const db = openDatabase(databaseUrl)
  const machines = createMachines(workflows)
  try {
    await requireCurrent(db)
    await requireMaster(db, master)
    const ground = { db, clock: systemClock }
    const options = { ...(since !== undefined && { since }), ...(head && { known: head }), progress }
    const startedAt = systemClock.now()
    const journals = await verify({ ...ground, machines, projection }, options)
    const report = since === undefined ? withMore(journals, await standsBeside(db)) : journals
    const road = await verifyRoad(ground, master)
    await keepRun(db, { report, road, startedAt, whole: since === undefined })
    return { report, road, withKey: master !== null }
  } finally {
    await db.close()
  }
}

/** What follows from the journals at second hand: the last seal an earlier run saw, and the figures. */
async function standsBeside(db: Database): Promise<Fault[]> {
  const seen = await lastHead(db)
  const seal = seen ? await compareKnown({ db, tables: general.tables }, seen) : []
  return [...seal, ...(await compareFigures(db))]
}

function withMore(report: Report, faults: readonly Fault[]): Report {
  return { ...report, wrong: report.wrong + faults.length, faults: [...report.faults, ...faults] }
}

type Ran = { report: Report; road: RoadReport; startedAt: number; whole: boolean }

/** Writes the run down, where a page shows it; a copy that cannot be written is verified all the same. */
async function keepRun(db: Database, { report, road, startedAt, whole }: Ran): Promise<void> {
  const { instances: cases, events, seals, erased, wrong, faults, head } = report
  const places = faults.map(({ place }) => place)
  const found = { cases, events, seals, erased: erased.inputs, wrong, places, head }
  try {
    await keepFinished({ db, clock: systemClock }, { ...found, roadWrong: road.wrong > 0, startedAt, whole })
  } catch (error) {
    say(
      process.stderr,
      `The run was not written down: ${error instanceof Error ? error.message : String(error)}`,
    )
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
