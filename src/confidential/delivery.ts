// Carries out the effects of sensitive cases: the notice without content, the word to whoever it is about, the end of an enclosure.
import { type SensitiveContext, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import { system } from '../cases/policy.ts'
import type { Effect } from '../engine/due.ts'
import type { Engine } from '../engine/engine.ts'
import { isLanguage, type Language, translator } from '../i18n/i18n.ts'
import type { Carriers } from '../notifications/carriers.ts'
import type { Carry } from '../notifications/parcel.ts'
import { asUndelivered, Undelivered } from '../notifications/undelivered.ts'
import type { Programme } from '../programmes/schema.ts'
import { destroyEnclosure } from './enclosure.ts'
import { noticeWords } from './notice-words.ts'
import { type ReadingParts, wakeCase } from './reading.ts'

export type DeliveryParts = ReadingParts & {
  engine: Engine
  carriers: Carriers
  /** Whether words to a person leave the house; where they would lie in a folder, they are not written. */
  leaves: { email: boolean; sms: boolean }
  /** After this many attempts a focal point has to do it by hand. */
  mostAttempts: number
}

type Told = { id: string; context: SensitiveContext; programme: Programme; effect: Effect }

/**
 * What the worker calls for each effect it leased; its name is still closed.
 * @throws to be called again later; the error names nobody.
 */
export function createConfidentialDelivery(parts: DeliveryParts): (effect: Effect) => Promise<void> {
  return async (effect) => {
    const live = await wakeCase(parts, parts.db, effect.instance_id).catch(() => undefined)
    // Its key was destroyed meanwhile: there is nothing left to tell.
    if (!live) return
    const name = live.keeping.safe.open(`effect ${effect.seq} ${effect.n}`, effect.effect)
    const context = sensitiveContext(live.snapshot.context)
    const told = { id: live.id, context, programme: parts.programmes.get(context.programme), effect }
    await carryOut(parts, name, told)
  }
}

async function carryOut(parts: DeliveryParts, name: string, told: Told): Promise<void> {
  switch (name) {
    case 'noticeInstitution':
      return notify(parts, told, 'institution')
    case 'noticeFunder':
      return notify(parts, told, 'funder')
    case 'alertNoticeLate':
      return alertFocalPoints(parts, told)
    case 'tellSurvivor':
      return tellSurvivor(parts, told)
    case 'destroyEnclosure':
      return parts.db.transaction((tx) => destroyEnclosure(tx, told.id, parts.clock.now()))
    default:
      throw new Error('nobody carries out this effect')
  }
}

/** The key of what leaves: the same on every attempt, and nothing that leads back to the case. */
const parcelId = ({ vault }: DeliveryParts, { effect: { instance_id, seq, n } }: Told, more = ''): string =>
  vault.tag(`parcel ${instance_id} ${seq} ${n} ${more}`)

/** The notice, and its proof in the journal of the case: when it left and to whom; or that it has to be done by hand. */
async function notify(parts: DeliveryParts, told: Told, to: 'institution' | 'funder'): Promise<void> {
  const { context, programme, effect } = told
  if (context.notices[to]) return
  const address = programme.notices[to] ?? ''
  const words = noticeWords(context, programme)
  const sent = await attempt(parts, effect, parts.carriers.email, {
    ...{ id: parcelId(parts, told), to: address, language: 'fr', sender: programme.body.fr },
    ...words,
    sms: '',
    at: parts.clock.now(),
  })
  await say(parts, told.id, sent ? 'NOTICE_SENT' : 'NOTICE_FAILED', { to })
}

/** A notice is late: the focal points hear it, those of other programmes too, and nobody else. */
async function alertFocalPoints(parts: DeliveryParts, told: Told): Promise<void> {
  const { db, carriers, clock } = parts
  const people = await db.all<{ id: string; login: string; language: string }>(
    `SELECT DISTINCT u.id, u.login, u.language FROM users u JOIN grants g ON g.user_id = u.id
     WHERE u.active = 1 AND g.role = 'focal_point' AND g.pending = 0 ORDER BY u.id`,
  )
  for (const { id, login, language } of people) {
    const lang: Language = isLanguage(language) ? language : 'fr'
    const t = translator(lang)
    const values = { programme: told.programme.names[lang] }
    await carriers.email({
      ...{ id: parcelId(parts, told, id), to: login, language: lang, sender: told.programme.body[lang] },
      subject: t('confidential.late.subject', values),
      body: t('confidential.late.body', values),
      ...{ sms: '', at: clock.now() },
    })
  }
}

/** A neutral word that something waits behind her code; what it is never leaves the house. */
async function tellSurvivor(parts: DeliveryParts, told: Told): Promise<void> {
  const { context, programme, effect } = told
  const { contactBy: by, contactPoint: to, contactLanguage, wording } = context
  if ((by !== 'sms' && by !== 'email') || to === null) return
  const language: Language = contactLanguage
  const t = translator(language)
  const text = t(`confidential.word.${wording}`)
  const carry: Carry = parts.leaves[by]
    ? parts.carriers[by]
    : () => Promise.reject(new Undelivered('noCarrier', true))
  const sent = await attempt(parts, effect, carry, {
    ...{ id: parcelId(parts, told), to, language, sender: t(`confidential.word.sender.${wording}`) },
    ...{ subject: t('confidential.word.subject'), body: text, sms: text, at: parts.clock.now() },
    ...(wording === 'plain' && { sender: programme.body[language] }),
  })
  await say(parts, told.id, sent ? 'MESSAGE_SENT' : 'MESSAGE_FAILED', {})
}

/** Whether it left; false when it never will. @throws to be asked again later. */
async function attempt(
  { mostAttempts }: DeliveryParts,
  { attempts }: Effect,
  carry: Carry,
  parcel: Parameters<Carry>[0],
): Promise<boolean> {
  try {
    if (parcel.to === '') throw new Undelivered('noAddress', true)
    await carry(parcel)
    return true
  } catch (error) {
    const failure = asUndelivered(error)
    if (!failure.permanent && attempts + 1 < mostAttempts) throw failure
    return false
  }
}

const say = ({ engine }: DeliveryParts, id: string, type: string, input: object): Promise<unknown> =>
  engine.send({ id, type, input, actor: system })
