// A complaint from the texts of a line: what goes without saying is added, and the limits of a registration hold.
import { inputs } from '../../workflows/case-inputs.ts'
import { foldCnie, foldPhone } from '../cases/folding.ts'
import { RegistrationForm } from '../cases/registration.ts'
import type { Said } from '../errors.ts'
import type { Programme } from '../programmes/schema.ts'
import type { Field } from './map.ts'
import type { RowInput } from './row.ts'

export type Texts = Partial<Record<Field, string>>

export type Breach = { field: Field; said: Said }

/** `number` is what the register calls it. The texts that stand for codes are codes already. */
export function assemble(programme: Programme, texts: Texts, number: string): RowInput {
  const language = (texts.language || 'fr') as RowInput['language']
  const category = programme.categories.find(({ code }) => code === texts.category)
  const relation = (texts.relation || (texts.name ? 'beneficiary' : 'anonymous')) as RowInput['relation']
  return {
    programme: programme.code,
    entity: texts.entity ?? programme.entities[0]?.code ?? '',
    channel: (texts.channel ?? 'register') as RowInput['channel'],
    receivedOn: texts.receivedOn ?? '',
    ...(texts.closedOn ? { closedOn: texts.closedOn } : {}),
    category: texts.category ?? '',
    object: texts.object || (category?.names[language] ?? ''),
    description: texts.description ?? '',
    language,
    relation,
    ...(relation === 'anonymous' ? nobody : person(texts)),
    beneficiary: null,
    externalKey: number,
  }
}

const nobody = { name: '', phone: '', email: '', address: '', cnie: '' }

function person({ name = '', phone = '', email = '', address = '', cnie = '' }: Texts): typeof nobody {
  return { name, phone: national(phone), email, address, cnie: foldCnie(cnie) }
}

/** A number of this country as it is compared; any other as it was written. */
function national(phone: string): string {
  const folded = foldPhone(phone)
  return /^0\d{9}$/.test(folded) ? folded : phone
}

/** What the complaint breaks. History is taken as it was kept; who is still to be answered has to be reachable. */
export function breaches(input: RowInput, live: boolean): Breach[] {
  const read = (live ? inputs.OPEN : inputs.IMPORT).safeParse(input)
  const limits = (read.error?.issues ?? []).map((issue): Breach => {
    const field = issue.path[0] as Field
    if (issue.code !== 'too_big') return { field, said: { key: 'register.import.row.wrong' } }
    const values = { length: (input[field] ?? '').length, limit: Number(issue.maximum) }
    return { field, said: { key: 'register.import.row.tooLong', values } }
  })
  if (live) return [...limits, ...unreachable(input)]
  const backwards = input.closedOn !== undefined && input.closedOn < input.receivedOn
  return backwards
    ? [...limits, { field: 'closedOn', said: { key: 'register.import.day.closedBefore' } }]
    : limits
}

function unreachable(input: RowInput): Breach[] {
  return (['phone', 'email', 'cnie'] as const).flatMap((field) => {
    const read = RegistrationForm.shape[field].safeParse(input[field])
    return read.success ? [] : [{ field, said: { key: 'register.import.row.contact' } }]
  })
}
