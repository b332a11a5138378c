// Two versions of one lifecycle side by side: a case says which it follows, and goes on in the newer one when it is carried over.
import { beforeAll, expect, test } from 'vitest'
import { upgradeAll } from '../../src/engine/upgrade-all.ts'
import { typed } from '../cases/roads.ts'
import { type App, openApp } from '../support/app.ts'
import { eachDatabase } from '../support/databases.ts'
import { type Office, openOffice } from '../support/office.ts'
import { formOf } from './acting.ts'
import { missingTexts, wordsOf } from './reading.ts'

const wish = { workflow: 'complaint', to: 2, programme: undefined, limit: undefined, dryRun: false }

eachDatabase('a case of a programme that names a version', (open) => {
  let office: Office
  let app: App
  let id: string
  const register = async () => {
    const fields = {
      programme: 'HOUSING',
      entity: 'HOLDING',
      category: 'DEFECT',
      object: 'Fissures au plafond',
    }
    return office.register(fields, await found)
  }
  let found: ReturnType<Office['hire']>
  beforeAll(async () => {
    office = await openOffice((await open()).db)
    app = openApp(office)
    found = office.hire('housing', [{ role: 'clerk', programme: 'HOUSING', entity: '' }])
    id = await register()
  })
  const page = async (path = '') => {
    const { text } = await (await app.enter('housing')).get(`/cases/${id}${path}`).expect(200)
    return wordsOf(text)
  }

  test('follows that version, and says so', async () => {
    expect(await page()).toContain('Voir le circuit (réclamation, version 1)')
    expect(await page('/chart')).toContain('version 1')
  })

  test('goes on in the newer one after it was carried over, while new cases still begin in the older', async () => {
    await upgradeAll({ db: office.db, engine: office.engine }, wish, {
      refused: (ref, why) => expect([ref, why]).toEqual([]),
      progress: () => undefined,
    })

    expect(await page()).toContain('Voir le circuit (réclamation, version 2)')
    expect(await page()).toContain('Version 1, puis version 2')
    expect(await page('/chart')).toContain('version 2')
    const { page: form, send } = await formOf(app, 'housing', id, 'QUALIFY')
    expect(missingTexts(form.text)).toEqual([])
    await send({ ...typed.qualify, category: 'DEFECT', object: 'Fissures au plafond' }).expect(303)
    expect((await office.row(id)).state).toBe('qualified')
    expect((await office.row(await register())).version).toBe(1)
  })
})
