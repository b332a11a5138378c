// The form at the desk: what is asked of somebody who brings a complaint, checked before anything is stored.
import { z } from 'zod'
import { channels, languages, type Registering, relations } from '../../workflows/case-inputs.ts'
import { foldCnie, foldPhone, isCnie, isPhone } from './folding.ts'

const text = (max: number, key: string) => z.string().trim().max(max, `field.${key}.tooLong`).default('')

const Texts = z.record(z.string(), z.string())

/** What the form sends; every field is text, as forms are. */
export const RegistrationForm = z
  .object({
    /** Drawn with the form: sending the same form twice registers one complaint. */
    key: z.uuid(),
    programme: z.string({ error: 'field.programme.choose' }).min(1, 'field.programme.choose'),
    entity: z.string({ error: 'field.entity.choose' }).min(1, 'field.entity.choose'),
    /** A service of the programme; '' where there are only complaints. */
    service: text(40, 'service'),
    channel: z.enum(channels, { error: 'field.channel.choose' }),
    receivedOn: z.iso.date({ error: 'field.receivedOn.invalid' }),
    category: z.string({ error: 'field.category.choose' }).min(1, 'field.category.choose'),
    object: z
      .string({ error: 'field.object.missing' })
      .trim()
      .min(3, 'field.object.missing')
      .max(200, 'field.object.tooLong'),
    description: z
      .string({ error: 'field.description.missing' })
      .trim()
      .min(1, 'field.description.missing')
      .min(10, 'field.description.tooShort')
      .max(20_000, 'field.description.tooLong'),
    language: z.enum(languages, { error: 'field.language.choose' }),
    relation: z.enum(relations, { error: 'field.relation.choose' }),
    name: text(120, 'name'),
    phone: text(20, 'phone').refine((v) => v === '' || isPhone(foldPhone(v)), 'field.phone.invalid'),
    email: text(200, 'email').refine(
      (v) => v === '' || z.email().safeParse(v).success,
      'field.email.invalid',
    ),
    address: text(300, 'address'),
    cnie: text(20, 'cnie').refine((v) => v === '' || isCnie(foldCnie(v)), 'field.cnie.invalid'),
    /** The programme's number of the beneficiary. */
    beneficiary: text(60, 'beneficiary'),
    externalKey: text(120, 'externalKey'),
    /** The reference of the case that a referral is about. */
    about: text(40, 'about'),
  })
  .superRefine(
    (form, ctx) => {
      const missing = (field: string) =>
        ctx.addIssue({ code: 'custom', path: [field], message: `field.${field}.missing` })
      if (form.relation === 'anonymous') return
      if (form.name.length < 2) missing('name')
      // The answer goes back the way the complaint came: there has to be a way.
      if (form.channel === 'phone' && form.phone === '') missing('phone')
      if (form.channel === 'email' && form.email === '') missing('email')
      if (form.channel === 'mail' && form.address === '') missing('address')
    },
    // Asked whatever else is wrong: a person corrects a form once, not twice.
    { when: ({ value }) => Texts.safeParse(value).success },
  )

export type RegistrationForm = z.output<typeof RegistrationForm>

/** The form as the machine takes it: numbers folded, an anonymous person without traces, the beneficiary found. */
export function toRegistration(form: RegistrationForm, beneficiary: string | null): Registering {
  const { key: _key, about: _about, ...rest } = form
  const person = {
    name: form.name,
    phone: foldPhone(form.phone),
    email: form.email,
    address: form.address,
    cnie: foldCnie(form.cnie),
  }
  const nobody = { name: '', phone: '', email: '', address: '', cnie: '' }
  return { ...rest, ...(form.relation === 'anonymous' ? nobody : person), beneficiary }
}
