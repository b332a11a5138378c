// Open data: a public page of the published figures, and their files; the same for everybody, whoever asks.
import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { createLimiter, networkOf } from '../../accounts/attempts.ts'
import { NotFound } from '../../errors.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database.ts'
import { findPublication, type Kept, publishedPeriods } from '../../reports/publications.ts'
import { csvOf } from '../../reports/published-file.ts'
import { pageHref, periodName, tablesOf } from '../pages/open-data-page.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes } from '../router.ts'

const QUARTER = 15 * 60_000
/** What a program that takes everything needs, and more than a person looks at. */
const TRIES = 300
const DAY = 86_400

const period = z.string().regex(/^\d{4}(-Q[1-4])?$/)
const Chosen = z.object({
  period: period.optional().catch(undefined),
  programme: z.string().max(40).optional().catch(undefined),
})
const File = z
  .string()
  .regex(/^\d{4}(-Q[1-4])?\.(csv|json)$/)
  .transform((name) => name.split('.'))

type Deps = { db: Database; clock: Clock; secret: string }

/** The routes of open data. */
export function openDataRoutes({ db, clock, secret }: Deps): Routes {
  const own = routes()
  const limit = createLimiter(db, clock, { name: 'open-data', tries: TRIES, within: QUARTER, secret })

  own.get('/open-data', 'public', async (req, res) => {
    await limit.take(networkOf(req.ip))
    await show(db, req, res)
  })
  own.get('/open-data/:file', 'public', async (req, res) => {
    await limit.take(networkOf(req.ip))
    const asked = File.safeParse(req.params.file)
    const [name = '', kind] = asked.data ?? []
    const kept = asked.success ? await findPublication(db, name) : undefined
    if (!kept) throw new NotFound()
    sendFile(
      req,
      res,
      name,
      kind === 'csv' ? { type: 'csv', text: csvOf(kept.publication) } : { type: 'json', text: kept.content },
    )
  })
  return own
}

/** A file that never changes: whoever has it need not take it again. */
function sendFile(
  req: Request,
  res: Response,
  name: string,
  { type, text }: { type: 'csv' | 'json'; text: string },
): void {
  const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
  res.set({
    'Cache-Control': `public, max-age=${DAY}`,
    ETag: tag,
    'Content-Disposition': `inline; filename="jawab-${name}.${type}"`,
    // Open means open to the pages of others as well.
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
  })
  // It is the same in every language and for everybody.
  res.removeHeader('Vary')
  if (req.fresh) {
    res.status(304).end()
    return
  }
  res.type(type === 'csv' ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8').send(text)
}

async function show(db: Database, req: Request, res: Response): Promise<void> {
  const say = sayOf(res)
  const asked = Chosen.parse(req.query)
  const periods = await publishedPeriods(db)
  const name = asked.period ?? periods[0]
  const kept = name === undefined ? undefined : await findPublication(db, name)
  if (asked.period !== undefined && !kept) throw new NotFound()
  res.render('open-data/show', {
    title: say.t('published.title'),
    chosen: kept ? chosenOf(say, kept, asked.programme) : null,
    periods: periods.map((one) => ({
      href: pageHref(one, asked.programme ?? ''),
      text: periodName(say, one),
      current: one === name,
    })),
  })
}

function chosenOf(say: ReturnType<typeof sayOf>, { publication }: Kept, asked: string | undefined) {
  const { period: name, from, to, publishedOn, licence, dictionary } = publication
  const { f, lang } = say
  const codes = Object.keys(dictionary.values.programme)
  const programme = codes.find((code) => code === asked) ?? codes[0] ?? ''
  return {
    period: periodName(say, name),
    days: say.t('published.days', {
      from: f.dayPlain(from),
      to: f.dayPlain(to),
      on: f.dayPlain(publishedOn),
    }),
    programme: dictionary.values.programme[programme]?.[lang] ?? programme,
    programmes: codes.map((code) => ({
      href: pageHref(name, code),
      text: dictionary.values.programme[code]?.[lang] ?? code,
      current: code === programme,
    })),
    files: (['csv', 'json'] as const).map((type) => ({
      href: `/open-data/${name}.${type}`,
      text: say.t(`published.${type}`),
    })),
    tables: tablesOf(say, publication, programme),
    licence,
    measures: Object.entries(dictionary.measures).map(([code, text]) => ({
      code,
      name: say.t(`published.measure.${code}`),
      text: text[lang],
    })),
    columns: Object.entries(dictionary.columns).map(([code, text]) => ({ code, text: text[lang] })),
  }
}
