// npm run import: takes a register into the house and says what became of each of its lines.
import { copyFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { openCalendar } from '../calendars/follow.ts'
import { findBeneficiary } from '../cases/beneficiaries.ts'
import { compose, packFolder, programmesOf } from '../compose.ts'
import { AppError, Refused } from '../errors.ts'
import { isLanguage, type Language, translator } from '../i18n/i18n.ts'
import { requireCurrentZoneData, systemClock } from '../platform/clock.ts'
import { readConfig, WrongSetting } from '../platform/config.ts'
import { openDatabase } from '../platform/database.ts'
import { migrate } from '../platform/migrate.ts'
import { createProgrammes, type Programme, type Programmes, WrongPack } from '../programmes/index.ts'
import { importRegister, type Totals } from '../registers/import.ts'
import { parseJson, readMap } from '../registers/map.ts'
import { createProgress } from '../registers/progress.ts'
import { createReportFile, explain, refusedLine, totalsLine } from '../registers/report.ts'
import { understood } from './command.ts'

const ALL_TAKEN = 0
const FAILED = 1
const SOME_REFUSED = 2

type Wishes = {
  file: string
  programme: string
  map: string | undefined
  pack: string | undefined
  report: string | undefined
  live: boolean
  language: Language
}

process.exitCode = await main(process.argv.slice(2))

async function main(argv: string[]): Promise<number> {
  const wishes = understood(() => readWishes(argv))
  if (!wishes) {
    say(process.stderr, translator('fr')('register.import.usage'))
    return FAILED
  }
  try {
    const totals = await run(wishes)
    say(process.stdout, totalsLine(wishes.language, totals))
    return totals.refused > 0 ? SOME_REFUSED : ALL_TAKEN
  } catch (error) {
    say(process.stderr, reasonOf(error, wishes.language))
    return FAILED
  }
}

/** @throws TypeError for an option that is none. */
function readWishes(args: string[]): Wishes | undefined {
  const text = { type: 'string' } as const
  const options = {
    programme: text,
    map: text,
    pack: text,
    report: text,
    lang: { type: 'string', default: 'fr' },
    live: { type: 'boolean', default: false },
  } as const
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options })
  const [file] = positionals
  const { programme, lang, map, pack, report, live } = values
  if (!file || positionals.length > 1 || !programme || !isLanguage(lang)) return undefined
  return { file, programme, map, pack, report, live, language: lang }
}

async function run(wishes: Wishes): Promise<Totals> {
  const { language } = wishes
  requireCurrentZoneData()
  const { databaseUrl, dataDir } = readConfig(process.env)
  if (wishes.pack) install(wishes.pack, dataDir)
  const programme = programmeOf(wishes.programme, programmesOf(dataDir))
  const map = wishes.map ? readMap(wishes.map) : undefined
  const report = wishes.report ? createReportFile(wishes.report, language) : undefined
  const db = openDatabase(databaseUrl)
  const progress = createProgress(process.stderr, language)
  try {
    await migrate(db, databaseUrl)
    const house = compose({ db, clock: systemClock, dataDir })
    await openCalendar(db, house.calendar)
    return await importRegister({
      file: wishes.file,
      programme,
      map,
      live: wishes.live,
      take: house.commands.takeRegister,
      findBeneficiary: async (cnie, number) =>
        (await findBeneficiary(db, programme.code, { cnie, number }))?.id ?? null,
      clock: systemClock,
      tell: (verdict) => {
        report?.tell(verdict)
        const refused = refusedLine(language, verdict)
        if (!refused) return
        progress.clear()
        say(process.stdout, refused)
      },
      progress: progress.count,
    })
  } finally {
    progress.clear()
    await report?.close()
    await db.close()
  }
}

/** The product has to know the programme when somebody looks at its cases: the pack stays in DATA_DIR/programmes. */
function install(file: string, dataDir: string): void {
  const pack = parseJson(file)
  const { code } = createProgrammes([pack]).all[0] ?? { code: '' }
  const folder = packFolder(dataDir)
  mkdirSync(folder, { recursive: true })
  copyFileSync(file, path.join(folder, `${code}.json`))
}

function programmeOf(code: string, { all, find }: Programmes): Programme {
  const found = find(code)
  if (found) return found
  const codes = all.map((programme) => programme.code).join(', ')
  throw new Refused({ key: 'register.import.noProgramme', values: { code, codes } })
}

/** An unexpected failure keeps its trace: somebody has to find its cause. */
function reasonOf(error: unknown, language: Language): string {
  if (error instanceof AppError) return explain(language, error.said)
  if (error instanceof WrongPack || error instanceof WrongSetting) return error.message
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error)
  return explain(language, { key: 'register.import.stopped', values: { reason } })
}

function say(out: NodeJS.WriteStream, text: string): void {
  out.write(`${text}\n`)
}
