// Whoever serves a desk hears at once that somebody else may read it: by mail, beside the word on the desk itself.

import { formats } from '../i18n/format.ts'
import { isLanguage, type Language, translator } from '../i18n/i18n.ts'
import type { Carriers } from '../notifications/carriers.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import type { Vault } from './vault.ts'

type Parts = {
  db: Database
  clock: Clock
  vault: Vault
  programmes: Programmes
  carriers: Pick<Carriers, 'email'>
}

type Opened = { id: string; programme: string; expires_at: number }
type Focal = { id: string; login: string; language: string }

/** So many doors are told at once; more than that are not opened in a breath. */
const AT_ONCE = 20

/**
 * Tells the focal points of each programme whose door was opened since; how many doors. Told at least once: a mail that
 * could not leave is tried again at the next round, with the same key.
 * @throws Undelivered
 */
export async function tellDoors(parts: Parts): Promise<number> {
  const { db, clock } = parts
  const opened = await db.all<Opened>(
    `SELECT id, programme, expires_at FROM sensitive_doors
     WHERE told_at IS NULL AND granted_at IS NOT NULL AND refused_at IS NULL ORDER BY granted_at LIMIT ?`,
    [AT_ONCE],
  )
  for (const door of opened) {
    for (const focal of await focalPoints(db, door.programme)) await tell(parts, door, focal)
    await db.run('UPDATE sensitive_doors SET told_at = ? WHERE id = ?', [clock.now(), door.id])
  }
  return opened.length
}

const focalPoints = (db: Database, programme: string): Promise<Focal[]> =>
  db.all<Focal>(
    `SELECT DISTINCT u.id, u.login, u.language FROM users u JOIN grants g ON g.user_id = u.id
     WHERE u.active = 1 AND g.role = 'focal_point' AND g.pending = 0 AND g.programme = ? ORDER BY u.id`,
    [programme],
  )

async function tell(parts: Parts, door: Opened, { id, login, language }: Focal): Promise<void> {
  const { db, vault, programmes, carriers, clock } = parts
  await vault.unlock(db)
  const lang: Language = isLanguage(language) ? language : 'fr'
  const t = translator(lang)
  const programme = programmes.get(door.programme)
  const values = { programme: programme.names[lang], date: formats(lang).dateTime(door.expires_at) }
  await carriers.email({
    ...{ id: vault.tag(`door ${door.id} ${id}`), to: login, language: lang, sender: programme.body[lang] },
    ...{ subject: t('confidential.doorMail.subject', values), body: t('confidential.doorMail.body', values) },
    ...{ sms: '', at: clock.now() },
  })
}
