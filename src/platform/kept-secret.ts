// A secret that is made once and kept beside the data, for whoever runs the program to read and nobody else.
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** The secret kept in a file; the first time, what `make` gives. */
export function keptSecret(file: string, make: () => string): string {
  return readSecret(file) ?? makeSecret(file, make)
}

function readSecret(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined
    throw error
  }
}

/** Written aside and linked into place: of two processes that start together, both read the same secret. */
function makeSecret(file: string, make: () => string): string {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, make(), { mode: 0o600 })
  try {
    linkSync(aside, file)
  } catch (error) {
    if (!isCode(error, 'EEXIST')) throw error
  } finally {
    rmSync(aside)
  }
  return readFileSync(file, 'utf8').trim()
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
