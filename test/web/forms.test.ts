// What happens to what people type.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Invalid, NotFound, Refused } from '../../src/errors.ts'
import { blank, carryOut, fieldsOf, type Good, readForm, summaryOf } from '../../src/web/forms.ts'
import { safePath } from '../../src/web/safe-path.ts'

const Person = z.object({
  name: z.string().trim().min(2, 'account.name.missing'),
  age: z.coerce.number().int().optional(),
  tags: z.array(z.string()).optional(),
  password: z.string().optional(),
})

describe('a form', () => {
  test('that is right gives its data, and nothing the schema does not know', () => {
    const form = readForm(Person, { name: ' Salma ', age: '30', admin: 'true' })

    expect(form).toMatchObject({ ok: true, data: { name: 'Salma', age: 30 }, errors: {} })
    expect(form.values).toEqual({ name: ' Salma ', age: '30' })
  })

  test('that is wrong keeps what was typed, never a password', () => {
    const form = readForm(Person, { name: 'S', tags: ['a', 'b'], password: 'la clef', other: 'x' })

    expect(form.ok).toBe(false)
    expect(form.errors).toEqual({ name: { key: 'account.name.missing', values: { minimum: 2 } } })
    expect(form.values).toEqual({ name: 'S', tags: ['a', 'b'] })
  })

  test('speaks no English of its own to people', () => {
    expect(readForm(Person, { name: 'Salma', age: 'x' }).errors).toEqual({ age: { key: 'field.invalid' } })
  })

  test.each([[undefined], [null], ['text'], [['a']]])('made of %j is only empty', (body) => {
    expect(readForm(Person, body)).toMatchObject({ ok: false, values: {} })
  })

  test('cannot reach what stands behind objects', () => {
    const form = readForm(Person, JSON.parse('{"name":"Salma","__proto__":{"admin":true}}'))

    expect(form).toMatchObject({ ok: true })
    expect(form).not.toHaveProperty('data.admin')
  })

  test('shows each field with its value and what is wrong, and the summary leads there', () => {
    const form = { ...blank({ name: 'S' }), errors: { name: { key: 'account.name.missing' } } }

    const fields = fieldsOf('fr', form, [{ name: 'name', kind: 'text', label: 'Nom', id: 'person-name' }])

    expect(fields).toEqual([
      {
        name: 'name',
        kind: 'text',
        label: 'Nom',
        id: 'person-name',
        value: 'S',
        error: 'Écrivez le nom complet.',
      },
    ])
    expect(summaryOf('fr', form, fields)).toEqual({
      errors: [{ id: 'person-name', text: 'Écrivez le nom complet.' }],
    })
    expect(summaryOf('fr', blank(), fields)).toBeNull()
  })
})

describe('a command that a form asks for', () => {
  const good: Good<{ name: string }> = { ok: true, data: { name: 'x' }, values: { name: 'x' }, errors: {} }
  const refuse = (error: Error) => carryOut(good, () => Promise.reject(error))

  test('gives its result', async () => {
    expect(await carryOut(good, async ({ name }) => name)).toEqual({ ok: true, result: 'x' })
  })

  test('gives its refusals back to the form', async () => {
    const said = { key: 'account.login.taken' }

    expect(await refuse(new Invalid({ login: said }))).toEqual({
      ok: false,
      values: { name: 'x' },
      errors: { login: said },
    })
    expect(await refuse(new Refused(said))).toMatchObject({ ok: false, errors: { '': said } })
  })

  test('lets anything else go its way', async () => {
    await expect(refuse(new NotFound())).rejects.toThrow(NotFound)
  })
})

describe('an address to go back to', () => {
  test.each(['/', '/work?x=1', '/cases/TAY-7K3F-9QXD', '/a//b'])('%s is ours', (address) => {
    expect(safePath(address)).toBe(address)
  })

  test.each([
    '',
    'work',
    '//evil.test',
    '/\\evil.test',
    '\\/evil.test',
    'https://evil.test',
    '/.//evil.test',
    '/\n/evil.test',
    5,
    ['/'],
  ])('%j is not', (address) => {
    expect(safePath(address)).toBeUndefined()
  })
})
