// The forms of a sensitive case: codes, ticks and days, one way to reach the person, and nowhere a text in which somebody could be named.
import { z } from 'zod'
import { choice, day, optional } from './fields.ts'
import { drawn } from './kit.ts'
import { ageBands, contactWays, natures, needsPoint, type Service, services } from './sensitive-facts.ts'

/** One of these values; what is left out is the first of them. */
const choiceOr = <const T extends readonly [string, ...string[]]>(key: string, values: T) =>
  z.preprocess((typed) => (typed === undefined || typed === '' ? values[0] : typed), choice(key, values))

/** A code of the programme or of the product: letters and digits, no sentence fits in. */
const code = (error: string) => z.string({ error }).regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/, error)

/** A box of a page is there or not; a command says true or false. */
const asTick = (typed: unknown): unknown => {
  if (typed === undefined || typed === '' || typed === 'false') return false
  return typed === 'true' || typed === 'on' ? true : typed
}
const tick = () => z.preprocess(asTick, z.boolean({ error: 'field.invalid' }).optional())

/** A box that has to be ticked, and never is to begin with. */
const agreed = (key: string) =>
  z.preprocess(
    asTick,
    z.boolean({ error: 'field.invalid' }).refine((on) => on, `field.${key}.confirm`),
  )

const phone = String.raw`0[5-8]\d{8}|\+[1-9]\d{7,14}`
const email = String.raw`[A-Za-z0-9][A-Za-z0-9._+-]{0,63}@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,4}[A-Za-z]{2,12}`
const phonePattern = new RegExp(`^(?:${phone})$`)
const emailPattern = new RegExp(`^(?:${email})$`)
const pointPattern = new RegExp(`^(?:${phone}|${email})$`)

/** A number without what people put between its digits; an address as it is. */
function bare(typed: unknown): unknown {
  if (typeof typed !== 'string') return typed
  const point = typed.trim()
  if (point === '') return undefined
  return point.includes('@') ? point : point.replaceAll(/[\s.-]/g, '').replace(/^00/, '+')
}

const contact = {
  contactBy: choiceOr('contactBy', contactWays),
  contactPoint: z
    .preprocess(
      bare,
      z
        .string({ error: 'field.contactPoint.invalid' })
        .regex(pointPattern, 'field.contactPoint.invalid')
        .optional(),
    )
    .register(drawn, { when: { field: 'contactBy', is: ['sms', 'phone', 'email'] } }),
  contactHours: choiceOr('contactHours', ['any', 'morning', 'afternoon', 'evening']),
  contactLanguage: choiceOr('contactLanguage', ['ar', 'fr', 'en']),
  // A call that somebody else answers can hurt her: nobody calls unless she said so.
  calls: choiceOr('calls', ['never', 'allowed']),
  wording: choiceOr('wording', ['neutral', 'plain']),
}

type Contact = {
  contactBy: z.output<typeof contact.contactBy>
  contactPoint?: string | undefined
  calls: z.output<typeof contact.calls>
}

/** Everything that is wrong is told at once: a field that is missing keeps no other rule from being asked. */
const always = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null }

/** A way that needs a number or an address has the right one; what no way needs is not kept, in the journal neither. */
const withPoint = <T extends z.ZodType<Contact>>(schema: T) =>
  schema
    .overwrite((typed) => {
      if (!needsPoint(typed.contactBy)) delete typed.contactPoint
      return typed
    })
    .superRefine(({ contactBy, contactPoint, calls }, { addIssue }) => {
      if (!needsPoint(contactBy)) return
      if (contactBy === 'phone' && calls === 'never')
        addIssue({ code: 'custom', path: ['calls'], message: 'field.calls.contradicts' })
      const pattern = contactBy === 'email' ? emailPattern : phonePattern
      const message = contactPoint ? 'field.contactPoint.invalid' : 'field.contactPoint.missing'
      if (!pattern.test(contactPoint ?? '')) addIssue({ code: 'custom', path: ['contactPoint'], message })
    }, always)

/** By what she is known again on her page: never the code itself. */
const codeTag = z.string({ error: 'field.invalid' }).regex(/^[\w.:$+/=-]{8,200}$/, 'field.invalid')

const description = {
  nature: z.enum(natures, { error: 'field.nature.chooseFacts' }),
  linked: choiceOr('linked', ['unknown', 'yes', 'no']),
  ageBand: choiceOr('ageBand', ageBands),
  sex: choiceOr('sex', ['unknown', 'female', 'male']),
}

