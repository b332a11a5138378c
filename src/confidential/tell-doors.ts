// That somebody else may read a desk is told by mail, beside the word on the desk itself: to whoever serves it, and elsewhere.

import { SETTLED, settledSql } from '../accounts/settled.ts'
import { LEASE, LONGEST_WAIT, retryAt } from '../engine/due.ts'
import { formats } from '../i18n/format.ts'
import { translator } from '../i18n/i18n.ts'
import type { Carriers } from '../notifications/carriers.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Programmes } from '../programmes/index.ts'
import { focalPoints } from './colleagues.ts'
import { type Colleague, type Heard, tellPeople } from './tell-people.ts'
import type { Vault } from './vault.ts'

type Parts = {
  db: Database
  clock: Clock
  vault: Vault
  programmes: Programmes
  carriers: Pick<Carriers, 'email'>
  /** Whether mails leave the house; where they would lie in a folder, they are not written. */
  leaves: { email: boolean }
}

type Opened = {
  id: string
  programme: string
  reader: string
  granted_at: number
  expires_at: number
  tell_tries: number
  tell_at: number
}

/** So many doors are told at once; more than that are not opened in a breath. */
const AT_ONCE = 20

/** Whoever lost the desk so short (ms) before hears it too: to be rid of them first is of no use. */
const LATELY = 30 * 24 * 3_600_000

/** After so many tries, some days, a mailbox that never answered is left alone where a colleague has heard it. */
const MOST_TRIES = 100

/**
 * Tells the focal points of each programme whose door was opened since, those who were until lately, and those of the
 * other programmes; how many doors everybody has heard of. Each of them is mailed once: where a mailbox does not
 * answer, that one alone is tried again, with a growing wait. Without a mail server the desks say it alone, and it is
 * told once there is one.
 * @throws Undelivered when somebody could not be told yet; the others were, of every door.
 */
export async function tellDoors(parts: Parts): Promise<number> {
  const { db, clock, leaves } = parts
  if (!leaves.email) return 0
  const now = clock.now()
  // Nobody can put it off for longer than it ever waits, nor can a clock that was set back.
  const opened = await db.all<Opened>(
    `SELECT id, programme, reader, granted_at, expires_at, tell_tries, tell_at FROM sensitive_doors
     WHERE told_at IS NULL AND granted_at IS NOT NULL AND refused_at IS NULL AND (tell_at <= ? OR tell_at > ?)
     ORDER BY tell_tries, granted_at LIMIT ?`,
    [now, now + LONGEST_WAIT, AT_ONCE],
  )
  let whole = 0
  const failures: unknown[] = []
  for (const door of opened) {
    try {
      if (!(await take(parts, door))) continue
      const heard = await tellDoor(parts, door)
      await settle(parts, door, heard)
      if (heard.later) failures.push(heard.later)
      else whole += 1
    } catch (error) {
      failures.push(error)
    }
  }
  if (failures.length > 0) throw failures[0]
  return whole
}

/** Of several workers one tells a door. */
async function take({ db, clock }: Parts, { id, tell_at }: Opened): Promise<boolean> {
  const taken = await db.run(
    'UPDATE sensitive_doors SET tell_tries = tell_tries + 1, tell_at = ? WHERE id = ? AND tell_at = ? AND told_at IS NULL',
    [clock.now() + LEASE, id, tell_at],
  )
  return taken > 0
}

async function settle(
  { db, clock }: Parts,
  { id, tell_tries }: Opened,
  { told, later }: Heard,
): Promise<void> {
  const [now, tries] = [clock.now(), tell_tries + 1]
  if (later && (told === 0 || tries < MOST_TRIES))
    await db.run('UPDATE sensitive_doors SET tell_at = ? WHERE id = ?', [retryAt(now, tries), id])
  else await db.run('UPDATE sensitive_doors SET told_at = ? WHERE id = ?', [now, id])
}

async function tellDoor(parts: Parts, door: Opened): Promise<Heard> {
  const { db, clock } = parts
  const serving = await focalPoints(db, door.programme)
  const former = await formerOnes(db, door.programme, clock.now() - LATELY)
  const own = new Map([...former, ...serving].map((person) => [person.id, person]))
  const others = (await elsewhere(db, door)).filter(({ id }) => !own.has(id))
  const near = await tell(parts, door, 'doorMail', [...own.values()])
  const far = await tell(parts, door, 'doorMailElsewhere', others)
  return { told: near.told + far.told, later: near.later ?? far.later }
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

/** The focal points of the other programmes, who may be all that is left to ask why; nobody who was made for the occasion. */
const elsewhere = (db: Database, { programme, reader, granted_at }: Opened): Promise<Colleague[]> =>
  db.all<Colleague>(
    `SELECT DISTINCT u.id, u.login, u.language FROM users u JOIN grants g ON g.user_id = u.id
     WHERE u.active = 1 AND g.role = 'focal_point' AND g.pending = 0 AND g.programme <> ? AND u.id <> ?
       AND ${settledSql}
     ORDER BY u.id`,
    [programme, reader, granted_at - SETTLED, granted_at - SETTLED],
  )

async function tell(
  parts: Parts,
  door: Opened,
  words: 'doorMail' | 'doorMailElsewhere',
  people: readonly Colleague[],
): Promise<Heard> {
  const { db, vault, programmes, clock } = parts
  await vault.unlock(db)
  const programme = programmes.get(door.programme)
  return tellPeople(parts, people, ({ id }, lang) => {
    const t = translator(lang)
    const values = { programme: programme.names[lang], date: formats(lang).dateTime(door.expires_at) }
    return {
      ...{ id: vault.tag(`door ${door.id} ${id}`), sender: programme.body[lang] },
      ...{
        subject: t(`confidential.${words}.subject`, values),
        body: t(`confidential.${words}.body`, values),
      },
      ...{ sms: '', at: clock.now() },
    }
  })
}
