// Where a role can hold: the programmes with their entities and units, as words for a list and a table.
import { type Role, roles } from '../../../workflows/kit.ts'
import { type Grant, type KeptGrant, placeOf } from '../../accounts/schema.ts'
import type { FieldErrors } from '../../errors.ts'
import type { Formats } from '../../i18n/format.ts'
import type { Language, T } from '../../i18n/i18n.ts'
import type { Programme } from '../../programmes/schema.ts'
import { capital } from '../capital.ts'
import type { Option } from '../forms.ts'

/** A programme as far as places go. */
export type WithPlaces = Pick<
  Programme,
  'code' | 'names' | 'entities' | 'units' | 'verifiers' | 'specialists'
>

type Words = { t: T; lang: Language; f: Formats }

/** Every role, in the order of a case's life. */
export const roleOptions = ({ t }: Pick<Words, 't'>): Option[] => [
  { value: '', label: t('account.choose') },
  ...roles.map((role) => ({ value: role, label: capital(t(`word.role.${role}`)) })),
]

/** Every place, programme by programme. */
export const placeOptions = (words: Words, programmes: readonly WithPlaces[]): Option[] => [
  { value: '', label: words.t('account.choose') },
  ...programmes.flatMap((programme) =>
    ['', ...partsOf(programme).map(({ code }) => code)].map((entity) => {
      const place = { programme: programme.code, entity }
      return { value: placeOf(place), label: placeWords(place, words, programmes) }
    }),
  ),
  { value: '*', label: words.t('account.place.everywhere') },
]

const partsOf = ({ entities, units, verifiers, specialists }: WithPlaces) => [
  ...entities,
  ...units,
  ...verifiers,
  ...specialists,
]

/** A place in words; a code that no pack knows any more is shown as it is. */
export function placeWords(
  { programme, entity }: Omit<Grant, 'role'>,
  { t, lang }: Pick<Words, 't' | 'lang'>,
  programmes: readonly WithPlaces[],
): string {
  if (programme === '*') return t('account.place.everywhere')
  const pack = programmes.find(({ code }) => code === programme)
  const name = pack?.names[lang] ?? programme
  if (entity === '') return t('account.place.programme', { programme: name })
  const part = pack && partsOf(pack).find(({ code }) => code === entity)
  return `${name} · ${part?.names[lang] ?? entity}`
}

/** Why a role cannot hold at a place, or nothing: a unit has processors, a verifying body verifiers, an organisation specialists, an entity the others. */
export function refusePlace(grant: Grant, programmes: readonly WithPlaces[]): FieldErrors | undefined {
  const wrong = (key: string) => ({ place: { key } })
  if ((grant.role === 'admin') !== (grant.programme === '*')) return wrong('account.refusal.adminPlace')
  if (grant.programme === '*') return undefined
  const pack = programmes.find(({ code }) => code === grant.programme)
  if (!pack) return wrong('account.place.missing')
  const { list, key } = seatsIn(pack, grant.role)
  if (grant.role === 'specialist' && grant.entity === '') return wrong(key)
  return grant.entity === '' || list.some(({ code }) => code === grant.entity) ? undefined : wrong(key)
}

function seatsIn({ units, verifiers, specialists, entities }: WithPlaces, role: Role) {
  if (role === 'processor') return { list: units, key: 'account.place.unitOnly' }
  if (role === 'verifier') return { list: verifiers, key: 'account.place.verifierOnly' }
  if (role === 'specialist') return { list: specialists, key: 'account.place.specialistOnly' }
  return { list: entities, key: 'account.place.entityOnly' }
}

export type RoleRow = {
  role: Role
  place: string
  words: string
  where: string
  pending: boolean
  since: string
}

/** The roles of an account as a table shows them. */
export const roleRows = (
  grants: readonly KeptGrant[],
  words: Words,
  programmes: readonly WithPlaces[],
): RoleRow[] =>
  grants.map((grant) => ({
    role: grant.role,
    place: placeOf(grant),
    words: capital(words.t(`word.role.${grant.role}`)),
    where: placeWords(grant, words, programmes),
    pending: grant.pending,
    since: words.f.dayPlain(grant.grantedAt),
  }))
