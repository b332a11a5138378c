// Settings: good ones are read, wrong ones stop the start with one line that says which and why.
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { readConfig, WrongSetting } from '../../src/platform/config.ts'

describe('without any setting', () => {
  test('the product starts on port 3000 with a SQLite file in the data folder, its worker inside', () => {
    const config = readConfig({})

    expect(config).toMatchObject({
      production: false,
      demo: false,
      port: 3000,
      host: '0.0.0.0',
      dataDir: path.resolve('data'),
      databaseUrl: `sqlite:${path.resolve('data/jawab.sqlite')}`,
      trustProxy: 0,
      logLevel: 'info',
      worker: true,
    })
  })

  test('an empty setting is as good as none', () => {
    expect(readConfig({ PORT: '', DATABASE_URL: '', SMTP_URL: '', SESSION_SECRET: '' })).toEqual(
      readConfig({}),
    )
  })
})

describe('with settings', () => {
  test('each is read', () => {
    const config = readConfig(
      {
        NODE_ENV: 'production',
        PORT: '8080',
        HOST: '127.0.0.1',
        DATA_DIR: '/srv/jawab',
        DATABASE_URL: 'postgres://jawab@db/jawab',
        SESSION_SECRET: 'x'.repeat(32),
        VAULT_KEY: Buffer.alloc(32, 7).toString('base64'),
        SMTP_URL: 'smtps://mail.example.ma',
        SMS_URL: 'https://sms.example.ma/send',
        BASE_URL: 'https://reclamations.example.ma',
        TRUST_PROXY: '1',
        LOG_LEVEL: 'warn',
        WORKER: 'false',
      },
      { demo: true },
    )

    expect(config).toEqual({
      production: true,
      demo: true,
      port: 8080,
      host: '127.0.0.1',
      dataDir: '/srv/jawab',
      databaseUrl: 'postgres://jawab@db/jawab',
      sessionSecret: 'x'.repeat(32),
      vaultKey: Buffer.alloc(32, 7).toString('base64'),
      smtpUrl: 'smtps://mail.example.ma',
      smsUrl: 'https://sms.example.ma/send',
      baseUrl: 'https://reclamations.example.ma',
      trustProxy: 1,
      logLevel: 'warn',
      worker: false,
    })
  })

  test('the SQLite file follows the data folder', () => {
    expect(readConfig({ DATA_DIR: '/srv/jawab' }).databaseUrl).toBe('sqlite:/srv/jawab/jawab.sqlite')
  })

  test.each(['sqlite:/tmp/a.sqlite', 'postgres://db/jawab', 'postgresql://u:p@db:5433/jawab'])(
    '%s is a database',
    (url) => {
      expect(readConfig({ DATABASE_URL: url }).databaseUrl).toBe(url)
    },
  )
})

describe('a wrong setting', () => {
  test.each([
    ['PORT', 'http', 'must be a number between 0 and 65535'],
    ['PORT', '70000', 'must be a number between 0 and 65535'],
    ['PORT', '80.5', 'must be a number between 0 and 65535'],
    ['PORT', ' ', 'must be a number between 0 and 65535'],
    ['DATABASE_URL', 'mysql://db/jawab', 'must start with sqlite: or postgres://'],
    ['DATABASE_URL', 'sqlite:', 'must start with sqlite: or postgres://'],
    ['SESSION_SECRET', 'short', 'needs at least 32 characters'],
    ['VAULT_KEY', 'short', 'must be 32 bytes in base64'],
    ['VAULT_KEY', 'é'.repeat(44), 'must be 32 bytes in base64'],
    ['VAULT_KEY', Buffer.alloc(31).toString('base64'), 'must be 32 bytes in base64'],
    ['SMTP_URL', 'mail.example.ma', 'must be an smtp:// or smtps:// address'],
    ['SMTP_URL', 'https://mail.example.ma', 'must be an smtp:// or smtps:// address'],
    ['SMS_URL', 'sms://gateway', 'must be an http(s):// address'],
    ['BASE_URL', 'reclamations.example.ma', 'must be an http(s):// address'],
    ['TRUST_PROXY', 'yes', 'must be how many proxies stand in front, 0 to 10'],
    ['TRUST_PROXY', '-1', 'must be how many proxies stand in front, 0 to 10'],
    ['LOG_LEVEL', 'loud', 'must be silent, error, warn, info or debug'],
    ['WORKER', 'maybe', 'must be true or false'],
  ])('%s=%s says: %s', (name, value, why) => {
    const read = () => readConfig({ [name]: value })

    expect(read).toThrow(WrongSetting)
    expect(read).toThrow(new WrongSetting(`Wrong setting. ${name}: ${why}`))
  })

  test('and another one are told in the same line', () => {
    expect(() => readConfig({ PORT: 'http', WORKER: 'maybe' })).toThrow(
      /^Wrong setting\. PORT: .*; WORKER: .*$/,
    )
  })

  test('never shows the secret it refuses', () => {
    expect(() => readConfig({ SESSION_SECRET: 'hunter2' })).toThrow(/^((?!hunter2).)*$/)
  })
})
