// The map of a register that has no map: columns named as a person would name them.
import { Refused } from '../errors.ts'
import { type Field, fields, parseMap, type RegisterMap } from './map.ts'
import { folded } from './words.ts'

const names: Record<Field | 'key', readonly string[]> = {
  key: ['numéro', 'n°', 'référence', 'number', 'رقم', 'الرقم'],
  entity: ['entité', 'entity', 'الجهة'],
  channel: ['canal', 'channel', 'القناة'],
  receivedOn: ['reçue le', 'date de réception', 'received on', 'تاريخ التوصل'],
  closedOn: ['close le', 'date de clôture', 'closed on', 'تاريخ الإغلاق'],
  category: ['catégorie', 'category', 'الصنف'],
  object: ['objet', 'object', 'subject', 'الموضوع'],
  description: ['description', 'texte', 'text', 'الوصف'],
  language: ['langue', 'language', 'اللغة'],
  relation: ['qualité', 'relation', 'الصفة'],
  name: ['nom', 'nom et prénom', 'name', 'الاسم'],
  phone: ['téléphone', 'phone', 'الهاتف'],
  email: ['e-mail', 'courriel', 'email', 'البريد الإلكتروني'],
  address: ['adresse', 'address', 'العنوان'],
  cnie: ['cnie', 'cin', 'البطاقة الوطنية'],
  beneficiary: ['identifiant', 'bénéficiaire', 'beneficiary', 'المعرف'],
}

/**
 * Finds the usual names among the columns.
 * @throws Refused when none is found, with the names that would be.
 */
export function plainMap(columns: readonly string[]): RegisterMap {
  const called = (field: Field | 'key') =>
    columns.find((column) => names[field].some((name) => folded(name) === folded(column)))
  const found = fields.flatMap((field) => {
    const column = called(field)
    return column === undefined ? [] : [[field, { column }] as const]
  })
  if (found.length === 0) {
    const usual = fields.map((field) => names[field][0]).join(', ')
    throw new Refused({ key: 'register.import.map.none', values: { columns: columns.join(', '), usual } })
  }
  return parseMap({ key: called('key'), fields: Object.fromEntries(found) })
}
