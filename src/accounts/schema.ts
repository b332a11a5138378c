// What an account is, and the shapes of what people type about it.
import { z } from 'zod'
import { type Role, roles } from '../../workflows/kit.ts'

export const accountLanguages = ['fr', 'ar', 'en'] as const
export type AccountLanguage = (typeof accountLanguages)[number]

/** A role within a programme ('*' = the installation) and an entity or unit ('' = the whole programme). */
export type Grant = { role: Role; programme: string; entity: string }

/** Whoever sends a request: only grants that are in force. */
export type SignedIn = {
  id: string
  login: string
  name: string
  language: AccountLanguage
  grants: Grant[]
}

/** A grant as the office keeps it: who gave it, and whether it still waits for its confirmation. */
export type KeptGrant = Grant & {
  grantedBy: string
  grantedAt: number
  pending: boolean
  confirmedBy: string | null
}

/** An account as an administrator sees it. */
export type Account = {
  id: string
  login: string
  name: string
  language: AccountLanguage
  active: boolean
  hasPassword: boolean
  createdAt: number
  grants: KeptGrant[]
}

const login = z
  .string('account.login.missing')
  .trim()
  .toLowerCase()
  .max(200, 'account.login.invalid')
  .pipe(z.email('account.login.invalid'))
const name = z
  .string('account.name.missing')
  .trim()
  .min(2, 'account.name.missing')
  .max(120, 'account.name.tooLong')
const language = z.enum(accountLanguages, 'account.language.invalid')

// Length is what makes a password strong; 200 is far beyond what anybody remembers.
const newPassword = z
  .string('account.password.tooShort')
  .min(12, 'account.password.tooShort')
  .max(200, 'account.password.tooLong')
  .refine((password) => new Set(password).size >= 5, 'account.password.tooPlain')
const typedPassword = z.string('account.password.missing').min(1, 'account.password.missing').max(200)

const twice = <T extends { password: string; passwordAgain: string }>(form: T) =>
  form.password === form.passwordAgain
const different = { path: ['passwordAgain'], error: 'account.password.different' }
const again = z.string('account.password.different')

/** What somebody types at the door; which half was wrong is never told. */
export const SignInForm = z.object({
  login: z
    .string('account.login.missing')
    .trim()
    .toLowerCase()
    .min(1, 'account.login.missing')
    .max(200, 'account.login.invalid'),
  password: typedPassword,
  back: z.string().optional(),
})

export const PasswordForm = z.object({ password: newPassword, passwordAgain: again }).refine(twice, different)

export const ChangePasswordForm = z
  .object({ currentPassword: typedPassword, password: newPassword, passwordAgain: again })
  .refine(twice, different)

export const SetupForm = z
  .object({ name, login, language, password: newPassword, passwordAgain: again })
  .refine(twice, different)

export const NewAccountForm = z.object({ name, login, language })
export const EditAccountForm = z.object({ name, language, active: z.stringbool().default(false) })

/** `place` is '*', 'PROGRAMME' or 'PROGRAMME/ENTITY': one choice, so that it works without a script. */
export const GrantForm = z.object({
  role: z.enum(roles, 'account.role.missing'),
  place: z
    .string('account.place.missing')
    .regex(/^(\*|[A-Z][A-Z0-9_]{1,31}(\/[A-Z][A-Z0-9_]{1,31})?)$/, 'account.place.missing'),
})

export const FindAccountForm = z.object({ q: z.string().trim().max(100).default('') })

export type NewAccount = z.output<typeof NewAccountForm>
export type EditAccount = z.output<typeof EditAccountForm>
export type Setup = z.output<typeof SetupForm>

/** A place as one word, and back. */
export const placeOf = ({ programme, entity }: Omit<Grant, 'role'>): string =>
  entity === '' ? programme : `${programme}/${entity}`

export function grantOf(role: Role, place: string): Grant {
  const [programme = '', entity = ''] = place.split('/')
  return { role, programme, entity }
}
