// Appeals: lodged once and in time, decided by somebody who had no part in the case, and what becomes of the case.
import { beforeAll, describe, expect, test } from 'vitest'
import { viewCase } from '../../src/cases/case-view.ts'
import { projection } from '../../src/cases/projection.ts'
import { verify } from '../../src/engine/verify.ts'
import { days } from '../support/clock.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { daysLater, decide, lodge, refusedCase, today, typedAppeal } from './appeal-office.ts'
import { lead, leadTo } from './roads.ts'

eachDatabase('an appeal', (open) => {
  let office: Office
  beforeAll(async () => {
    office = await openOffice((await open()).db)
  })

  const messagesOf = (id: string, effect: string) =>
    office.db.read('messages').where({ case_id: id, effect }).orderBy('seq')
  const contextOf = async (id: string) =>
    JSON.parse((await office.db.read('instances').where({ id }).first('snapshot')).snapshot).context
  const entriesOf = (id: string, event: string) =>
    office.db.read('journal').where({ instance_id: id, event }).orderBy('seq')
  const refusalOf = (act: Promise<unknown>) =>
    act.then(
      () => 'accepted',
      (error) => error.fields ?? error.said?.key,
    )
  const lodging = (id: string, receivedOn: string, cameBy = 'mail') =>
    refusalOf(
      office.act(id, office.staff.clerk, 'LODGE_APPEAL', { ...typedAppeal.lodge, cameBy, receivedOn }),
    )

  test('that stands takes the case up again, which is answered anew and closed', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)
    await decide(office, id, 'upheld')
    await office.act(id, office.staff.closer, 'CLOSE', {
      synthesis: 'Recours accepté et annoncé à la personne.',
    })

    expect(await office.row(first)).toMatchObject({
      state: 'qualified',
      appeal: 'upheld',
      reopened: 1,
      closing_on: null,
    })
    await lead(office, first, 'conclude', 'answer', 'approve', 'send', 'close')
    await office.work()

    expect(await office.row(first)).toMatchObject({ state: 'closed', outcome: 'answered' })
    expect(await office.row(id)).toMatchObject({ state: 'closed', decision: 'upheld', about: first })
    const answers = await messagesOf(first, 'sendAnswer')
    // The first answer names the appeal, the second only what is left.
    expect(answers.map(({ body }) => /recours auprès de nous/.test(body))).toEqual([true, false])
    expect(await messagesOf(id, 'acknowledge')).toHaveLength(1)
  })

  test('that is rejected leaves the case as it is, and says what remains and until when', async () => {
    const first = await refusedCase(office, { language: 'ar' })
    const id = await lodge(office, first)
    await decide(office, id, 'rejected')

    expect(await office.row(first)).toMatchObject({ state: 'closed', appeal: 'rejected', reopened: 0 })
    const [told] = await messagesOf(id, 'tellDecision')
    expect(told.language).toBe('ar')
    // Sixty days after 25 November 2026.
    expect(told.body).toContain('24 يناير 2027')
    expect(told.body).toContain(typedAppeal.rejected.explanation)
  })

  test('is decided by nobody who had a hand in the first case, each with a reason', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)
    await office.act(id, office.staff.clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)
    const { supervisor, supervisor2, clerk, closer } = office.staff

    expect(await refusalOf(office.act(id, supervisor, 'DECIDE_APPEAL', typedAppeal.upheld))).toBe(
      'refusal.noHandInFirst',
    )
    expect(await refusalOf(office.act(id, clerk, 'DECIDE_APPEAL', typedAppeal.upheld))).toBe('refusal.role')
    expect((await contextOf(id)).barred).toEqual(expect.arrayContaining([supervisor.id, clerk.id, closer.id]))
    expect(
      await refusalOf(office.act(id, supervisor2, 'ASSIGN', { role: 'supervisor', to: supervisor.id })),
    ).toEqual({ to: { key: 'linked.barred.assign' } })
    expect(
      await refusalOf(office.act(id, supervisor2, 'ASSIGN', { role: 'supervisor', to: supervisor2.id })),
    ).toBe('accepted')
    expect(await refusalOf(office.act(id, supervisor2, 'DECIDE_APPEAL', typedAppeal.upheld))).toBe('accepted')
  })

  test('is decided by nobody who acted on the first case since it was lodged, and says so on its page', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)
    await office.act(id, office.staff.clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)
    const { supervisor2 } = office.staff
    const late = await office.hire(`late-${id}`, [{ role: 'supervisor', programme: 'DAAM', entity: 'RABAT' }])
    expect(
      (await viewCase(office, id, late)).acts.find(({ type }) => type === 'DECIDE_APPEAL')?.refusal,
    ).toBe(null)

    await office.act(first, late, 'ADD_NOTE', { note: 'La personne a rappelé ce matin.' })

    expect(await refusalOf(office.act(id, late, 'DECIDE_APPEAL', typedAppeal.upheld))).toBe(
      'refusal.noHandInFirst',
    )
    expect(
      await refusalOf(office.act(id, late, 'RETURN_DECISION', { reason: 'Il manque le relevé de mars.' })),
    ).toBe('refusal.noHandInFirst')
    expect(
      await refusalOf(office.act(id, supervisor2, 'ASSIGN', { role: 'supervisor', to: late.id })),
    ).toEqual({ to: { key: 'linked.barred.assign' } })
    const seen = await viewCase(office, id, late)
    expect(seen.context.barred).toContain(late.id)
    expect(seen.acts.find(({ type }) => type === 'DECIDE_APPEAL')?.refusal?.said.key).toBe(
      'refusal.noHandInFirst',
    )
    expect(await office.row(first)).toMatchObject({ appeal: 'lodged', reopened: 0 })
    expect(await refusalOf(office.act(id, supervisor2, 'DECIDE_APPEAL', typedAppeal.upheld))).toBe('accepted')
  })

  test('is decided by nobody who acts on the first case in the same breath', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)
    await office.act(id, office.staff.clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)
    const both = await office.hire(`both-${id}`, [{ role: 'supervisor', programme: 'DAAM', entity: 'RABAT' }])

    const [noted, decided] = await Promise.all([
      refusalOf(office.act(first, both, 'ADD_NOTE', { note: 'La personne a rappelé ce matin.' })),
      refusalOf(office.act(id, both, 'DECIDE_APPEAL', typedAppeal.rejected)),
    ])

    // Whichever came first: a note after the decision is harmless, a decision after the note is none.
    const [note] = await entriesOf(first, 'ADD_NOTE')
    const [told] = await entriesOf(first, 'APPEAL_DECIDED')
    if (decided === 'accepted') expect(note === undefined || note.seq > told.seq).toBe(true)
    else expect([noted, decided]).toEqual(['accepted', 'refusal.noHandInFirst'])
  })

  test('is decided by somebody of the whole programme when everybody of the place had a hand in it', async () => {
    const above = await office.hire('above', [{ role: 'supervisor', programme: 'DAAM', entity: '' }])
    const id = await lodge(office, await refusedCase(office))
    await office.act(id, office.staff.clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)

    await office.act(id, above, 'DECIDE_APPEAL', typedAppeal.upheld)

    expect((await office.row(id)).decision).toBe('upheld')
  })

  test('is lodged once', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)

    expect(await lodging(first, today(office))).toBe('refusal.mayAppeal')
    await decide(office, id, 'rejected')
    expect(await lodging(first, today(office))).toBe('refusal.mayAppeal')
  })

  test('two people who lodge at once open one, and two who decide at once decide once', async () => {
    const first = await refusedCase(office)
    const both = await Promise.allSettled([lodge(office, first), lodge(office, first)])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const found = await office.db.read('cases').where({ about: first })
    expect(found).toHaveLength(1)

    const id = found[0].id
    const other = await office.hire(`other-${id}`, [
      { role: 'supervisor', programme: 'DAAM', entity: 'RABAT' },
    ])
    await office.act(id, office.staff.clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)
    const decided = await Promise.allSettled([
      office.act(id, office.staff.supervisor2, 'DECIDE_APPEAL', typedAppeal.upheld),
      office.act(id, other, 'DECIDE_APPEAL', typedAppeal.rejected),
    ])
    expect(decided.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await office.row(first)).appeal).toBe((await office.row(id)).decision)
  })

  test('that is withdrawn leaves the case as it is, once it is closed', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)
    await office.act(id, office.staff.clerk2, 'WITHDRAW', {
      reason: 'La personne ne conteste plus la réponse.',
    })
    expect((await office.row(first)).appeal).toBe('lodged')

    await office.act(id, office.staff.closer, 'CLOSE', { synthesis: 'Recours retiré, la réponse reste.' })

    expect(await office.row(first)).toMatchObject({ appeal: 'withdrawn', state: 'closed', reopened: 0 })
  })

  test('that was decided is withdrawn no more, and the case keeps what was decided', async () => {
    const first = await refusedCase(office)
    const id = await lodge(office, first)
    await office.act(id, office.staff.clerk2, 'EXAMINE_APPEAL', typedAppeal.examine)
    await office.act(id, office.staff.supervisor2, 'DECIDE_APPEAL', typedAppeal.upheld)

    expect(
      await refusalOf(office.act(id, office.staff.clerk2, 'WITHDRAW', { reason: 'La personne renonce.' })),
    ).toBe('refusal.notNow')
    expect((await office.row(first)).appeal).toBe('upheld')
  })

  describe('in time', () => {
    test('is refused before there is an answer, and possible as soon as the deadline has passed', async () => {
      const first = await leadTo(office, 'answerable')
      expect(await lodging(first, today(office))).toBe('refusal.mayAppeal')

      office.clock.advance(days(11))
      await office.work()
      const id = await lodge(office, first)

      // The case goes on, and only hears of it.
      expect((await office.row(first)).state).toBe('answerable')
      await decide(office, id, 'upheld')
      expect(await office.row(first)).toMatchObject({ state: 'answerable', appeal: 'upheld', reopened: 0 })
    })

    test('against a delay leaves the one against the answer, each a case of its own', async () => {
      const first = await leadTo(office, 'answerable')
      office.clock.advance(days(11))
      await office.work()
      const late = await lodge(office, first)
      await decide(office, late, 'rejected')
      expect(await lodging(first, today(office))).toBe('refusal.mayAppeal')
      await lead(office, first, 'answer', 'approve', 'send')
      await office.work()

      const [letter] = await messagesOf(first, 'sendAnswer')
      expect(letter.body).toContain('recours auprès de nous')
      await lodge(office, first)
      // Both came at one instant: the order in which a database names them says nothing.
      const appeals = await office.db.read('cases').where({ about: first }).select('id', 'decision')
      expect(appeals).toHaveLength(2)
      expect(new Map(appeals.map(({ id, decision }) => [id === late, decision]))).toEqual(
        new Map([
          [true, 'rejected'],
          [false, null],
        ]),
      )
      expect(await office.row(first)).toMatchObject({ appeal: 'lodged' })
      expect(await lodging(first, today(office))).toBe('refusal.mayAppeal')
      const page = await viewCase(office, first, office.staff.clerk)
      expect(page.acts.find(({ type }) => type === 'LODGE_APPEAL')?.refusal?.said.key).toBe(
        'linked.closed.running',
      )
    })

    test('counts by the day it was received, however late it is keyed in', async () => {
      const first = await refusedCase(office)
      const [last, after] = [daysLater(office, 30), daysLater(office, 31)]
      office.clock.advance(days(40))

      expect(await lodging(first, after)).toMatchObject({
        receivedOn: { key: 'linked.receivedOn.over', values: { day: last } },
      })
      expect(await lodging(first, last)).toBe('accepted')
    })

    test('is neither from before the answer nor from a day to come', async () => {
      const first = await leadTo(office, 'approved')
      office.clock.advance(days(2))
      await lead(office, first, 'send')

      expect(await lodging(first, daysLater(office, -1))).toMatchObject({
        receivedOn: { key: 'linked.receivedOn.beforeAnswer', values: { day: today(office) } },
      })
      expect(await lodging(first, daysLater(office, 1))).toMatchObject({
        receivedOn: { key: 'field.receivedOn.future' },
      })
      expect(await lodging(first, today(office), 'social')).toMatchObject({
        cameBy: { key: 'field.cameBy.choose' },
      })
      expect(await lodging(first, today(office))).toBe('accepted')
    })

    test('against a delay stands even when the answer left before it was keyed in', async () => {
      const first = await leadTo(office, 'approved')
      office.clock.advance(days(12))
      const written = today(office)
      office.clock.advance(days(1))
      await lead(office, first, 'send')

      expect(await lodging(first, written)).toBe('accepted')
    })

    test('is nothing for a case that was withdrawn', async () => {
      const first = await leadTo(office, 'withdrawn')
      office.clock.advance(days(20))

      expect(await lodging(first, today(office))).toBe('refusal.mayAppeal')
    })
  })

  test('and its case are as their journals say', async () => {
    const report = await verify({ ...office, projection })

    expect(report.faults).toEqual([])
  })
})
