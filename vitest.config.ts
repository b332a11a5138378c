// How `npm test` runs: every test on SQLite and on a real PostgreSQL that is started once for the run.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/servers.ts'],
    env: { LOG_LEVEL: 'silent', NODE_ENV: 'test', TZ: 'UTC' },
    // sqlite3 is a native module, and some tests change the environment: processes, not threads.
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
