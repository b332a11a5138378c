import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { knownNow } from '../../src/cases/known.ts'
import { projection } from '../../src/cases/projection.ts'
import { workCounts, workPage } from '../../src/cases/worklist.ts'
import { compose, type House } from '../../src/compose.ts'
import { loadDemo } from '../../src/demo/load.ts'
import { verify } from '../../src/engine/verify.ts'
import { createLog } from '../../src/platform/log.ts'
import { grounds, notComplaintGrounds } from '../../workflows/case-inputs.ts'
import type { Role } from '../../workflows/kit.ts'
import { days, instantOf, testClock } from '../support/clock.ts'
import {
  type DatabaseKind,
  databaseKinds,
  openTestDatabase,
  type TestDatabase,
} from '../support/databases.ts'

// A Wednesday morning; the last act of the office may be of the same day.
const now = instantOf('2026-11-18', '10:40')

const accounts = [
  ['agent', 'Imane Rifai'],
  ['clerk', 'Salma Benjelloun'],
  ['clerk2', 'Anas Kettani'],
  ['processor', 'Youssef Alaoui'],
  ['supervisor', 'Nadia Berrada'],
  ['supervisor2', 'Omar Filali'],
  ['closer', 'Karim Sefrioui'],
  ['auditor', 'Driss Mansouri'],
  ['focal', 'Hind Lamrani'],
  ['specialist', 'Association Amal'],
  ['verifier', 'Said Ouazzani'],
  ['reporter', 'Leila Guessous'],
  ['admin', 'Mehdi Tahiri'],
].map(([account, name]) => ({ login: `${account}@demo.jawab`, name }))

