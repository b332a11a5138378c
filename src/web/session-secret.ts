// The key that signs session cookies: a setting, or one kept beside the data so that a restart ends no session.
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Config, WrongSetting } from '../platform/config.ts'

/**
 * The session secret of this installation.
 * @throws WrongSetting where a file of one machine would not be the file of another.
 */
export function sessionSecret(
  config: Pick<Config, 'sessionSecret' | 'databaseUrl' | 'production' | 'dataDir'>,
): string {
  if (config.sessionSecret) return config.sessionSecret
  if (config.production && config.databaseUrl.startsWith('postgres'))
    throw new WrongSetting(
      'Wrong setting. SESSION_SECRET: needed with PostgreSQL, the same on every machine (32 characters or more)',
    )
  return keptSecret(path.join(config.dataDir, 'session-secret'))
}

function keptSecret(file: string): string {
  return readSecret(file) ?? makeSecret(file)
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
function makeSecret(file: string): string {
  mkdirSync(path.dirname(file), { recursive: true })
  const aside = `${file}.${process.pid}`
  writeFileSync(aside, randomBytes(32).toString('base64url'), { mode: 0o600 })
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
