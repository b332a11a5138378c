// A process that works on a case and is killed after the statement it was told.
// Arguments: address of the database, id of the case, number of the statement (0: never). Says every act it finished.
import { writeSync } from 'node:fs'
import { seal } from '../../src/engine/seals.ts'
import { openDatabase } from '../../src/platform/database.ts'
import { testClock } from '../support/clock.ts'
import { acts, openLibrary } from './library.ts'

const [url = '', id = '', last = '0'] = process.argv.slice(2)
let statements = 0
const afterStatement = () => {
  statements += 1
  if (statements === Number(last)) process.kill(process.pid, 'SIGKILL')
}

const clock = testClock()
const db = openDatabase(url, { afterStatement })
const library = openLibrary(db, clock)
for (const [name, day, act] of acts) {
  clock.setDay(day)
  await act(library, id)
  writeSync(1, `${name}\n`)
}
await seal(db, clock)
writeSync(1, `${statements}\n`)
await db.close()