describe.each(databaseKinds)('the demonstration, on %s', (kind) => {
  let demo: Awaited<ReturnType<typeof loaded>>
  beforeAll(async () => {
    demo = await loaded(kind)
  }, 120_000)
  afterAll(() => demo.leave())

  test('offers the accounts of the sign-in page', () => {
    expect(demo.accounts.map(({ login, name }) => ({ login, name }))).toEqual(accounts)
  })

  test('leads every case to where it is meant to stand', () => {
    expect(demo.stuck).toEqual([])
  })

  test('has a case in every state, waiting for everybody, under every mark', async () => {
    expect(await kinds('cases', 'state')).toEqual(
      sorted(
        'received qualified referred committed promised broken answerable submitted approved waiting settled closed unverified transmitted verified correcting corrected examined decided checked routed noted referrable withAuthority',
      ),
    )
    expect(await kinds('tasks', 'next', (next) => next !== '')).toEqual(
      sorted(
        'QUALIFY CONCLUDE COMMIT TELL_ANSWER_FOLLOWS NOTIFY_COMMITMENT REPORT_DONE RENEW SUBMIT_ANSWER APPROVE SEND_ANSWER CLOSE RECEIVE_DOCUMENTS RESEND TRANSMIT REPORT_FINDING REQUEST_CORRECTION APPROVE_CORRECTION EXAMINE_APPEAL DECIDE_APPEAL TELL_DECISION ANALYSE_REFERRAL DECIDE_ELIGIBILITY CONFIRM_DECISION CHECK_REQUEST DECIDE_DEFERRAL ROUTE TAKE_NOTE THANK NAME_HANDLER ASSESS REFER RECORD_REPLY KEEP_IN_TOUCH',
      ),
    )
    expect(await kinds('cases', 'mark')).toEqual(sorted('onTime dueSoon overdue late held counted stopped'))
    expect(await kinds('tasks', 'state')).toEqual(expect.arrayContaining(['missing', 'awaited', 'owed']))
  })

  test('has every outcome, ground and fate of a promise', async () => {
    expect(await kinds('cases', 'outcome')).toEqual(sorted('none answered dispensed withdrawn'))
    expect(await kinds('cases', 'ground')).toEqual(
      expect.arrayContaining([...grounds, ...notComplaintGrounds, 'answerRight', 'income', 'otherAid']),
    )
    expect(await kinds('commitments', 'status')).toEqual(
      sorted('toNotify running broken replaced honoured late'),
    )
    expect(await kinds('cases', 'reopened', (count) => Number(count) > 0)).not.toEqual([])
    expect(await kinds('registrations', 'relation')).toEqual(
      sorted('beneficiary representative lawyer organisation anonymous'),
    )
  })

  test('hears complaints on every channel of its programmes', async () => {
    const { db, programmes } = demo.house
    const heard = await db.read('cases').distinct('programme', 'channel')

    const offered = programmes.all.flatMap(({ code, channels }) =>
      heard.some(({ programme }) => programme === code)
        ? channels.map((channel) => `${code} ${channel.code}`)
        : [],
    )
    expect(heard.map(({ programme, channel }) => `${programme} ${channel}`).sort()).toEqual(offered.sort())
  })

  test('gives everybody who has a worklist something to do, and not too much', async () => {
    const working = ['clerk', 'clerk2', 'processor', 'supervisor', 'supervisor2', 'closer', 'verifier']
    const work = await Promise.all(working.map(workOf))

    for (const { waiting, shown } of work) {
      expect(waiting).toBeGreaterThanOrEqual(6)
      expect(waiting).toBeLessThanOrEqual(125)
      expect(shown).toBe(Math.min(waiting, 25))
    }
  })

  test('keeps what is restricted with its handlers, and tells households apart by what was decided', async () => {
    const { db } = demo.house
    const restricted = await db.read('cases').where({ restricted: 1 })
    const strangers = await db
      .read('case_handlers as h')
      .join('users as u', 'u.id', 'h.user_id')
      .distinct('u.login')
    const decided = await kinds('cases', 'decision', (decision) => decision !== null)

    expect(restricted.length).toBeGreaterThan(8)
    expect(restricted.every(({ workflow }) => workflow === 'integrity')).toBe(true)
    expect(strangers.map(({ login }) => login).sort()).toEqual(
      ['clerk2', 'closer', 'supervisor2'].map((name) => `${name}@demo.jawab`),
    )
    expect(decided).toEqual(expect.arrayContaining(['accepted', 'granted', 'refused']))
    expect(await kinds('beneficiaries', 'eligibility')).toEqual(['', 'accepted', 'refused'])
  })

  test('has put right what was wrong on some sheets, with a proof, and on no other', async () => {
    const { db } = demo.house
    // What was decided of a household is no datum that was wrong.
    const changes = await db
      .read('beneficiary_changes')
      .whereNot('field', 'eligibility')
      .whereNot({ field: 'eligibility' })
    const corrected = await db.read('journal').where({ event: 'APPROVE_CORRECTION' }).distinct('instance_id')
    const proved = await db
      .read('journal_inputs as i')
      .join('journal as j', (on) => on.on('i.instance_id', 'j.instance_id').on('i.seq', 'j.seq'))
      .where('j.event', 'REQUEST_CORRECTION')
      .select('i.input')

    expect(changes.map(({ case_id }) => case_id).sort()).toEqual(
      corrected.map(({ instance_id }) => instance_id).sort(),
    )
    expect(changes.length).toBeGreaterThanOrEqual(5)
    expect(proved.filter(({ input }) => !JSON.parse(input).input.evidence)).toEqual([])
  })

  test('has closures looked at again, some to take up again, and a plan of what is put right', async () => {
    const { db } = demo.house
    const items = await db.read('audit_items')
    const progress = await db.read('plan_actions').orderBy('n')
    const moments = await db.read('plan_changes').max('at as at').first()

    expect(new Set(items.map(({ status }) => status))).toEqual(new Set(['done', 'waiting']))
    expect(new Set(items.map(({ verdict }) => verdict))).toEqual(new Set(['conform', 'notConform', null]))
    expect(items.some(({ asked_at }) => asked_at !== null)).toBe(true)
    expect(Math.max(...items.map(({ concluded_at }) => Number(concluded_at)))).toBeLessThanOrEqual(now)
    expect(progress.map((action) => action.progress)).toEqual([100, 55, 75, 0])
    expect(Number(moments?.at)).toBeLessThanOrEqual(now)
  })

  test('keeps journals that verify, all of them sealed', async () => {
    const { db, machines } = demo.house

    const report = await verify({ db, machines, projection, clock: testClock(now) })

    expect(report.faults).toEqual([])
    expect(report.instances).toBeGreaterThan(400)
    expect(await db.read('instances').whereRaw('revision > sealed_revision')).toEqual([])
  })

  test('happens before now, the acts of the office on its days and at its hours', async () => {
    const { db } = demo.house
    const moments = await db
      .read('journal')
      .select('at', 'recorded_at', 'role')
      .orderBy(['instance_id', 'seq'])
    const messages = await db.read('messages').max('sent_at as sent').first()
    const notices = await db.read('notices').max('read_at as read').first()

    expect(Math.max(...moments.flatMap(({ at, recorded_at }) => [at, recorded_at]))).toBeLessThanOrEqual(now)
    expect(messages?.sent).toBeLessThanOrEqual(now)
    expect(notices?.read).toBeLessThanOrEqual(now)
    const office = moments.filter(({ role }) => role !== 'complainant' && role !== 'system')
    expect(office.filter(({ at }) => !isOfficeTime(at))).toEqual([])
  })

  test('leaves nothing to be sent, and no deadline to be carried out', async () => {
    const { db } = demo.house

    expect(await db.read('outbox').whereNot('status', 'done')).toEqual([])
    expect(await db.read('timers').where('due_at', '<=', now)).toEqual([])
    expect(await db.read('messages').where('status', 'waiting')).toEqual([])
  })

  test('answers whole, in the language of whoever complained', async () => {
    const { db } = demo.house
    const rows: { input: string; language: string; name: string }[] = await db
      .read('journal as j')
      .join('journal_inputs as i', (on) => on.on('i.instance_id', 'j.instance_id').on('i.seq', 'j.seq'))
      .join('registrations as r', 'r.case_id', 'j.instance_id')
      .where('j.event', 'SUBMIT_ANSWER')
      .select('i.input', 'r.language', 'r.name')
    const letters = rows.map((row) => ({ ...row, ...JSON.parse(row.input).input }))

    expect(letters.length).toBeGreaterThan(300)
    expect(letters.filter(({ text }) => /[[\]{}]|undefined/.test(text))).toEqual([])
    expect(
      letters.filter(({ text, language }) => /[\u0600-\u06ff]/.test(text) !== (language === 'ar')),
    ).toEqual([])
  })

  test('knows people with several cases, and papers that open', async () => {
    const { db, documents } = demo.house
    const often = await db
      .read('registrations')
      .whereNotNull('beneficiary_id')
      .groupBy('beneficiary_id')
      .havingRaw('count(*) > 1')
      .select('beneficiary_id')
    const paper = await db.read('documents').first('id')
    const auditor = await viewer('auditor')

    expect(often.length).toBeGreaterThan(30)
    expect((await documents.find(paper.id, auditor)).bytes).toBeGreaterThan(100)
  })

  test('has a known cause that everybody is told of, its cases verified, waiting and answered at once', async () => {
    const { db } = demo.house
    const [cause] = await knownNow(demo.house)
    const of = (status: string) => db.read('cause_cases').where({ cause_id: cause?.id, status })
    const answered = await db
      .read('bulk_items as i')
      .join('bulk_jobs as j', 'j.id', 'i.job_id')
      .where({ 'j.act': 'answer', 'i.outcome': 'done' })

    expect(cause).toMatchObject({ programme: 'DAAM', closed_at: null })
    expect((await of('confirmed')).length).toBeGreaterThanOrEqual(12)
    expect((await of('suggested')).length).toBeGreaterThanOrEqual(3)
    expect((await of('refused')).length).toBeGreaterThanOrEqual(1)
    expect(answered.length).toBeGreaterThanOrEqual(3)
    expect(await db.read('bulk_jobs').whereNotNull('ordered_at').whereNull('finished_at')).toEqual([])
  })

  test('is loaded once', async () => {
    const before = await sizes()

    const again = await loadDemo({ ...demo.ground, clock: testClock(now + days(1)) })

    expect(again.accounts).toEqual(demo.accounts)
    expect(await sizes()).toEqual(before)
  })

  async function kinds(table: string, column: string, keep: (value: string) => boolean = () => true) {
    const rows: Record<string, string>[] = await demo.house.db
      .read(table)
      .whereNotNull(column)
      .distinct(column)
    return rows
      .map((row) => row[column] ?? '')
      .filter(keep)
      .sort()
  }

  async function workOf(account: string): Promise<{ waiting: number; shown: number }> {
    const { db, programmes } = demo.house
    const someone = await viewer(account)
    const moments = { now, soonUntil: now + days(2) }
    const counts = await workCounts(db, programmes, someone, { filter: 'all' }, moments, [])
    const page = await workPage(db, programmes, someone, { filter: 'all' }, moments)
    return { waiting: counts.filters.all, shown: page.rows.length }
  }

  async function viewer(account: string) {
    const { db } = demo.house
    const user = await db
      .read('users')
      .where({ login: `${account}@demo.jawab` })
      .first('id')
    const grants: { role: Role; programme: string; entity: string }[] = await db
      .read('grants')
      .where({ user_id: user.id, pending: 0 })
      .select('role', 'programme', 'entity')
    return { id: String(user.id), grants }
  }

  async function sizes(): Promise<unknown[]> {
    const tables = ['users', 'grants', 'beneficiaries', 'cases', 'journal', 'messages', 'seals']
    return Promise.all(tables.map((table) => demo.house.db.read(table).count('* as n')))
  }
})

async function loaded(kind: DatabaseKind) {
  const database: TestDatabase = await openTestDatabase(kind)
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'jawab-demo-'))
  const stuck: unknown[] = []
  const log = createLog('silent')
  log.warn = (about: unknown) => stuck.push(about)
  const ground = { db: database.db, clock: testClock(now), dataDir, log }
  const { accounts } = await loadDemo(ground)
  const house: House = compose({ db: database.db, clock: ground.clock, dataDir })
  const leave = async () => {
    await database.drop()
    await rm(dataDir, { recursive: true })
  }
  return { accounts, ground, house, stuck, leave }
}

const sorted = (words: string): string[] => words.split(' ').sort()

const civil = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Africa/Casablanca',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
})

function isOfficeTime(at: number): boolean {
  const [weekday, time = ''] = civil.format(at).replace(',', '').split(' ')
  return !['Sat', 'Sun'].includes(weekday ?? '') && time >= '08:00' && time <= '17:30'
}
