// Closures looked at again: drawn so that it can be proved, answered by nobody who had a hand in them, gone with their case.
import { beforeEach, expect, test } from 'vitest'
import type { SignedIn } from '../../src/accounts/schema.ts'
import { answerItem, askReopening, assignItem } from '../../src/audits/commands.ts'
import { conformityBy, conformityOver } from '../../src/audits/conformity.ts'
import { askProof } from '../../src/audits/draw.ts'
import { endOrder, ordersOf, takeOrder } from '../../src/audits/draw-orders.ts'
import { carryOutDraws } from '../../src/audits/draw-work.ts'
import { handsIn } from '../../src/audits/policy.ts'
import { populationOf } from '../../src/audits/population.ts'
import {
  askedFor,
  findItem,
  findSample,
  itemsFor,
  itemsOf,
  listSamples,
  reopenedSince,
} from '../../src/audits/queries.ts'
import { ChecklistForm, DrawForm, isDrawn } from '../../src/audits/schema.ts'
import { noticeDesks, unreadNotices } from '../../src/cases/notices.ts'
import { handOver, markersIn } from '../cases/release-office.ts'
import { lead, leadTo } from '../cases/roads.ts'
import { eachDatabase } from '../support/databases.ts'
import { names, type Office, openOffice } from '../support/office.ts'
import { ask, checklist, closeSome, draw, inOrder, notInOrder, period } from './steps.ts'

