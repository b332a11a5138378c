// The rules of the house that a compiler does not know: who may know whom, what stands where, what is never written.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import project from '../package.json' with { type: 'json' }
import { type Arrow, arrowsOf, filesIn, importsOf, root, textOf } from './support/sources.ts'

const sources = [...filesIn('src', '.ts'), ...filesIn('workflows', '.ts')]

/** What a folder may import besides itself: other places of the house, and packages. */
type Arrows = { places: string[]; packages: string[] }

// To let a folder know something new, add it here, and say why in docs/decisions.md.
const house: Record<string, Arrows> = {
  workflows: { places: [], packages: ['xstate', 'zod'] },
  migrations: { places: [], packages: ['knex'] },
  'src/errors.ts': { places: [], packages: [] },
  'src/platform': {
    places: [],
    packages: ['node:', 'knex', 'pg', 'sqlite3', 'pino', 'temporal-polyfill', 'zod'],
  },
  'src/i18n': { places: [], packages: ['node:', 'i18next'] },
  'src/engine': {
    places: ['src/errors.ts', 'src/platform', 'workflows/kit.ts'],
    packages: ['node:', 'xstate', 'zod', 'knex'],
  },
  'src/programmes': { places: ['src/errors.ts'], packages: ['zod'] },
  'src/accounts': {
    places: ['src/errors.ts', 'src/platform', 'workflows/kit.ts'],
    packages: ['node:', 'zod', 'knex'],
  },
  'src/cases': {
    places: ['src/errors.ts', 'src/platform', 'src/engine', 'src/programmes', 'workflows'],
    packages: ['node:', 'zod', 'knex', 'xstate', 'file-type'],
  },
  'src/confidential': {
    places: [
      'src/errors.ts',
      'src/platform',
      'src/engine',
      'src/programmes',
      'src/cases',
      'src/notifications',
      'src/i18n',
      'src/accounts/settled.ts',
      'workflows',
    ],
    packages: ['node:', 'zod', 'knex', 'xstate'],
  },
  'src/calendars': {
    places: ['src/errors.ts', 'src/platform', 'src/engine', 'src/programmes', 'src/cases', 'workflows'],
    packages: ['zod'],
  },
  'src/registers': {
    places: ['src/errors.ts', 'src/platform', 'src/programmes', 'src/cases', 'src/i18n', 'workflows'],
    packages: ['node:', 'zod', 'yauzl', 'sax'],
  },
  'src/notifications': {
    places: [
      'src/errors.ts',
      'src/platform',
      'src/cases',
      'src/i18n',
      'src/programmes',
      'src/accounts',
      'workflows/kit.ts',
    ],
    packages: ['node:', 'zod', 'nodemailer'],
  },
  'src/reports': {
    places: [
      'src/errors.ts',
      'src/engine/follow-seals.ts',
      'src/engine/emptied.ts',
      'src/engine/stored-case.ts',
      'src/engine/machines.ts',
      'src/platform',
      'src/cases',
      'src/i18n',
      'src/programmes',
      'src/accounts',
      'workflows/kit.ts',
      'src/plans',
    ],
    packages: ['node:', 'zod', 'knex', 'write-excel-file', '@myriaddreamin/typst-ts-node-compiler'],
  },
  'src/plans': {
    places: [
      'src/errors.ts',
      'src/platform',
      'src/accounts',
      'src/cases',
      'src/programmes',
      'workflows/kit.ts',
    ],
    packages: ['zod'],
  },
  'src/audits': {
    places: [
      'src/errors.ts',
      'src/platform',
      'src/engine',
      'src/accounts',
      'src/cases',
      'src/programmes',
      'workflows',
    ],
    packages: ['node:', 'zod', 'knex'],
  },
  'src/charts': {
    places: ['src/i18n', 'workflows/kit.ts'],
    packages: ['xstate', 'zod', '@hpcc-js/wasm-graphviz', 'bpmn-moddle'],
  },
  'src/jobs': {
    places: [
      'src/errors.ts',
      'src/platform',
      'src/engine',
      'src/cases',
      'src/accounts',
      'src/notifications',
      'src/reports',
      'src/programmes',
    ],
    packages: ['node:', 'zod', 'knex'],
  },
  'src/web': {
    places: [
      'src/errors.ts',
      'src/platform',
      'src/calendars',
      'src/cases',
      'src/confidential',
      'src/accounts',
      'src/audits',
      'src/plans',
      'src/reports',
      'src/charts',
      'src/registers',
      'src/i18n',
      'src/programmes',
      'workflows',
    ],
    packages: [
      'node:',
      'zod',
      'express',
      'express-serve-static-core',
      'express-session',
      'compression',
      'd3-scale',
      'd3-shape',
      'ejs',
      'file-type',
      'helmet',
      'ical-generator',
      'multer',
      'passport',
      'passport-local',
      'pino-http',
    ],
  },
}