const ticks = {
  medical: tick(),
  psychosocial: tick(),
  legal: tick(),
  shelter: tick(),
  police: tick(),
  childProtection: tick(),
} satisfies Record<Service, z.ZodType>

type Ticks = Partial<Record<Service, boolean | undefined>>

/** The services that are ticked. */
export const servicesIn = (input: Ticks): Service[] => services.filter((service) => input[service] === true)

/** Said beside the first of the services. */
const noService = { path: ['medical'], error: 'field.medical.atLeastOne', ...always }

const withService = <T extends z.ZodType<Ticks>>(schema: T) =>
  schema.refine((input) => servicesIn(input).length > 0, noService)

const nothing = z.object({})
const recipient = z.enum(['institution', 'funder'], { error: 'field.to.chooseTold' })

export const inputs = {
  OPEN: withPoint(
    z.object({
      programme: code('field.programme.invalid'),
      via: choice('via', ['self', 'staff', 'transfer']),
      ...description,
      ...contact,
      codeTag: optional(codeTag).register(drawn, { hidden: true }),
      /** Something that was written on the ordinary road comes along, sealed. */
      enclosed: tick().register(drawn, { hidden: true }),
    }),
  ),
  OFFER_SERVICES: withService(z.object(ticks)),
  CONSENT: withService(
    z.object({
      given: choice('given', ['spoken', 'written', 'guardian']),
      ...ticks,
      shareNature: tick(),
      sharePerson: tick(),
      shareContact: tick(),
      understood: agreed('understood'),
    }),
  ),
  DECLINE: nothing,
  WITHDRAW_CONSENT: nothing,
  REFER: z.object({
    to: code('field.to.chooseBody').register(drawn, { choices: 'specialists' }),
    followUpOn: day('followUpOn'),
  }),
  ACCEPT: nothing,
  REFUSE: z.object({ ground: choice('ground', ['capacity', 'area', 'notOurs', 'conflict', 'noAnswer']) }),
  // Help that was given is named; help that goes on, or that she left, may not have been given yet.
  REPORT_SUPPORT: z
    .object({ ...ticks, outcome: choice('outcome', ['done', 'ongoing', 'left']) })
    .refine((input) => input.outcome !== 'done' || servicesIn(input).length > 0, noService),
  FOLLOW_UP: z.object({ reached: choice('reached', ['yes', 'no']), nextOn: optional(day('nextOn')) }),
  RECORD_ATTEMPT: z.object({ by: choice('by', ['sms', 'phone', 'email', 'inPerson']) }),
  REFER_CHILD: z.object({ authority: choice('authority', ['prosecutor', 'childUnit', 'socialAssistance']) }),
  SET_CONTACT: withPoint(z.object(contact)),
  RECLASSIFY: z.object(description),
  SEND_NOTICE: nothing,
  NOTICE_SENT: z.object({ to: recipient }),
  NOTICE_FAILED: z.object({ to: recipient }),
  RECORD_NOTICE: z.object({
    to: recipient,
    sentOn: day('sentOn'),
    way: choice('way', ['mail', 'email', 'inPerson']),
  }),
  SAY: z.object({
    phrase: choice('phrase', [
      'callUs',
      'comeSee',
      'servicesFound',
      'appointmentMade',
      'askConsent',
      'howAreYou',
      'closing',
    ]),
  }),
  REPLY: z.object({
    phrase: choice('phrase', ['yes', 'no', 'contactMe', 'dontContactMe', 'thanks', 'findAnother']),
  }),
  NOTE_REPLY: nothing,
  NEW_CODE: z.object({ codeTag: codeTag.register(drawn, { hidden: true }) }),
  MESSAGE_SENT: nothing,
  MESSAGE_FAILED: nothing,
  OPEN_ENCLOSURE: z.object({ purpose: choice('purpose', ['understand', 'refer', 'survivorAsks']) }),
  DESTROY_ENCLOSURE: z.object({ ground: choice('ground', ['wish', 'noNeed']) }),
  CLOSE: nothing,
  CLOSE_UNREACHABLE: nothing,
  REOPEN: nothing,
  ERASE: z.object({ ground: choice('ground', ['wish']), confirmed: agreed('confirmed') }),
}
