// The statement: where the chain of seals ends today, on one page to be printed and kept elsewhere; and a look whether a noted seal still stands.
import type { Response } from 'express'
import { z } from 'zod'
import { chainHead, isInChain } from '../../cases/tally.ts'
import type { CaseDeps } from '../case-deps.ts'
import { fieldsOf, readForm, summaryOf } from '../forms.ts'
import { journalTabs } from '../pages/journal-page.ts'
import { momentOf } from '../pages/journal-words.ts'
import { sayOf } from '../pages/say.ts'
import { type Routes, routes, type SignedRequest } from '../router.ts'

/** A seal as a statement says it: its number, a colon, its hash. */
const NotedForm = z.object({
  noted: z
    .string('journal.wrong.noted')
    .transform((text) => text.replaceAll(/\s/g, '').toLowerCase())
    .pipe(z.string().regex(/^\d{1,9}:[0-9a-f]{64}$/, 'journal.wrong.noted')),
})

/** The routes of the statement. */
export function journalStatementRoutes(deps: CaseDeps): Routes {
  const own = routes()
  own.get('/journal/statement', 'journal.read', (req, res) => drawStatement(deps, req, res))
  return own
}

async function drawStatement({ db, clock }: CaseDeps, req: SignedRequest, res: Response): Promise<void> {
  const say = sayOf(res)
  const { t, f } = say
  const asked = req.query.noted !== undefined
  const form = readForm(NotedForm, req.query)
  const wrong = asked && !form.ok
  const found = asked && form.ok ? await stands(db, form.data.noted) : null
  const head = await chainHead(db)
  const fields = fieldsOf(say.lang, asked ? form : { ...form, ok: false, errors: {} }, [
    {
      name: 'noted',
      kind: 'text',
      label: t('journal.noted.label'),
      hint: t('journal.noted.hint'),
      dir: 'ltr',
    },
  ])
  res.status(wrong ? 422 : 200).render('journal/statement', {
    title: t('journal.statement.title'),
    section: 'journal',
    tabs: journalTabs(say, 'statement'),
    fields,
    summary: wrong ? summaryOf(say.lang, form, fields) : null,
    found,
    made: t('journal.statement.made', { date: momentOf(say, clock.now()), name: req.user.name }),
    noted: head ? `${head.id}:${head.hash}` : null,
    lines: head && [
      { label: t('journal.statement.seal'), text: f.number(head.id) },
      { label: t('journal.statement.at'), text: momentOf(say, head.at) },
      { label: t('journal.statement.cases'), text: f.number(head.cases) },
      { label: t('journal.statement.rows'), text: f.number(head.events) },
      { label: t('journal.statement.root'), code: head.root },
      { label: t('journal.statement.hash'), code: head.hash },
    ],
  })
}

async function stands(db: CaseDeps['db'], noted: string): Promise<'kept' | 'lost'> {
  const [id = '', hash = ''] = noted.split(':')
  return (await isInChain(db, { id: Number(id), hash })) ? 'kept' : 'lost'
}
