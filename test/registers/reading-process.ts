// A process of its own that reads a register and says what it kept in memory: node --expose-gc reading-process.ts FILE
import { getHeapStatistics } from 'node:v8'
import { programme } from '../../src/programmes/index.ts'
import { importRegister } from '../../src/registers/import.ts'
import { testClock } from '../support/clock.ts'

let most = 0
let batches = 0

const totals = await importRegister({
  file: process.argv[2] ?? '',
  programme: programme('TAYSSIR'),
  map: undefined,
  live: false,
  take: async (rows) => rows.map(() => 'taken'),
  findBeneficiary: async () => null,
  clock: testClock('2026-11-21'),
  tell: () => undefined,
  progress: () => {
    if (++batches % 10 > 0) return
    globalThis.gc?.()
    most = Math.max(most, getHeapStatistics().used_heap_size)
  },
})
process.stdout.write(JSON.stringify({ totals, megabytes: Math.ceil(most / 2 ** 20) }))
