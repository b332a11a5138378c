// What is for named people alone is so from its first event, whatever door it came by, and never lost to everybody.
import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { keepLists } from '../../src/cases/keepers.ts'
import { system } from '../../src/cases/policy.ts'
import { projection } from '../../src/cases/projection.ts'
import { verify } from '../../src/engine/verify.ts'
import { eachDatabase } from '../support/databases.ts'
import { formOf, type Office, openOffice } from '../support/office.ts'
import { typed } from './roads.ts'

const at = (role: 'agent' | 'clerk' | 'supervisor', entity = '') => [{ role, programme: 'INTEGRITY', entity }]

const fieldsOf = (error: unknown) => (error instanceof Error && 'fields' in error ? error.fields : error)

eachDatabase('a case of corruption', (open) => {
  let office: Office
  let people: Record<'clerk' | 'head' | 'second', Awaited<ReturnType<Office['hire']>>>

  beforeAll(async () => {
    office = await openOffice((await open()).db)
    people = {
      clerk: await office.hire('int-clerk', at('clerk')),
      head: await office.hire('int-head', at('supervisor')),
      second: await office.hire('int-second', at('supervisor', 'CENTRAL')),
    }
  })

  const brought = (fields: Parameters<Office['register']>[0] = {}) =>
    office.register(
      { programme: 'INTEGRITY', entity: 'CENTRAL', channel: 'desk', category: 'BRIBE', ...fields },
      people.clerk,
    )
  const handlersOf = async (id: string): Promise<string[]> => {
    const rows = await office.db.read('case_handlers').where({ case_id: id })
    return rows.map(({ user_id }) => String(user_id)).sort()
  }
  const keepers = () => [people.head.id, people.second.id].sort()
  const row = (fields: object = {}) => {
    const {
      key: _key,
      about: _about,
      ...input
    } = formOf(office.clock, {
      programme: 'INTEGRITY',
      entity: 'CENTRAL',
      category: 'BRIBE',
    })
    const key = `register:${randomUUID()}`
    return { key, input: { ...input, externalKey: key, beneficiary: null, ...fields } }
  }
  const caseOf = async (key: string) => {
    const found = await office.db.read('registrations').where({ external_key: key }).first('case_id')
    return office.row(found.case_id)
  }

  describe('is restricted from its first event', () => {
    test.each([
      ['at the desk, by its category alone', {}],
      ['by the ombudsman, by its category alone', { channel: 'ombudsman' }],
      [
        'by the ombudsman, by its service',
        { channel: 'ombudsman', service: 'CORRUPTION', category: 'OTHER' },
      ],
    ])('%s', async (_how, fields) => {
      const id = await brought(fields)

      expect(await office.row(id)).toMatchObject({
        workflow: 'integrity',
        service: 'CORRUPTION',
        restricted: 1,
      })
      expect(await handlersOf(id)).toEqual(keepers())
    })

    test('from a row of a register', async () => {
      const live = row()

      expect(await office.commands.takeRegister([live], { live: true })).toEqual(['taken'])

      const opened = await caseOf(live.key)
      expect(opened).toMatchObject({ workflow: 'integrity', service: 'CORRUPTION', restricted: 1 })
      expect(await handlersOf(opened.id)).toEqual(keepers())
    })

    test('and tells no other case that the ombudsman wrote of it', async () => {
      const first = await brought({ category: 'WAITING' })

      const id = await brought({ channel: 'ombudsman', about: first })

      expect((await office.row(id)).restricted).toBe(1)
      const joined = { instance_id: first, event: 'JOIN_REFERRAL' }
      expect(await office.db.read('journal').where(joined)).toEqual([])
    })
  })

  test('does not enter as history, which everybody of the place reads', async () => {
    const past = row({ closedOn: office.clock.dayOf(office.clock.now()) })

    const refused = await office.commands.takeRegister([past], { live: false }).catch(fieldsOf)

    expect(refused).toEqual({ category: { key: 'field.category.restricted' } })
  })

  test('is not opened under another service, and no other complaint becomes one', async () => {
    const elsewhere = await brought({ service: 'HEALTH_SERVICE' }).catch(fieldsOf)
    const id = await brought({ category: 'WAITING' })
    const qualify = (category: string) =>
      office.act(id, people.clerk, 'QUALIFY', { ...typed.qualify, category }).catch(fieldsOf)

    const refused = await qualify('BRIBE')

    const sentence = { category: { key: 'field.category.otherService' } }
    expect([elsewhere, refused]).toEqual([sentence, sentence])
    expect(await qualify('ABSENCE')).toBeUndefined()
  })

  test('that names no service still cannot become one of corruption', async () => {
    const other = row({ category: 'OTHER' })
    await office.commands.takeRegister([other], { live: true })
    const { id } = await caseOf(other.key)

    const refused = await office
      .act(id, people.clerk, 'QUALIFY', { ...typed.qualify, category: 'BRIBE' })
      .catch(fieldsOf)

    expect(refused).toEqual({ category: { key: 'field.category.otherService' } })
  })

  test('is not opened with nobody named, whoever forgets to', async () => {
    const { input } = row({ service: 'CORRUPTION', handlers: null })
    const opening = {
      workflow: 'integrity',
      id: 'INT-2026-WALL',
      key: null,
      type: 'OPEN',
      input,
      actor: system,
    }
    const scope = { programme: 'INTEGRITY', entity: 'CENTRAL', unit: null }

    await expect(office.engine.open({ ...opening, scope })).rejects.toThrow('refusal.unhandled')
    await expect(
      office.engine.open({ ...opening, scope, input: { ...input, handlers: [] } }),
    ).rejects.toThrow('refusal.unhandled')
    expect(await office.db.read('instances').where({ id: opening.id })).toEqual([])
  })

  describe('keeps somebody who can name others', () => {
    const why = 'Ne doit plus avoir accès à ce dossier.'
    const remove = (id: string, person: string) =>
      office.act(id, people.head, 'REMOVE_HANDLER', { person, reason: why }).catch(fieldsOf)

    test('a handler who is no supervisor is not enough to let the last one go', async () => {
      const id = await brought()
      await office.act(id, people.head, 'NAME_HANDLER', { person: people.clerk.id, reason: why })
      expect(await remove(id, people.second.id)).toBeUndefined()

      const refused = await remove(id, people.head.id)

      expect(refused).toEqual({ person: { key: 'field.person.lastKeeper' } })
      await office.act(id, people.head, 'NAME_HANDLER', { person: people.second.id, reason: why })
      expect(await remove(id, people.head.id)).toBeUndefined()
    })

    test('nor is a supervisor whose account is closed', async () => {
      const gone = await office.hire('int-gone', at('supervisor'))
      const id = await brought()
      await remove(id, people.second.id)
      await office.db.write('users').where({ id: gone.id }).update({ active: 0 })

      expect(await handlersOf(id)).toContain(gone.id)
      expect(await remove(id, people.head.id)).toEqual({ person: { key: 'field.person.lastKeeper' } })
    })

    test('those who supervise its place now are named when all keepers left; nothing else moves', async () => {
      const own = { entity: 'FES' }
      const lone = await office.hire('int-fes', at('supervisor', 'FES'))
      const id = await brought(own)
      await office.act(id, people.head, 'REMOVE_HANDLER', { person: people.head.id, reason: why })
      expect(await keepLists(office.db, office.engine)).toBe(0)
      expect(await handlersOf(id)).toEqual([lone.id])
      const { state } = await office.row(id)

      await office.db.write('grants').where({ user_id: lone.id }).delete()
      expect(await keepLists(office.db, office.engine)).toBe(1)

      expect(await handlersOf(id)).toContain(people.head.id)
      expect((await office.row(id)).state).toBe(state)
      const last = await office.db.read('journal').where({ instance_id: id }).orderBy('seq', 'desc').first()
      expect(last).toMatchObject({ event: 'NAME_HANDLER', actor: 'system' })
      expect(await keepLists(office.db, office.engine)).toBe(0)
    })
  })

  test('is proved by its journal, the acts of the product too', async () => {
    expect((await verify({ ...office, projection })).faults).toEqual([])
  })
})