// Programs put the house together, so they may know everything.
const programs = [/^src\/(tools|demo)\//, /^src\/(?!errors\.ts)[^/]+\.ts$/]

const isProgram = (file: string) => programs.some((pattern) => pattern.test(file))
const isIn = (file: string, place: string) => file === place || file.startsWith(`${place}/`)
const placeOf = (file: string) => Object.keys(house).find((place) => isIn(file, place))

function isAllowed({ from, to }: Arrow): boolean {
  const place = placeOf(from)
  const arrows = place === undefined ? undefined : house[place]
  if (!place || !arrows) return false
  return isIn(to, place) || arrows.packages.includes(to) || arrows.places.some((known) => isIn(to, known))
}

const shown = ({ from, to }: Arrow) => `${from} imports ${to}`

describe('the arrows of the house', () => {
  test('every source stands in a place whose arrows are drawn', () => {
    expect(sources.filter((file) => !isProgram(file) && !placeOf(file))).toEqual([])
  })

  test.each(Object.keys(house))('%s knows only what it may know', (place) => {
    const files = [...sources, ...filesIn('migrations', '.ts')].filter(
      (file) => isIn(file, place) && !isProgram(file),
    )

    const wrong = files.flatMap(arrowsOf).filter((arrow) => !isAllowed(arrow))

    expect(wrong.map(shown)).toEqual([])
  })

  test('migrations take nothing but types', () => {
    const values = filesIn('migrations', '.ts').filter(
      (file) => importsOf(textOf(file).replaceAll(/^import type .*$/gm, '')).length > 0,
    )

    expect(values).toEqual([])
  })

  test('nobody stands in a ring of imports', () => {
    expect(findRing(sources)).toEqual([])
  })

  test('the sources are read right: plain, renamed, re-exported, lazy and for effect', () => {
    const text = [
      "import a, { type B } from 'a'",
      "import type { C } from './c.ts'",
      'import {\n  d,\n  e as f,\n} from "node:d"',
      "export { g } from '@scope/g/deep'",
      "import './h.css'",
      "const i = await import('i')",
      "// import j from 'j'",
      "/* import k from 'k' */",
    ].join('\n')

    expect(importsOf(text).sort()).toEqual(['./c.ts', './h.css', '@scope/g/deep', 'a', 'i', 'node:d'])
  })
})

/** The first ring of imports among files, from a file back to itself; empty when there is none. */
function findRing(files: string[]): string[] {
  const known = new Map(files.map((file) => [file, arrowsOf(file).map((arrow) => arrow.to)]))
  const finished = new Set<string>()
  const visit = (file: string, road: string[]): string[] => {
    if (road.includes(file)) return [...road.slice(road.indexOf(file)), file]
    if (finished.has(file)) return []
    for (const next of known.get(file) ?? []) {
      const ring = visit(next, [...road, file])
      if (ring.length > 0) return ring
    }
    finished.add(file)
    return []
  }
  return files.map((file) => visit(file, [])).find((ring) => ring.length > 0) ?? []
}

describe('a newcomer finds the way', () => {
  test('the top of the repository has nothing that is not expected there', () => {
    const expected = [
      ...['src', 'workflows', 'views', 'public', 'migrations', 'test', 'docs', 'bench'],
      ...['package.json', 'package-lock.json', 'tsconfig.json', 'biome.json', 'vitest.config.ts'],
      ...['README.md', 'LICENSE'],
      // Made by running the product or its tests, and never kept.
      ...['node_modules', 'data', 'coverage'],
    ]

    const others = readdirSync(root).filter((name) => !name.startsWith('.') && !expected.includes(name))

    expect(others).toEqual([])
  })

  test('every dependency has its reason and its licence in docs/dependencies.md, and no other is named there', () => {
    const named = [...textOf('docs/dependencies.md').matchAll(/^\| (`.+?`) \|/gm)].flatMap((row) =>
      [...(row[1] ?? '').matchAll(/`([^`]+)`/g)].map((name) => name[1]),
    )

    const installed = Object.keys({ ...project.dependencies, ...project.devDependencies })

    expect(named.toSorted()).toEqual(installed.toSorted())
  })

  test('no file is longer than 300 lines, but a lifecycle, which is read as one story', () => {
    const files = [...sources.filter((file) => !definesMachine(file)), ...filesIn('views', '.ejs')]

    const long = files.filter((file) => textOf(file).split('\n').length > 301)

    expect(long).toEqual([])
  })

  test('no file has a name that says nothing', () => {
    const vague = /(^|[-_./])(utils?|helpers?|managers?|services?|misc|common)([-_.]|$)/

    expect([...sources, ...filesIn('test', '.ts')].filter((file) => vague.test(path.basename(file)))).toEqual(
      [],
    )
  })

  test('files are named in small letters, with hyphens', () => {
    const odd = [...sources, ...filesIn('test', '.ts')].filter(
      (file) => !/^[a-z0-9]+([-.][a-z0-9]+)*\.ts$/.test(path.basename(file)),
    )

    expect(odd).toEqual([])
  })

  test('every source says in its first line what it is for', () => {
    expect(sources.filter((file) => !/^(#!.*\n)?\/\/ \S/.test(textOf(file)))).toEqual([])
  })
})

const definesMachine = (file: string) =>
  file.startsWith('workflows/') && textOf(file).includes('createMachine(')

describe('time', () => {
  test('comes from the clock only', () => {
    const askers = sources.filter(
      (file) => file !== 'src/platform/clock.ts' && /\bDate\.now\b|\bnew Date\(\)/.test(textOf(file)),
    )

    expect(askers).toEqual([])
  })
})

describe('pages', () => {
  const views = filesIn('views', '.ejs')
  const markupOf = (file: string) => textOf(file).replaceAll(/<%[\s\S]*?%>/g, '')

  test('carry no script and no style of their own', () => {
    const inline = /<style\b|<script\b(?![^>]*\bsrc=)|\sstyle\s*=|\son[a-z]+\s*=|javascript:/i

    expect(views.filter((file) => inline.test(markupOf(file)))).toEqual([])
  })

  test('write nothing unescaped but other templates, icons and drawings', () => {
    const raw = views.flatMap((file) =>
      [...textOf(file).matchAll(/<%-\s*(.{0,30})/g)]
        .filter((found) => !/^(include|icon|drawing)\(/.test(found[1] ?? ''))
        .map((found) => `${file}: <%- ${found[1]}`),
    )

    expect(raw).toEqual([])
  })
})
