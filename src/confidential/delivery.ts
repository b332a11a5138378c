// Carries out the effects of sensitive cases: the notice without content, the word to whoever it is about, the end of an enclosure.
import { type SensitiveContext, sensitiveContext } from '../../workflows/sensitive-facts.ts'
import { system } from '../cases/policy.ts'
import type { Effect } from '../engine/due.ts'
import type { Engine } from '../engine/engine.ts'
import { NotFound } from '../errors.ts'
import { type Language, translator } from '../i18n/i18n.ts'
import type { Carriers } from '../notifications/carriers.ts'
import type { Carry } from '../notifications/parcel.ts'
import { asUndelivered, Undelivered } from '../notifications/undelivered.ts'
import type { Programme } from '../programmes/schema.ts'
import { focalPoints, specialists } from './colleagues.ts'
import { destroyEnclosure } from './enclosure.ts'
import { noticeWords } from './notice-words.ts'
import type { ReadingParts } from './on-desk.ts'
import { type Colleague, tellPeople } from './tell-people.ts'
import { wakeCase } from './waking.ts'

export type DeliveryParts = ReadingParts & {
  engine: Engine
  carriers: Carriers
  /** Whether words leave the house at all; where they would lie in a folder, they are not written. */
  leaves: { email: boolean; sms: boolean }
  /** After this many attempts a focal point has to do it by hand. */
  mostAttempts: number
}

type Told = { id: string; context: SensitiveContext; programme: Programme; effect: Effect }

/**
 * What the worker calls for each effect it leased; its name is still closed. Of an erased case nothing is left to tell.
 * @throws to be called again later; the error names nobody.
 */
export function createConfidentialDelivery(parts: DeliveryParts): (effect: Effect) => Promise<void> {
  return async (effect) => {
    const live = await wakeCase(parts, parts.db, effect.instance_id).catch(unlessErased)
    if (!live) return
    const name = live.keeping.safe.open(`effect ${effect.seq} ${effect.n}`, effect.effect)
    const context = sensitiveContext(live.snapshot.context)
    const told = { id: live.id, context, programme: parts.programmes.get(context.programme), effect }
    await carryOut(parts, name, told)
  }
}

/** A key that was destroyed stays so; a connection that broke and a key that does not fit are tried again. */
function unlessErased(error: unknown): undefined {
  if (!(error instanceof NotFound)) throw error
}

async function carryOut(parts: DeliveryParts, name: string, told: Told): Promise<void> {
  switch (name) {
    case 'noticeInstitution':
      return notify(parts, told, 'institution')
    case 'noticeFunder':
      return notify(parts, told, 'funder')
    case 'alertNoticeLate':
      return tellStaff(parts, told, 'late', await focalPoints(parts.db))
    case 'tellFocalPoints':
      return tellStaff(parts, told, 'waitingMail', await focalPoints(parts.db, told.context.programme))
    case 'tellSpecialist':
      return tellStaff(parts, told, 'waitingMail', await specialists(parts.db, told.context))
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
  const sent = await attempt(parts, effect, carrierOf(parts, 'email'), {
    ...{ id: parcelId(parts, told), to: address, language: 'fr', sender: programme.body.fr },
    ...words,
    sms: '',
    at: parts.clock.now(),
  })
  await say(parts, told.id, sent ? 'NOTICE_SENT' : 'NOTICE_FAILED', { to })
}

/** A word to colleagues that names a programme and nothing else; without a mail server their desks say it alone. */
async function tellStaff(
  parts: DeliveryParts,
  told: Told,
  words: 'late' | 'waitingMail',
  people: readonly Colleague[],
): Promise<void> {
  const { programme, effect } = told
  if (!parts.leaves.email) return
  const heard = await tellPeople(parts, people, ({ id }, lang) => {
    const t = translator(lang)
    const values = { programme: programme.names[lang] }
    return {
      ...{ id: parcelId(parts, told, id), sender: programme.body[lang] },
      ...{
        subject: t(`confidential.${words}.subject`, values),
        body: t(`confidential.${words}.body`, values),
      },
      ...{ sms: '', at: parts.clock.now() },
    }
  })
  // In the end it is enough that a colleague knows: an incident is for what nobody heard.
  const last = effect.attempts + 1 >= parts.mostAttempts
  if (heard.later && !(last && heard.told > 0)) throw heard.later
}

/** A neutral word that something waits behind her code; what it is never leaves the house. */
async function tellSurvivor(parts: DeliveryParts, told: Told): Promise<void> {
  const { context, programme, effect } = told
  const { contactBy: by, contactPoint: to, contactLanguage, wording } = context
  if ((by !== 'sms' && by !== 'email') || to === null) return
  const language: Language = contactLanguage
  const t = translator(language)
  const text = t(`confidential.word.${wording}`)
  const sent = await attempt(parts, effect, carrierOf(parts, by), {
    ...{ id: parcelId(parts, told), to, language, sender: t(`confidential.word.sender.${wording}`) },
    ...{ subject: t('confidential.word.subject'), body: text, sms: text, at: parts.clock.now() },
    ...(wording === 'plain' && { sender: programme.body[language] }),
  })
  await say(parts, told.id, sent ? 'MESSAGE_SENT' : 'MESSAGE_FAILED', {})
}

/** What carries it out of the house; where nothing does, it never leaves. */
const carrierOf = ({ leaves, carriers }: DeliveryParts, by: 'email' | 'sms'): Carry =>
  leaves[by] ? carriers[by] : () => Promise.reject(new Undelivered('noCarrier', true))

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
