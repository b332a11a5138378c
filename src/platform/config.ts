// The settings, read once from the environment; a wrong one stops the start with one clear line.
import path from 'node:path'
import { z } from 'zod'

const whole = (least: number, most: number, must: string) =>
  z
    .string()
    .regex(/^\d+$/, must)
    .transform(Number)
    .refine((n) => n >= least && n <= most, must)
const web = z.url({ protocol: /^https?$/, error: 'must be an http(s):// address' })

const Settings = z.object({
  NODE_ENV: z.string().default('development'),
  PORT: whole(0, 65_535, 'must be a number between 0 and 65535').default(3000),
  HOST: z.string().default('0.0.0.0'),
  DATA_DIR: z.string().default('data'),
  DATABASE_URL: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'must start with sqlite: or postgres://')
    .optional(),
  SESSION_SECRET: z.string().min(32, 'needs at least 32 characters').optional(),
  VAULT_KEY: z
    .string()
    .regex(/^[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/, 'must be 32 bytes in base64')
    .optional(),
  SMTP_URL: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  SMS_URL: web.optional(),
  BASE_URL: web.optional(),
  TRUST_PROXY: whole(0, 10, 'must be how many proxies stand in front, 0 to 10').default(0),
  LOG_LEVEL: z
    .enum(['silent', 'error', 'warn', 'info', 'debug'], 'must be silent, error, warn, info or debug')
    .default('info'),
  WORKER: z.stringbool('must be true or false').default(true),
})

export type Config = {
  production: boolean
  demo: boolean
  port: number
  host: string
  dataDir: string
  databaseUrl: string
  sessionSecret: string | undefined
  vaultKey: string | undefined
  smtpUrl: string | undefined
  smsUrl: string | undefined
  baseUrl: string | undefined
  trustProxy: number
  logLevel: string
  /** Whether this process also runs the worker (the default). */
  worker: boolean
}

/** A setting that cannot be used; the message is the one line to print. */
export class WrongSetting extends Error {}

/**
 * Reads the settings.
 * @throws WrongSetting with one line naming the setting and what it must be.
 */
export function readConfig(env: NodeJS.ProcessEnv, options: { demo?: boolean } = {}): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''))
  const read = Settings.safeParse(given)
  if (!read.success) {
    const wrong = read.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new WrongSetting(`Wrong setting. ${wrong.join('; ')}`)
  }
  const s = read.data
  const dataDir = path.resolve(s.DATA_DIR)
  return {
    production: s.NODE_ENV === 'production',
    demo: options.demo ?? false,
    port: s.PORT,
    host: s.HOST,
    dataDir,
    databaseUrl: s.DATABASE_URL ?? `sqlite:${path.join(dataDir, 'jawab.sqlite')}`,
    sessionSecret: s.SESSION_SECRET,
    vaultKey: s.VAULT_KEY,
    smtpUrl: s.SMTP_URL,
    smsUrl: s.SMS_URL,
    baseUrl: s.BASE_URL,
    trustProxy: s.TRUST_PROXY,
    logLevel: s.LOG_LEVEL,
    worker: s.WORKER,
  }
}
