// Whoever serves a desk hears at once that somebody else may read it: by mail, beside the word on the desk itself.

import { formats } from '../i18n/format.ts'
import { translator } from '../i18n/i18n.ts'
import type { Carriers } from '../notifications/carriers.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { focalPoints } from './colleagues.ts'
import { type Colleague, tellPeople } from './tell-people.ts'
import type { Vault } from './vault.ts'

type Parts = {
  db: Database
  clock: Clock
  vault: Vault
  programmes: Programmes
  carriers: Pick<Carriers, 'email'>
}

type Opened = { id: string; programme: string; expires_at: number }

/** So many doors are told at once; more than that are not opened in a breath. */
const AT_ONCE = 20

/** Whoever lost the desk so short (ms) before hears it too: to be rid of them first is of no use. */
const LATELY = 30 * 24 * 3_600_000

/**
 * Tells the focal points of each programme whose door was opened since, and those who were until lately; how many
 * doors. Told at least once: where no mail could leave, it is tried again at the next round, with the same keys.
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
    const serving = await focalPoints(db, door.programme)
    const known = new Set(serving.map(({ id }) => id))
    const former = (await formerOnes(db, door.programme, clock.now() - LATELY)).filter(
      ({ id }) => !known.has(id),
    )
    await tell(parts, door, [...serving, ...former])
    await db.run('UPDATE sensitive_doors SET told_at = ? WHERE id = ?', [clock.now(), door.id])
  }
  return opened.length
}

/** Those who were focal points of a programme until a while ago, or whose account was closed since. */
const formerOnes = (db: Database, programme: string, since: number): Promise<Colleague[]> =>
  db.all<Colleague>(
    `SELECT DISTINCT u.id, u.login, u.language FROM users u JOIN account_events e ON e.user_id = u.id
     WHERE e.at > ? AND ((e.act IN ('revoked', 'suspended') AND e.role = 'focal_point' AND e.programme = ?)
       OR (e.act = 'deactivated' AND EXISTS (SELECT 1 FROM grants g
         WHERE g.user_id = u.id AND g.role = 'focal_point' AND g.pending = 0 AND g.programme = ?)))
     ORDER BY u.id`,
    [since, programme, programme],
  )

async function tell(parts: Parts, door: Opened, people: readonly Colleague[]): Promise<void> {
  const { db, vault, programmes, clock } = parts
  await vault.unlock(db)
  const programme = programmes.get(door.programme)
  await tellPeople(parts, people, ({ id }, lang) => {
    const t = translator(lang)
    const values = { programme: programme.names[lang], date: formats(lang).dateTime(door.expires_at) }
    return {
      ...{ id: vault.tag(`door ${door.id} ${id}`), sender: programme.body[lang] },
      ...{
        subject: t('confidential.doorMail.subject', values),
        body: t('confidential.doorMail.body', values),
      },
      ...{ sms: '', at: clock.now() },
    }
  })
}
