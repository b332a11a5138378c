// The key that signs session cookies: a setting, or one kept beside the data so that a restart ends no session.
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { type Config, WrongSetting } from '../platform/config.ts'
import { keptSecret } from '../platform/kept-secret.ts'

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
  return keptSecret(path.join(config.dataDir, 'session-secret'), () => randomBytes(32).toString('base64url'))
}