eachDatabase('an audit of closures', (open) => {
  let office: Office
  let breakAt: string | undefined
  beforeEach(async () => {
    breakAt = undefined
    const afterStatement = (sql: string) => {
      if (breakAt && sql.includes(breakAt)) throw new Error('the power went')
    }
    office = await openOffice((await open({ afterStatement })).db)
  })

  const daam = { programme: 'DAAM', entity: '' }
  const entities = () => office.programmes.get('DAAM').entities.map(({ code }) => code)
  const items = (sample: string, who: SignedIn = office.staff.auditor) => itemsOf(office.db, who, sample)
  const ids = async (sample: string) => (await items(sample)).map(({ case_id }) => case_id)
  /** Draws again what was drawn. */
  const prove = async (sample: string) => {
    await askProof(office, office.staff.auditor, sample)
    await carryOutDraws(office)
    return (await ordersOf(office.db, sample)).proof
  }
  const answer = (sample: string, caseId: string, fields = {}, by: SignedIn = office.staff.auditor) =>
    answerItem(office, by, { sample, caseId }, checklist(fields))

  test('draws of what people closed here, and of nothing else', async () => {
    const [one, two] = await closeSome(office, 2)
    await leadTo(office, 'settled')
    const restricted = await leadTo(office, 'closed')
    await office.db.write('cases').where({ id: restricted }).update({ restricted: 1 })
    const released = await leadTo(office, 'closed')
    await handOver(office, released)
    const reopened = await leadTo(office, 'reopened')

    const population = await populationOf(office.db, daam, entities(), period)

    expect(population.map(({ id }) => id).sort()).toEqual([one, two].sort())
    expect(population[0]).toMatchObject({ entity: 'RABAT', closing_on: '2026-11-25' })
    // The answer was handed over at the desk, by somebody who may close since today.
    expect(population[0]?.risks).toEqual(['byHand', 'newCloser'])
    expect(await populationOf(office.db, daam, entities(), { ...period, to: '2026-11-24' })).toEqual([])
    expect(await populationOf(office.db, { ...daam, entity: 'JERADA' }, entities(), period)).toEqual([])
    await lead(office, reopened, 'conclude', 'answer', 'approve', 'send', 'close')
    const again = await populationOf(office.db, daam, entities(), period)
    expect(again.find(({ id }) => id === reopened)?.risks).toContain('reopened')
  })

  test('draws the same again from the same seed, and proves it until a closure changes', async () => {
    const all = await closeSome(office, 6)
    const seed = 'a seed of the tests'
    const [first, second] = [
      await draw(office, { size: '3' }, { seed }),
      await draw(office, { size: '3' }, { seed }),
    ]

    expect(await ids(first)).toEqual(await ids(second))
    expect(await ids(first)).toHaveLength(3)
    const sample = await findSample(office.db, office.staff.auditor, first)
    expect(sample).toMatchObject({ seed, population: 6, size: 3, rule: 1 })
    expect(await prove(first)).toMatchObject({ outcome: 'same', population: 6 })
    const items = () => office.db.write('audit_items').where({ sample_id: first })
    const [row] = await items()
    const edge = { edge_draw: sample.edge_draw, edge_weight: sample.edge_weight }
    const altering: [() => PromiseLike<unknown>, () => PromiseLike<unknown>][] = [
      [() => items().where({ n: row.n }).del(), () => items().insert(row)],
      [
        () =>
          items()
            .where({ n: row.n })
            .update({ weight: row.weight + 1 }),
        () => items().where({ n: row.n }).update({ weight: row.weight }),
      ],
      [
        () =>
          office.db
            .write('audit_samples')
            .where({ id: first })
            .update({ edge_weight: Number(edge.edge_weight) + 1 }),
        () => office.db.write('audit_samples').where({ id: first }).update(edge),
      ],
    ]
    for (const [alter, putBack] of altering) {
      await alter()
      expect((await prove(first))?.outcome).toBe('wrong')
      await putBack()
    }
    expect((await prove(first))?.outcome).toBe('same')

    const drawn = await ids(first)
    const [other = '', stranger = ''] = all.filter((id) => !drawn.includes(id))
    await lead(office, other, 'reopen')
    expect(await prove(first)).toMatchObject({ outcome: 'moved', population: 5 })
    // Somebody puts a closure among them that no lot had brought there.
    await office.db.write('audit_items').where({ sample_id: first, n: 1 }).update({ case_id: stranger })
    expect((await prove(first))?.outcome).toBe('wrong')
  })

  test('is asked for with its seed, and drawn by a worker while nobody waits', async () => {
    await closeSome(office, 4)
    const seed = 'a seed of the tests'
    const before = await draw(office, { size: '2' }, { seed })
    const sample = await ask(office, { size: '2' }, { seed })
    const find = () => findSample(office.db, office.staff.auditor, sample)

    expect(await find()).toMatchObject({ seed, population: 0 })
    expect(isDrawn(await find())).toBe(false)
    expect(await ids(sample)).toEqual([])
    expect((await ordersOf(office.db, sample)).draw).toMatchObject({ finished_at: null, seen: 0 })
    await expect(askProof(office, office.staff.auditor, sample)).rejects.toThrow('audit.refusal.notDrawn')
    await expect(askProof(office, office.staff.supervisor, before)).rejects.toThrow('refusal.role')

    await carryOutDraws(office)

    expect(isDrawn(await find())).toBe(true)
    expect(await ids(sample)).toEqual(await ids(before))
    expect((await ordersOf(office.db, sample)).draw).toMatchObject({ population: 4, seen: 4 })
  })

  test('is drawn once, and whole, when a worker dies in it or loses it', async () => {
    await closeSome(office, 3)
    const seed = 'a seed of the tests'
    const expected = await ids(await draw(office, {}, { seed }))
    const sample = await ask(office, {}, { seed })

    breakAt = 'INSERT INTO audit_items'
    await expect(carryOutDraws(office)).rejects.toThrow('the power went')
    breakAt = undefined
    expect(await ids(sample)).toEqual([])
    // It is not taken from whoever may still be at it.
    await carryOutDraws(office)
    expect(await ids(sample)).toEqual([])
    office.clock.advance(61_000)
    const slow = await takeOrder(office.db, office.clock.now())
    office.clock.advance(61_000)
    await carryOutDraws(office)
    expect(await ids(sample)).toEqual(expected)
    const end = { at: office.clock.now(), population: 9, outcome: null }
    expect(slow && (await endOrder(office.db, slow, end))).toBe(false)
    expect(await findSample(office.db, office.staff.auditor, sample)).toMatchObject({ population: 3 })
  })

  test('reads every closure once, however few are read together', async () => {
    const all = await closeSome(office, 5)
    for (const [n, id] of all.entries())
      if (n > 2) await office.db.write('cases').where({ id }).update({ closing_on: '2026-11-24' })
    const told: number[] = []

    for (const together of [1, 2, 3, 5, 6]) {
      const options = { together, told: async (seen: number) => void told.push(seen) }
      const population = await populationOf(office.db, daam, entities(), period, options)
      expect(population.map(({ id }) => id).sort()).toEqual(all.toSorted())
      expect(told.at(-1)).toBe(5)
    }
  })

  test('draws once, however often its form comes, with a seed that nobody chose', async () => {
    await closeSome(office, 2)
    const key = 'b3b5a5c6-2f1e-4a58-9d5c-0c6c1d6f5a11'
    const both = await Promise.all([draw(office, { key }), draw(office, { key })])

    expect(both).toEqual([key, key])
    expect(await items(key)).toHaveLength(2)
    const other = await draw(office)
    const seeds = (await listSamples(office.db, office.staff.auditor)).map(({ seed }) => seed)
    expect(new Set(seeds).size).toBe(2)
    expect(seeds.every((seed) => /^[0-9a-f]{32}$/.test(seed))).toBe(true)
    expect(other).not.toBe(key)
  })

  test('is drawn by auditors of the place, of days that are over, where there is something', async () => {
    const { supervisor, reporter } = office.staff
    await expect(draw(office)).rejects.toMatchObject({ fields: { to: { key: 'audit.refusal.none' } } })
    await closeSome(office, 1)

    await expect(draw(office, {}, { by: supervisor })).rejects.toThrow('refusal.role')
    await expect(draw(office, {}, { by: reporter })).rejects.toThrow('refusal.role')
    await expect(draw(office, { place: 'TAYSSIR' })).rejects.toThrow('refusal.role')
    await expect(draw(office, { place: 'DAAM/NOWHERE' })).rejects.toMatchObject({ fields: { place: {} } })
    await expect(draw(office, { to: '2026-11-26' })).rejects.toMatchObject({ fields: { to: {} } })
    for (const wrong of [{ size: '0' }, { size: '201' }, { from: '2026-12-01' }, { from: '2025-11-24' }])
      expect(
        DrawForm.safeParse({
          key: 'b3b5a5c6-2f1e-4a58-9d5c-0c6c1d6f5a11',
          place: 'DAAM',
          ...period,
          size: '5',
          ...wrong,
        }).success,
      ).toBe(false)
    const local = await office.hire('local', [{ role: 'auditor', programme: 'DAAM', entity: 'RABAT' }])
    await expect(draw(office, {}, { by: local })).rejects.toThrow('refusal.role')
    expect(await items(await draw(office, { place: 'DAAM/RABAT' }, { by: local }), local)).toHaveLength(1)
  })

  test('goes to auditors who had no hand in the case, in turn', async () => {
    const mixed = await office.hire('mixed', [
      { role: 'auditor', programme: 'DAAM', entity: '' },
      { role: 'closer', programme: 'DAAM', entity: 'RABAT' },
    ])
    const clean = await leadTo(office, 'closed')
    const theirs = await leadTo(office, 'settled')
    await office.act(theirs, mixed, 'CLOSE', { synthesis: 'Versement refait, réponse remise.' })

    const sample = await draw(office)

    const given = new Map((await items(sample)).map(({ case_id, auditor }) => [case_id, auditor]))
    expect(given.get(theirs)).toBe(office.staff.auditor.id)
    expect([office.staff.auditor.id, mixed.id]).toContain(given.get(clean))
    await assignItem(office, office.staff.auditor, { sample, caseId: clean }, mixed.id)
    expect((await itemsFor(office.db, mixed)).map(({ case_id }) => case_id)).toEqual([clean])
    await expect(
      assignItem(office, office.staff.auditor, { sample, caseId: theirs }, mixed.id),
    ).rejects.toMatchObject({ fields: { to: { key: 'audit.refusal.handOf' } } })
    await expect(
      assignItem(office, office.staff.auditor, { sample, caseId: theirs }, office.staff.supervisor.id),
    ).rejects.toMatchObject({ fields: { to: { key: 'audit.refusal.auditor' } } })
    await expect(
      assignItem(office, office.staff.supervisor, { sample, caseId: clean }, mixed.id),
    ).rejects.toThrow('refusal.role')
  })

  test('is refused to whoever has a hand in the case, even once it was given to them, by the query and by the command', async () => {
    const caseId = await leadTo(office, 'closed')
    const mixed = await office.hire('mixed', [
      { role: 'auditor', programme: 'DAAM', entity: '' },
      { role: 'clerk', programme: 'DAAM', entity: 'RABAT' },
    ])
    const sample = await draw(office)
    await assignItem(office, office.staff.auditor, { sample, caseId }, mixed.id)
    expect((await findItem(office.db, mixed, { sample, caseId })).mayAnswer).toBe(true)

    await office.act(caseId, mixed, 'ADD_NOTE', { note: 'La personne a rappelé.' })

    expect((await handsIn(office.db, caseId)).has(mixed.id)).toBe(true)
    expect((await findItem(office.db, mixed, { sample, caseId })).mayAnswer).toBe(false)
    expect(await itemsFor(office.db, mixed)).toEqual([])
    await expect(answer(sample, caseId, {}, mixed)).rejects.toThrow('audit.refusal.hand')
    expect(await office.db.read('audit_checks')).toEqual([])
  })

  test('counts as hands: the journal, an appeal, the sheet, the files, the registration, a cause', async () => {
    const { db } = office
    const caseId = await leadTo(office, 'closed')
    const { agent, clerk, clerk2, supervisor, supervisor2, closer, processor, auditor } = office.staff
    const person = (n: number) => `person ${n}`
    await db.write('beneficiaries').insert({
      ...{
        id: 'b',
        programme: 'DAAM',
        number: '7',
        cnie: 'X1',
        name: 'F',
        name_ar: 'ف',
        phone: '',
        sex: 'F',
      },
      ...{ commune: '', province: '', rural: 0, children: 0, payment: '', amount: 0, eligibility: '' },
    })
    await db
      .write('registrations')
      .where({ case_id: caseId })
      .update({ beneficiary_id: 'b', registered_by: agent.id })
    await db.write('beneficiary_changes').insert({
      ...{ beneficiary_id: 'b', n: 1, at: 1, case_id: caseId, field: 'phone', old: '1', new: '2' },
      ...{ requested_by: clerk2.id, approved_by: supervisor2.id },
    })
    await db.write('documents').insert({
      ...{ id: 'd', case_id: caseId, sha256: 'x', name: 'a.pdf', type: 'application/pdf', bytes: 1 },
      ...{ added_by: person(1), added_at: 1 },
    })

    const hands = await handsIn(db, caseId)

    for (const { id } of [agent, clerk, clerk2, supervisor, supervisor2, closer])
      expect(hands.has(id)).toBe(true)
    expect(hands.has(person(1))).toBe(true)
    for (const { id } of [processor, auditor]) expect(hands.has(id)).toBe(false)
  })

  test('is answered by its auditor alone, kept while begun, concluded once', async () => {
    const [caseId = ''] = await closeSome(office, 1)
    const sample = await draw(office)
    const { auditor, supervisor } = office.staff
    const begun = {
      act: 'save',
      verdict: '',
      treated: 'yes',
      channel: '',
      ground: '',
      dates: '',
      evidence: '',
    }

    await answer(sample, caseId, begun)
    const key = { sample, caseId }
    expect(await findItem(office.db, auditor, key)).toMatchObject({
      status: 'begun',
      checks: [{ name: 'treated', answer: 'yes' }],
    })
    expect((await findItem(office.db, supervisor, key)).checks).toEqual([])
    await expect(answer(sample, caseId, {}, supervisor)).rejects.toThrow('refusal.role')
    const other = await office.hire('other', [{ role: 'auditor', programme: 'DAAM', entity: '' }])
    await expect(answer(sample, caseId, {}, other)).rejects.toThrow('audit.refusal.notYours')

    await answer(sample, caseId, notInOrder)
    const done = await findItem(office.db, supervisor, key)
    expect(done).toMatchObject({ status: 'done', verdict: 'notConform', mayAnswer: false })
    expect(done.checks.find(({ name }) => name === 'evidence')).toEqual({
      ...{ name: 'evidence', answer: 'no', reason: 'missing', note: 'Le reçu n’est pas là.' },
    })
    await expect(answer(sample, caseId)).rejects.toThrow('audit.refusal.done')
    await expect(assignItem(office, auditor, key, other.id)).rejects.toThrow('audit.refusal.done')
    expect((await listSamples(office.db, supervisor))[0]?.counts).toEqual({ seen: 1, done: 1, conform: 0 })
  })

  test('concludes nothing that is not answered, and calls nothing conform that is not', () => {
    const wrong = (fields: object) =>
      ChecklistForm.safeParse({ ...inOrder, ...fields }).error?.issues.map(({ path, message }) => [
        path.join('.'),
        message,
      ])

    expect(wrong({ dates: '' })).toEqual([['dates', 'audit.refusal.answer']])
    expect(wrong({ verdict: '' })).toEqual([['verdict', 'audit.refusal.verdict']])
    expect(wrong({ dates: 'no' })).toEqual([
      ['datesReason', 'audit.refusal.reason'],
      ['verdict', 'audit.refusal.conform'],
    ])
    expect(wrong({ ...notInOrder, findings: '' })).toEqual([['findings', 'audit.refusal.findings']])
    expect(wrong({ datesReason: 'missing' })).toEqual([['datesReason', 'audit.refusal.reason']])
    // A note beside a "yes" says nothing, and is not kept.
    expect(checklist({ datesNote: 'x' }).rows.every(({ note }) => note === '')).toBe(true)
  })

  test('asks that a case be taken up again; its supervisor is told, and does it by an ordinary act', async () => {
    const { auditor, supervisor } = office.staff
    const [one = '', two = ''] = await closeSome(office, 2)
    const sample = await draw(office)
    const ask = (caseId: string) => askReopening(office, auditor, { sample, caseId })
    await answer(sample, one, notInOrder)
    await answer(sample, two)

    await expect(ask(two)).rejects.toThrow('audit.refusal.notConformFirst')
    await ask(one)
    await expect(ask(one)).rejects.toThrow('audit.refusal.asked')
    await expect(askReopening(office, supervisor, { sample, caseId: one })).rejects.toThrow('refusal.role')

    const told = await unreadNotices(office.db, noticeDesks(office.programmes, supervisor), 10)
    expect(told.filter(({ effect }) => effect === 'auditAsksReopening')).toMatchObject([{ case_id: one }])
    expect((await askedFor(office.db, supervisor)).map(({ case_id }) => case_id)).toEqual([one])
    const { asked_at } = await findItem(office.db, auditor, { sample, caseId: one })
    expect(await reopenedSince(office.db, one, Number(asked_at))).toBeNull()
    await lead(office, one, 'reopen')
    expect(await reopenedSince(office.db, one, Number(asked_at))).toMatchObject({ actor: supervisor.id })
    expect(await askedFor(office.db, supervisor)).toEqual([])
  })

  test('asks nothing of a lifecycle that knows no reopening', async () => {
    const [caseId = ''] = await closeSome(office, 1)
    const sample = await draw(office)
    await answer(sample, caseId, notInOrder)
    await lead(office, caseId, 'reopen')

    await expect(askReopening(office, office.staff.auditor, { sample, caseId })).rejects.toThrow(
      'audit.refusal.noReopening',
    )
  })

  test('is seen by those who oversee the place, and by nobody else', async () => {
    const [caseId = ''] = await closeSome(office, 1)
    const sample = await draw(office)
    const seers = ['supervisor', 'supervisor2', 'auditor']

    for (const name of names) {
      const who = office.staff[name]
      const found = await findItem(office.db, who, { sample, caseId }).then(
        () => true,
        () => false,
      )
      expect([name, found, (await listSamples(office.db, who)).length]).toEqual([
        ...[name, seers.includes(name), seers.includes(name) ? 1 : 0],
      ])
    }
    const elsewhere = await office.hire('jerada', [
      { role: 'supervisor', programme: 'DAAM', entity: 'JERADA' },
    ])
    expect(await items(sample, elsewhere)).toEqual([])
    expect((await listSamples(office.db, elsewhere))[0]?.counts.seen).toBe(0)
    await office.db.write('cases').where({ id: caseId }).update({ restricted: 1 })
    expect(await items(sample)).toEqual([])
    await expect(findItem(office.db, office.staff.auditor, { sample, caseId })).rejects.toThrow(
      'error.notFound',
    )
    await expect(answer(sample, caseId)).rejects.toThrow('error.notFound')
    expect(await conformityOver(office.db, { places: [daam], ...period }, 'month')).toEqual([])
  })

  test('says the share of conform closures over time, the sample’s weights taken out', async () => {
    const all = await closeSome(office, 4)
    const sample = await draw(office)
    for (const [n, caseId] of all.entries()) await answer(sample, caseId, n === 0 ? notInOrder : {})

    const query = { places: [daam], ...period }
    const told = { sampled: 4, concluded: 4, conform: 3, estimate: 75, few: true }
    expect(await conformityOver(office.db, query, 'month')).toEqual([{ span: '2026-11', ...told }])
    expect(await conformityOver(office.db, query, 'quarter')).toEqual([{ span: '2026-Q4', ...told }])
    expect(await conformityBy(office.db, query)).toEqual([{ programme: 'DAAM', ...told }])
    const nowhere = { places: [{ programme: 'DAAM', entity: 'JERADA' }], ...period }
    expect(await conformityOver(office.db, nowhere, 'month')).toEqual([])
    expect(await conformityOver(office.db, { ...query, places: [] }, 'month')).toEqual([])
  })

  test('loses a case that another service takes over, with every word about it', async () => {
    const [one = '', two = ''] = await closeSome(office, 2)
    const sample = await draw(office)
    const words = { evidenceNote: 'Zqxkwvnote sur ce dossier.', findings: 'Zqxkwvconstat sur ce dossier.' }
    await answer(sample, one, { ...notInOrder, ...words })
    await askReopening(office, office.staff.auditor, { sample, caseId: one })
    expect(Object.keys(await markersIn(office.db)).sort()).toEqual(['audit_checks', 'audit_items'])

    await handOver(office, one)

    expect(await markersIn(office.db)).toEqual({})
    expect(await ids(sample)).toEqual([two])
    for (const table of ['audit_items', 'audit_checks', 'notices'])
      expect(await office.db.read(table).where({ case_id: one }), table).toEqual([])
    expect(JSON.stringify(await office.db.read('audit_samples'))).not.toContain(one)
    await expect(answer(sample, one)).rejects.toThrow('error.notFound')
    expect((await prove(sample))?.outcome).toBe('moved')
  })

  test('an answer and a handing over at once leave nothing behind', async () => {
    const [one = ''] = await closeSome(office, 1)
    const sample = await draw(office)

    await Promise.allSettled([
      answer(sample, one, { ...notInOrder, findings: 'Zqxkwvconstat sur ce dossier.' }),
      handOver(office, one),
    ])

    expect(await markersIn(office.db)).toEqual({})
    expect(await items(sample)).toEqual([])
  })
})
