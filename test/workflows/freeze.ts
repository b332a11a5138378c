// Writes down the charts of released lifecycles: `node test/workflows/freeze.ts` adds those that are missing,
// `node test/workflows/freeze.ts complaint@1` replaces one that was changed on purpose.
import { readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import { confidential, workflows } from '../../workflows/index.ts'
import { fingerprintOf } from '../support/fingerprint.ts'

const all = [...workflows, ...confidential]

const file = new URL('fingerprints.json', import.meta.url)
const known = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(file, 'utf8')))
const replaced = process.argv.slice(2)

const now = all.map((workflow): [string, string] => {
  const name = `${workflow.name}@${workflow.version}`
  const kept = replaced.includes(name) ? undefined : known[name]
  return [name, kept ?? fingerprintOf(workflow)]
})
writeFileSync(file, `${JSON.stringify(Object.fromEntries(now.sort()), null, 2)}\n`)
