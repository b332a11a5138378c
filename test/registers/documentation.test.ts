// The example of docs/import.md does what the page says.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { parseMap } from '../../src/registers/map.ts'
import { refusedLine, totalsLine } from '../../src/registers/report.ts'
import { fileOf, importing, memory, plain } from './registers.ts'

const page = readFileSync(path.join(import.meta.dirname, '../../docs/import.md'), 'utf8')
const block = (language: string) => page.match(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``))?.[1] ?? ''

test('the example of the page is taken with its map, and refused as it says', async () => {
  const { take, taken } = memory()
  const map = parseMap(JSON.parse(block('json')))

  const { totals, verdicts } = await importing({ file: fileOf(block('csv')), map, take })

  expect(taken.get('import:TAYSSIR:1')).toMatchObject({
    channel: 'register',
    category: 'PAYMENT_MISSING',
    description: 'La bourse n’est pas arrivée.\nDeux enfants.\nTransmis',
    phone: '0612345678',
  })
  const said = verdicts.flatMap((verdict) => refusedLine('fr', verdict) ?? [])
  expect(page).toContain(plain([...said, totalsLine('fr', totals)].join('\n')))
})
