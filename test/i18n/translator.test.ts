// How a text is found and filled in.
import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dirOf, has, isLanguage, languages, translator } from '../../src/i18n/i18n.ts'
import { spoken } from '../../src/i18n/said.ts'

const t = translator('fr')

test('a file and its keys make the name of a text', () => {
  expect(t('word.stage.commit')).toBe('S’engager')
  expect(translator('ar')('word.stage.commit')).toBe('الالتزام')
})

test('a key without a text comes back as it is', () => {
  expect(t('word.nothing')).toBe('word.nothing')
  expect(t('word.stage')).toBe('word.stage')
  expect(has('fr', 'word.stage')).toBe(false)
  expect(has('fr', 'clock.left')).toBe(true)
})

test('a count chooses the form and is written as numbers are', () => {
  expect(t('clock.left', { count: 0 })).toBe('0 j restant')
  expect(t('clock.left', { count: 1200 })).toBe('1\u202f200 j restants')
  expect(translator('ar')('clock.left', { count: 2 })).toBe('يومان متبقيان')
})

test('what people typed is never read as a text of ours', () => {
  const name = '$t(word.yes) {{time}} <b>&'

  expect(t('error.conflict.by', { name, time: '14:20', context: 'x', lng: 'ar' })).toBe(
    `${name} a modifié ce dossier à 14:20.`,
  )
})

test('a refusal is spoken with the words of roles and acts', () => {
  expect(spoken('fr', { key: 'refusal.role', values: { roles: 'clerk supervisor' } })).toBe(
    'rôle requis\u00a0: chargé(e) de clientèle ou responsable',
  )
  expect(spoken('fr', { key: 'refusal.apart', values: { event: 'SUBMIT_ANSWER' } })).toBe(
    'jamais vous\u00a0: vous avez écrit cette réponse',
  )
  expect(spoken('en', { key: 'error.conflict' })).toBe('Somebody changed this case while you were writing.')
  expect(spoken('en', { key: 'error.tooMany', values: { seconds: 30 } })).toContain('30 s')
})

test('only Arabic is written from the right', () => {
  expect(languages.map(dirOf)).toEqual(['ltr', 'rtl', 'ltr'])
  expect(isLanguage('ar')).toBe(true)
  expect(isLanguage('__proto__')).toBe(false)
})

test('every text that the code or a page asks for by name is there', () => {
  const root = new URL('../../', import.meta.url)
  const asked = ['src', 'views', 'workflows'].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(ts|ejs)$/.test(file) && !file.startsWith('i18n'))
      .flatMap((file) =>
        keysIn(readFileSync(new URL(`${folder}/${file}`, root), 'utf8')).map((key) => `${file} ${key}`),
      ),
  )

  const missing = asked.filter((line) => {
    const key = line.split(' ').at(-1) ?? ''
    return !languages.every((language) => has(language, key) || has(language, `${key}.text`))
  })
  expect(missing).toEqual([])
})

/** The keys a file names whole, to be translated or as the reason of a refusal. */
function keysIn(source: string): string[] {
  const calls = source.matchAll(/\bt\(\s*(['"])([a-z]\w*(?:\.\w+)+)\1/g)
  const reasons = source.matchAll(/(['"`])((?:field|refusal|error)\.[\w.]+)\1/g)
  return [...calls, ...reasons].map((match) => match[2] ?? '')
}
