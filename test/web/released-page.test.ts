// Whose hands a case went through before another service took it over: a name with a part, and a part alone said once.
import { expect, test } from 'vitest'
import type { ReleasedView } from '../../src/cases/released-view.ts'
import { formats } from '../../src/i18n/format.ts'
import { translator } from '../../src/i18n/i18n.ts'
import { lifeWords } from '../../src/i18n/life.ts'
import { releasedPage } from '../../src/web/pages/released-page.ts'
import { eachDatabase } from '../support/databases.ts'
import { openOffice } from '../support/office.ts'

eachDatabase('the history of a case that has left', (open) => {
  test.each(['fr', 'ar', 'en'] as const)('names everybody once, in %s', async (lang) => {
    const office = await openOffice((await open()).db)
    const row = await office.row(await office.register())
    const t = translator(lang)
    const event = (seq: number, actor: string, role: string): ReleasedView['events'][number] => ({
      ...{ seq, at: seq, actor, role, event: 'OPEN' },
    })

    const { history } = releasedPage(
      { t, f: formats(lang), lang, life: lifeWords(t, lang) },
      { row, at: 3, events: [event(1, 'somebody', 'complainant'), event(2, 'clerk', 'clerk')] },
      { programme: office.programmes.get('DAAM'), names: new Map([['clerk', 'Salma Benjelloun']]) },
    )

    const [clerk = '', herself = ''] = history.map(({ meta }) => meta)
    expect(clerk).toContain(`Salma Benjelloun (${t('word.role.clerk')})`)
    expect(herself.split(t('word.role.complainant'))).toHaveLength(2)
  })
})
