// A program: migrates the database of its first argument, as a start of the product does.
// With a number as its second argument it is killed before the so-many-th table is made.
import { openDatabase } from '../../src/platform/database.ts'
import { migrate } from '../../src/platform/migrate.ts'

const [url = '', fatalTable] = process.argv.slice(2)
const db = openDatabase(url)
let tables = 0
db.write.on('query', ({ sql }: { sql: string }) => {
  if (!/^create table (?!if not exists .?knex|.?knex)/i.test(sql)) return
  tables += 1
  if (tables === Number(fatalTable)) process.kill(process.pid, 'SIGKILL')
})
await migrate(db, url)
await db.close()
