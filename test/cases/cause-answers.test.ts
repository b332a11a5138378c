// One answer for many: each case gets it by an event of its own, judged by somebody else, sent on its own channel, closed apart.
import { beforeEach, expect, test } from 'vitest'
import { bulkItems, countOutcomes, findBulk } from '../../src/cases/bulk-jobs.ts'
import { carryOutBulk } from '../../src/cases/bulk-work.ts'
import {
  AnswerForm,
  type AnswerStep,
  answersOf,
  countAnswer,
  findAnswer,
  orderStep,
  writeAnswer,
} from '../../src/cases/cause-answers.ts'
import { decideCase } from '../../src/cases/cause-cases.ts'
import { causeLog, closeCause } from '../../src/cases/causes.ts'
import { removeDeparted } from '../../src/cases/departures.ts'
import type { Viewer } from '../../src/cases/desks.ts'
import { projection } from '../../src/cases/projection.ts'
import { verify } from '../../src/engine/verify.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { openPower, type Power } from '../support/power.ts'
import { allDone, confirmedCase, openedCause, typedAnswers } from './cause-office.ts'
import { handOver, markersIn } from './release-office.ts'
import { lead, typed } from './roads.ts'

eachDatabase('one answer for the cases of a cause', (open) => {
  let office: Office
  let cause: string
  let power: Power
  beforeEach(async () => {
    power = openPower()
    office = await openOffice((await open(power)).db)
    cause = await openedCause(office)
  })

  const write = (by: Viewer = office.staff.clerk, form = typedAnswers) =>
    writeAnswer(office, by, cause, AnswerForm.parse(form))
  const order = async (answer: string, act: Exclude<AnswerStep['act'], 'return'>, by: Viewer) => {
    const job = await orderStep(office, by, answer, { act })
    await allDone(office)
    return job
  }
  const outcomesOf = async (job: string) =>
    Object.fromEntries(
      (await bulkItems(office.db, job, { limit: 20 })).map(({ case_id, outcome, said }) => [
        case_id,
        said?.key ?? outcome,
      ]),
    )
  const handsOf = async (id: string, event: string) =>
    (await office.db.read('journal').where({ instance_id: id, event })).map(({ actor }) => actor)
  const textOf = async (id: string) => {
    const row = await office.db
      .read('journal as j')
      .join('journal_inputs as i', (on) => on.on('i.instance_id', 'j.instance_id').on('i.seq', 'j.seq'))
      .where({ 'j.instance_id': id, 'j.event': 'SUBMIT_ANSWER' })
      .first('i.input')
    return JSON.parse(row.input).input
  }

  test('goes the way of every answer: written, approved by somebody else, sent, closed one by one', async () => {
    const { clerk, clerk2, supervisor, closer } = office.staff
    const [one, two] = [
      await confirmedCase(office, cause, { channel: 'web' }),
      await confirmedCase(office, cause, { channel: 'web', language: 'ar' }),
    ]
    const answer = await write()
    await allDone(office)

    expect(await textOf(one)).toMatchObject({ language: 'fr', text: typedAnswers.textFr })
    expect(await textOf(two)).toMatchObject({ language: 'ar', text: typedAnswers.textAr })
    expect((await office.row(one)).state).toBe('submitted')
    await order(answer, 'approve', supervisor)
    expect(await handsOf(one, 'APPROVE')).toEqual([supervisor.id])
    await order(answer, 'send', clerk2)
    expect(await handsOf(two, 'SEND_ANSWER')).toEqual([clerk2.id])
    await lead(office, one, 'close')

    const found = await findAnswer(office.db, closer, answer)
    const counts = { toApprove: 0, toSend: 0, sent: 1, closed: 1 }
    expect(await countAnswer(office.db, closer, found.answer)).toEqual(counts)
    expect((await office.row(one)).closing_on).toBe('2026-11-25')
    expect((await office.row(two)).closing_on).toBeNull()
    expect((await causeLog(office.db, cause)).map(({ act, actor }) => [act, actor])).toEqual([
      ['send', clerk2.id],
      ['approve', supervisor.id],
      ['answer', clerk.id],
      ['open', clerk.id],
    ])
    expect((await verify({ ...office, projection })).faults).toEqual([])
  })

  test('is approved by nobody who wrote it, whatever else they are', async () => {
    const both = await office.hire('both', [
      { role: 'clerk', programme: 'DAAM', entity: 'RABAT' },
      { role: 'supervisor', programme: 'DAAM', entity: 'RABAT' },
    ])
    const one = await confirmedCase(office, cause)
    const answer = await write(both)
    await allDone(office)

    const own = await order(answer, 'approve', both)

    expect(await outcomesOf(own)).toEqual({ [one]: 'refusal.apart' })
    expect((await office.row(one)).state).toBe('submitted')
    const { clerk, agent, auditor, stranger } = office.staff
    await expect(order(answer, 'approve', clerk)).rejects.toThrow('refusal.role')
    await expect(order(answer, 'answer', agent)).rejects.toThrow('refusal.role')
    await expect(write(auditor)).rejects.toThrow('refusal.role')
    await expect(write(stranger)).rejects.toThrow('error.notFound')
    await expect(findAnswer(office.db, stranger, answer)).rejects.toThrow('error.notFound')
  })

  test('is refused where it cannot stand, each time with the reason', async () => {
    const fresh = await confirmedCase(office, cause, {}, [])
    const analysed = await confirmedCase(office, cause, {}, ['qualify'])
    const english = await confirmedCase(office, cause, { language: 'en' })
    const busy = await confirmedCase(office, cause)
    const gone = await confirmedCase(office, cause)
    const answer = await write()
    await office.act(busy, office.staff.clerk2, 'SUBMIT_ANSWER', typed.answer)
    await decideCase(office, office.staff.clerk, { cause, caseId: gone, status: 'refused' })
    await allDone(office)

    expect(await outcomesOf(answer)).toEqual({
      [fresh]: 'cause.refusal.at.qualify',
      [analysed]: 'cause.refusal.at.analyse',
      [english]: 'cause.refusal.noText',
      [busy]: 'cause.refusal.at.respond',
      [gone]: 'cause.refusal.notConfirmed',
    })
    // Those that cannot be answered yet keep nobody waiting.
    const inOrder = (await bulkItems(office.db, answer, { limit: 20 })).map(({ case_id }) => case_id)
    expect(inOrder.slice(-2).sort()).toEqual([fresh, analysed].sort())
    await lead(office, analysed, 'conclude')
    const again = await order(answer, 'answer', office.staff.clerk2)
    expect(await outcomesOf(again)).toMatchObject({ [analysed]: 'done', [english]: 'cause.refusal.noText' })
    expect(await handsOf(analysed, 'SUBMIT_ANSWER')).toEqual([office.staff.clerk2.id])
  })

  test('is not approved where it was written anew, and goes back to its author as a whole', async () => {
    const { clerk, supervisor } = office.staff
    const [one, two] = [await confirmedCase(office, cause), await confirmedCase(office, cause)]
    const answer = await write()
    await allDone(office)
    await office.act(one, supervisor, 'RETURN_ANSWER', typed.reason)
    await office.act(one, clerk, 'SUBMIT_ANSWER', typed.answer)

    expect(await outcomesOf(await order(answer, 'approve', supervisor))).toEqual({
      [one]: 'cause.refusal.otherText',
      [two]: 'done',
    })
    const three = await confirmedCase(office, cause)
    await order(answer, 'answer', clerk)
    const back = await orderStep(office, supervisor, answer, { act: 'return', ...typed.reason })
    await allDone(office)
    expect(await outcomesOf(back)).toMatchObject({ [three]: 'done' })
    expect((await office.row(three)).state).toBe('answerable')
    await expect(orderStep(office, clerk, answer, { act: 'return', ...typed.reason })).rejects.toThrow(
      'refusal.role',
    )
  })

  test('leaves on the channel of each case, as far as the product carries it', async () => {
    const { clerk, supervisor } = office.staff
    const web = await confirmedCase(office, cause, { channel: 'web', phone: '0661223344' })
    const mail = await confirmedCase(office, cause, { channel: 'email', email: 'f@example.ma' })
    const desk = await confirmedCase(office, cause, { channel: 'desk' })
    const answer = await write()
    await allDone(office)
    await order(answer, 'approve', supervisor)

    const sent = await outcomesOf(await order(answer, 'send', clerk))
    await office.work()

    expect(sent).toEqual({ [web]: 'done', [mail]: 'done', [desk]: 'cause.refusal.byHand' })
    const messages = await office.db
      .read('messages')
      .whereIn('case_id', [web, mail])
      .where('effect', 'sendAnswer')
    expect(messages.map(({ case_id, channel }) => [case_id, channel]).sort()).toEqual(
      [
        [web, 'sms'],
        [mail, 'email'],
      ].sort(),
    )
  })

  test('is one each on every case, whatever statement a worker dies after', {
    timeout: 120_000,
  }, async () => {
    const ids = await Promise.all([1, 2, 3].map(() => confirmedCase(office, cause)))
    const answer = await write()
    let died = 0
    for (let statements = 1; statements < 400; statements += 3) {
      if (await power.lasts(statements, () => carryOutBulk(office))) break
      died += 1
      office.clock.advance(60_000)
      const { done } = await countOutcomes(office.db, answer)
      const written = (await Promise.all(ids.map((id) => handsOf(id, 'SUBMIT_ANSWER')))).flat()
      expect(written).toHaveLength(done)
      if (done === 3) break
    }
    await allDone(office)

    expect(died).toBeGreaterThan(3)
    for (const id of ids) expect(await handsOf(id, 'SUBMIT_ANSWER')).toHaveLength(1)
    expect((await findBulk(office.db, office.staff.clerk, answer)).finished_at).not.toBeNull()
  })

  test('is ordered twice without being written twice, and not once the cause is closed', async () => {
    const { clerk, clerk2, supervisor } = office.staff
    const one = await confirmedCase(office, cause)
    const answer = await write()
    const again = await orderStep(office, clerk2, answer, { act: 'answer' })
    await allDone(office)

    // Whichever of the two came first.
    const both = [await outcomesOf(answer), await outcomesOf(again)].map((outcomes) => outcomes[one])
    expect(both.sort()).toEqual(['done', 'same'])
    await expect(order(answer, 'answer', clerk)).rejects.toThrow('cause.refusal.nothingWaits')
    await expect(write()).rejects.toThrow('cause.refusal.nothingWaits')
    const two = await confirmedCase(office, cause)
    const late = await orderStep(office, clerk, answer, { act: 'answer' })
    await closeCause(office, supervisor, cause)
    await allDone(office)
    expect(await outcomesOf(late)).toEqual({ [two]: 'cause.refusal.closed' })
    await expect(write()).rejects.toThrow('cause.refusal.closed')
    // What was written before goes on.
    expect(await outcomesOf(await order(answer, 'approve', supervisor))).toEqual({ [one]: 'done' })
    expect(await answersOf(office.db, cause)).toHaveLength(1)
  })

  test('knows nothing any more of a case that another service took over', async () => {
    const [one, two] = [await confirmedCase(office, cause), await confirmedCase(office, cause)]
    const answer = await write()
    await allDone(office)

    await handOver(office, one)

    expect(await outcomesOf(answer)).toEqual({ [two]: 'done' })
    const found = await findAnswer(office.db, office.staff.clerk, answer)
    expect(await countAnswer(office.db, office.staff.clerk, found.answer)).toMatchObject({ toApprove: 1 })
    for (const table of ['cause_answers', 'cause_notices', 'cause_log', 'bulk_jobs'])
      expect(JSON.stringify(await office.db.read(table))).not.toContain(one)
  })

  test('leaves with the only case it was written for, and stays for the others', async () => {
    const { clerk, supervisor } = office.staff
    const marked = (what: string) => `Zqxkwv${what} dit tout de la personne, et plus encore.`
    const one = await confirmedCase(office, cause)
    const alone = await write(clerk, { textFr: marked('seule'), textAr: '' })
    await allDone(office)
    await orderStep(office, supervisor, alone, { act: 'return', reason: marked('motif') })
    await allDone(office)
    expect(Object.keys(await markersIn(office.db))).toContain('cause_answers')

    await handOver(office, one)
    await removeDeparted(office.db, office.dataDir)

    expect(await markersIn(office.db)).toEqual({})
    const [two, three] = [await confirmedCase(office, cause), await confirmedCase(office, cause)]
    const shared = await write()
    await allDone(office)
    await handOver(office, two)
    expect((await findAnswer(office.db, clerk, shared)).answer.text_fr).toBe(typedAnswers.textFr)
    expect(await outcomesOf(await order(shared, 'approve', supervisor))).toEqual({ [three]: 'done' })
  })

  test('is written in one language at least, whole', () => {
    const wrong = (form: object) => AnswerForm.safeParse(form).error?.issues.map(({ message }) => message)

    expect(wrong({ textFr: '', textAr: '' })).toEqual(['cause.refusal.answer'])
    expect(wrong({ textFr: 'Bonjour [nom], votre versement arrive.', textAr: '' })).toEqual([
      'field.text.blanks',
    ])
    expect(wrong({ textFr: '', textAr: typedAnswers.textAr })).toBeUndefined()
  })

  test('leaves with a case that was alone in it, even what was typed for a job that nobody took yet', async () => {
    const id = await confirmedCase(office, cause, { channel: 'web' })
    const answer = await write()
    await allDone(office)
    const reason = 'Rhmark raison du renvoi'
    await orderStep(office, office.staff.supervisor, answer, { act: 'return', reason })
    const typedIn = async () => JSON.stringify(await office.db.read('bulk_jobs'))
    expect(await typedIn()).toContain(reason)

    await handOver(office, id)

    expect(await typedIn()).not.toContain('Rhmark')
    await allDone(office)
  })
})
