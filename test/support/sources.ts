// The sources as text: which files there are, and who imports whom. Enough for the tests of the house rules.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.join(import.meta.dirname, '../..')

/** The files of a folder of the repository, as paths from its top; none when it does not exist yet. */
export function filesIn(folder: string, ending: string): string[] {
  const from = path.join(root, folder)
  if (!existsSync(from)) return []
  return readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .sort()
}

/** The text of a file, by its path from the top of the repository. */
export const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8')

/** What a TypeScript text imports or re-exports, as it is written there; comments do not count. */
export function importsOf(text: string): string[] {
  const code = text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const patterns = [
    /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\bimport\(\s*['"]([^'"]+)['"]\s*[,)]/g,
  ]
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((found) => found[1] ?? ''))
}

export type Arrow = {
  from: string
  /** A path from the top of the repository, a package's name, or `node:`. */
  to: string
}

/** Every import of a file, relative ones resolved. */
export function arrowsOf(file: string): Arrow[] {
  return importsOf(textOf(file)).map((name) => {
    if (name.startsWith('.')) return { from: file, to: path.join(path.dirname(file), name) }
    if (name.startsWith('node:')) return { from: file, to: 'node:' }
    return { from: file, to: name.split('/', name.startsWith('@') ? 2 : 1).join('/') }
  })
}
