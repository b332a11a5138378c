// How passwords are kept.
import { describe, expect, test } from 'vitest'
import { createPasswords, usualCost } from '../../src/accounts/passwords.ts'
import { cheapPasswords } from './office.ts'

describe('a password', () => {
  test('opens what it closed, and nothing else does', async () => {
    const stored = await cheapPasswords.hash('la clef des champs')

    expect(await cheapPasswords.verify(stored, 'la clef des champs')).toBe(true)
    expect(await cheapPasswords.verify(stored, 'la clef des champ')).toBe(false)
  })

  test('is kept as argon2id with its cost, and never twice the same', async () => {
    const passwords = createPasswords()

    const [one, two] = await Promise.all([
      passwords.hash('la clef des champs'),
      passwords.hash('la clef des champs'),
    ])

    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(two).not.toBe(one)
  })

  test('is the same on every keyboard: composed and decomposed letters', async () => {
    const stored = await cheapPasswords.hash('été à Salé'.normalize('NFC'))

    expect(await cheapPasswords.verify(stored, 'été à Salé'.normalize('NFD'))).toBe(true)
  })

  test('of nobody never opens, and takes as long to refuse', async () => {
    expect(await cheapPasswords.verify(null, 'la clef des champs')).toBe(false)
  })

  test('kept at an older cost still opens, and is known to be old', async () => {
    const stored = await cheapPasswords.hash('la clef des champs')
    const today = createPasswords(usualCost)

    expect(await today.verify(stored, 'la clef des champs')).toBe(true)
    expect(today.outdated(stored)).toBe(true)
    expect(cheapPasswords.outdated(stored)).toBe(false)
  })

  test('many at once all get their answer', async () => {
    const stored = await cheapPasswords.hash('la clef des champs')

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        cheapPasswords.verify(stored, at % 2 ? 'la clef des champs' : 'no'),
      ),
    )

    expect(answers.filter(Boolean)).toHaveLength(10)
  })
})
