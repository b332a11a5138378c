// The whole road of data put right: verified by the ministry, asked for, approved by somebody else, written, told.
import { beforeAll, expect, test } from 'vitest'
import { typed } from '../cases/roads.ts'
import { eachDatabase } from '../support/databases.ts'
import { eventsOf, formOf } from './acting.ts'
import { errorBeside, flashOf, missingTexts, typedIn, wordsOf } from './reading.ts'
import {
  complain,
  does,
  founded,
  openTayssir,
  putOnSheet,
  qualified,
  reports,
  right,
  sheetOf,
  staff,
  type Tayssir,
  transmission,
  transmitted,
  wrong,
} from './tayssir-office.ts'

const reason = 'La copie de la carte le montre, des deux côtés.'

eachDatabase('a correction', (open) => {
  let tayssir: Tayssir
  let sheet: { id: string; number: string }
  beforeAll(async () => {
    tayssir = await openTayssir((await open()).db)
  })

  const fresh = async () => {
    sheet = await putOnSheet(tayssir.office.db)
    return transmitted(tayssir, sheet.number)
  }
  const verified = async () => {
    const made = await fresh()
    await tayssir.office.act(made.id, tayssir.people.verifier, 'REPORT_FINDING', founded)
    return made
  }
  const request = (evidence: string, claimed = right) => ({ field: 'cnie', claimed, evidence, reason })
  const asked = async () => {
    const made = await verified()
    await tayssir.office.act(made.id, tayssir.people.clerk, 'REQUEST_CORRECTION', request(made.proof))
    return made
  }
  const cnie = async () => (await sheetOf(tayssir.office.db, sheet.id)).cnie
  const changes = () => tayssir.office.db.read('beneficiary_changes').where({ beneficiary_id: sheet.id })
  const state = async (id: string) => (await tayssir.office.row(id)).state
  const done = async (name: string, id: string, act: string, input: object) => {
    const { answer } = await does(tayssir.app, name, id, act, input)
    expect([act, answer.status, flashOf(answer.text)]).toEqual([act, 303, undefined])
  }
  const today = () => tayssir.office.clock.dayOf(tayssir.office.clock.now())

  /** From the analysis to the closure, at the pages. */
  const finish = async (id: string) => {
    await done(staff.clerk, id, 'SUBMIT_ANSWER', typed.answer)
    await done(staff.supervisor, id, 'APPROVE', {})
    await done(staff.clerk, id, 'SEND_ANSWER', {
      channel: 'phone',
      sentOn: today(),
      proof: 'Appel de 9 h 40',
    })
    await tayssir.office.work()
    await done(staff.closer, id, 'CLOSE', typed.synthesis)
  }

  test('is verified, asked for, approved by another, and only then on the sheet; the case goes on to its closure', async () => {
    sheet = await putOnSheet(tayssir.office.db)
    const { id, proof } = await complain(tayssir, sheet.number)
    await done(staff.clerk, id, 'QUALIFY', qualified)
    await done(staff.clerk, id, 'TRANSMIT', transmission(proof))
    expect(await state(id)).toBe('transmitted')
    expect((await (await reports(tayssir.app, id, founded)).send()).status).toBe(303)
    expect([await state(id), await cnie()]).toEqual(['verified', wrong.cnie])

    await done(staff.clerk, id, 'REQUEST_CORRECTION', request(proof))
    expect([await state(id), await cnie(), await changes()]).toEqual(['correcting', wrong.cnie, []])

    await done(staff.supervisor, id, 'APPROVE_CORRECTION', {})
    expect([await state(id), await cnie()]).toEqual(['corrected', right])
    const { clerk, supervisor } = tayssir.people
    const kept = { case_id: id, field: 'cnie', old: wrong.cnie, new: right }
    expect(await changes()).toMatchObject([{ ...kept, requested_by: clerk.id, approved_by: supervisor.id }])

    await done(staff.clerk, id, 'CONCLUDE', typed.conclude)
    await finish(id)
    expect(await tayssir.office.row(id)).toMatchObject({
      state: 'closed',
      founded: 'yes',
      outcome: 'answered',
    })
  })

  test('is not asked for when the ministry found nothing wrong: the answer is written at once', async () => {
    const { id } = await fresh()
    const refused = { founded: 'no', ground: 'undeclaredChange', corrected: 'no', finding: founded.finding }
    const { send } = await reports(tayssir.app, id, refused)

    expect((await send()).status).toBe(303)

    expect(await tayssir.office.row(id)).toMatchObject({ state: 'answerable', founded: 'no' })
    await finish(id)
    expect(await state(id)).toBe('closed')
    expect([await cnie(), await changes()]).toEqual([wrong.cnie, []])
  })

  test('of one writing of a name says that the other stays as it was', async () => {
    const made = await verified()
    const { page } = await formOf(tayssir.app, staff.clerk, made.id, 'REQUEST_CORRECTION')
    const name = { field: 'name', claimed: 'Rokia Amrani', evidence: made.proof, reason }
    await done(staff.clerk, made.id, 'REQUEST_CORRECTION', name)
    const decide = await formOf(tayssir.app, staff.supervisor, made.id, 'APPROVE_CORRECTION')

    expect([typedIn(page.text, 'field'), typedIn(page.text, 'evidence')]).toEqual(['cnie', made.proof])
    expect(wordsOf(page.text)).toContain('Une correction ne change qu’une écriture')
    expect(wordsOf(decide.page.text)).toContain('Le nom en lettres arabes reste « رقية أمراني »')
  })

  test('is not approved by whoever asked for it', async () => {
    const { office, people, app } = tayssir
    const made = await verified()
    await office.hire('both-sides', [
      { role: 'clerk', programme: 'TAYSSIR', entity: 'CNRA' },
      { role: 'supervisor', programme: 'TAYSSIR', entity: 'CNRA' },
    ])
    await done('both-sides', made.id, 'REQUEST_CORRECTION', request(made.proof))
    const browser = await app.enter('both-sides')
    const { length: revision } = await eventsOf(office, made.id)

    const answer = await browser
      .post(`/cases/${made.id}/acts/APPROVE_CORRECTION`)
      .type('form')
      .send({ revision })

    expect(answer.status).toBe(403)
    expect(flashOf(answer.text)).toContain('jamais vous : vous avez demandé cette correction')
    expect([await state(made.id), await cnie()]).toEqual(['correcting', wrong.cnie])
    expect(people.supervisor.id).not.toBe(people.clerk.id)
  })

  test('is refused with a sentence when the sheet says something else by now', async () => {
    const { id } = await asked()
    await tayssir.office.db.write('beneficiaries').where({ id: sheet.id }).update({ cnie: 'ZZ999999' })

    const { answer } = await does(tayssir.app, staff.supervisor, id, 'APPROVE_CORRECTION', {})

    expect(answer.status).toBe(422)
    expect(flashOf(answer.text)).toContain('la fiche a changé depuis la demande')
    expect([await state(id), await cnie(), await changes()]).toEqual(['correcting', 'ZZ999999', []])
  })

  test('gives nobody a card that somebody else of the programme has: not asked for, not approved', async () => {
    const first = await verified()
    const owner = await asked()
    const own = sheet.id
    const sister = await putOnSheet(tayssir.office.db)
    const card = (cnie: string) =>
      tayssir.office.db.write('beneficiaries').where({ id: sister.id }).update({ cnie })
    await card(right)

    const late = await does(tayssir.app, staff.supervisor, owner.id, 'APPROVE_CORRECTION', {})
    const early = await does(tayssir.app, staff.clerk, first.id, 'REQUEST_CORRECTION', request(first.proof))
    await card('QA778800')

    expect(late.answer.status).toBe(422)
    expect(flashOf(late.answer.text)).toContain('une autre fiche du programme porte maintenant cette carte')
    expect([await state(owner.id), (await sheetOf(tayssir.office.db, own)).cnie]).toEqual([
      'correcting',
      wrong.cnie,
    ])
    expect(early.answer.status).toBe(422)
    expect(errorBeside(early.answer.text, 'act-claimed')).toContain('porte déjà cette carte')
    expect([typedIn(early.answer.text, 'reason'), missingTexts(early.answer.text)]).toEqual([reason, []])
    expect(await state(first.id)).toBe('verified')
  })

  test.each([
    ['is no identity card', { claimed: '12345' }, 'act-claimed', 'pas complet'],
    ['stands there already', { claimed: wrong.cnie }, 'act-claimed', 'déjà ce qui est écrit'],
    ['is proved by a paper of another case', { evidence: '0b1c' }, 'act-evidence', 'Choisissez une pièce'],
  ])(
    'that %s is refused beside the field, with everything typed kept',
    async (_what, change, field, said) => {
      const { id, proof } = await verified()
      const input = { ...request(proof), ...change }

      const { answer } = await does(tayssir.app, staff.clerk, id, 'REQUEST_CORRECTION', input)

      expect(answer.status).toBe(422)
      expect(errorBeside(answer.text, field)).toContain(said)
      expect([typedIn(answer.text, 'claimed'), typedIn(answer.text, 'reason')]).toEqual([
        input.claimed,
        reason,
      ])
      expect([typedIn(answer.text, 'field'), missingTexts(answer.text)]).toEqual(['cnie', []])
      expect(await state(id)).toBe('verified')
    },
  )

  test('of nobody’s sheet is refused with a sentence', async () => {
    const { id, proof } = await complain(tayssir, '')
    await tayssir.office.act(id, tayssir.people.clerk, 'QUALIFY', {
      ...qualified,
      category: 'PAYMENT_MISSING',
    })

    const { page, answer } = await does(tayssir.app, staff.clerk, id, 'REQUEST_CORRECTION', request(proof))

    expect(wordsOf(page.text)).toContain('Aucune fiche de bénéficiaire n’est liée à ce dossier')
    expect(answer.status).toBe(422)
    expect(flashOf(answer.text)).toContain('aucune fiche de bénéficiaire n’est liée')
    expect(typedIn(answer.text, 'reason')).toBe(reason)
  })

  test('is asked for with the sheet in sight, its numbers masked, and what was said already filled in', async () => {
    const { id, proof } = await verified()

    const { page } = await formOf(tayssir.app, staff.clerk, id, 'REQUEST_CORRECTION')

    const table = /<table class="j-table j-current">[\s\S]*?<\/table>/.exec(page.text)?.[0] ?? ''
    expect(wordsOf(table)).toContain('Sur la fiche aujourd’hui')
    expect(wordsOf(table)).toContain('Tiznit')
    expect(wordsOf(table)).toContain('A•••465')
    expect([typedIn(page.text, 'field'), typedIn(page.text, 'evidence')]).toEqual(['cnie', proof])
    const found = /<section [^>]*id="finding">[\s\S]*?<\/section>/.exec(page.text)?.[0] ?? ''
    expect(wordsOf(found)).toContain(founded.finding)
    expect(page.text).not.toContain(right)
  })

  test('is read as old, new, proof and reason by whoever decides; its numbers when they ask for them', async () => {
    const { id, proof } = await asked()
    const browser = await tayssir.app.enter(staff.supervisor)

    const { text } = await browser.get(`/cases/${id}`).expect(200)

    const panel = (html: string) => /<section [^>]*id="correction">[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''
    for (const told of ['A•••465', 'A•••456', reason, 'carte.pdf'])
      expect(wordsOf(panel(text))).toContain(told)
    expect(panel(text)).toContain(`href="/documents/${proof}"`)
    expect(text).not.toContain(right)
    const shown = await browser.post(`/cases/${id}/reveal`).expect(200)
    for (const told of [wrong.cnie, right]) expect(wordsOf(panel(shown.text))).toContain(told)
    expect(shown.text).toContain(`/cases/${id}/acts/APPROVE_CORRECTION`)
  })

  test('stays in the history of the sheet, under every case of it, masked like the sheet', async () => {
    const { office, people, app } = tayssir
    const { id } = await asked()
    await office.act(id, people.supervisor, 'APPROVE_CORRECTION', {})
    const other = await complain(tayssir, sheet.number)
    const browser = await app.enter(staff.clerk)

    const { text } = await browser.get(`/cases/${other.id}`).expect(200)

    const panel = (html: string) => /<section [^>]*id="sheet">[\s\S]*?<\/section>/.exec(html)?.[0] ?? ''
    for (const told of ['Numéro de la CNIE', 'A•••456', 'A•••465', people.clerk.name, people.supervisor.name])
      expect(wordsOf(panel(text))).toContain(told)
    expect(panel(text)).toContain(`href="/cases/${id}"`)
    expect([text.includes(right), text.includes(wrong.cnie)]).toEqual([false, false])
    const shown = await browser.post(`/cases/${other.id}/reveal`).expect(200)
    for (const told of [wrong.cnie, right]) expect(wordsOf(panel(shown.text))).toContain(told)
  })

  test('that is refused changes nothing, and goes back to the clerk with the reason', async () => {
    const { id } = await asked()
    const why = { reason: 'La copie est illisible, il en faut une autre.' }

    await done(staff.supervisor, id, 'REFUSE_CORRECTION', why)

    expect([await state(id), await cnie(), await changes()]).toEqual(['verified', wrong.cnie, []])
    const { text } = await (await tayssir.app.enter(staff.clerk)).get(`/cases/${id}`)
    expect(wordsOf(text)).toContain(why.reason)
  })
})
