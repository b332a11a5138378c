// npm run bench: measures the product on this machine, prints a table and keeps the figures as JSON.
import { caseFigureCosts } from './case-figures.ts'
import { events } from './events.ts'
import { lifecycles } from './lifecycle.ts'
import { type Options, readOptions } from './options.ts'
import { pages } from './pages.ts'
import { keep, type Section, say, tableOf } from './report.ts'
import { searches } from './search.ts'
import { starts } from './start.ts'
import { figures } from './state-figures.ts'
import { transitions } from './transition.ts'

const measurements: Record<string, (options: Options) => Promise<Section[] | Section>> = {
  transition: transitions,
  event: events,
  lifecycle: lifecycles,
  pages,
  figures,
  'case-figures': caseFigureCosts,
  search: searches,
  start: starts,
}

const options = readOptions(process.argv.slice(2))
const unknown = options.only.filter((name) => !(name in measurements))
if (unknown.length > 0) throw new TypeError(`--only takes ${Object.keys(measurements).join(', ')}`)

const sections: Section[] = []
for (const [name, measure] of Object.entries(measurements)) {
  if (options.only.length > 0 && !options.only.includes(name)) continue
  say(`measuring: ${name}`)
  for (const section of [await measure(options)].flat()) {
    sections.push(section)
    process.stdout.write(tableOf(section))
  }
}
process.stdout.write(`\nkept in ${keep(sections)}\n`)
